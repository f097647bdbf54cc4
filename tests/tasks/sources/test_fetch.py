import hashlib
import io
import os
from datetime import UTC, datetime

import pytest

from tasks.sources.delivery import Delivery, Item, Refusal, Spooled
from tasks.sources.fetch import fetch
from tasks.sources.holders import holder_of, open_holder
from tasks.sources.limits import Limits
from tasks.sources.spool import open_spool
from tests.tasks.sources.containers.packing import a_zip

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_a_file_is_delivered_as_it_is(tmp_path):
    path = tmp_path / "story.txt"
    path.write_bytes(b"A\r\nstory.\xff")
    delivery = fetch(Item(str(path), "plain"), Limits(), NOW)
    assert delivery == Delivery(str(path), b"A\r\nstory.\xff", None, None, NOW, "plain")


@pytest.mark.parametrize("now", [NOW, lambda: NOW])
def test_the_time_may_be_given_or_asked_for(tmp_path, now):
    (tmp_path / "a").write_bytes(b"A story.")
    assert fetch(Item(str(tmp_path / "a")), Limits(), now).fetched_at == NOW


def test_standard_input_is_delivered():
    delivery = fetch(Item("-"), Limits(), NOW, stdin=io.BytesIO(b"A story."))
    assert (delivery.uri, delivery.content) == ("-", b"A story.")


def test_a_url_is_downloaded(server):
    server.answers["/story"] = lambda request: request.wfile.write(b"HTTP/1.0 200 OK\r\n\r\nA story.")
    assert fetch(Item(server.url("/story")), server.limits(), NOW).content == b"A story."


def test_a_large_file_is_refused_unread(tmp_path):
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(20_000_000_000)
    refusal = fetch(Item(str(path)), Limits(), NOW)
    assert (refusal.stage, refusal.reason_code) == ("fetch", "too_large")
    assert "8,000,000" in refusal.reason
    assert "SANCTIONWIRE_MAX_ITEM_BYTES" in refusal.reason


@pytest.mark.parametrize(
    ("name", "reason_code"), [("t.csv", None), ("t.parquet", None), ("t.jsonl", None), ("t.txt", "too_large")]
)
def test_a_table_may_be_larger_than_a_story(tmp_path, name, reason_code):
    path = tmp_path / name
    path.write_bytes(b"x" * 50)
    found = fetch(Item(str(path)), Limits(max_item_bytes=10, max_table_bytes=60), NOW)
    assert getattr(found, "reason_code", None) == reason_code
    assert fetch(Item(str(path)), Limits(max_item_bytes=10, max_table_bytes=40), NOW).reason_code == "too_large"


def test_the_columns_of_an_item_are_those_of_its_delivery(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(b"x")
    columns = (("text", "x"),)
    assert fetch(Item(str(path), columns=columns), Limits(), NOW).columns == columns
    assert fetch(Item("-", columns=columns), Limits(), NOW, stdin=io.BytesIO(b"x")).columns == columns


def test_large_standard_input_is_refused():
    assert fetch(Item("-"), Limits(max_item_bytes=4), NOW, stdin=io.BytesIO(b"12345")).reason_code == "too_large"


def test_no_standard_input_is_refused():
    assert fetch(Item("-"), Limits(), NOW).reason_code == "no_input"


def test_a_file_that_has_gone_or_became_a_pipe_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    gone, pipe = (fetch(Item(str(tmp_path / name)), Limits(), NOW) for name in ("gone", "pipe"))
    assert isinstance(gone, Refusal)
    assert (gone.reason_code, pipe.reason_code) == ("unreadable", "special_file")


def an_archive(stories):
    return a_zip({f"{number}.txt": os.urandom(500) for number in range(stories)})


def test_an_archive_file_is_told_by_its_first_bytes_and_not_read(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(an_archive(300))
    delivery = fetch(Item(str(path)), Limits(max_item_bytes=70_000), NOW)
    assert (delivery.file, len(delivery.content), delivery.byte_size) == (path, 65_536, path.stat().st_size)
    assert delivery.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_archive_on_standard_input_may_be_larger_than_an_item_but_not_than_an_archive(tmp_path):
    content = an_archive(20)
    with open_spool(tmp_path, "run") as spool:
        delivery = fetch(Item("-"), Limits(max_item_bytes=1_000), NOW, stdin=io.BytesIO(content), spool=spool)
        assert delivery.file.read_bytes() == content
        limits = Limits(max_item_bytes=1_000, max_archive_bytes=5_000)
        refusal = fetch(Item("-"), limits, NOW, stdin=io.BytesIO(content), spool=spool)
    assert (refusal.reason_code, "SANCTIONWIRE_MAX_ARCHIVE_BYTES" in refusal.reason) == ("too_large", True)


def test_a_member_in_the_spool_has_what_its_container_said_of_it(tmp_path):
    (tmp_path / "members").write_bytes(b"Before. A story. After.")
    then = datetime(2014, 3, 17, tzinfo=UTC)
    item = Item(
        "https://example.org/a", spooled=Spooled(str(tmp_path / "members"), 8), byte_size=8, media_type="text/html",
        charset="latin-1", received_at=then,
    )  # fmt: skip
    assert fetch(item, Limits(), NOW) == Delivery("https://example.org/a", b"A story.", "text/html", "latin-1", then)


def test_an_archive_that_a_server_sends_is_opened(server, tmp_path):
    content = a_zip({"a.txt": b"A story."})
    server.answers["/a.zip"] = lambda request: request.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n" + content)
    item = Item(server.url("/a.zip"))
    delivery = fetch(item, Limits(allowed_test_hosts=frozenset({"127.0.0.1"})), NOW)
    with open_spool(tmp_path, "run") as spool:
        (member,) = open_holder(holder_of(delivery), item, delivery, spool, Limits()).items
        assert fetch(member, Limits(), NOW).content == b"A story."
    assert member.uri == f"{item.uri}!/a.txt"
