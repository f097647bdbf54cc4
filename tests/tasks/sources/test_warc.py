"""What came by HTTP is kept whole, and can be read again."""

import gzip
import io
import zlib
from datetime import UTC, datetime

import pytest
from warcio.archiveiterator import ArchiveIterator

from tasks.readers.registry import read
from tasks.sources.archive import keep, reopen
from tasks.sources.delivery import Delivery, Item
from tasks.sources.download import Downloader
from tasks.sources.errors import ArchiveError
from tasks.sources.limits import Limits
from tasks.sources.warc import Kept, as_warc, from_warc
from tasks.sources.web import Web
from tests.tasks.sources.servers import PAGE, answer, raw

NOW = datetime(2026, 11, 24, 12, 0, 0, 250_000, tzinfo=UTC)
STORY = "<p>Ruritania’s council lifted its ban on Syldavian timber on Monday, café owners said.</p>".encode("cp1252")


def get(server, path="/story"):
    delivery = Downloader(Web(server.limits())).download(Item(server.url(path)), lambda: NOW)
    assert isinstance(delivery, Delivery)
    return delivery


def records(warc):
    return [
        (one.rec_type, one.rec_headers, one.http_headers, one.raw_stream.read())
        for one in ArchiveIterator(io.BytesIO(warc), check_digests="raise")
    ]


CODED = {
    "plain": (PAGE, ""),
    "gzip": (gzip.compress(PAGE, mtime=0), "gzip"),
    "two members": (gzip.compress(PAGE[:9], mtime=0) + gzip.compress(PAGE[9:], mtime=0), "x-gzip"),
    "deflate": (zlib.compress(PAGE), "deflate"),
}


@pytest.mark.parametrize(("body", "coding"), CODED.values(), ids=CODED.keys())
def test_what_came_by_http_can_be_reopened_with_what_was_said_of_it(server, tmp_path, body, coding):
    server.answers["/story"] = answer(body=body, Content_Type="text/html; charset=windows-1252", Content_Encoding=coding)
    reference = keep(get(server), tmp_path)
    assert reference.endswith(".warc.gz")
    assert reopen(reference, tmp_path) == Kept(PAGE, server.url("/story"), "text/html", "windows-1252", NOW)


def test_request_and_response_are_kept_as_they_went_over_the_wire(server):
    coded = gzip.compress(PAGE, mtime=0)
    server.answers["/story"] = answer(body=coded, Content_Encoding="gzip", X_Agency="Meridian Wire", Set_Cookie="a=1")
    delivery = get(server)
    (kind, about, said, body), (other_kind, _, asked, nothing) = records(as_warc(delivery, delivery.exchange))
    assert (kind, other_kind, body, nothing) == ("response", "request", coded, b"")
    assert (said.get_statuscode(), said.get_header("X-Agency")) == ("200", "Meridian Wire")
    assert said.get_header("Content-Encoding") == "gzip"
    assert about.get_header("WARC-Date") == "2026-11-24T12:00:00.250000Z"
    assert asked.statusline == "/story HTTP/1.1"
    assert asked.get_header("User-Agent").startswith("sanctionwire/")


def test_chunks_are_put_together_and_their_length_is_told(server):
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (PAGE[:30], PAGE[30:], b""))
    server.answers["/story"] = raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", chunks)
    delivery = get(server)
    (_, _, said, body), _ = records(as_warc(delivery, delivery.exchange))
    assert (body, said.get_header("Content-Length"), said.get_header("Transfer-Encoding")) == (PAGE, str(len(PAGE)), None)
    assert from_warc(as_warc(delivery, delivery.exchange)).content == PAGE


def test_a_redirected_page_stands_under_the_address_it_was_asked_by(server):
    server.answers["/short"] = answer(302, b"", Location="/story?a=%C3%A9")
    server.answers["/story?a=%C3%A9"] = answer()
    delivery = get(server, "/short")
    (_, response, _, _), (_, request, asked, _) = records(as_warc(delivery, delivery.exchange))
    assert response.get_header("WARC-Target-URI") == server.url("/short")
    assert request.get_header("WARC-Target-URI") == server.url("/story?a=%C3%A9")
    assert asked.statusline == "/story?a=%C3%A9 HTTP/1.1"


def test_a_kept_page_gives_the_same_drafts(server, tmp_path):
    server.answers["/story"] = answer(body=STORY, Content_Type="text/html; charset=windows-1252")
    delivery = get(server)
    kept = reopen(keep(delivery, tmp_path), tmp_path)
    again = Delivery(kept.uri, kept.content, kept.media_type, kept.charset, kept.fetched_at)
    assert read(again, Limits()).drafts == read(delivery, Limits()).drafts
    assert "café" in read(again, Limits()).drafts[0].text


def test_the_same_delivery_gives_the_same_file(server):
    server.answers["/story"] = answer()
    delivery = get(server)
    assert as_warc(delivery, delivery.exchange) == as_warc(delivery, delivery.exchange)


@pytest.mark.parametrize("damage", [b"", b"junk", gzip.compress(b"junk", mtime=0)])
def test_a_damaged_file_is_said_to_be_damaged(damage):
    with pytest.raises(ArchiveError):
        from_warc(damage)


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5])
def test_a_file_that_was_cut_short_is_noticed(server, tmp_path, share):
    server.answers["/story"] = answer(body=bytes(range(256)) * 20)
    reference = keep(get(server), tmp_path)
    path = tmp_path / reference
    path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])
    with pytest.raises(ArchiveError, match="ingest its source again"):
        reopen(reference, tmp_path)
