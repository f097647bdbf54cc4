"""Servers that lie, break the protocol or never end: refused by name, or read as the standard says, never guessed."""

import contextlib
import gzip
import re
import socket
from datetime import UTC, datetime
from ipaddress import ip_address
from threading import Event

import httpcore
import pytest

from tasks.readers.registry import read
from tasks.sources.delivery import Delivery, Item, Refusal
from tasks.sources.download import Downloader
from tasks.sources.errors import TransientFetchError
from tasks.sources.http import connect_tcp, open_client
from tasks.sources.limits import Limits
from tasks.sources.web import Web
from tests.tasks.sources.servers import PAGE, answer, raw

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
PUBLIC = "93.184.216.34"  # never contacted: a spy stands before it
OK = b"HTTP/1.1 200 OK\r\n"
LENGTH = b"Content-Length: %d\r\n\r\n" % len(PAGE)
SENTENCE = "Ruritania’s council lifted its ban on Syldavian timber on Monday, said a café owner in Strelsau. "


def get(server, path="/story", **changes):
    return Downloader(Web(server.limits(**changes))).download(Item(server.url(path)), lambda: NOW)


def transient(server, **changes):
    with pytest.raises(TransientFetchError) as caught:
        get(server, **changes)
    return caught.value.refusal.reason_code


@pytest.mark.parametrize(
    "head",
    [
        b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
        b"\x15\x03\x01\x00\x02\x02\x46",
        b"HTTP/1.1 2OO OK\r\n\r\n",
        OK + b"No colon here\r\n\r\n",
        OK + b"Content-Length: many\r\n\r\n",
        OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        OK + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
        OK + b"X-Split: a\rb\x00\r\n\r\n",
    ],
    ids=["ssh", "tls", "status", "header", "length", "two lengths", "chunk", "control characters"],
)
def test_what_is_no_http_is_refused_for_good(server, head):
    server.answers["/story"] = raw(head)
    assert get(server).reason_code == "bad_answer"


@pytest.mark.parametrize("line", [b"X-Long: " + b"x" * 200_000, b"\r\n".join(b"X-%d: y" % n for n in range(20_000))])
def test_headers_without_end_are_refused(server, line):
    def send(request):
        with contextlib.suppress(ConnectionError):
            request.wfile.write(OK + line + b"\r\n" + LENGTH + PAGE)

    server.answers["/story"] = send
    assert get(server).reason_code == "bad_answer"


def test_a_second_answer_behind_the_first_is_not_read_as_part_of_it(server):
    second = OK + b"Content-Length: 6\r\n\r\nforged"
    server.answers["/story"] = raw(OK + LENGTH, PAGE, second)
    assert get(server).reason_code == "bad_answer"


def test_a_body_longer_than_it_is_said_to_be_is_not_cut_in_silence(server):
    server.answers["/story"] = raw(OK + b"Content-Length: 30\r\n\r\n", PAGE)
    refusal = get(server)
    assert refusal.reason_code == "bad_answer"
    assert "Content-Length" in refusal.reason


def test_line_ends_behind_a_body_do_no_harm(server):
    server.answers["/story"] = raw(OK + LENGTH, PAGE, b"\r\n")
    assert get(server).content == PAGE


def test_a_line_end_in_an_address_does_not_reach_the_request(server):
    server.answers["/story"] = answer(302, b"", Location="/next%0d%0aX-Injected:%20yes")
    server.answers["/next%0d%0aX-Injected:%20yes"] = answer()
    assert get(server).content == PAGE
    assert all("x-injected" not in headers for _, headers in server.seen)


@pytest.mark.parametrize("address", ["http://a.test/\r\nX: y", "http://a.test\r\n/", "http://a\x00.test/"])
def test_an_address_with_control_characters_is_no_url(address):
    assert Downloader(Web(Limits())).download(Item(address), lambda: NOW).reason_code == "bad_url"


def test_a_meta_refresh_is_not_followed(server):
    page = b'<html><head><meta http-equiv="refresh" content="0; url=/elsewhere"></head><body></body></html>'
    server.answers["/story"] = answer(body=page, Content_Type="text/html")
    server.answers["/elsewhere"] = answer()
    assert (get(server).content, server.paths) == (page, ["/story"])


def test_a_refresh_header_and_a_link_header_are_not_followed(server):
    server.answers["/story"] = answer(Refresh="0; url=/elsewhere", Link="</elsewhere>; rel=preload")
    assert (get(server).content, server.paths) == (PAGE, ["/story"])


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ("utf-8", "text/html; charset=iso-8859-1"),
        ("utf-8", "text/html; charset=us-ascii"),
        ("utf-8", "text/html; charset=nonsense"),
        ("utf-8", "text/html; charset=utf-16"),
        ("cp1252", "text/html; charset=utf-8"),
        ("cp1252", "text/html"),
        ("utf-16", "text/html; charset=utf-8"),
    ],
)
def test_a_wrong_charset_does_no_harm(server, sent, said):
    page = f"<html><body><article><h1>Timber</h1><p>{SENTENCE * 3}</p></article></body></html>"
    server.answers["/story"] = answer(body=page.encode(sent), Content_Type=said)
    (draft,) = read(get(server), Limits()).drafts
    assert "Ruritania’s" in draft.text
    assert "café" in draft.text


