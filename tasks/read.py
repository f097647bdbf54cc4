"""Tell the formats of a batch and read its stories."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.isolation.asking import read_each
from tasks.isolation.isolated import isolated
from tasks.isolation.jobs import Told
from tasks.parcel import Parcel
from tasks.readers.registry import Reading
from tasks.run import RunInHand
from tasks.sources.archive import keep
from tasks.sources.delivery import Delivery, Refusal
from tasks.sources.headers import validator
from tasks.sources.limits import Limits
from tasks.sources.passwords import without_passwords
from warehouse.fetch_states import news
from warehouse.ids import content_id
from warehouse.ledger import note_received
from warehouse.records import Document, FetchState, Quarantined
from warehouse.store import delivered_stories, held_documents, known_documents


@task(cache_policy=NO_CACHE)
def read(run: RunInHand, parcel: Parcel, limits: Limits, archive: Path) -> None:
    """Read what has not been received before; keep the bytes of everything."""
    incoming = {document_id(delivery): (item, delivery) for item, delivery in parcel.fetched.items()}
    known = known_documents(run.writer, [*incoming, *parcel.unchanged.values()])
    run.documents.update(incoming, known)
    fresh = incoming.keys() - known
    run.tally["documents_new"] += len(fresh)
    run.tally["documents_known"] += len(parcel.fetched) + len(parcel.unchanged) - len(fresh)
    delivered = delivered_stories(run.writer, known)
    run.tally["stories_unchanged"] += delivered
    run.tally["stories_received"] += delivered
    replayed = incoming.keys() & known & run.read_again
    held = held_documents(run.writer, known - replayed)
    again = _readable_now(run, held, {key: delivery for key, (_, delivery) in incoming.items()}, limits)
    run.tally["still_in_quarantine"] += len(held) - len(again)
    again |= replayed
    wanted = sorted(fresh | again, key=lambda key: incoming[key][1].uri)
    readings = read_each(isolated(), [incoming[key][1] for key in wanted if incoming[key][0] not in parcel.barren], limits)
    for key in wanted:
        item, delivery = incoming[key]
        reading = _as_barren(parcel.barren[item], parcel.seems[item]) if item in parcel.barren else next(readings)
        _take_in(run, parcel, key, delivery, reading, archive)
    note_received(run.writer, run.run_id, [_received(one, parcel.archived[key]) for key, one in parcel.documents.items()])
    # What holds further items is fetched whole each time: they are asked for again though it has not changed.
    single = [delivery for item, delivery in parcel.fetched.items() if parcel.seems[item].holder is None]
    parcel.fetch_states = news(run.writer, fetch_states(single))
    get_run_logger().info("batch %d: %d stories in %d new documents", parcel.number, len(parcel.drafts), len(parcel.documents))


def _received(document: Document, kept: str) -> dict[str, str]:
    """Return what the ledger notes of a document: if a crash comes before its load, its bytes are not forgotten."""
    return {"document_id": document.document_id, "uri": without_passwords(document.source_uri), "kept": kept}


def _readable_now(run: RunInHand, held: Mapping[str, Quarantined], incoming: Mapping[str, Delivery], limits: Limits) -> set[str]:
    """Return which documents that wait in quarantine as a whole the user has told us how to read; note why not the others."""
    readable = set()
    for key, row in held.items():
        refused: tuple[Refusal, ...] = (Refusal(row.source_uri, row.stage, row.reason_code, row.reason),)
        delivery = incoming.get(key)  # of a page that has not changed no bytes have come
        if delivery is not None and row.record_key == key and (delivery.format_hint or delivery.columns):
            (reading,) = read_each(isolated(), [delivery], limits)
            readable |= {key} if reading.drafts else set()
            refused = () if reading.drafts else reading.refused
        run.refused.extend(refused)
    return readable


def document_id(delivery: Delivery) -> str:
    """Return the id of a delivery: from its bytes alone."""
    return content_id("doc", [delivery.sha256])


def fetch_states(deliveries: Iterable[Delivery]) -> list[FetchState]:
    """Return what the next fetch of each URL can ask by."""
    return [
        FetchState(
            url=exchange.url,
            etag=validator(exchange.header("etag")),
            last_modified=validator(exchange.header("last-modified")),
            document_id=document_id(delivery),
            fetched_at=delivery.fetched_at,
            status=exchange.status,
        )
        for delivery in deliveries
        if (exchange := delivery.exchange) is not None
    ]


def _as_barren(refusal: Refusal, seems: Told) -> Reading:
    """Return the reading of a container that holds nothing."""
    return Reading(seems.format, refused=(refusal,), confidence=seems.confidence)


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
    run.tally["stories_received"] += len(reading.drafts)
    parcel.drafts.extend((document, draft) for draft in reading.drafts)
    for number, refusal in enumerate(reading.refused):
        is_part = bool(reading.drafts) or len(reading.refused) > 1
        parcel.refuse(refusal, key, f"refused {number}" if is_part else "", run.now())
