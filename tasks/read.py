"""Tell the formats of a batch and read its stories."""

from pathlib import Path

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.parcel import Parcel
from tasks.readers.registry import Reading, sniff
from tasks.readers.registry import read as read_delivery
from tasks.run import RunInHand
from tasks.sources.archive import keep
from tasks.sources.delivery import Delivery, Refusal
from tasks.sources.limits import Limits
from warehouse.ids import content_id
from warehouse.records import Document
from warehouse.store import delivered_stories, held_documents, known_documents


@task(cache_policy=NO_CACHE)
def read(run: RunInHand, parcel: Parcel, limits: Limits, archive: Path) -> None:
    """Read what has not been received before; keep the bytes of everything."""
    incoming = {document_id(delivery): (item, delivery) for item, delivery in parcel.fetched.items()}
    known = known_documents(run.writer, incoming)
    run.tally["documents_new"] += len(incoming) - len(known)
    run.tally["documents_known"] += len(parcel.fetched) - (len(incoming) - len(known))
    run.tally["stories_unchanged"] += delivered_stories(run.writer, known)
    held = held_documents(run.writer, known)
    run.tally["still_in_quarantine"] += len(held)
    run.refused.extend(Refusal(row.source_uri, row.stage, row.reason_code, row.reason) for row in held.values())
    for key in sorted(incoming.keys() - known, key=lambda key: incoming[key][1].uri):
        item, delivery = incoming[key]
        reading = _as_barren(parcel.barren[item], delivery) if item in parcel.barren else read_delivery(delivery, limits)
        _take_in(run, parcel, key, delivery, reading, archive)
    get_run_logger().info("batch %d: %d stories in %d new documents", parcel.number, len(parcel.drafts), len(parcel.documents))


def document_id(delivery: Delivery) -> str:
    """Return the id of a delivery: from its bytes alone."""
    return content_id("doc", [delivery.sha256])


def _as_barren(refusal: Refusal, delivery: Delivery) -> Reading:
    """Return the reading of a container that holds nothing."""
    sniffed = sniff(delivery)
    return Reading(sniffed.format, refused=(refusal,), confidence=sniffed.confidence)


def _take_in(run: RunInHand, parcel: Parcel, key: str, delivery: Delivery, reading: Reading, archive: Path) -> None:
    parcel.archived[key] = keep(delivery, archive)
    document = Document(
        document_id=key,
        source_uri=delivery.uri,
        format=reading.format,
        media_type=delivery.media_type,
        byte_size=delivery.byte_size,
        sha256=delivery.sha256,
        fetched_at=delivery.fetched_at,
        run_id=run.run_id,
        format_confidence=reading.confidence,
    )
    parcel.documents[key] = document
    parcel.drafts.extend((document, draft) for draft in reading.drafts)
    for number, refusal in enumerate(reading.refused):
        parcel.refuse(refusal, key, f"refused {number}" if reading.drafts else "", run.now())
