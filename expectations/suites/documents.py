"""What is good enough of a delivered item. Documents are the ledger of what was received, so they always load."""

from expectations.checks import has_shape, is_between, is_unique
from expectations.expectation import Expectation, FrameRow, Owner, Suite
from expectations.inert import token
from expectations.surroundings import Surroundings
from warehouse.codes import Severity
from warehouse.records import Document

SHA256_SHAPE = r"^[0-9a-f]{64}$"  # matches 64 lower-case hex digits; misses upper case and 63 digits


def document_frame(document: Document, around: Surroundings) -> FrameRow:
    """Return what the engine sees of a document."""
    return {
        "document_id": token(document.document_id),
        "byte_size": document.byte_size,
        "sha256": token(document.sha256) or "missing",
    }


DOCUMENTS = Suite(
    table="documents",
    key=("document_id",),
    content=("sha256",),
    frame=document_frame,
    always_loads=True,
    expectations=(
        Expectation(
            name="documents_id_unique",
            column="document_id",
            severity=Severity.CRITICAL,
            owner=Owner.INGEST,
            reason="A document is one set of bytes, wherever it came from; one id for two sets would lose one of them",
            fault="Another document of this batch has this id and other bytes; that one is loaded, this one is not",
            remedy="Report a fault in the document id: it must come from the digest of the bytes",
            check=is_unique("document_id"),
            keeps_first=True,
        ),
        Expectation(
            name="documents_sha256_shape",
            column="sha256",
            severity=Severity.CRITICAL,
            owner=Owner.INGEST,
            reason="The digest proves which bytes were received; without it a replay cannot be checked",
            fault="The digest of the document is not a SHA-256 in 64 lower-case hexadecimal digits",
            remedy="Ingest the item again; if the digest is wrong again, report a fault in the reading of deliveries",
            check=has_shape("sha256", SHA256_SHAPE),
        ),
        Expectation(
            name="documents_byte_size_positive",
            column="byte_size",
            severity=Severity.WARNING,
            owner=Owner.PROVIDERS,
            reason="An empty delivery is often a transfer that broke off",
            fault="The document has no bytes",
            remedy="Ask the provider to send the item again",
            check=is_between("byte_size", lowest=1),
        ),
    ),
)
