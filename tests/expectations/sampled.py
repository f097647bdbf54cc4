"""Real batches: sample stories taken through the pipeline's own functions, without flow engine."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb

from tasks.explanation import clean_source
from tasks.language.parsed import Language
from tasks.lineage import delivery_of, sort_out
from tasks.measures.analyse import analyse_stories
from tasks.parcel import Parcel
from tasks.sources.limits import Limits
from tasks.stories.cleaned import Cleaned
from tasks.stories.copies import sketch
from tests.factories import a_document, a_run
from warehouse.batch import Batch
from warehouse.records import Document, Sketch
from warehouse.settle import settle
from warehouse.store import Lineage, load

SAMPLES = Path(__file__).resolve().parents[2] / "seeds" / "stories"
Received = list[tuple[Document, Cleaned]]


def received(names: Sequence[str], now: datetime, run_id: str) -> Received:
    """Return the cleaned stories of sample files, each with its document."""
    found: Received = []
    for name in names:
        document = a_document(name, source_uri=f"/wires/{name}", fetched_at=now, run_id=run_id)
        for cleaned in clean_source(str(SAMPLES / name), Limits(), lambda: now, io.BytesIO()):
            story = replace(
                cleaned.story, document_id=document.document_id, source_uri=document.source_uri, first_seen_at=now, run_id=run_id
            )
            found.append((document, replace(cleaned, story=story)))
    return found


def batch_of_samples(found: Received, cleaned: Sequence[Cleaned], language: Language) -> Batch:
    """Return the batch that the pipeline would judge."""
    from tasks.judge import gather

    parcel = Parcel(0)
    parcel.documents = {document.document_id: document for document, _ in found}
    parcel.cleaned = list(cleaned)
    parcel.analyses = list(analyse_stories([one.story for one in cleaned], language))
    return gather(parcel)


def take_in_samples(connection: duckdb.DuckDBPyConnection, names: Sequence[str], language: Language, now: datetime) -> None:
    """Load sample files in one run, and settle."""
    run = a_run(run_id="run_samples", started_at=now)
    found = received(names, now, run.run_id)
    cleaned = [one for _, one in found]
    fresh = sort_out(connection, cleaned).fresh
    batch = batch_of_samples(found, fresh, language)
    deliveries = [delivery_of(document.document_id, place, one) for place, (document, one) in enumerate(found)]
    sketches = [Sketch(*one.key, tuple(sorted(sketch(one.story.body)))) for one in fresh]
    references = [reference for one in cleaned for reference in one.references]
    load(connection, batch, deliveries, sketches, run, lineage=Lineage(references))
    settle(connection)
