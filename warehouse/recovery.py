"""Compare the writer's file with the ledger, and rebuild it from the last verified snapshot and the parts after it."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from warehouse.durable import copy_durably, disk_told, sync_folder
from warehouse.errors import WarehouseLocked, WarehouseUnreadable
from warehouse.files import WarehouseFiles
from warehouse.inspection import Inspection, inspect
from warehouse.ledger import Account, Ledger
from warehouse.notices import Notice, Tell
from warehouse.publish import published_sequence, state_of
from warehouse.redo import Unrepeatable, redo
from warehouse.sequence import set_sequence, writer_sequence
from warehouse.store import known_documents

KEPT_ASIDE = 2  # damaged files; each may be as large as the warehouse


@dataclass(frozen=True)
class Rebuilt:
    """How the writer's file came back: from which snapshot, how many changes after it, what could not be made again."""

    damage: str
    base: str
    changes: int
    lost: tuple[str, ...]
    set_aside: tuple[str, ...]

    def __str__(self) -> str:
        kept = f"; the damaged file is kept as {self.set_aside[0]}" if self.set_aside else ""
        lost = f"; LOST: {'; '.join(self.lost)}" if self.lost else ""
        return f"the warehouse was rebuilt from {self.base} and {self.changes} later changes, because {self.damage}{kept}{lost}"


def mend(files: WarehouseFiles, tell: Tell) -> None:
    """Rebuild the writer's file if it is not what the ledger tells of, completely or not at all.

    Raises WarehouseUnreadable naming `sanctionwire recover` if something cannot be brought back, WarehouseLocked if
    another program has the file open.
    """
    account = Ledger(files.ledger).account()
    damage, found = find_damage(files, account)
    if damage:
        tell(Notice(str(rebuild(files, account, damage, lossy=False))))
    elif found is not None and found.sequence > max(account.changes, default=0):
        Ledger(files.ledger).append({"entry": "baseline", "sequence": found.sequence, "counts": found.counts})
        if account.entries:
            tell(Notice(f"the ledger {files.ledger} knew less than the warehouse: it begins anew after {found.sequence} changes"))


def find_damage(files: WarehouseFiles, account: Account) -> tuple[str | None, Inspection | None]:
    """Return what is wrong with the writer's file, if anything, and what was read; one that is as it was closed is not read."""
    if not files.writer.exists():
        is_new = not account.changes and not files.published.exists() and not files.previous.exists()
        return (None if is_new else f"{files.writer} is missing"), None
    if is_as_closed(files, account):
        return None, None
    found = inspect(files.writer)
    if found.locked:
        raise WarehouseLocked(f"{files.writer} is open in another program ({found.trouble}): close it there, then run again")
    return _compared(files, account, found), found


def is_as_closed(files: WarehouseFiles, account: Account) -> bool:
    """Tell whether the writer's file has the size and time that it was closed with, and nothing waits in a log."""
    seen = {"size": files.writer.stat().st_size, "mtime_ns": files.writer.stat().st_mtime_ns}
    told = account.closed
    return told is not None and seen == {name: told[name] for name in seen} and not files.log.exists()


def note_closed(files: WarehouseFiles, sequence: int) -> None:
    """Tell the ledger how the writer's file was left."""
    stat = files.writer.stat()
    Ledger(files.ledger).append({"entry": "closed", "sequence": sequence, "size": stat.st_size, "mtime_ns": stat.st_mtime_ns})


def rebuild(files: WarehouseFiles, account: Account, damage: str, *, lossy: bool) -> Rebuilt:
    """Rebuild the writer's file and keep the damaged one aside. With `lossy`, leave out what cannot be made again.

    Raises WarehouseUnreadable without `lossy` if anything would be lost that was to be safe; nothing is changed then.
    """
    base, start = _best_base(files, account)
    scratch = files.writer.with_suffix(".rebuilding")
    log = scratch.with_name(f"{scratch.name}.wal")
    for left in (scratch, log):
        left.unlink(missing_ok=True)
    if base is not None:
        with disk_told(scratch):
            copy_durably(base, scratch)
    try:
        sequence, counts, made, reasons = _redo_all(scratch, account, start, files.runs)
        told = account.counts(account.committed)
        if not reasons and told is not None and any(counts.get(name) != rows for name, rows in told.items()):
            reasons = [Unrepeatable(f"the rebuilt tables hold {counts}, the ledger tells of {told}")]
        lost = tuple(map(str, reasons))
        if not lossy and not all(reason.was_to_be_lost for reason in reasons):
            raise WarehouseUnreadable(
                f"{damage}, and not everything can be made again ({'; '.join(lost)}): run `sanctionwire recover`, which restores"
                f" the rest and says what is lost; {files.published} can be read meanwhile"
            )
        aside = set_aside(files, files.writer, files.log)
        scratch.replace(files.writer)
        sync_folder(files.writer.parent)
    finally:
        scratch.unlink(missing_ok=True)
        log.unlink(missing_ok=True)
    if lost or account.counts(sequence) is None:
        Ledger(files.ledger).append({"entry": "baseline", "sequence": sequence, "counts": counts})
    note_closed(files, sequence)
    return Rebuilt(damage, base.name if base else "nothing", made, lost, tuple(map(str, aside)))


