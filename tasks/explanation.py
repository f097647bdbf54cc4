"""One story taken through all stages in this process, with nothing stored: what `explain` shows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from tasks.language.pipeline import load_language
from tasks.measures.analyse import analyse_stories
from tasks.measures.analysis import Analysis
from tasks.readers.registry import read
from tasks.sources.delivery import Delivery, Refusal
from tasks.sources.fetch import fetch
from tasks.sources.find import find
from tasks.sources.limits import Limits
from tasks.stories.clean import Cleaned, UnusableStory, clean
from warehouse.connect import Reader
from warehouse.errors import NothingUsable, UsageError
from warehouse.records import Furniture, Story
from warehouse.staging import column_names


@dataclass(frozen=True)
class Explanation:
    """One story version with its furniture and everything that was read from it, refused candidates included."""

    story: Story
    furniture: tuple[Furniture, ...]
    analysis: Analysis


def explain_source(
    source: str, limits: Limits, model: str, now: Callable[[], datetime], stdin: BinaryIO, format_hint: str | None = None
) -> list[Explanation]:
    """Return the explanation of every story in a file or URL. Raises NothingUsable with the reason if there is none."""
    cleaned = clean_source(source, limits, now, stdin, format_hint)
    analyses = analyse_stories([one.story for one in cleaned], load_language(model))
    return [Explanation(one.story, one.furniture, analysis) for one, analysis in zip(cleaned, analyses, strict=True)]


def clean_source(
    source: str, limits: Limits, now: Callable[[], datetime], stdin: BinaryIO, format_hint: str | None = None
) -> list[Cleaned]:
    """Return the cleaned stories of a file, folder or URL. Raises NothingUsable for the first thing that is refused."""
    found = find([source], limits, format_hint)
    _stop_at(found.refused)
    cleaned = []
    for item in found.items:
        delivery = fetch(item, limits, now, stdin=stdin)
        if isinstance(delivery, Refusal):
            raise NothingUsable(f"{delivery.uri}: {delivery.reason}")
        cleaned += _clean_delivery(delivery, limits)
    return cleaned


def explain_stored(reader: Reader, story_id: str, model: str) -> Explanation:
    """Return the explanation of the newest version of a stored story, by today's rules. Raises UsageError if it is unknown."""
    rows = reader.rows("SELECT * FROM stories WHERE story_id = ? ORDER BY is_current DESC, revision DESC LIMIT 1", [story_id])
    if not rows:
        raise UsageError(f"{story_id} is neither a file nor a story of this warehouse: `sanctionwire query` lists stories")
    story = Story(**{name: _restored(rows[0][name]) for name in column_names(Story)})
    pieces = reader.rows(
        "SELECT * FROM story_furniture WHERE story_id = ? AND version = ? ORDER BY position", [story_id, story.version]
    )
    (analysis,) = analyse_stories([story], load_language(model))
    return Explanation(story, tuple(Furniture(**piece) for piece in pieces), analysis)


def _clean_delivery(delivery: Delivery, limits: Limits) -> list[Cleaned]:
    reading = read(delivery, limits)
    if not reading.drafts:
        _stop_at(reading.refused)
    try:
        return [
            clean(draft, document_id="", source_uri=delivery.uri, fetched_at=delivery.fetched_at, run_id="")
            for draft in reading.drafts
        ]
    except UnusableStory as unusable:
        raise NothingUsable(f"{delivery.uri}: {unusable.reason}") from unusable


def _stop_at(refused: tuple[Refusal, ...]) -> None:
    for refusal in refused:
        raise NothingUsable(f"{refusal.uri}: {refusal.reason}")


def _restored(value: Any) -> Any:  # noqa: ANN401 - any column's value
    return tuple(value) if isinstance(value, list) else value
