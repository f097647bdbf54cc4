"""What differs between two states of the warehouse, as `diff` and `replay` print it."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from expectations.inert import visible
from flows.screens import as_json, rendered, shown, table
from warehouse.differences import Difference

if TYPE_CHECKING:
    from tasks.replaying import Replayed

MAX_WORDS_CHARS = 160


def differences(found: Sequence[Difference]) -> str:
    """Return the differences for a person, story by story."""
    return rendered(*_parts(found))


def differences_as_json(found: Sequence[Difference]) -> str:
    """Return the differences for a program."""
    return as_json([_plain(one) for one in found])


def replayed(outcome: "Replayed") -> str:
    """Return what a replay came to, for a person."""
    verb = "would change" if outcome.is_dry_run else "changed"
    skipped = f", {outcome.stories_skipped} done before it was interrupted" if outcome.stories_skipped else ""
    line = (
        f"{outcome.stories} story versions read again by rules {outcome.extractor_version}{skipped}: "
        f"{len(outcome.differences)} differences in {outcome.stories_changed} stories {verb}"
    )
    return rendered(Text(line, style="bold"), *(_parts(outcome.differences) if outcome.differences else ()))


def replayed_as_json(outcome: "Replayed") -> str:
    """Return what a replay came to, for a program."""
    figures = {name: value for name, value in vars(outcome).items() if name != "differences"}
    return as_json({**figures, "differences": [_plain(one) for one in outcome.differences]})


def _plain(one: Difference) -> dict[str, Any]:
    return {**asdict(one), "values": {name: {"before": was, "after": now} for name, (was, now) in one.values.items()}}


def _parts(found: Sequence[Difference]) -> Iterator[RenderableType]:
    if not found:
        yield Text("no difference")
        return
    story = None
    for one in found:
        if one.story_id != story:
            story = one.story_id
            yield Text(f"\n{visible(one.headline or '(no headline)')}  {story}", style="bold")
        yield Text(f"  {one.change} {one.kind}, by the {one.cause}: {visible(one.detail)}")
        yield Text(f"    “{_cut(one.words)}”", style="dim")
        if one.values:
            rows = [(name, _cut(shown(was)) or "-", _cut(shown(now)) or "-") for name, (was, now) in one.values.items()]
            yield Padding(table(["value", "before", "after"], rows), (0, 0, 0, 4))


def _cut(text: str) -> str:
    flat = visible(" ".join(text.split()))
    return flat if len(flat) <= MAX_WORDS_CHARS else f"{flat[: MAX_WORDS_CHARS - 1]}…"