def set_aside(files: WarehouseFiles, *paths: Path) -> list[Path]:
    """Rename damaged files so that nothing opens them again; only the last few are kept."""
    now = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}"
    renamed = []
    for path in paths:
        if path.exists():
            renamed.append(path.rename(files.published.with_name(f".{files.published.name}.damaged-{now}{path.suffix}")))
    moments = sorted({path.name.removesuffix(path.suffix) for path in files.damaged()})
    for path in files.damaged():
        if path.name.removesuffix(path.suffix) in moments[:-KEPT_ASIDE]:
            path.unlink()
    return renamed


def verified_snapshots(files: WarehouseFiles, account: Account) -> Iterator[tuple[Path, Inspection]]:
    """Yield the snapshots that can be read whole and hold what the ledger tells, the newest first."""
    for path in (files.published, files.previous):
        found = inspect(path)
        if found.trouble is None and account.counts(found.sequence) in (None, found.counts) and found.sequence:
            yield path, found


def unloaded(files: WarehouseFiles, account: Account) -> list[dict[str, str]]:
    """Return the documents whose bytes were received and kept and of which the snapshot has nothing: a run died over them."""
    if not account.received or not files.published.exists():
        return list(account.received.values())
    with suppress(duckdb.Error), duckdb.connect(str(files.published), read_only=True) as connection:
        refused = connection.execute("SELECT DISTINCT split_part(record_key, '#', 1) FROM quarantine").fetchall()
        known = known_documents(connection, account.received) | {document_id for (document_id,) in refused}
        return [one for document_id, one in account.received.items() if document_id not in known]
    return []


def _compared(files: WarehouseFiles, account: Account, found: Inspection) -> str | None:
    if found.trouble:
        return f"{files.writer} cannot be read ({found.trouble})"
    behind = max(account.committed, published_sequence(files.published) or 0)
    if found.sequence < behind:
        return f"{files.writer} has lost changes: {found.sequence} are in it, {behind} were committed"
    told = account.counts(found.sequence)
    if told is not None and any(found.counts.get(name) != rows for name, rows in told.items()):
        return f"{files.writer} holds other numbers of rows than the ledger tells of"
    return None


def _best_base(files: WarehouseFiles, account: Account) -> tuple[Path | None, int]:
    for path, found in verified_snapshots(files, account):
        return path, found.sequence
    if account.committed and 1 not in account.changes:
        raise WarehouseUnreadable(
            f"neither {files.published} nor {files.previous} can be read, and the parts do not reach back to the beginning:"
            f" bring one of them back from a backup; or delete {files.ledger}, and ingest everything again"
        )
    return None, 0


def _redo_all(scratch: Path, account: Account, start: int, runs: Path) -> tuple[int, dict[str, int], int, list[Unrepeatable]]:
    """Make the committed changes after `start` again; return the state, how many were made, and what could not be."""
    made, lost = 0, list[Unrepeatable]()
    with duckdb.connect(str(scratch)) as connection:
        for number in range(start + 1, account.committed + 1):
            try:
                redo(connection, account.changes.get(number), runs)
                made += 1
            except Unrepeatable as reason:
                lost.append(Unrepeatable(f"change {number}: {reason}", was_to_be_lost=reason.was_to_be_lost))
            if writer_sequence(connection) != number:  # what follows keeps its number
                lost += [] if lost else [Unrepeatable(f"change {number}: it came out otherwise")]
                set_sequence(connection, number)
        return *state_of(connection), made, lost
