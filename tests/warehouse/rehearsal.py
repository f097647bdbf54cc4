"""Drafts taken into a warehouse without flow engine and language model: cleaning, sorting out, loading, settling."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import duckdb

from tasks.lineage import delivery_of, sort_out
from tasks.readers.draft import Draft
from tasks.stories.clean import clean
from tasks.stories.cleaned import Cleaned
from tasks.stories.copies import sketch
from tests.factories import NOW, a_document, a_measure, a_run
from warehouse.batch import Batch
from warehouse.codes import ContentKind
from warehouse.ids import content_id
from warehouse.records import Measure, Sketch, Story
from warehouse.settle import settle
from warehouse.store import Lineage, load

SILENT = {ContentKind.KILL_NOTE, ContentKind.CORRECTION_NOTE, ContentKind.ADVISORY}


def a_draft(text: str, **fields: Any) -> Draft:
    return Draft(text=text, reader="plain", **fields)


def take_in(connection: duckdb.DuckDBPyConnection, drafts: Sequence[Draft], at: datetime = NOW, settles: bool = True) -> None:
    """Take one batch in."""
    documents, deliveries, found = [], [], []
    for draft in drafts:
        document = a_document(repr(draft), fetched_at=at, source_uri=f"/wires/{content_id('file', [repr(draft)])}")
        cleaned = clean(draft, document_id=document.document_id, source_uri=document.source_uri, fetched_at=at, run_id="run_1")
        documents.append(document)
        found.append(cleaned)
        deliveries.append(delivery_of(document.document_id, 0, cleaned))
    batch = sort_out(connection, found)
    lineage = _lineage(found, batch.restated)
    load(connection, _rows(batch.fresh, documents), deliveries, _sketches(batch.fresh), a_run(), lineage=lineage)
    if settles:
        settle(connection)


def take_in_all(connection: duckdb.DuckDBPyConnection, batches: Iterable[Sequence[Draft]]) -> None:
    """Take batches in, an hour apart, as one run."""
    for number, drafts in enumerate(batches):
        take_in(connection, drafts, NOW + timedelta(hours=number), settles=False)
    settle(connection)


def shown(connection: duckdb.DuckDBPyConnection, source: str = "current_stories") -> set[str]:
    """Return the first words of the stories that are shown."""
    return {body.split(".")[0] for (body,) in connection.execute(f"SELECT body FROM {source}").fetchall()}


def told(connection: duckdb.DuckDBPyConnection, source: str = "current_measures") -> set[str]:
    """Return the words of the measures that are shown."""
    return {words for (words,) in connection.execute(f"SELECT evidence_text FROM {source}").fetchall()}


def _rows(fresh: Sequence[Cleaned], documents: Sequence[Any]) -> Batch:
    return Batch(
        documents=tuple(documents),
        stories=tuple(one.story for one in fresh),
        story_furniture=tuple(piece for one in fresh for piece in one.furniture),
        measures=tuple(measure for one in fresh for measure in _measures(one.story)),
    )


def _measures(story: Story) -> list[Measure]:
    """Return a measure for each sentence with a ban in it, as stories of these kinds yield them."""
    if story.content_kind in SILENT:
        return []
    found = re.finditer(r"[^.\n]*\bbann?(?:ed|s)?\b[^.\n]*", story.body)
    return [_measure(story, match.start(), match.group()) for match in found]


def _measure(story: Story, start: int, clause: str) -> Measure:
    words = clause.strip()
    first = start + clause.index(words)
    return a_measure(
        content_id("measure", (story.story_id, story.version, start)),
        story,
        evidence_text=words,
        evidence_start=first,
        evidence_end=first + len(words),
    )


def _sketches(fresh: Sequence[Cleaned]) -> list[Sketch]:
    return [Sketch(*one.key, tuple(sorted(sketch(one.story.body)))) for one in fresh]


def _lineage(found: Sequence[Cleaned], restated: Sequence[Cleaned]) -> Lineage:
    return Lineage(
        [reference for one in found for reference in one.references],
        [one.story for one in restated],
        [piece for one in restated for piece in one.furniture],
    )
