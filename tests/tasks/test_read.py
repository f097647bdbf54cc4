from datetime import UTC, datetime

from tasks.read import document_id, fetch_states
from tasks.sources.delivery import Delivery, Exchange
from warehouse.records import FetchState

NOW = datetime(2026, 11, 24, tzinfo=UTC)
PAGE = b"<html><body><p>The council banned oil sales on Monday.</p></body></html>"


def came_by_http(content):
    headers = (("ETag", '"v1"'), ("Last-Modified", "caf\xe9"))
    exchange = Exchange("https://a.test/there", (), 200, headers, content)
    return Delivery("https://a.test/here", content, "text/html", None, NOW, exchange=exchange)


def test_what_a_url_answered_can_be_asked_by_at_the_address_that_answered():
    page = came_by_http(PAGE)
    assert fetch_states([page]) == [FetchState("https://a.test/there", '"v1"', None, document_id(page), NOW, 200)]


def test_a_file_is_not_asked_by():
    assert fetch_states([Delivery("/a", PAGE, None, None, NOW)]) == []
