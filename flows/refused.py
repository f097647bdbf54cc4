"""What the quarantine holds, read for `sanctionwire quarantine` and made harmless to look at."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.text import Text

from expectations.inert import visible
from flows.screens import rendered, table
from tasks.sources.archive import REFERENCE, reopen
from tasks.sources.errors import ArchiveError
from warehouse.connect import open_reader, open_writer
from warehouse.errors import SanctionwireError, UsageError
from warehouse.quarantine import QUERIES
from warehouse.quarantine import discard as close_for_good

if TYPE_CHECKING:
    from tasks.readmit import Readmitted

MAX_SHOWN_CHARS = 2_000  # of what was refused
MAX_TOLD_CHARS = 120  # of a reason in a list
# A time from now back. Matches "36h" and "7d"; misses "h", "7 d" and "2026-01-31".
AGO = re.compile(r"([0-9]{1,5})([hd])")
NARROW = ("quarantine_id", "stage", "reason_code", "source_uri", "reason", "created_at")
ENDING = ("resolution", "resolved_at")


def instant(written: str | None) -> datetime | None:
    """Return a time (UTC, without zone as the warehouse stores it) from a date, a time, or so many hours or days ago."""
    if written is None:
        return None
    ago = AGO.fullmatch(written)
    if ago is not None:
        unit = timedelta(hours=1) if ago[2] == "h" else timedelta(days=1)
        return datetime.now(UTC).replace(tzinfo=None) - int(ago[1]) * unit
    try:
        told = datetime.fromisoformat(written)
    except ValueError as error:
        raise UsageError(f"--since is {written!r}: write a date or time (2026-01-31, 2026-01-31T12:00), 36h or 7d") from error
    return told.astimezone(UTC).replace(tzinfo=None) if told.tzinfo else told


def rows(warehouse: Path, asked: Mapping[str, object], limit: int, *, counted: bool) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return columns and rows that fit what is asked, or their counts by reason."""
    name = "counts" if counted else "list"
    values = dict(asked) if counted else {**asked, "most": limit}
    with open_reader(warehouse) as reader:
        return reader.table((QUERIES / f"{name}.sql").read_text(encoding="utf-8"), values)


def narrow(columns: Sequence[str], found: Sequence[tuple[Any, ...]], closed: bool) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return what fits on a screen: fewer columns, times to the minute and reasons cut."""
    kept = [*NARROW, *(ENDING if closed else ())]
    places = [columns.index(name) for name in kept]
    cut = {"reason", "created_at", "resolved_at"}
    return kept, [
        tuple(_short(row[place]) if name in cut else row[place] for name, place in zip(kept, places, strict=True))
        for row in found
    ]


def row(warehouse: Path, quarantine_id: str) -> dict[str, Any]:
    """Return all of one row. Raises UsageError if there is none."""
    with open_reader(warehouse) as reader:
        found = reader.rows("SELECT * FROM quarantine WHERE quarantine_id = ?", [quarantine_id])
    if not found:
        raise UsageError(f"there is no row {visible(quarantine_id)}: `sanctionwire quarantine list --all` has all of them")
    return found[0]


def content(row: Mapping[str, Any], deliveries: Path) -> bytes | None:
    """Return what was refused: the bytes of the document or container, or the row as JSON; None if nothing was received."""
    payload = row["payload"]
    if payload is None:
        return None
    if REFERENCE.fullmatch(payload) is None:
        return str(payload).encode("utf-8")
    try:
        return reopen(payload, deliveries).content
    except ArchiveError as error:
        raise SanctionwireError(f"what was refused cannot be shown: {error}") from error


def write(path: Path, content: bytes | None) -> None:
    """Write what was refused to a new file, byte for byte. Raises UsageError if there is nothing, or a file already."""
    if content is None:
        raise UsageError("nothing was received of it, so there is nothing to write")
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise UsageError(f"{path} exists: name another file") from error
    except OSError as error:
        raise SanctionwireError(f"{path} cannot be written ({error.strerror}): name another file") from error


def beginning(content: bytes | None) -> str | None:
    """Return how the content begins, as text; what is no text shows as replacement characters."""
    if content is None:
        return None
    return content[: 4 * MAX_SHOWN_CHARS].decode("utf-8", "replace")[:MAX_SHOWN_CHARS]


def shown(row: Mapping[str, Any], beginning: str | None) -> str:
    """Return one row for a person: each field on a line, and how the content begins, nothing in it able to act."""
    fields = {name: value for name, value in row.items() if value is not None and name != "payload"}
    reference = row["payload"]
    if reference is not None and REFERENCE.fullmatch(reference):
        fields["payload"] = reference
    parts = [table(["field", "value"], list(fields.items()))]
    if beginning is None:
        return rendered(*parts, Text("\nNothing was received of it."))
    held = "container it was refused in" if row["container_uri"] else "content"
    return rendered(*parts, Text(f"\nBeginning of the {held} (--payload FILE writes all of it):"), Text(_on_screen(beginning)))


def told(readmitted: "Readmitted") -> str:
    """Return what a replay came to, for a person: what was closed, and why the rest is open."""
    outcome, fates = readmitted.outcome, readmitted.fates
    if not fates:
        return "Nothing in quarantine to replay."
    closed = sum(fate.resolution is not None for fate in fates)
    loaded = f"{outcome.stories_new} new stories, {outcome.stories_changed} changed, {outcome.stories_unchanged} unchanged"
    listed = [
        (
            fate.row.quarantine_id,
            fate.resolution.value if fate.resolution else "open",
            fate.reason_code,
            fate.row.source_uri,
            _short(fate.reason),
        )
        for fate in fates
    ]
    headline = Text(f"{len(fates)} rows: {closed} closed, {len(fates) - closed} open; {loaded}", style="bold")
    return rendered(headline, table(["quarantine_id", "now", "reason_code", "source_uri", "reason"], listed))


def as_figures(readmitted: "Readmitted") -> dict[str, object]:
    """Return what a replay came to, for a program."""
    outcome = readmitted.outcome
    return {
        "run_id": outcome.run_id,
        "stories_new": outcome.stories_new,
        "stories_changed": outcome.stories_changed,
        "stories_unchanged": outcome.stories_unchanged,
        "gate_failed": outcome.gate_failed,
        "unaccounted": list(outcome.unaccounted),
        "rows": [
            {
                "quarantine_id": fate.row.quarantine_id,
                "source_uri": fate.row.source_uri,
                "resolution": fate.resolution.value if fate.resolution else None,
                "reason_code": fate.reason_code,
                "reason": fate.reason,
            }
            for fate in readmitted.fates
        ],
    }


def discard(warehouse: Path, ids: Sequence[str], by: str, because: str) -> list[str]:
    """Close rows for good; return which were open."""
    with open_writer(warehouse, holder="`sanctionwire quarantine discard`") as writer:
        return close_for_good(writer, ids, by=by, because=because, now=datetime.now(UTC))


def _on_screen(text: str) -> str:
    """Return text whose carriage returns cannot overwrite what stands before them either."""
    return visible(text.replace("\r\n", "\n").replace("\r", "\n"))


def _short(value: object) -> object:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, str):
        flat = " ".join(value.split())
        return flat if len(flat) <= MAX_TOLD_CHARS else f"{flat[: MAX_TOLD_CHARS - 1]}…"
    return value
