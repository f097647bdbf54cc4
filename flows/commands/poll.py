"""`sanctionwire poll` and `sanctionwire sources`: what is watched, and what is new there."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from flows.options import GATE_FAILED, AsJson, Wait, Warehouse
from warehouse.errors import UsageError

if TYPE_CHECKING:
    from flows.settings import Settings
    from tasks.polled import Polled
    from tasks.watching.source import Source

app = typer.Typer(
    name="sources",
    help="What is watched: check and list sources.yaml.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def poll(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE...]", help="Sources of sources.yaml by name; default: all enabled.")
    ] = None,
    warehouse: Warehouse = None,
    wait: Wait = 0,
    as_json: AsJson = False,
) -> None:
    """Ask the watched sources for what is new, and take it in. Exit code 1 if a source failed, 3 if a critical check did."""
    from flows.running import poll_watched
    from flows.settings import read_settings
    from tasks.polled import PollFailed

    settings = read_settings(warehouse)
    _some_sources(settings)
    try:
        polled = poll_watched(settings, names or [], wait)
    except PollFailed as failed:
        print(_as_json(failed.polled) if as_json else _as_text(failed.polled))
        raise
    print(_as_json(polled) if as_json else _as_text(polled))
    for one in polled.sources:
        for problem in one.outcome.alert_problems if one.outcome else ():
            print(f"sanctionwire: {problem}", file=sys.stderr)
    if any(one.gate_failed for one in polled.sources):
        print("sanctionwire: a critical check failed: the rows are in quarantine, the rest is loaded", file=sys.stderr)
        sys.exit(GATE_FAILED)


@app.command()
def check() -> None:
    """Check sources.yaml: every key, every format, time zone and cron line, every named alert rule."""
    from flows.schedules import check_schedules
    from flows.settings import read_settings

    settings = read_settings()
    sources = _some_sources(settings)
    check_schedules(sources, settings.sources)
    print(f"{settings.sources}: {len(sources)} sources, {sum(one.enabled for one in sources)} enabled")


@app.command("list")
def list_sources(warehouse: Warehouse = None, as_json: AsJson = False) -> None:
    """List the sources with their schedules, and how far each was read."""
    from flows import screens
    from flows.settings import read_settings
    from warehouse.watched import high_water_marks

    settings = read_settings(warehouse)
    marks = high_water_marks(settings.warehouse)
    columns = ["source", "location", "schedule", "catch_up", "enabled", "seen", "last_seen_at", "newest_at"]
    rows: list[tuple[object, ...]] = []
    for one in _some_sources(settings):
        mark = marks.get(one.name, {})
        schedule = (str(one.schedule), one.schedule.catch_up.value) if one.schedule else (None, None)
        rows.append(
            (one.name, one.location, *schedule, one.enabled, mark.get("seen", 0), mark.get("last_seen_at"), mark.get("newest_at"))
        )
    print(screens.rows(columns, rows, "json" if as_json else "table"))


def _some_sources(settings: "Settings") -> "tuple[Source, ...]":
    from tasks.alerting.rules import read_rules
    from tasks.watching.sources_file import read_sources

    rules = [rule.name for rule in read_rules(settings.alerts, settings.environment)]
    sources = read_sources(settings.sources, rules)
    if not sources:
        raise UsageError(f"there are no sources in {settings.sources}: docs/schedules.md shows how to write them")
    return sources


def _as_json(polled: "Polled") -> str:
    from flows.screens import as_json
    from flows.summary import outcome_figures

    return as_json(
        [
            {
                "source": one.name,
                "news": one.outcome is not None,
                "failures": one.failures,
                "held_back": one.held_back,
                "outcome": outcome_figures(one.outcome) if one.outcome else None,
            }
            for one in polled.sources
        ]
    )


def _as_text(polled: "Polled") -> str:
    from expectations.inert import visible

    lines = []
    for one in polled.sources:
        if one.outcome is not None:
            came = f"{one.outcome.stories_new} new stories, {one.outcome.stories_changed} changed"
            more = f", {one.outcome.quarantined} put into quarantine" if one.outcome.quarantined else ""
            later = f"; {one.held_back} wait for the next poll" if one.held_back else ""
            lines.append(f"{one.name}: {came}{more}{later}")
        elif not one.failures:
            lines.append(f"{one.name}: nothing new")
        lines += [visible(f"{one.name}: failed: {failure}") for failure in one.failures]
    return "\n".join(lines)
