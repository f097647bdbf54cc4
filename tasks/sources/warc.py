"""One HTTP exchange as a WARC file, so that any archive tool can read what a server said, and we can read it again.

The response stands under the address that the item was asked by, because its story is known by that; where a redirect
led elsewhere, the request names the address that answered.
"""

import io
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus

import httpx
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tasks.sources.delivery import Delivery, Exchange
from tasks.sources.errors import ArchiveError, InflateError
from tasks.sources.headers import content_type
from tasks.sources.inflate import Inflater

VERSION = "WARC/1.1"  # times in microseconds
DATE = "%Y-%m-%dT%H:%M:%S.%fZ"
UNLIMITED_BYTES = 2**40  # what was kept was within the limits of its day
# Of the connection, not of the page (RFC 9110, 7.6.1); the length is told anew, because chunks are put together.
OF_THE_CONNECTION = frozenset({"connection", "keep-alive", "transfer-encoding", "trailer", "content-length"})


@dataclass(frozen=True)
class Kept:
    """What was kept of a delivery: its bytes and, if it came by HTTP, what was said of them and the address it was asked by."""

    content: bytes
    uri: str | None = None
    media_type: str | None = None
    charset: str | None = None
    fetched_at: datetime | None = None


def as_warc(delivery: Delivery, exchange: Exchange) -> bytes:
    """Return the exchange as a compressed WARC file: its response, then its request. The same delivery gives the same bytes."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=True, warc_version=VERSION)
    response, request = _response(writer, delivery, exchange), _request(writer, delivery, exchange)
    for record in (response, request):
        writer.write_record(record)
    return file.getvalue()


def from_warc(warc: bytes) -> Kept:
    """Return what `as_warc` was given. Raises ArchiveError if the file is damaged."""
    try:
        for record in ArchiveIterator(io.BytesIO(warc)):
            if record.rec_type == "response" and record.http_headers is not None:
                return _kept(record)
    except (ArchiveLoadFailed, InflateError, OSError, EOFError, ValueError) as error:
        raise ArchiveError(f"it is no readable WARC file ({error})") from error
    raise ArchiveError("it is a WARC file without a response")


def _response(writer: WARCWriter, delivery: Delivery, exchange: Exchange) -> ArcWarcRecord:
    said = [pair for pair in exchange.response_headers if pair[0].lower() not in OF_THE_CONNECTION]
    headers = [*said, ("Content-Length", str(len(exchange.body)))]
    status = f"{exchange.status} {HTTPStatus(exchange.status).phrase}"
    http_headers = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
    return _record(writer, "response", delivery.uri, delivery.fetched_at, http_headers, exchange.body)


def _request(writer: WARCWriter, delivery: Delivery, exchange: Exchange) -> ArcWarcRecord:
    target = httpx.URL(exchange.url).raw_path.decode("ascii")
    http_headers = StatusAndHeaders(f"{target} HTTP/1.1", list(exchange.request_headers), protocol="GET")
    return _record(writer, "request", exchange.url, delivery.fetched_at, http_headers, b"")


def _record(
    writer: WARCWriter, kind: str, uri: str, at: datetime, http_headers: StatusAndHeaders, payload: bytes
) -> ArcWarcRecord:
    made_at = at.astimezone(UTC).strftime(DATE)
    identity = uuid.uuid5(uuid.NAMESPACE_URL, f"{kind} {made_at} {uri}")
    headers = {"WARC-Record-ID": f"<urn:uuid:{identity}>", "WARC-Date": made_at}
    return writer.create_warc_record(
        uri, kind, payload=io.BytesIO(payload), length=len(payload), warc_headers_dict=headers, http_headers=http_headers
    )


def _kept(record: ArcWarcRecord) -> Kept:
    inflater = Inflater(record.http_headers.get_header("Content-Encoding", ""), UNLIMITED_BYTES)
    for chunk in _chunks(record):
        inflater.feed(chunk)
    media_type, charset = content_type(record.http_headers.get_header("Content-Type"))
    made_at = datetime.strptime(record.rec_headers.get_header("WARC-Date"), DATE).replace(tzinfo=UTC)
    uri = record.rec_headers.get_header("WARC-Target-URI")
    return Kept(inflater.finish(), uri, media_type, charset, made_at)


def _chunks(record: ArcWarcRecord) -> Iterable[bytes]:
    return iter(lambda: record.raw_stream.read(2**20), b"")
