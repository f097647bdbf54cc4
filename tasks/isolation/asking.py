"""What the stages ask of the worker, in the words of the domain; what breaks it is refused with its reason."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tasks.isolation.isolated import FAILED, Asked, Bounds, Broke, Isolated
from tasks.isolation.jobs import CleanedOrNot, Held, Told
from tasks.isolation.plain import plain, restored
from tasks.measures.analysis import Analysis
from tasks.readers.draft import Draft
from tasks.readers.registry import Reading
from tasks.sources.delivery import Delivery, Item, Refusal
from tasks.sources.holders import Opened
from tasks.sources.limits import Limits
from tasks.sources.spool import Spool
from tasks.stories.cleaned import Cleaned
from warehouse.records import Document, Story

MEGABYTE = 1_000_000
CHARS_PER_SECOND = 5_000  # a tenth of what is analysed on an idle machine
MEMORY_PER_BYTE = 10


def tell_each(isolated: Isolated, deliveries: Sequence[Delivery], limits: Limits) -> Iterator[Told]:
    """Yield what each delivery seems to be. One that cannot be told holds nothing, and reading says why."""
    for told in isolated.ask_each("tell", [Asked(_plain(one), _bounds(one, limits), one.content) for one in deliveries]):
        yield Told("unknown", 0.0, None, True) if isinstance(told, Broke) else restored(told, Told)


def read_each(isolated: Isolated, deliveries: Sequence[Delivery], limits: Limits) -> Iterator[Reading]:
    """Yield the reading of each delivery; one that breaks its worker twice is refused."""
    bounded = plain(limits)
    asked = [Asked({"delivery": _plain(one), "limits": bounded}, _bounds(one, limits), one.content) for one in deliveries]
    for delivery, told in zip(deliveries, isolated.ask_each("read", asked), strict=True):
        if isinstance(told, Broke):
            yield Reading(None, refused=(refused_by(told, delivery.uri, "read", "reader_failed", delivery),))
            continue
        reading: Reading = restored(told, Reading)
        yield replace(reading, refused=tuple(replace(refusal, delivery=delivery) for refusal in reading.refused))


def clean_each(
    isolated: Isolated, drafts: Sequence[tuple[Document, Draft]], run_id: str, limits: Limits
) -> Iterator[Cleaned | Refusal]:
    """Yield each draft as a cleaned story, or why it is none."""
    for (document, _), told in zip(
        drafts, isolated.ask_each("clean", [_draft_asked(*one, run_id, limits) for one in drafts]), strict=True
    ):
        if isinstance(told, Broke):
            yield refused_by(told, document.source_uri, "clean", "cleaning_failed")
            continue
        ended: CleanedOrNot = restored(told, CleanedOrNot)
        yield ended.cleaned or Refusal(document.source_uri, "clean", ended.reason_code, ended.reason)


def open_apart(isolated: Isolated, item: Item, delivery: Delivery, spool: Spool, limits: Limits) -> Opened:
    """Take everything out of a holder. One that breaks its worker twice holds nothing, for that reason."""
    outermost = item.outermost or item.uri
    argument = {
        "delivery": _plain(delivery),
        "item": plain(item),
        "limits": plain(limits),
        "spool": plain(spool.state(outermost, limits, delivery.byte_size)),
    }
    bounds = Bounds(limits.container_timeout_s, _bounds(delivery, limits).memory)
    try:
        held: Held = restored(isolated.ask("unpack", Asked(argument, bounds, delivery.content)), Held)
    except Broke as broke:
        return Opened(barren=refused_by(broke, item.uri, "unpack", "unpack_failed"))
    spool.resume(held.spool, limits)
    return held.opened


def analyse_apart(isolated: Isolated, stories: Sequence[Story], model: str, limits: Limits) -> Iterator[Analysis | Broke]:
    """Yield the analysis of each story, or why there is none. Raises UsageError if the model is not installed.

    They are analysed together; if that breaks the worker, each of them alone.
    """
    isolated.load(model=model)
    try:
        yield from restored(isolated.ask_once("analyse", _stories_asked(stories, model, limits)), list[Analysis])
        return
    except Broke:
        logging.getLogger(__name__).warning("stories could not be analysed together: each is analysed alone")
    for story in stories:
        try:
            yield from restored(isolated.ask_once("analyse", _stories_asked([story], model, limits)), list[Analysis])
        except Broke as broke:
            yield broke


def _draft_asked(document: Document, draft: Draft, run_id: str, limits: Limits) -> Asked:
    argument = {
        "draft": plain(draft),
        "document_id": document.document_id,
        "source_uri": document.source_uri,
        "fetched_at": document.fetched_at.isoformat(),
        "run_id": run_id,
    }
    size = len(draft.text)
    return Asked(argument, Bounds(limits.item_timeout_s + size / MEGABYTE, limits.item_memory_bytes + MEMORY_PER_BYTE * size))


def _stories_asked(stories: Sequence[Story], model: str, limits: Limits) -> Asked:
    chars = sum(len(story.body) for story in stories)
    bounds = Bounds(limits.story_timeout_s + chars / CHARS_PER_SECOND, limits.item_memory_bytes + MEMORY_PER_BYTE * chars)
    return Asked({"model": model, "stories": plain(stories)}, bounds)


def _plain(delivery: Delivery) -> Mapping[str, Any]:
    told: Mapping[str, Any] = plain(replace(delivery, content="", exchange=None))  # type: ignore[arg-type] # goes beside it
    return told


def _bounds(delivery: Delivery, limits: Limits) -> Bounds:
    size = len(delivery.content)
    return Bounds(limits.item_timeout_s + size / MEGABYTE, limits.item_memory_bytes + MEMORY_PER_BYTE * size)


def refused_by(broke: Broke, uri: str, stage: str, failed: str, delivery: Delivery | None = None) -> Refusal:
    """Return the refusal of what broke its worker. `failed` is the code where the program raised an error of its own."""
    if broke.reason_code == FAILED:
        return Refusal(uri, stage, failed, broke.reason, delivery)
    reason = f"{broke.reason}, twice; look into what was sent, or raise the limit (docs/limits.md)"
    return Refusal(uri, stage, broke.reason_code, reason, delivery)
