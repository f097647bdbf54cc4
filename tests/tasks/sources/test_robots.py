import gzip
import time
from datetime import UTC, datetime

import pytest
from protego import Protego

from tasks.sources.delivery import Delivery, Item
from tasks.sources.download import Downloader
from tasks.sources.errors import TransientFetchError
from tasks.sources.http import connect_tcp, open_client
from tasks.sources.robots import MAX_AGE_S, MAX_BYTES, for_us
from tasks.sources.web import Web
from tests.tasks.sources.servers import PAGE, ROBOTS, Server, answer, in_turn, raw, robots

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
CLOSED = "User-agent: *\nDisallow: /"


@pytest.fixture
def downloader(server, passing):
    """What fetches from the server as its robots.txt allows; time passes by sleeping alone."""
    limits = server.limits(own_hosts=frozenset())
    return Downloader(Web(limits, clock=passing.clock, sleep=passing.sleep))


@pytest.fixture
def get(server, downloader):
    def fetch(path="/story"):
        server.answers.setdefault(path, answer())
        return downloader.download(Item(server.url(path)), lambda: NOW)

    return fetch


def unreachable(get):
    with pytest.raises(TransientFetchError) as caught:
        get()
    assert caught.value.refusal.reason_code == "robots_unreachable"
    return caught.value


def test_a_page_that_robots_disallow_is_refused_unasked_with_what_to_do(server, get):
    server.answers[ROBOTS] = robots(CLOSED)
    refusal = get()
    assert (refusal.stage, refusal.reason_code, server.paths) == ("fetch", "robots_disallow", [ROBOTS])
    assert "save the page yourself" in refusal.reason
    assert "SANCTIONWIRE_OWN_HOSTS" in refusal.reason


@pytest.mark.parametrize(
    ("text", "path", "is_allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /a", "/ab", False),
        ("User-agent: *\nDisallow: /a/", "/ab", True),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: SanctionWire\nAllow: /", "/a", True),
        ("User-agent: *\nAllow: /\n\nUser-agent: sanctionwire\nDisallow: /", "/a", False),
        (
            "User-agent: sanctionwire\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n\nUser-agent: sanctionwire\nDisallow: /b",
            "/b",
            False,
        ),
        ("User-agent: other\nUser-agent: sanctionwire\nDisallow: /a", "/a", False),
        ("User-agent: sanctionwire\nUser-agent: other\nDisallow: /a", "/a", False),
        ("User-agent: sanctionwire/2.0 (any)\nDisallow: /a", "/a", False),
        ("User-agent: sanction\nDisallow: /\n\nUser-agent: sanctionwires\nDisallow: /", "/a", True),
        ("User-agent: *#everybody\nDisallow: /a", "/a", False),
        ("User-agent: * # everybody\nDisallow: /a", "/a", False),
        ("user agent *\nDisallow /a", "/a", False),
        ("User-agent: *bot\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /news\nAllow: /news/2026", "/news/2026/a", True),
        ("User-agent: *\nAllow: /page\nDisallow: /page", "/page", True),
        ("User-agent: *\nDisallow: /*.php$", "/a.php", False),
        ("User-agent: *\nDisallow: /*.php$", "/a.php?x=1", True),
        ("User-agent: *\nDisallow: /*print=1", "/a?print=1", False),
        ("User-agent: *\nDisallow: /a%2Fb", "/a/b", True),
        ("User-agent: *\nDisallow: /caf%C3%A9", "/caf%c3%a9", False),
        ("\ufeffUser-agent: *\r\nDisallow: /a # all of it\r\n", "/a", False),
        ("Sitemap: /x\nUser-agent: *\nunknown: 1\nDisallow: /a", "/a", False),
        ("<html><body>Not found, but said with 200</body></html>", "/a", True),
    ],
)
def test_rules_are_read_as_the_standard_says(server, get, text, path, is_allowed):
    server.answers[ROBOTS] = robots(text)
    assert isinstance(get(path), Delivery) is is_allowed


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_site_without_robots_lets_everything_be_fetched(server, get, status):
    server.answers[ROBOTS] = answer(status, b"")
    assert get().content == PAGE


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_site_that_cannot_say_lets_nothing_be_fetched_for_now(server, get, status):
    server.answers[ROBOTS] = answer(status, b"", Retry_After="9")
    assert unreachable(get).retry_after_s == 9
    assert server.paths == [ROBOTS]


