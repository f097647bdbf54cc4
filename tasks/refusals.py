"""From a refusal to its row in quarantine."""

from dataclasses import dataclass, replace
from datetime import datetime

from tasks.sources.delivery import Refusal
from warehouse.ids import content_id
from warehouse.records import Document, Quarantined

# What was offered but could not be taken in: there are no bytes to keep, and yet it must not be lost sight of.
OFFERED = frozenset({"too_large", "truncated", "damaged_coding", "unsupported_coding"})


@dataclass(frozen=True)
class KeptContainer:
    """A container with something refused in it, and the reference of its bytes."""

    uri: str
    archived: str


def quarantined(refusal: Refusal, document: Document, part: str, archived: str, now: datetime) -> Quarantined:
    """Return the quarantine row of a document, or of one part of it (empty: all); the same refusal gives the same id.

    `archived` names the kept bytes, so that the document can be read again.
    """
    key = f"{document.document_id}#{part}" if part else document.document_id
    return _row(refusal, "document", key, archived, document.run_id, now)


def quarantined_item(refusal: Refusal, run_id: str, now: datetime, container: KeptContainer | None = None) -> Quarantined:
    """Return the quarantine row of an item that was offered and could not be taken in, or not out of its container."""
    row = _row(refusal, "item", refusal.uri, container.archived if container else None, run_id, now)
    return replace(row, container_uri=container.uri) if container else row


def _row(refusal: Refusal, kind: str, key: str, payload: str | None, run_id: str, now: datetime) -> Quarantined:
    return Quarantined(
        quarantine_id=content_id("quarantine", [refusal.stage, kind, key, refusal.reason_code]),
        run_id=run_id,
        stage=refusal.stage,
        source_uri=refusal.uri,
        record_kind=kind,
        record_key=key,
        reason_code=refusal.reason_code,
        reason=refusal.reason,
        payload=payload,
        created_at=now,
        resolved_at=None,
    )
