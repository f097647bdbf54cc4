"""Tell the formats of a batch and read its stories."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.parcel import Parcel
from tasks.readers.registry import read as read_delivery
from tasks.run import RunInHand
from tasks.sources.archive import keep
from tasks.sources.delivery import Delivery, Refusal
from tasks.sources.limits import Limits
from warehouse.ids import content_id
from warehouse.records import Document, Quarantined
from warehouse.store import delivered_stories, held_documents, known_documents


@task(cache_policy=NO_CACHE)
def read(run: RunInHand, parcel: Parcel, limits: Limits, archive: Path) -> None:
    """Read what has not been received before; keep the bytes of everything."""
    incoming = {document_id(delivery.content): delivery for delivery in parcel.fetched.values()}
    known = known_documents(run.writer, incoming)
    run.tally["documents_new"] += len(incoming) - len(known)
    run.tally["documents_known"] += len(parcel.fetched) - (len(incoming) - len(known))
    run.tally["stories_unchanged"] += delivered_stories(run.writer, known)
    held = held_documents(run.writer, known)
    again = _readable_now(run, held, incoming, limits)
    run.tally["still_in_quarantine"] += len(held) - len(again)
    for key in sorted((incoming.keys() - known) | again, key=lambda key: incoming[key].uri):
        _read_one(run, parcel, key, incoming[key], limits, archive)
    get_run_logger().info("batch %d: %d stories in %d new documents", parcel.number, len(parcel.drafts), len(parcel.documents))


def _readable_now(run: RunInHand, held: Mapping[str, Quarantined], incoming: Mapping[str, Delivery], limits: Limits) -> set[str]:
    """Return which documents that wait in quarantine as a whole the user has told us how to read; note why not the others."""
    readable = set()
    for key, row in held.items():
        refused: tuple[Refusal, ...] = (Refusal(row.source_uri, row.stage, row.reason_code, row.reason),)
        delivery = incoming[key]
        if row.record_key == key and (delivery.format_hint or delivery.columns):
            reading = read_delivery(delivery, limits)
            readable |= {key} if reading.drafts else set()
            refused = () if reading.drafts else reading.refused
        run.refused.extend(refused)
    return readable


def document_id(content: bytes) -> str:
    """Return the id of a delivery: from its bytes alone."""
    return content_id("doc", [hashlib.sha256(content).hexdigest()])


def _read_one(run: RunInHand, parcel: Parcel, key: str, delivery: Delivery, limits: Limits, archive: Path) -> None:
    parcel.archived[key] = keep(delivery, archive)
    reading = read_delivery(delivery, limits)
    document = Document(
        document_id=key,
        source_uri=delivery.uri,
        format=reading.format,
        media_type=delivery.media_type,
        byte_size=len(delivery.content),
        sha256=hashlib.sha256(delivery.content).hexdigest(),
        fetched_at=delivery.fetched_at,
        run_id=run.run_id,
        format_confidence=reading.confidence,
    )
    parcel.documents[key] = document
    parcel.drafts.extend((document, draft) for draft in reading.drafts)
    for number, refusal in enumerate(reading.refused):
        is_part = bool(reading.drafts) or len(reading.refused) > 1
        parcel.refuse(refusal, key, f"refused {number}" if is_part else "", run.now())
