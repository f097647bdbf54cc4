"""The stages of an ingest without the flow engine: bytes in, accounting out."""

import logging
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tasks import alert, analyse, clean, fetch, find, judge, load, read, unpack
from tasks.analysing.place import open_place
from tasks.isolation.isolated import isolated
from tasks.language.pipeline import DEFAULT_MODEL
from tasks.parcel import parcels, portions
from tasks.readers.draft import Draft
from tasks.readers.registry import read as read_delivery
from tasks.run import begin_run
from tasks.sources.delivery import Delivery, Item, Refusal
from tasks.sources.holders import holder_of, open_holder
from tasks.sources.limits import Limits
from tasks.sources.spool import Spool, open_spool
from tasks.stories.clean import UnusableStory
from tasks.stories.clean import clean as clean_draft
from warehouse.connect import open_reader
from warehouse.ids import content_id

STAGES = (alert, analyse, clean, fetch, find, judge, load, read, unpack)
NOW = datetime(2026, 11, 24, tzinfo=UTC)
BATCH = 500


@dataclass(frozen=True)
class Ended:
    """What became of what was given: each thing given once, whether it is loaded or in quarantine."""

    tally: Mapping[str, int]
    unaccounted: Sequence[str]
    loaded: frozenset[str]
    quarantined: frozenset[str]
    opened: frozenset[str] = frozenset()
    not_received: frozenset[str] = frozenset()


def ingest(sources: Sequence[Path], home: Path, limits: Limits | None = None) -> Ended:
    """Run the stages of `flows.ingest` over files and folders."""
    limits = limits or Limits()
    isolated().load(model=DEFAULT_MODEL)
    warehouse = home / "warehouse.duckdb"
    home.mkdir(parents=True, exist_ok=True)
    with (
        _quietly(),
        begin_run(warehouse, "ingest", {}, publish_interval_s=3_600) as run,
        open_spool(home / "spool", run.run_id) as spool,
        open_place(None, 1, DEFAULT_MODEL, limits) as place,
    ):
        queue = find.find.fn(run, [str(source) for source in sources], limits, None)
        for parcel in parcels(queue, BATCH):
            fetch.fetch.fn(run, parcel, limits, spool)
            unpack.unpack.fn(run, parcel, queue, limits, spool, home / "deliveries")
            read.read.fn(run, parcel, limits, home / "deliveries")
            for portion in portions(run, parcel, BATCH):
                clean.clean.fn(run, portion, limits)
                analyse.analyse.fn(run, portion, place)
                judge.judge.fn(run, portion)
                load.load.fn(run, portion)
    named = frozenset(refusal.uri for refusal in run.not_received)
    return replace(_ended(run.tally, run.unaccounted, warehouse), opened=frozenset(run.opened), not_received=named)


def _ended(tally: Mapping[str, int], unaccounted: Sequence[str], warehouse: Path) -> Ended:
    with open_reader(warehouse) as reader:
        loaded = reader.rows("SELECT DISTINCT document_id AS key FROM document_stories")
        waiting = reader.rows("SELECT DISTINCT split_part(record_key, '#', 1) AS key FROM quarantine")
    return Ended(dict(tally), unaccounted, frozenset(row["key"] for row in loaded), frozenset(row["key"] for row in waiting))


@contextmanager
def _quietly() -> Iterator[None]:
    """Log to nobody instead of the flow engine."""
    with pytest.MonkeyPatch.context() as patch:
        for stage in STAGES:
            patch.setattr(stage, "get_run_logger", lambda: logging.getLogger("hostile"))
        yield


def document_of(content: bytes) -> str:
    """Return the id of what these bytes are, wherever they come from."""
    return content_id("doc", [Delivery("", content, None, None, NOW).sha256])


def read_and_clean(content: bytes, format_hint: str | None = None, uri: str = "/fuzz") -> list[Draft]:
    """Read bytes and clean what they hold, in this process. Anything but stories and refusals is an AssertionError."""
    delivery = Delivery(uri, content, None, None, NOW, format_hint=format_hint)
    reading = read_delivery(delivery, Limits())
    failed = [refusal.reason for refusal in reading.refused if refusal.reason_code == "reader_failed"]
    assert not failed, failed
    assert reading.drafts or reading.refused, "nothing came of it"
    for draft in reading.drafts:
        try:
            cleaned = clean_draft(draft, document_id="doc_1", source_uri=uri, fetched_at=NOW, run_id="run_1")
        except UnusableStory:
            continue
        cleaned.story.body.encode("utf-8")  # or it cannot be stored
    return list(reading.drafts)


def unpack_all(content: bytes, limits: Limits) -> list[Item | Refusal]:
    """Open bytes as a container, if they are one, in this process; return what it held."""
    delivery = Delivery("/fuzz.bin", content, None, None, NOW)
    holder = holder_of(delivery)
    if holder is None:
        return []
    folder = Path(tempfile.mkdtemp(prefix="spool"))
    try:
        opened = open_holder(holder, Item("/fuzz.bin"), delivery, Spool(folder), limits)
    finally:
        shutil.rmtree(folder)
    assert opened.items or opened.refused or opened.barren or holder.is_document or opened.skipped, "nothing came of it"
    return [*opened.items, *opened.refused]
