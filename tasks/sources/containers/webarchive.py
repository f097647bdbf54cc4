"""The records of a web archive (WARC, and the older ARC): each page as it was received, with what the server said of it."""

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from tasks.sources.containers.errors import DamagedError
from tasks.sources.containers.member import Member, Passed
from tasks.sources.errors import InflateError
from tasks.sources.headers import content_type
from tasks.sources.inflate import Inflater
from tasks.sources.limits import Limits

OK = "200"
RECORDS = frozenset({"response", "resource", "conversion"})
STORY_TYPES = frozenset(
    {
        "text/html", "text/plain", "text/xml", "text/csv", "text/sgml", "message/rfc822", "application/xhtml+xml",
        "application/xml", "application/json", "application/x-ndjson", "application/sgml", "application/octet-stream",
    }
)  # fmt: skip
STORY_SUFFIXES = ("+xml", "+json")
PICTURES = "image/"  # image/svg+xml is XML, and no story
CHUNK_BYTES = 65_536
DAMAGE = (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, OSError, ValueError, AttributeError, TypeError, KeyError)


class Records(ArchiveIterator):  # type: ignore[misc]  # warcio has no types
    """Records without the warnings that warcio writes to standard error; they are counted instead."""

    INC_RECORD = ""


def members(stream: BinaryIO, limits: Limits) -> Iterator[Member | Passed]:
    """Yield the records that may be stories as they come; each must be read before the next.

    Raise DamagedError where the archive is damaged.
    """
    try:
        records = Records(stream, arc2warc=True)
        for record in records:
            yield _member(record, limits)
        if records.err_count:
            raise ArchiveLoadFailed(f"{records.err_count:,} records have a wrong length")
    except DAMAGE as error:
        raise DamagedError("damaged", f"the web archive is damaged ({_first_line(error)}); fetch it again") from error


def _member(record: Any, limits: Limits) -> Member | Passed:  # noqa: ANN401 - warcio has no types
    uri = record.rec_headers.get_header("WARC-Target-URI") or "unnamed"
    if record.rec_type not in RECORDS or uri.startswith(("dns:", "filedesc:")):
        return Passed(uri, "record_of_another_kind")
    http = record.http_headers
    if http is not None and http.get_statuscode() != OK:
        return Passed(uri, "status_not_200")
    declared = http.get_header("content-type") if http is not None else record.content_type
    media_type, charset = content_type(declared)
    if not _may_be_story(media_type):
        return Passed(uri, "media_type_of_no_story")
    return Member(
        uri, _opener(record, limits), uri=uri, media_type=media_type, charset=charset,
        received_at=_instant(record.rec_headers.get_header("WARC-Date")),
    )  # fmt: skip


def _may_be_story(media_type: str | None) -> bool:
    if media_type is None:
        return True
    return media_type in STORY_TYPES or (media_type.endswith(STORY_SUFFIXES) and not media_type.startswith(PICTURES))


def _opener(record: Any, limits: Limits) -> Callable[[], AbstractContextManager[BinaryIO]]:  # noqa: ANN401 - warcio has no types
    @contextmanager
    def opened() -> Iterator[BinaryIO]:
        yield io.BytesIO(_payload(record, limits))

    return opened


def _payload(record: Any, limits: Limits) -> bytes:  # noqa: ANN401 - warcio has no types
    """Return the payload, transfer and content coding taken off. One byte more than the limit tells that it is too big."""
    http = record.http_headers
    is_chunked = http is not None and "chunked" in (http.get_header("transfer-encoding") or "").lower()
    stream = ChunkedDataReader(record.raw_stream) if is_chunked else record.raw_stream
    received = _bounded(stream, limits.max_item_bytes + 1)
    if len(received) <= limits.max_item_bytes and _is_cut_short(record):
        raise DamagedError("truncated", "the record stops before its end; fetch the archive, or the page, again")
    coding = (http.get_header("content-encoding") or "") if http is not None else ""
    if len(received) > limits.max_item_bytes or not _is_coded(coding, received):
        return received
    try:
        inflater = Inflater(coding, limits.max_item_bytes)
        inflater.feed(received)
        return inflater.finish()
    except InflateError as error:
        raise DamagedError(error.reason_code, str(error)) from error


def _is_cut_short(record: Any) -> bool:  # noqa: ANN401 - warcio has no types
    """Tell whether the archive ends inside the record, or the crawler says that it stopped inside the page."""
    while record.raw_stream.read(CHUNK_BYTES):  # what a chunked body leaves
        pass
    missing: int = getattr(record.raw_stream, "limit", 0)
    return missing > 0 or record.rec_headers.get_header("WARC-Truncated") is not None


def _is_coded(coding: str, received: bytes) -> bool:
    """Tell whether the coding is still on: some crawlers take it off and leave the header."""
    is_gzip = coding.strip().lower() in ("gzip", "x-gzip")
    return received.startswith(b"\x1f\x8b") if is_gzip else bool(coding)


def _bounded(stream: Any, max_bytes: int) -> bytes:  # noqa: ANN401 - warcio has no types
    received = bytearray()
    while len(received) < max_bytes and (chunk := stream.read(min(CHUNK_BYTES, max_bytes - len(received)))):
        received += chunk
    return bytes(received)


def _instant(written: str | None) -> datetime | None:
    """Return a WARC-Date (RFC 3339, UTC), or None if it is none."""
    try:
        instant = datetime.fromisoformat(written or "")
    except ValueError:
        return None
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