@pytest.mark.parametrize(
    "send",
    [raw(), raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nUser-agent: *"), answer(body=b"no gzip", Content_Encoding="gzip")],
    ids=["hung up", "cut short", "damaged"],
)
def test_robots_that_do_not_come_whole_let_nothing_be_fetched_for_now(server, get, send):
    server.answers[ROBOTS] = send
    unreachable(get)
    assert server.paths == [ROBOTS]


def test_robots_are_asked_again_once_they_can_be_had(server, get):
    server.answers[ROBOTS] = in_turn(answer(503, b""), robots("User-agent: *\nDisallow: /other"))
    unreachable(get)
    assert get().content == PAGE


def test_five_redirects_to_robots_are_followed(server, get):
    server.answers[ROBOTS] = answer(301, b"", Location="/r1")
    for step in range(1, 5):
        server.answers[f"/r{step}"] = answer(302, b"", Location=f"/r{step + 1}")
    server.answers["/r5"] = robots(CLOSED)
    assert get().reason_code == "robots_disallow"


def test_a_circle_of_redirects_to_robots_counts_as_none(server, get):
    server.answers[ROBOTS] = answer(301, b"", Location=ROBOTS)
    assert get().content == PAGE
    assert server.paths.count(ROBOTS) == 6


def test_robots_that_lead_to_a_refused_address_are_not_followed(server, passing):
    server.answers[ROBOTS] = answer(301, b"", Location="http://inner.test/robots.txt")
    connected = []

    def connect(address, port, timeout_s):
        connected.append(address)
        return connect_tcp(address, port, timeout_s)

    limits = server.limits(own_hosts=frozenset())
    addresses = {"127.0.0.1": ["127.0.0.1"], "inner.test": ["192.168.0.1"]}
    client = open_client(limits, resolver=lambda host, port: addresses[host], connect=connect)
    refusal = Downloader(Web(limits, client=client, sleep=passing.sleep)).download(Item(server.url("/story")), lambda: NOW)
    assert (refusal.reason_code, connected, server.paths) == ("refused_address", ["127.0.0.1"], [ROBOTS])


def test_rules_beyond_500_kibibytes_are_not_read(server, get):
    padding = "# nothing to say\n" * (500 * 1024 // 17)
    server.answers[ROBOTS] = robots(f"User-agent: *\nDisallow: /first\n{padding}Disallow: /last")
    assert get("/first").reason_code == "robots_disallow"
    assert get("/last").content == PAGE


def test_a_robots_bomb_is_read_to_its_limit(server, get):
    text = f"User-agent: *\nDisallow: /first\n{'#' * 30_000_000}".encode()
    server.answers[ROBOTS] = answer(body=gzip.compress(text, mtime=0), Content_Encoding="gzip")
    assert get("/first").reason_code == "robots_disallow"


def test_robots_made_to_cost_are_read_in_time(server, get, passing):
    agents = "".join(f"User-agent: a{number}\n" for number in range(15_000))
    rules = "".join(f"Disallow: /{number}*a*b$\n" for number in range(12_000))
    server.answers[ROBOTS] = robots(agents + rules)
    started = time.monotonic()
    assert get("/" + "a" * 5_000).content == PAGE
    passing.now += MAX_AGE_S + 1
    server.answers[ROBOTS] = robots("User-agent: *\nDisallow: /" + "*a" * 250_000 + "b")
    assert get("/" + "a" * 5_001).content == PAGE
    assert time.monotonic() - started < 10


def test_real_robots_are_read_without_fail(shared):
    for path in sorted(path for path in (shared / "hostile" / "robots").rglob("*") if path.is_file()):
        rules = Protego.parse(for_us(path.read_bytes()[:MAX_BYTES].decode("utf-8", "replace"), "sanctionwire"))
        assert rules.can_fetch("https://a.test/story", "sanctionwire") in (True, False), path


def test_robots_are_asked_once_a_run_and_again_after_a_day(server, get, passing):
    server.answers[ROBOTS] = robots("User-agent: *\nDisallow: /other")
    get("/a")
    get("/b")
    assert server.paths == [ROBOTS, "/a", "/b"]
    passing.now += MAX_AGE_S + 1
    get("/c")
    assert server.paths[3:] == [ROBOTS, "/c"]


def test_robots_of_own_hosts_are_not_asked(server):
    server.answers = {ROBOTS: robots(CLOSED), "/story": answer()}
    downloader = Downloader(Web(server.limits(own_hosts=frozenset({server.host}))))
    delivery = downloader.download(Item(server.url("/story")), lambda: NOW)
    assert (delivery.content, server.paths) == (PAGE, ["/story"])


def test_a_redirect_to_another_site_asks_that_site(server, passing):
    other = Server()
    other.answers = {ROBOTS: robots(CLOSED), "/there": answer()}
    server.answers["/story"] = answer(302, b"", Location=other.url("/there"))
    limits = server.limits(own_hosts=frozenset(), allowed_test_hosts=frozenset({"127.0.0.1"}))
    refusal = Downloader(Web(limits, sleep=passing.sleep)).download(Item(server.url("/story")), lambda: NOW)
    other.close()
    assert (refusal.reason_code, server.paths, other.paths) == ("robots_disallow", [ROBOTS, "/story"], [ROBOTS])


def test_a_redirect_to_a_closed_part_of_the_site_is_refused(server, get):
    server.answers[ROBOTS] = robots("User-agent: *\nDisallow: /inner")
    server.answers["/story"] = answer(302, b"", Location="/inner/story")
    assert get().reason_code == "robots_disallow"
    assert server.paths == [ROBOTS, "/story"]


def test_a_crawl_delay_keeps_pages_apart(server, get, passing):
    server.answers[ROBOTS] = robots("User-agent: *\nCrawl-delay: 10")
    get("/a")
    assert passing.slept == []
    get("/b")
    assert passing.slept == [10.0]


def test_a_crawl_delay_shorter_than_our_own_pace_changes_nothing(server, passing):
    server.answers = {ROBOTS: robots("User-agent: *\nCrawl-delay: 0.2"), "/a": answer(), "/b": answer()}
    limits = server.limits(own_hosts=frozenset(), host_interval_s=3.0)
    downloader = Downloader(Web(limits, clock=passing.clock, sleep=passing.sleep))
    for path in ("/a", "/b"):
        downloader.download(Item(server.url(path)), lambda: NOW)
    assert passing.slept == [3.0, 3.0]


def test_a_crawl_delay_of_hours_is_refused_and_not_slept(server, get, passing):
    server.answers[ROBOTS] = robots("User-agent: *\nCrawl-delay: 7200")
    assert get("/a").content == PAGE
    refusal = get("/b")
    assert (refusal.reason_code, passing.slept) == ("server_busy", [])
    assert "7,200 s" in refusal.reason
