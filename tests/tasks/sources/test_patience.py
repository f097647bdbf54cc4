import socket
import struct
from datetime import UTC, datetime

import pytest

from tasks.sources.delivery import Delivery, Item, Refusal, Spooled
from tasks.sources.download import Downloader
from tasks.sources.errors import TransientFetchError
from tasks.sources.limits import Limits
from tasks.sources.pace import Pace
from tasks.sources.patience import fetch_all, host_of
from tasks.sources.web import Web
from tests.tasks.sources.servers import PAGE, answer, in_turn, raw

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def get(server, passing):
    """Fetch paths of the server with patience; time passes by sleeping alone, and chance is always in the middle."""

    def fetch(*paths, **changes):
        limits = server.limits(**changes)
        web = Web(limits, clock=passing.clock, sleep=passing.sleep, chance=lambda: 0.5)
        downloader = Downloader(web)
        items = [Item(server.url(path)) for path in paths]
        fetched = fetch_all(items, lambda item: downloader.download(item, lambda: NOW), limits, web.pace, web.chance)
        return [outcome for _, outcome in fetched]

    return fetch


def reset(request):
    """Cut the connection without a word."""
    request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.connection.close()
    request.close_connection = True


def busy(**headers):
    return answer(503, b"", **headers)


def test_a_busy_server_is_asked_again_after_the_time_it_names(server, passing, get):
    server.answers["/story"] = in_turn(answer(429, b"", Retry_After="7"), answer())
    (delivery,) = get("/story")
    assert delivery.content == PAGE
    assert passing.slept == [8.0]


def test_a_date_in_retry_after_counts_from_now(server, passing, get):
    server.answers["/story"] = in_turn(answer(503, b"", Retry_After="Tue, 24 Nov 2026 12:00:40 GMT"), answer())
    (delivery,) = get("/story")
    assert (delivery.content, passing.slept) == (PAGE, [41.0])


def test_a_server_that_is_busy_three_times_is_asked_a_fourth_time_after_growing_waits(server, passing, get):
    server.answers["/story"] = in_turn(busy(), busy(), busy(), answer())
    (delivery,) = get("/story")
    assert (delivery.content, passing.slept) == (PAGE, [2.0, 4.0, 8.0])


@pytest.mark.parametrize("status", [500, 502, 504])
def test_a_server_that_goes_on_failing_is_given_up(server, passing, get, status):
    server.answers["/story"] = answer(status, b"")
    (refusal,) = get("/story")
    assert refusal.reason_code == "server_busy"
    assert str(status) in refusal.reason
    assert "4 tries" in refusal.reason
    assert len(server.seen) == 4


def test_a_connection_that_is_reset_is_tried_again(server, passing, get):
    server.answers["/story"] = in_turn(reset, raw(), answer())
    (delivery,) = get("/story")
    assert (delivery.content, passing.slept) == (PAGE, [2.0, 4.0])


def test_a_wait_that_is_too_long_for_a_run_is_refused_with_the_time_to_come_back(server, passing, get):
    server.answers["/story"] = answer(503, b"", Retry_After="3600")
    server.answers["/other"] = answer()
    refusal, other = get("/story", "/other")
    assert (refusal.reason_code, other.reason_code, passing.slept) == ("server_busy", "server_busy", [])
    assert "2026-11-24 13:00:00 UTC" in refusal.reason
    assert server.paths == ["/story"]


def test_the_longest_wait_that_is_waited_is_waited_in_full(server, passing, get):
    server.answers["/story"] = in_turn(answer(503, b"", Retry_After="120"), answer())
    (delivery,) = get("/story")
    assert (delivery.content, passing.slept) == (PAGE, [120.0])


def test_what_helps_never_is_not_tried_again(server, passing, get):
    server.answers["/story"] = answer(404, b"")
    (refusal,) = get("/story")
    assert (refusal.reason_code, len(server.seen)) == ("not_found", 1)


def test_requests_to_one_host_keep_their_distance(server, passing, get):
    server.answers["/a"] = server.answers["/b"] = server.answers["/c"] = answer()
    get("/a", "/b", "/c", host_interval_s=1.5)
    assert (server.paths, passing.slept) == (["/a", "/b", "/c"], [1.5, 1.5])


def test_each_hop_of_a_redirect_keeps_its_distance_and_the_waits_do_not_use_up_its_time(server, passing, get):
    for step in range(4):
        server.answers[f"/{step}"] = answer(302, b"", Location=f"/{step + 1}")
    server.answers["/4"] = answer()
    (delivery,) = get("/0", host_interval_s=20.0, fetch_timeout_s=30.0)
    assert (delivery.content, passing.slept) == (PAGE, [20.0] * 4)


@pytest.fixture
def order(passing):
    """Fetch URIs with a function, and return the order in which they were asked, with the time of each."""

    def fetch(uris, outcome, **changes):
        limits = Limits(**changes)
        pace = Pace(limits.host_interval_s, limits.max_rest_s, passing.clock, passing.sleep)
        asked = []

        def one(item):
            if host_of(item):
                pace.take(host_of(item))
            asked.append((item.uri, passing.now - 1_000))
            return outcome(item)

        results = list(fetch_all([Item(uri) for uri in uris], one, limits, pace, lambda: 0.5))
        return asked, results

    return fetch


def delivered(item):
    return Delivery(item.uri, b"", None, None, NOW)


def failing(item):
    raise TransientFetchError(Refusal(item.uri, "fetch", "timeout", "no answer; try again later"))


def test_hosts_take_turns_so_that_nobody_waits_in_vain(order, passing):
    asked, _ = order(["http://a/1", "http://a/2", "/file", "http://b/1", "http://b/2"], delivered)
    assert asked == [("http://a/1", 0), ("/file", 0), ("http://b/1", 0), ("http://a/2", 1), ("http://b/2", 1)]


def test_a_host_that_is_left_alone_does_not_stop_the_others(order, passing):
    def outcome(item):
        return failing(item) if "/a/" in item.uri else delivered(item)

    asked, results = order(["http://a/1", "http://b/1", "/file"], outcome)
    assert [uri for uri, _ in asked] == ["http://a/1", "http://b/1", "/file", "http://a/1", "http://a/1", "http://a/1"]
    assert [item.uri for item, _ in results] == ["http://b/1", "/file", "http://a/1"]


def test_a_host_that_fails_again_and_again_is_not_asked_for_the_rest(order, passing):
    asked, results = order([f"http://a/{number}" for number in range(9)], failing, max_tries=1, max_host_failures=3)
    assert len(asked) == 3
    assert [outcome.reason_code for _, outcome in results] == ["timeout"] * 3 + ["host_failed"] * 6


def test_every_item_is_answered_for_once(order, passing):
    uris = [f"http://{host}/{number}" for number in range(5) for host in "abc"] + ["-", "/x"]
    _, results = order(uris, delivered)
    assert sorted(item.uri for item, _ in results) == sorted(uris)


@pytest.mark.parametrize(
    ("uri", "host"),
    [("http://A.test:8/x", "a.test"), ("/a/b", ""), ("-", ""), ("s3://bucket/key", "bucket"), ("http://[::1", "")],
)
def test_the_host_of_an_item(uri, host):
    assert host_of(Item(uri)) == host


def test_a_page_in_an_archive_is_fetched_from_nowhere():
    assert host_of(Item("http://a.test/story", spooled=Spooled("/spool/1"))) == ""
