import io
import os
from datetime import UTC, datetime

import pytest

from tasks.sources.delivery import Delivery, Item, Refusal
from tasks.sources.fetch import fetch
from tasks.sources.limits import Limits

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


def test_large_standard_input_is_refused():
    assert fetch(Item("-"), Limits(max_item_bytes=4), NOW, stdin=io.BytesIO(b"12345")).reason_code == "too_large"


def test_no_standard_input_is_refused():
    assert fetch(Item("-"), Limits(), NOW).reason_code == "no_input"


def test_a_file_that_has_gone_or_became_a_pipe_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    gone, pipe = (fetch(Item(str(tmp_path / name)), Limits(), NOW) for name in ("gone", "pipe"))
    assert isinstance(gone, Refusal)
    assert (gone.reason_code, pipe.reason_code) == ("unreadable", "special_file")
