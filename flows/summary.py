"""What a run came to, as `ingest` prints it."""

import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from expectations.inert import visible
from flows.screens import as_json, rendered, table
from flows.settings import Settings
from warehouse.connect import open_reader
from warehouse.home import WAREHOUSE_NAME
from warehouse.questions import read_query

if TYPE_CHECKING:
    from tasks.outcome import Outcome
    from tasks.sources.delivery import Refusal

MAX_LISTED = 8  # reasons; `query --name open_quarantine` has all
MAX_SOURCES = 3  # sources of one reason
MAX_QUOTED_CHARS = 240


def summary(settings: Settings, outcome: "Outcome") -> str:
    """Return what a run came to, for a person."""
    parts: list[RenderableType] = [_tally(outcome), *_unaccounted(outcome)]
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
    return as_json(outcome_figures(outcome))


def outcome_figures(outcome: "Outcome") -> dict[str, Any]:
    """Return the figures of a run as JSON can hold them."""
    lists = {"not_received": outcome.not_received, "refused": outcome.refused}
    figures = {name: value for name, value in vars(outcome).items() if name not in lists}
    return {**figures, **{name: [_refusal(one) for one in refusals] for name, refusals in lists.items()}}


def nothing_usable(outcome: "Outcome") -> str:
    """Return one line on why no story was loaded."""
    refusals = [*outcome.refused, *outcome.not_received]
    reasons = [f"{_short(one.uri)}: {one.reason}" for one in refusals[:MAX_SOURCES]]
    more = [f"and {len(refusals) - MAX_SOURCES} more"] if len(refusals) > MAX_SOURCES else []
    held = f" ({len(outcome.refused)} in quarantine)" if outcome.refused else ""
    return f"nothing in the input could be loaded{held}: " + visible("; ".join([*reasons, *more]))


def _refusal(one: "Refusal") -> dict[str, str]:
    return {"source": one.uri, "reason_code": one.reason_code, "reason": one.reason}


def _tally(outcome: "Outcome") -> Text:
    held = f", {outcome.still_in_quarantine} still in quarantine" if outcome.still_in_quarantine else ""
    return Text(
        f"{outcome.items} items: {outcome.stories_new} new stories, {outcome.stories_changed} changed, "
        f"{outcome.stories_unchanged} unchanged; {outcome.quarantined} put into quarantine{held}",
        style="bold",
    )


def _unaccounted(outcome: "Outcome") -> list[RenderableType]:
    """Return what we have lost sight of, which must never be silent."""
    return [Text(f"ERROR of sanctionwire, please report it: {visible(fault)}", style="bold red") for fault in outcome.unaccounted]


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
        line = f"{_as_exact(row['as_of'], row['as_of_precision'])}  {row['status']} {row['measure_type']}: {sender} > {target}"
        parts += [Text(visible(line)), Text(f"  “{visible(_cut(row['evidence_text']))}”", style="dim")]
    return parts


def _as_exact(day: date, precision: str) -> str:
    return {"year": f"{day:%Y}", "quarter": f"{day:%Y-%m}", "month": f"{day:%Y-%m}"}.get(precision, f"{day:%Y-%m-%d}")


def _quarantine(found: list[dict[str, Any]]) -> list[RenderableType]:
    if not found:
        return [Text("\nNothing in quarantine.")]
    refused = [(row["reason_code"], row["reason"], row["source_uri"]) for row in found]
    return [Text(f"\nIn quarantine: {len(found)}", style="bold"), *_by_reason(refused)]


def _not_received(outcome: "Outcome") -> list[RenderableType]:
    if not outcome.not_received:
        return []
    refused = [(one.reason_code, one.reason, one.uri) for one in outcome.not_received]
    return [Text(f"\nNot received: {len(outcome.not_received)}", style="bold"), *_by_reason(refused)]


def _by_reason(refused: list[tuple[str, str, str]]) -> Iterator[RenderableType]:
    """Yield each reason once, the most frequent first, with its sources below it."""
    sources: dict[tuple[str, str], list[str]] = {}
    for code, reason, source in refused:
        sources.setdefault((code, reason), []).append(source)
    ranked = sorted(sources.items(), key=lambda item: (-len(item[1]), item[0]))
    for (code, reason), same in ranked[:MAX_LISTED]:
        yield Text(f"  {code} ({len(same)}): {visible(_cut(reason))}")
        for source in list(dict.fromkeys(same))[:MAX_SOURCES]:
            yield Text(f"    {visible(_short(source))}", style="dim")
    if len(ranked) > MAX_LISTED:
        yield Text(f"  and {len(ranked) - MAX_LISTED} more reasons")


def _short(source: str) -> str:
    """Return a path below the working directory without it."""
    here = Path.cwd()
    path = Path(source)
    return str(path.relative_to(here)) if path.is_relative_to(here) else source


def _places(settings: Settings) -> list[RenderableType]:
    option = "" if settings.warehouse == settings.home / WAREHOUSE_NAME else f" --warehouse {settings.warehouse}"
    program = "sanctionwire" if shutil.which("sanctionwire") else sys.argv[0]
    return [
        Text(f"\nWarehouse  {_short(str(settings.warehouse))}\nReport     {_short(str(settings.report))}"),
        Text("\nNext", style="bold"),
        Text(f"  {program} query{option} --name who_opposes_what"),
        Text(f'  {program} query{option} "FROM sender_target_matrix LIMIT 10"'),
        Text(f"  {program} explain FILE"),
    ]


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= MAX_QUOTED_CHARS else f"{flat[: MAX_QUOTED_CHARS - 1]}…"
