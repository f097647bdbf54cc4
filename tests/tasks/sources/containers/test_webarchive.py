import gzip
import io
from datetime import UTC, datetime

import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.tasks.sources.containers.packing import unpack

PAGE = b"<html><body><p>Ruritania banned imports of timber.</p></body></html>"
DATE = "2014-03-17T12:00:05Z"


def a_record(writer, uri, kind="response", payload=PAGE, status="200 OK", media_type="text/html; charset=iso-8859-2", **headers):
    http = None
    if kind in ("response", "revisit"):
        http = StatusAndHeaders(status, [("Content-Type", media_type), *headers.items()], protocol="HTTP/1.1")
    return writer.create_warc_record(
        uri, kind, io.BytesIO(payload), http_headers=http, warc_content_type="" if http else media_type,
        warc_headers_dict={"WARC-Date": DATE},
    )  # fmt: skip


@pytest.fixture
def warc(tmp_path):
    """A function that writes a web archive of the given records."""

    def write(*records, packed=True, name="a.warc.gz"):
        file = io.BytesIO()
        writer = WARCWriter(file, gzip=packed)
        writer.write_record(writer.create_warcinfo_record("a.warc.gz", {"software": "a test"}))
        for uri, details in records:
            writer.write_record(a_record(writer, uri, **details))
        path = tmp_path / name
        path.write_bytes(file.getvalue())
        return path

    return write


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_comes_with_its_address_its_headers_and_its_time(warc, packed):
    (delivery,) = unpack(warc(("https://example.org/story", {}), packed=packed)).deliveries
    assert (delivery.uri, delivery.content) == ("https://example.org/story", PAGE)
    assert (delivery.media_type, delivery.charset) == ("text/html", "iso-8859-2")
    assert delivery.fetched_at == datetime(2014, 3, 17, 12, 0, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/xml", "application/json", "application/rss+xml", "application/ld+json"]
)
def test_every_media_type_of_stories_is_taken(warc, media_type):
    assert len(unpack(warc(("https://example.org/a", {"media_type": media_type}))).stories) == 1


@pytest.mark.parametrize("kind", ["resource", "conversion"])
def test_resources_and_conversions_are_taken_as_they_are(warc, kind):
    (delivery,) = unpack(
        warc(("https://example.org/a", {"kind": kind, "media_type": "text/plain", "payload": b"A story."}))
    ).deliveries
    assert (delivery.content, delivery.media_type) == (b"A story.", "text/plain")


def test_what_is_no_story_is_counted_by_its_reason(warc):
    path = warc(
        ("https://example.org/story", {}),
        ("https://example.org/gone", {"status": "404 Not Found"}),
        ("https://example.org/moved", {"status": "301 Moved"}),
        ("https://example.org/photo.png", {"media_type": "image/png"}),
        ("https://example.org/icon.svg", {"media_type": "image/svg+xml"}),
        ("https://example.org/again", {"kind": "revisit", "payload": b""}),
        ("https://example.org/how", {"kind": "metadata", "media_type": "text/plain"}),
        ("dns:example.org", {"kind": "resource", "media_type": "text/dns"}),
    )
    unpacked = unpack(path)
    assert list(unpacked.stories) == ["https://example.org/story"]
    assert unpacked.skipped == {"status_not_200": 2, "media_type_of_no_story": 2, "record_of_another_kind": 4}


def chunked(content):
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (content[:20], content[20:])) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("payload", "headers"),
    [
        (chunked(PAGE), {"Transfer-Encoding": "chunked"}),
        (gzip.compress(PAGE, mtime=0), {"Content-Encoding": "gzip"}),
        (chunked(gzip.compress(PAGE, mtime=0)), {"Content-Encoding": "gzip", "Transfer-Encoding": "Chunked"}),
        (PAGE, {"Content-Encoding": "gzip"}),
    ],
)
def test_transfer_and_content_coding_are_taken_off(warc, payload, headers):
    assert list(unpack(warc(("https://example.org/a", {"payload": payload, **headers}))).stories.values()) == [PAGE]


def test_a_page_that_expands_beyond_the_limit_is_refused_alone(warc):
    bomb = gzip.compress(bytes(3_000_000), mtime=0)
    unpacked = unpack(
        warc(("https://example.org/bomb", {"payload": bomb, "Content-Encoding": "gzip"}), ("https://example.org/a", {})),
        max_item_bytes=100_000,
    )
    assert (list(unpacked.stories), unpacked.refused) == (["https://example.org/a"], {"https://example.org/bomb": "too_large"})


def test_an_unknown_content_coding_is_refused_by_name(warc):
    unpacked = unpack(warc(("https://example.org/a", {"Content-Encoding": "zstd"}), ("https://example.org/b", {})))
    assert unpacked.refused == {"https://example.org/a": "unsupported_coding"}


@pytest.mark.parametrize("packed", [True, False])
def test_records_before_a_truncated_one_are_read_and_half_a_page_is_none(warc, packed):
    path = warc(*((f"https://example.org/{number}", {}) for number in range(5)), packed=packed)
    path.write_bytes(path.read_bytes()[:-60])
    unpacked = unpack(path)
    assert list(unpacked.stories) == [f"https://example.org/{number}" for number in range(4)]
    assert "truncated" in unpacked.refused.values()


def test_one_gzip_stream_over_all_records_and_zstd_are_read_too(warc, tmp_path):
    content = warc(("https://example.org/a", {}), ("https://example.org/b", {}), packed=False).read_bytes()
    for name, pack in (("one.warc.gz", gzip.compress), ("one.warc.zst", zstandard.compress)):
        (tmp_path / name).write_bytes(pack(content))
        assert list(unpack(tmp_path / name).stories) == ["https://example.org/a", "https://example.org/b"]


def test_a_web_archive_without_a_page_says_so(warc):
    assert unpack(warc()).barren == {"": "no_story"}


def test_an_old_arc_file_is_read(tmp_path):
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
    version = b"1 0 Example\nURL IP-address Archive-date Content-type Archive-length\n"
    head = b"filedesc://a.arc 0.0.0.0 20010203040506 text/plain %d\n%s\n" % (len(version), version)
    record = b"http://example.org/a 192.0.2.1 20010203040506 text/html %d\n%s\n" % (len(page), page)
    (tmp_path / "a.arc").write_bytes(head + record)
    (delivery,) = unpack(tmp_path / "a.arc").deliveries
    assert (delivery.uri, delivery.content) == ("http://example.org/a", PAGE)
    assert delivery.fetched_at == datetime(2001, 2, 3, 4, 5, 6, tzinfo=UTC)
