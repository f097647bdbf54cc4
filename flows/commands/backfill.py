"""`sanctionwire backfill`: an archive, taken in from one day to another."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from flows.options import GATE_FAILED, AsJson, Wait, Warehouse
from warehouse.errors import SanctionwireError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from tasks.backfill import Archive, Stretch
    from tasks.watching.dated import Days
    from tasks.watching.source import Source

MAX_TOLD = 5


def backfill(
    source: Annotated[
        str, typer.Option("--source", metavar="NAME|PATH", help="A source of sources.yaml, or a folder, packed file or URL.")
    ],
    first: Annotated[str, typer.Option("--from", metavar="DAY", help="First day, like 2020-01-31.")],
    last: Annotated[str, typer.Option("--to", metavar="DAY", help="Last day, included.")],
    step: Annotated[str, typer.Option("--step", metavar="day|month", help="How much is taken in at once.")] = "month",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count what is there, and take nothing in.")] = False,
    warehouse: Warehouse = None,
    wait: Wait = 0,
    as_json: AsJson = False,
) -> None:
    """Walk an archive in order of its days. Interrupted, the same command goes on where it was.

    Exit code 1 if something could not be had (its step is walked again the next time), 3 if a critical check failed.
    """
    from flows import summary
    from flows.running import backfill_watched, survey_steps
    from flows.settings import read_settings

    within = _days(first, last)
    if step not in ("day", "month"):
        raise UsageError(f"--step is {step!r}: it must be day or month")
    settings = read_settings(warehouse)
    source = _absolute(source, known={one.name for one in _sources(settings.sources)})
    if dry_run:
        _print_survey(*survey_steps(settings, source, within, step), as_json)
        return
    outcome = backfill_watched(settings, source, within, step, wait_s=wait)
    print(summary.outcome_as_json(outcome) if as_json else summary.summary(settings, outcome))
    for problem in outcome.alert_problems:
        print(f"sanctionwire: {problem}", file=sys.stderr)
    if outcome.unaccounted:
        raise SanctionwireError(f"the accounts of the run do not close, please report it: {'; '.join(outcome.unaccounted)}")
    if outcome.gate_failed:
        print("sanctionwire: a critical check failed: the rows are in quarantine, the rest is loaded", file=sys.stderr)
        sys.exit(GATE_FAILED)
    if outcome.not_received:
        raise SanctionwireError(
            f"{len(outcome.not_received)} items did not come; run the command again for the steps they are in"
        )


def _days(first: str, last: str) -> "Days":
    from datetime import date

    from tasks.watching.dated import Days

    try:
        days = Days(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError as error:
        raise UsageError(f"--from and --to must be days like 2020-01-31: {error}") from error
    if days.last_on < days.first_on:
        raise UsageError(f"--to {last} lies before --from {first}")
    return days


def _sources(file: "Path") -> "tuple[Source, ...]":
    from tasks.watching.sources_file import read_sources

    return read_sources(file)


def _absolute(source: str, known: set[str]) -> str:
    """Return a path so that it means the same in the flow, whatever its working directory."""
    import os.path

    return source if source in known or "://" in source else os.path.abspath(source)  # noqa: PTH100 - keeps links


def _print_survey(archive: "Archive", walk: "list[Stretch]", as_json: bool) -> None:
    from flows import screens

    columns = ["first_on", "last_on", "items", "done"]
    rows = [(one.days.first_on, one.days.last_on, len(one.dated), one.is_done) for one in walk]
    if as_json:
        steps = [dict(zip(columns, row, strict=True)) for row in rows]
        print(screens.as_json({"steps": steps, "undated": len(archive.undated), "refused": len(archive.refused)}))
        return
    print(screens.rows(columns, rows, "table") if rows else "Nothing of these days is there.")
    waiting = sum(len(one.dated) for one in walk if not one.is_done)
    print(f"{len(archive.dated)} items, {waiting} not taken in yet; {len(archive.undated)} without a date; nothing was changed")
    for undated in archive.undated[:MAX_TOLD]:
        print(f"sanctionwire: nothing tells the date of {undated.uri}", file=sys.stderr)
    for refusal in archive.refused[:MAX_TOLD]:
        print(f"sanctionwire: {refusal.uri}: {refusal.reason}", file=sys.stderr)
