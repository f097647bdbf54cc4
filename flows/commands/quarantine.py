"""`sanctionwire quarantine`: what was refused, looked at, replayed or discarded."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.options import GATE_FAILED, AsJson, Format, Warehouse, shape
from warehouse.errors import NothingUsable, SanctionwireError, UsageError

if TYPE_CHECKING:
    from flows.settings import Settings

app = typer.Typer(
    name="quarantine",
    help="What was refused: list it, look at it, replay it or discard it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


class Grouping(StrEnum):
    """What rows are counted by."""

    REASON = "reason"


ReasonCode = Annotated[str | None, typer.Option("--reason-code", metavar="CODE", help="Only rows with this reason.")]
Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="Rows, by their quarantine_id.")]
OptionalIds = Annotated[list[str] | None, typer.Argument(metavar="[ID...]", help="Rows, by their quarantine_id.")]


@app.command("list")
def list_rows(
    reason_code: ReasonCode = None,
    stage: Annotated[
        str | None, typer.Option("--stage", metavar="STAGE", help="fetch, unpack, read, clean, analyse or judge.")
    ] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="TEXT", help="Only sources with this in their name.")] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="TIME", help="Refused since then (UTC): 2026-01-31, 36h or 7d.")
    ] = None,
    closed: Annotated[bool, typer.Option("--all", help="Closed rows too, with how they were closed.")] = False,
    by: Annotated[Grouping | None, typer.Option("--by", help="Count the rows instead.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Rows shown at most.")] = 200,
    warehouse: Warehouse = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """List the open rows, the newest first, or count them with --by reason."""
    from flows import refused, screens
    from flows.settings import read_settings

    printed = shape(as_json, as_csv).value
    asked = {"reason_code": reason_code, "stage": stage, "source": source, "closed": closed, "since": refused.instant(since)}
    columns, rows = refused.rows(read_settings(warehouse).warehouse, asked, limit, counted=by is not None)
    if printed == "table" and by is None:
        columns, rows = refused.narrow(columns, rows, closed)
    print(screens.rows(columns, rows, printed) if rows or printed != "table" else "Nothing in quarantine.")
    if by is None and len(rows) == limit:
        print(f"sanctionwire: only the newest {limit} rows are shown; --limit shows more", file=sys.stderr)


@app.command()
def show(
    quarantine_id: Annotated[str, typer.Argument(metavar="ID", help="A row, by its quarantine_id.")],
    payload: Annotated[
        Path | None, typer.Option("--payload", metavar="FILE", help="Write what was refused to a file, byte for byte.")
    ] = None,
    warehouse: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """Show all of one row, and the beginning of what was refused, with control characters made visible."""
    from flows import refused, screens
    from flows.settings import read_settings

    settings = read_settings(warehouse)
    row = refused.row(settings.warehouse, quarantine_id)
    content = refused.content(row, settings.deliveries)
    if payload is not None:
        refused.write(payload, content)
    beginning = refused.beginning(content)
    print(screens.as_json({**row, "content": beginning}) if as_json else refused.shown(row, beginning))


@app.command()
def replay(
    ids: OptionalIds = None,
    everything: Annotated[bool, typer.Option("--all", help="All open rows.")] = False,
    reason_code: ReasonCode = None,
    format_name: Format = None,
    columns: Annotated[
        str | None, typer.Option("--columns", metavar="MAP", help="Columns of tables, like text=body,headline=title.")
    ] = None,
    warehouse: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """Take what was refused through today's code, from the bytes that were kept; close what is refused no more.

    Exit code 3 if a critical check failed again, 4 if no row could be closed.
    """
    from flows import refused, screens
    from flows.running import readmit_watched
    from flows.settings import read_settings

    if sum((bool(ids), everything, reason_code is not None)) != 1:
        raise UsageError("name rows by their id, or --all, or --reason-code CODE: `sanctionwire quarantine list` has them")
    settings = read_settings(warehouse)
    _need_warehouse(settings)
    readmitted = readmit_watched(settings, ids or [], reason_code, format_name, columns)
    print(screens.as_json(refused.as_figures(readmitted)) if as_json else refused.told(readmitted))
    if readmitted.outcome.unaccounted:
        raise SanctionwireError(f"the accounts of the run do not close: {'; '.join(readmitted.outcome.unaccounted)}")
    if readmitted.outcome.gate_failed:
        print("sanctionwire: a critical check failed again; the rows stay in quarantine", file=sys.stderr)
        sys.exit(GATE_FAILED)
    if readmitted.fates and not any(fate.resolution for fate in readmitted.fates):
        raise NothingUsable(f"nothing changed: {len(readmitted.fates)} rows are refused as before, or could not be had")


@app.command()
def discard(
    ids: Ids,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; kept with the row.")],
    by: Annotated[str, typer.Option("--by", metavar="WHO", help="Who decides; kept with the row.")],
    warehouse: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """Close rows for good, with who, why and when. They are not deleted, and do not open again when the same comes."""
    from flows import refused, screens
    from flows.settings import read_settings

    settings = read_settings(warehouse)
    _need_warehouse(settings)
    closed = refused.discard(settings.warehouse, ids, _said("--by", by), _said("--reason", reason))
    already = [one for one in ids if one not in closed]
    print(screens.as_json({"discarded": closed, "closed_before": already}) if as_json else _discarded(closed, already))


def _need_warehouse(settings: "Settings") -> None:
    """Refuse to make an empty warehouse where there is none."""
    from warehouse.connect import open_reader

    with open_reader(settings.warehouse):
        pass


def _said(option: str, text: str) -> str:
    if not text.strip():
        raise UsageError(f"{option} is empty: it is kept with the row, so say something")
    return text.strip()


def _discarded(closed: Sequence[str], already: Sequence[str]) -> str:
    before = f"; {len(already)} were closed before and stay as they are" if already else ""
    return f"{len(closed)} discarded{before}"
