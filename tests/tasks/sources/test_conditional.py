"""Asking only for what has changed."""

from datetime import UTC, datetime

import pytest

from tasks.sources.delivery import Delivery, Item, Unchanged
from tasks.sources.download import Downloader
from tasks.sources.web import Web
from tests.tasks.sources.servers import PAGE, answer
from warehouse.records import FetchState

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ETAG = 'W/"v1"'
DAY = "Tue, 24 Nov 2026 11:00:00 GMT"


def state(url, etag=ETAG, last_modified=None):
    return FetchState(url, etag, last_modified, "doc_1", NOW, 200)


def get(server, path="/story", **held):
    """Fetch a path; `held` are the last answers by path, without its slash."""
    known = {server.url(f"/{name}"): state(server.url(f"/{name}"), *validators) for name, validators in held.items()}
    return Downloader(Web(server.limits(), known=known.get)).download(Item(server.url(path)), lambda: NOW)


def if_changed(request):
    """Answer 304 to whoever has the version."""
    is_known = request.headers.get("If-None-Match") == ETAG or request.headers.get("If-Modified-Since") == DAY
    answer(304 if is_known else 200, b"" if is_known else PAGE, ETag=ETAG, Last_Modified=DAY)(request)


@pytest.mark.parametrize("validators", [(ETAG, None), (None, DAY), (ETAG, DAY)], ids=["etag", "date", "both"])
def test_a_page_that_has_not_changed_is_not_sent_again(server, validators):
    server.answers["/story"] = if_changed
    assert get(server, story=validators) == Unchanged(server.url("/story"), "doc_1")


def test_a_page_that_has_changed_is_delivered(server):
    server.answers["/story"] = if_changed
    delivery = get(server, story=('"v0"', None))
    assert isinstance(delivery, Delivery)
    assert (delivery.exchange.header("etag"), delivery.exchange.header("last-modified")) == (ETAG, DAY)


def test_nothing_is_asked_by_at_the_first_fetch(server):
    server.answers["/story"] = if_changed
    get(server)
    ((_, headers),) = server.seen
    assert not {"if-none-match", "if-modified-since"} & headers.keys()


def test_what_one_url_answered_is_never_sent_to_another(server):
    server.answers["/story"] = if_changed
    assert isinstance(get(server, other=(ETAG, DAY)), Delivery)
    assert "if-none-match" not in server.seen[0][1]


def test_a_redirect_is_asked_by_what_the_address_that_answers_said(server):
    server.answers["/short"] = answer(302, b"", Location="/story")
    server.answers["/story"] = if_changed
    assert get(server, "/short", story=(ETAG, None)) == Unchanged(server.url("/short"), "doc_1")
    assert ["if-none-match" in headers for _, headers in server.seen] == [False, True]


def test_not_modified_without_having_been_asked_is_refused(server):
    server.answers["/story"] = answer(304, b"")
    refusal = get(server)
    assert refusal.reason_code == "http_status"
    assert "304" in refusal.reason
