"""What was received and what was committed, told outside of the DuckDB files: an append-only file of JSON lines.

A change is told twice: before its commit with its number, what makes it again and the rows that the tables will hold,
and after it. So a file that has lost a change is known by it, whatever DuckDB says; see docs/recovery.md.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from warehouse.durable import disk_told, write_whole
from warehouse.files import files_of
from warehouse.sequence import advance_sequence, table_counts

Entry = dict[str, Any]
COMPACT_FROM_BYTES = 1_000_000


@dataclass(frozen=True)
class Change:
    """What makes a change again: its kind (a key of warehouse.redo.REDO) and arguments that JSON can hold."""

    kind: str
    arguments: Mapping[str, Any] = field(default_factory=dict)


UNNAMED = Change("unnamed")


class Ledger:
    """The file of one warehouse. Only the holder of the lease appends."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, *entries: Mapping[str, Any]) -> None:
        """Put entries on the disk, each on a line of its own. Raises DiskFull or NotWritable."""
        lines = "".join(f"{json.dumps(entry, separators=(',', ':'))}\n" for entry in entries).encode()
        with disk_told(self.path), self.path.open("ab+") as file:
            end = file.seek(0, os.SEEK_END)
            if end and _last_byte(file.fileno(), end) != b"\n":
                lines = b"\n" + lines  # the line before was torn by a crash
            try:
                file.write(lines)
                file.flush()
            except OSError:
                os.ftruncate(file.fileno(), end)
                raise
            os.fsync(file.fileno())

    def entries(self) -> list[Entry]:
        """Return all entries in order; a line that a crash has torn is none."""
        if not self.path.exists():
            return []
        lines = self.path.read_bytes().split(b"\n")
        return [entry for entry in map(_parsed, lines) if entry is not None]

    def account(self) -> "Account":
        """Return what the ledger says."""
        return Account(self.entries())

    def is_large(self) -> bool:
        """Tell whether it is worth while to compact."""
        return self.path.exists() and self.path.stat().st_size >= COMPACT_FROM_BYTES

    def compact(self, from_sequence: int, loaded: Iterable[str]) -> None:
        """Drop what a snapshot of that number makes needless: older changes, and documents that are loaded."""
        gone = set(loaded)
        kept = [entry for entry in self.entries() if _is_needed(entry, from_sequence, gone)]
        lines = "".join(f"{json.dumps(entry, separators=(',', ':'))}\n" for entry in kept).encode()
        with disk_told(self.path):
            write_whole(self.path, lambda file: file.write(lines))


@dataclass(frozen=True)
class Account:
    """What the entries of a ledger come to."""

    entries: list[Entry]

    @cached_property
    def changes(self) -> dict[int, Entry]:
        """The changes by number, those whose commit nobody has seen included; of two with one number the later.

        A baseline is a state that was taken as it is: nothing before it can be compared or made again.
        """
        found: dict[int, Entry] = {}
        for entry in self.entries:
            match entry["entry"]:
                case "change" | "baseline":
                    keep_older = entry["entry"] == "change"
                    found = {number: one for number, one in found.items() if keep_older and number < entry["sequence"]}
                    found[entry["sequence"]] = entry
        return found

    @cached_property
    def committed(self) -> int:
        """The number of the last change that is known to be committed; 0 for an empty ledger."""
        number = 0
        for entry in self.entries:
            if entry["entry"] == "baseline":
                number = entry["sequence"]
            elif entry["entry"] in ("committed", "published"):
                number = max(number, entry["sequence"])
        return number

    @cached_property
    def closed(self) -> Entry | None:
        """The last entry on the writer's file as it was closed, unless something was changed after."""
        last = None
        for entry in self.entries:
            match entry["entry"]:
                case "closed":
                    last = entry
                case "change" | "baseline":
                    last = None
        return last

    @cached_property
    def received(self) -> dict[str, Entry]:
        """The received documents by id: where each came from and where its bytes are kept."""
        return {one["document_id"]: one for entry in self.entries if entry["entry"] == "received" for one in entry["documents"]}

    def counts(self, sequence: int) -> dict[str, int] | None:
        """Return the rows of the tables after a change; None if the ledger does not tell of it."""
        change = self.changes.get(sequence)
        return dict(change["counts"]) if change else None


def ledger_of(connection: duckdb.DuckDBPyConnection) -> Ledger | None:
    """Return the ledger of the warehouse that a connection writes; None for a database that is no writer's file."""
    files = files_of(connection)
    return Ledger(files.ledger) if files else None


def commit(connection: duckdb.DuckDBPyConnection, change: Change = UNNAMED) -> None:
    """Commit the open transaction as one more change of the warehouse, told to the ledger before and after."""
    sequence = advance_sequence(connection)
    ledger = ledger_of(connection)
    if ledger is None:
        connection.execute("COMMIT")
        return
    told = {"kind": change.kind, "arguments": change.arguments, "counts": table_counts(connection)}
    ledger.append({"entry": "change", "sequence": sequence, **told})
    connection.execute("COMMIT")
    ledger.append({"entry": "committed", "sequence": sequence})


def note_received(connection: duckdb.DuckDBPyConnection, run_id: str, documents: Iterable[Mapping[str, str]]) -> None:
    """Note documents (document_id, uri, kept) whose bytes are kept, before anything of them is loaded."""
    ledger, noted = ledger_of(connection), list(documents)
    if ledger is not None and noted:
        ledger.append({"entry": "received", "run_id": run_id, "documents": noted})


def _is_needed(entry: Entry, from_sequence: int, loaded: set[str]) -> bool:
    if entry["entry"] == "received":
        entry["documents"] = [one for one in entry["documents"] if one["document_id"] not in loaded]
        return bool(entry["documents"])
    return int(entry.get("sequence", from_sequence)) >= from_sequence


def _last_byte(descriptor: int, end: int) -> bytes:
    return os.pread(descriptor, 1, end - 1)


def _parsed(line: bytes) -> Entry | None:
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    return entry if isinstance(entry, dict) and "entry" in entry else None
