"""The jobs of an ingest that touch what others have sent. A new job is one function here and a line in JOBS.

A delivery travels without its exchange, its bytes beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tasks.isolation.plain import plain, restored
from tasks.isolation.worker import Job
from tasks.readers.draft import Draft
from tasks.readers.registry import read as read_delivery
from tasks.readers.registry import sniff as sniff_delivery
from tasks.sources.delivery import Delivery, Item
from tasks.sources.holders import Opened, holder_of, open_holder
from tasks.sources.limits import Limits
from tasks.sources.spool import Spool, SpoolState
from tasks.stories.clean import UnusableStory
from tasks.stories.clean import clean as clean_draft
from tasks.stories.cleaned import Cleaned
from warehouse.records import Story


@dataclass(frozen=True)
class Told:
    """What a delivery seems to be: its format, and whether it holds further items and is a document besides."""

    format: str
    confidence: float
    holder: str | None
    is_document: bool


@dataclass(frozen=True)
class Held:
    """What a container held, and the spool as it is now."""

    opened: Opened
    spool: SpoolState


@dataclass(frozen=True)
class CleanedOrNot:
    """A cleaned story, or why a draft is none."""

    cleaned: Cleaned | None
    reason_code: str = ""
    reason: str = ""


def prepare(model: str | None = None) -> None:
    """Load the language model, where stories are analysed. Raises UsageError if it is not installed."""
    if model is not None:
        from tasks.language.gazetteer import load_gazetteer  # noqa: PLC0415 - seconds, which reading alone need not wait
        from tasks.language.pipeline import load_language  # noqa: PLC0415

        load_language(model)
        load_gazetteer()


def tell(argument: Any, content: bytes) -> Any:  # noqa: ANN401 - what JSON can hold
    """Tell what a delivery seems to be: from it to a Told."""
    delivery = _delivery(argument, content)
    holder, sniffed = holder_of(delivery), sniff_delivery(delivery)
    is_document = holder is None or holder.is_document
    return plain(Told(sniffed.format, sniffed.confidence, holder.name if holder else None, is_document))


def unpack(argument: Any, content: bytes) -> Any:  # noqa: ANN401 - what JSON can hold
    """Open what holds further items: from it, its item, the limits and the state of the spool to what it Held."""
    delivery, limits = _delivery(argument["delivery"], content), restored(argument["limits"], Limits)
    state: SpoolState = restored(argument["spool"], SpoolState)
    spool, holder = Spool(state.folder), holder_of(delivery)
    spool.resume(state, limits)
    opened = Opened() if holder is None else open_holder(holder, restored(argument["item"], Item), delivery, spool, limits)
    return plain(Held(opened, spool.state(state.outermost, limits, state.packed_bytes)))


def read(argument: Any, content: bytes) -> Any:  # noqa: ANN401 - what JSON can hold
    """Read a delivery: from it and its limits to its Reading."""
    reading = read_delivery(_delivery(argument["delivery"], content), restored(argument["limits"], Limits))
    return plain(replace(reading, refused=tuple(replace(refusal, delivery=None) for refusal in reading.refused)))


def clean(argument: Any, _content: bytes) -> Any:  # noqa: ANN401 - what JSON can hold
    """Clean a draft: from it and where it is from to a CleanedOrNot."""
    draft: Draft = restored(argument["draft"], Draft)
    fetched_at = datetime.fromisoformat(argument["fetched_at"])
    told = {name: argument[name] for name in ("document_id", "source_uri", "run_id")}
    try:
        return plain(CleanedOrNot(clean_draft(draft, fetched_at=fetched_at, **told)))
    except UnusableStory as unusable:
        return plain(CleanedOrNot(None, unusable.reason_code, unusable.reason))


def analyse(argument: Any, _content: bytes) -> Any:  # noqa: ANN401 - what JSON can hold
    """Analyse stories: from a model and them to an Analysis each."""
    from tasks.language.pipeline import load_language  # noqa: PLC0415 - has been loaded by `prepare`
    from tasks.measures.analyse import analyse_stories  # noqa: PLC0415

    stories: list[Story] = restored(argument["stories"], list[Story])
    return plain(list(analyse_stories(stories, load_language(argument["model"]))))


def _delivery(argument: Any, content: bytes) -> Delivery:  # noqa: ANN401 - what JSON can hold
    delivery: Delivery = restored(argument, Delivery)
    return replace(delivery, content=content)


JOBS: Mapping[str, Job] = {"tell": tell, "unpack": unpack, "read": read, "clean": clean, "analyse": analyse}
