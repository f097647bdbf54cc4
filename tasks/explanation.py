"""One story taken through all stages in this process, with nothing stored: what `explain` shows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from tasks.isolation.asking import read_each
from tasks.isolation.isolated import isolated
from tasks.language.pipeline import load_language
from tasks.measures.analyse import analyse_stories
from tasks.measures.analysis import Analysis
from tasks.measures.passing import PassedOver, passed_over
from tasks.queue import Queue
from tasks.sources.delivery import Delivery, Refusal, Unchanged
from tasks.sources.download import Downloader
from tasks.sources.errors import TransientFetchError
from tasks.sources.fetch import fetch
from tasks.sources.find import find
from tasks.sources.holders import holder_of, open_holder
from tasks.sources.limits import Limits
from tasks.sources.spool import Spool
from tasks.sources.web import Web
from tasks.stories.clean import Cleaned, UnusableStory, clean
from warehouse.connect import Reader
from warehouse.errors import NothingUsable, UsageError
from warehouse.records import Furniture, Story
from warehouse.staging import column_names


@dataclass(frozen=True)
class Explanation:
    """One story version with its furniture and everything that was read from it, refused candidates included.

    `passed_over` are the words that can tell a measure and became no candidate.
    """

    story: Story
    furniture: tuple[Furniture, ...]
    analysis: Analysis
    passed_over: tuple[PassedOver, ...] = ()


def explain_source(
    source: str, limits: Limits, model: str, now: Callable[[], datetime], stdin: BinaryIO, format_hint: str | None = None
) -> list[Explanation]:
    """Return the explanation of every story in a file or URL. Raises NothingUsable with the reason if there is none."""
    cleaned = clean_source(source, limits, now, stdin, format_hint)
    analyses = analyse_stories([one.story for one in cleaned], load_language(model))
    return [explained(one.story, one.furniture, analysis) for one, analysis in zip(cleaned, analyses, strict=True)]


def explained(story: Story, furniture: Sequence[Furniture], analysis: Analysis) -> Explanation:
    """Return the explanation of one analysed story."""
    return Explanation(story, tuple(furniture), analysis, passed_over(story, analysis))


def clean_source(
    source: str, limits: Limits, now: Callable[[], datetime], stdin: BinaryIO, format_hint: str | None = None
) -> list[Cleaned]:
    """Return the cleaned stories of a file, folder, archive or URL. Raises NothingUsable for the first thing that is refused."""
    cleaned = []
    for delivery in _deliveries(source, limits, now, stdin, format_hint):
        cleaned += _clean_delivery(delivery, limits)
    return cleaned


def _deliveries(
    source: str, limits: Limits, now: Callable[[], datetime], stdin: BinaryIO, format_hint: str | None
) -> Iterator[Delivery]:
    """Yield what a source holds, containers opened."""
    found = find([source], limits, format_hint)
    _stop_at(found.refused)
    queue, downloader = Queue(found.items), Downloader(Web(limits))
    with TemporaryDirectory() as folder:
        spool = Spool(Path(folder))
        while items := queue.take(max_items=1):
            try:
                delivery = _received(fetch(items[0], limits, now, downloader, stdin, spool))
            except TransientFetchError as error:
                delivery = _received(error.refusal)
            holder = holder_of(delivery)
            if holder is not None:
                opened = open_holder(holder, items[0], delivery, spool, limits)
                _stop_at([opened.barren] if opened.barren else opened.refused)
                queue.put_next(opened.items)
            if holder is None or holder.is_document:
                yield delivery


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
    return explained(story, [Furniture(**piece) for piece in pieces], analysis)


def _received(outcome: Delivery | Refusal | Unchanged) -> Delivery:
    if isinstance(outcome, Delivery):
        return outcome
    reason = outcome.reason if isinstance(outcome, Refusal) else "the server sends nothing new"
    raise NothingUsable(f"{outcome.uri}: {reason}")


def _clean_delivery(delivery: Delivery, limits: Limits) -> list[Cleaned]:
    (reading,) = read_each(isolated(), [delivery], limits)
    if not reading.drafts:
        _stop_at(reading.refused)
    try:
        return [
            clean(draft, document_id="", source_uri=delivery.uri, fetched_at=delivery.fetched_at, run_id="")
            for draft in reading.drafts
        ]
    except UnusableStory as unusable:
        raise NothingUsable(f"{delivery.uri}: {unusable.reason}") from unusable


def _stop_at(refused: Sequence[Refusal]) -> None:
    for refusal in refused:
        raise NothingUsable(f"{refusal.uri}: {refusal.reason}")


def _restored(value: Any) -> Any:  # noqa: ANN401 - any column's value
    return tuple(value) if isinstance(value, list) else value
