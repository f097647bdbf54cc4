"""From a refusal to its row in quarantine."""

from datetime import datetime

from tasks.sources.delivery import Refusal
from warehouse.ids import content_id
from warehouse.records import Document, Quarantined


def quarantined(refusal: Refusal, document: Document, part: str, archived: str, now: datetime) -> Quarantined:
    """Return the quarantine row of a document, or of one part of it (empty: all); the same refusal gives the same id.

    `archived` names the kept bytes, so that the document can be read again.
    """
    key = f"{document.document_id}#{part}" if part else document.document_id
    return Quarantined(
        quarantine_id=content_id("quarantine", [refusal.stage, "document", key, refusal.reason_code]),
        run_id=document.run_id,
        stage=refusal.stage,
        source_uri=refusal.uri,
        record_kind="document",
        record_key=key,
        reason_code=refusal.reason_code,
        reason=refusal.reason,
        payload=archived,
        created_at=now,
        resolved_at=None,
    )
