"""What a run came to, as `ingest` prints it."""

from typing import TYPE_CHECKING, Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from expectations.inert import visible
from flows.screens import as_json, rendered, table
from flows.settings import Settings
from warehouse.connect import open_reader
from warehouse.questions import read_query

if TYPE_CHECKING:
    from tasks.outcome import Outcome

MAX_LISTED = 20  # lines of a list that has a query of its own
MAX_QUOTED_CHARS = 240


def summary(settings: Settings, outcome: "Outcome") -> str:
    """Return what a run came to, for a person."""
    parts: list[RenderableType] = [_tally(outcome)]
    if settings.warehouse.exists():
        with open_reader(settings.warehouse) as reader:
            parts += _measures(reader.rows(read_query("measures_by_status")), reader.rows(read_query("measures_by_type")))
            parts += _recent(reader.rows(read_query("recent_measures")))
            parts += _quarantine(reader.rows(read_query("open_quarantine")))
    parts += _not_received(outcome)
    parts += _places(settings)
    return rendered(*parts)


def outcome_as_json(outcome: "Outcome") -> str:
    """Return what a run came to, for a program."""
    figures = {name: value for name, value in vars(outcome).items() if name != "not_received"}
    refused = [{"source": one.uri, "reason_code": one.reason_code, "reason": one.reason} for one in outcome.not_received]
    return as_json({**figures, "not_received": refused})


def nothing_usable(outcome: "Outcome") -> str:
    """Return one line on why no story was loaded."""
    reasons = "; ".join(f"{one.uri}: {one.reason}" for one in outcome.not_received[:MAX_LISTED])
    held = outcome.quarantined + outcome.still_in_quarantine
    waiting = f"{held} in quarantine (`sanctionwire query --name open_quarantine` says why)" if held else ""
    return "nothing in the input could be loaded: " + "; ".join(part for part in (waiting, reasons) if part)


def _tally(outcome: "Outcome") -> Text:
    held = f", {outcome.still_in_quarantine} still in quarantine" if outcome.still_in_quarantine else ""
    return Text(
        f"{outcome.items} items: {outcome.stories_new} new stories, {outcome.stories_changed} changed, "
        f"{outcome.stories_unchanged} unchanged; {outcome.quarantined} put into quarantine{held}",
        style="bold",
    )


def _measures(by_status: list[dict[str, Any]], by_type: list[dict[str, Any]]) -> list[RenderableType]:
    if not by_status:
        return [Text("\nNo sanction measures in the warehouse yet.")]
    side_by_side = Table.grid(padding=(0, 6))
    side_by_side.add_row(
        table(["measures by status", ""], [tuple(row.values()) for row in by_status]),
        table(["measures by type", ""], [tuple(row.values()) for row in by_type]),
    )
    return [Text(""), side_by_side]


def _recent(found: list[dict[str, Any]]) -> list[RenderableType]:
    if not found:
        return []
    parts: list[RenderableType] = [Text("\nMost recent measures", style="bold")]
    for row in found:
        sender, target = row["senders"] or "(not named)", row["targets"] or "(not named)"
        line = f"{row['as_of']}  {row['status']} {row['measure_type']}: {sender} > {target}"
        parts += [Text(visible(line)), Text(f"  “{visible(_cut(row['evidence_text']))}”", style="dim")]
    return parts


def _quarantine(found: list[dict[str, Any]]) -> list[RenderableType]:
    if not found:
        return [Text("\nNothing in quarantine.")]
    listed = [(row["reason_code"], row["source_uri"], _cut(row["reason"])) for row in found[:MAX_LISTED]]
    more = f" (the first {MAX_LISTED}; all: sanctionwire query --name open_quarantine)" if len(found) > MAX_LISTED else ""
    return [Text(f"\nIn quarantine: {len(found)}{more}", style="bold"), table(["reason", "source", "what to do"], listed)]


def _not_received(outcome: "Outcome") -> list[RenderableType]:
    if not outcome.not_received:
        return []
    listed = [(one.reason_code, one.uri, one.reason) for one in outcome.not_received[:MAX_LISTED]]
    return [Text(f"\nNot received: {len(outcome.not_received)}", style="bold"), table(["reason", "source", "what to do"], listed)]


def _places(settings: Settings) -> list[RenderableType]:
    option = "" if settings.warehouse == settings.home / "warehouse.duckdb" else f" --warehouse {settings.warehouse}"
    return [
        Text(f"\nWarehouse  {settings.warehouse}\nReport     {settings.report}"),
        Text("\nNext", style="bold"),
        Text(f"  sanctionwire query{option} --name who_opposes_what"),
        Text(f'  sanctionwire query{option} "FROM sender_target_matrix LIMIT 10"'),
        Text("  sanctionwire explain FILE"),
    ]


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= MAX_QUOTED_CHARS else f"{flat[: MAX_QUOTED_CHARS - 1]}…"