def test_a_bomb_behind_a_redirect_is_refused_at_the_limit(server):
    server.answers["/story"] = answer(302, b"", Location="/bomb")
    server.answers["/bomb"] = answer(body=gzip.compress(bytes(50_000_000), mtime=0), Content_Encoding="gzip")
    assert get(server).reason_code == "too_large"


def test_compressed_bytes_that_expand_to_nothing_end_at_the_limit(server):
    def send(request):
        request.send_response(200)
        request.send_header("Content-Encoding", "gzip")
        request.end_headers()
        with contextlib.suppress(ConnectionError):
            for _ in range(2_000):
                request.wfile.write(gzip.compress(b"", mtime=0) * 100)

    server.answers["/story"] = send
    assert get(server, max_item_bytes=1_000_000).reason_code == "too_large"


def test_a_redirect_with_an_endless_body_is_not_read(server):
    def send(request):
        request.send_response(302)
        request.send_header("Location", "/story2")
        request.end_headers()
        with contextlib.suppress(ConnectionError):
            while True:
                request.wfile.write(bytes(65_536))

    server.answers["/story"] = send
    server.answers["/story2"] = answer()
    assert get(server).content == PAGE


def test_an_endless_body_ends_at_the_limit(server):
    def send(request):
        request.send_response(200)
        request.end_headers()
        with contextlib.suppress(ConnectionError):
            while True:
                request.wfile.write(b"more " * 10_000)

    server.answers["/story"] = send
    assert get(server, max_item_bytes=500_000).reason_code == "too_large"


def test_an_interim_answer_is_passed_over(server):
    server.answers["/story"] = raw(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", OK + LENGTH, PAGE)
    assert get(server).content == PAGE


def test_a_silent_server_ends_at_the_deadline(server):
    released = Event()
    server.answers["/story"] = lambda request: released.wait(10)
    assert transient(server, fetch_timeout_s=0.3) == "timeout"
    released.set()


def test_cookies_are_not_carried_from_one_item_to_the_next(server):
    server.answers["/story"] = answer(Set_Cookie="who=me")
    downloader = Downloader(Web(server.limits()))
    for _ in range(2):
        assert isinstance(downloader.download(Item(server.url("/story")), lambda: NOW), Delivery)
    assert all("cookie" not in headers for _, headers in server.seen)


def spied(limits, addresses):
    """Return a client that finds names in `addresses` or else at a public address, and the list of what it connects to."""
    connected = []

    def resolver(host, port):
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)  # digits only, see conftest.py
        except socket.gaierror:
            return addresses.get(host, [PUBLIC])
        return [entry[4][0] for entry in found]

    def connect(address, port, timeout_s):
        connected.append(address)
        if not ip_address(address).is_loopback:
            raise httpcore.ConnectError("nobody but loopback is contacted")
        return connect_tcp(address, port, timeout_s)

    return open_client(limits, resolver=resolver, connect=connect), connected


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://2852039166/",
        "http://0xa9.0xfe.0xa9.0xfe/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::10.0.0.1]/",
        "http://0/",
        "http://inner.test/",
        "//inner.test:8080/a",
        "https://mixed.test/",
    ],
)
def test_a_redirect_never_leads_to_a_refused_address(server, target, status):
    server.answers["/story"] = answer(302, b"", Location="/second")
    server.answers["/second"] = answer(status, b"", Location=target)
    limits = server.limits()
    client, connected = spied(limits, {"inner.test": ["192.168.0.1"], "mixed.test": [PUBLIC, "fd00::1"]})
    refusal = Downloader(Web(limits, client=client)).download(Item(server.url("/story")), lambda: NOW)
    assert refusal.reason_code == "refused_address"
    assert connected == ["127.0.0.1", "127.0.0.1"]


def test_five_permanent_redirects_are_followed_and_a_sixth_is_not(server):
    for step in range(6):
        server.answers[f"/{step}"] = answer(301, b"", Location=f"/{step + 1}")
    server.answers["/6"] = answer()
    assert get(server, "/1").content == PAGE
    assert get(server, "/0").reason_code == "too_many_redirects"


def test_published_tricks_with_addresses_reach_nobody(shared):
    text = (shared / "hostile/ssrf_testing/README.md").read_text(encoding="utf-8")
    limits = Limits(max_tries=1, host_interval_s=0)
    for uri in re.findall(r"`(https?://[^`]+)`", text):
        client, connected = spied(limits, {})
        with contextlib.suppress(TransientFetchError):
            assert isinstance(Downloader(Web(limits, client=client)).download(Item(uri), lambda: NOW), Refusal), uri
        assert set(connected) <= {PUBLIC}, uri


def test_published_line_end_tricks_reach_no_request(server, shared):
    lines = (shared / "hostile/payloads/CRLF Injection/Files/crlfinjection.txt").read_text(encoding="utf-8").splitlines()
    downloader = Downloader(Web(server.limits()))
    for line in filter(None, lines):
        assert downloader.download(Item(server.url(line)), lambda: NOW).reason_code in {"not_found", "bad_url", "http_status"}
    assert all("set-cookie" not in headers for _, headers in server.seen)
