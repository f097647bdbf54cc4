import contextlib
import gzip
import time
import zlib
from dataclasses import replace
from datetime import UTC, datetime

import httpcore
import pytest

from tasks.sources.delivery import Delivery, Item, Refusal
from tasks.sources.download import Downloader
from tasks.sources.errors import TransientFetchError
from tasks.sources.http import open_client
from tasks.sources.limits import Limits
from tasks.sources.web import Web
from tests.tasks.sources.servers import PAGE, answer

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
PUBLIC = Limits(own_hosts=frozenset({"mixed.test", "public.test", "127.0.0.1"}))  # nobody but a spy is asked


def ask(uri, limits, client=None):
    return Downloader(Web(limits, client=client)).download(Item(uri), lambda: NOW)


def get(server, path="/story", **changes):
    return ask(server.url(path), server.limits(**changes))


def refusing_client(addresses, limits=None):
    """Return a client whose resolver answers `addresses`, and the list of addresses it connected to."""
    connected = []

    def connect(address, port, timeout_s):
        connected.append(address)
        raise httpcore.ConnectError("spy")

    return open_client(limits or PUBLIC, resolver=lambda host, port: addresses, connect=connect), connected


def test_a_page_is_delivered_with_its_declared_type_and_charset(server):
    server.answers["/story"] = answer(Content_Type="text/html; charset=ISO-8859-1")
    assert get(server) == Delivery(server.url("/story"), PAGE, "text/html", "ISO-8859-1", NOW)


def test_the_request_names_its_host_and_user_agent_and_asks_for_codings_it_can_expand(server):
    server.answers["/story"] = answer()
    get(server, user_agent="desk/1")
    (_, headers) = server.seen[0]
    assert (headers["host"], headers["user-agent"]) == (server.host, "desk/1")
    assert headers["accept-encoding"] == "gzip, deflate"


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("x-gzip", gzip.compress(PAGE[:20], mtime=0) + gzip.compress(PAGE[20:], mtime=0)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("identity", PAGE),
    ],
    ids=["gzip", "two members", "zlib", "raw deflate", "identity"],
)
def test_a_compressed_body_is_expanded(server, coding, body):
    server.answers["/story"] = answer(body=body, Content_Encoding=coding)
    assert get(server).content == PAGE


@pytest.mark.parametrize(
    ("status", "reason_code"), [(404, "not_found"), (410, "not_found"), (403, "access_denied"), (204, "http_status")]
)
def test_a_permanent_status_is_refused(server, status, reason_code):
    server.answers["/story"] = answer(status, b"")
    refusal = get(server)
    assert (refusal.stage, refusal.reason_code) == ("fetch", reason_code)
    assert str(status) in refusal.reason


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_may_be_tried_again(server, status):
    server.answers["/story"] = answer(status, b"", Retry_After="7")
    with pytest.raises(TransientFetchError) as caught:
        get(server)
    assert (caught.value.refusal.reason_code, caught.value.retry_after_s) == ("server_busy", 7.0)


def test_redirects_are_followed_and_the_story_keeps_the_address_it_was_asked_by(server):
    server.answers["/story"] = answer(301, b"", Location="/b?x=1#part")
    server.answers["/b?x=1"] = answer(302, b"", Location=server.url("/c"))
    server.answers["/c"] = answer()
    delivery = get(server)
    assert (delivery.uri, delivery.content) == (server.url("/story"), PAGE)
    assert [path for path, _ in server.seen] == ["/story", "/b?x=1", "/c"]


def test_a_redirect_loop_is_refused(server):
    server.answers["/story"] = answer(301, b"", Location="/b")
    server.answers["/b"] = answer(301, b"", Location="/story")
    assert get(server).reason_code == "redirect_loop"


def test_too_many_redirects_are_refused(server):
    for step in range(9):
        server.answers[f"/{step}"] = answer(302, b"", Location=f"/{step + 1}")
    assert get(server, "/0", max_redirects=3).reason_code == "too_many_redirects"
    assert len(server.seen) == 4


@pytest.mark.parametrize("target", ["ftp://example.org/a", "file:///etc/passwd", "gopher://x", "//u:p@h/", "http://h:0/"])
def test_a_redirect_to_anything_but_a_clean_http_address_is_refused(server, target):
    server.answers["/story"] = answer(302, b"", Location=target)
    assert get(server).reason_code == "bad_url"


def test_a_redirect_to_a_private_address_is_refused_before_any_connection(server):
    server.answers["/story"] = answer(302, b"", Location="http://inner.test/secret")
    connected = []
    real = server.host.rpartition(":")[0]

    def connect(address, port, timeout_s):
        connected.append(address)
        return httpcore.SyncBackend().connect_tcp(address, port, timeout=timeout_s)

    resolver = {real: [real], "inner.test": ["169.254.169.254"]}
    limits = server.limits()
    client = open_client(limits, resolver=lambda host, port: resolver[host], connect=connect)
    refusal = ask(server.url("/story"), limits, client)
    assert (refusal.reason_code, connected) == ("refused_address", [real])


@pytest.mark.parametrize("spelling", ["127.0.0.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_loopback_is_refused_however_it_is_spelled(spelling):
    connected = []
    client = open_client(PUBLIC, connect=lambda *target: connected.append(target))
    refusal = ask(f"http://{spelling}:1/", PUBLIC, client)
    assert (refusal.reason_code, connected) == ("refused_address", [])


def test_an_address_with_octal_numbers_is_no_url():
    assert ask("http://0177.0.0.1:1/", PUBLIC).reason_code == "bad_url"


def test_one_private_address_among_public_ones_refuses_the_host():
    client, connected = refusing_client(["93.184.216.34", "10.0.0.1"])
    refusal = ask("http://mixed.test/", PUBLIC, client)
    assert (refusal.reason_code, connected) == ("refused_address", [])


def test_the_connection_goes_to_the_checked_address_and_the_next_one_is_tried():
    client, connected = refusing_client(["93.184.216.34", "93.184.216.35"])
    with pytest.raises(TransientFetchError) as caught:
        ask("https://public.test/", PUBLIC, client)
    assert connected == ["93.184.216.34", "93.184.216.35"]
    assert caught.value.refusal.reason_code == "connection_failed"


def test_the_certificate_must_prove_the_host_name_not_the_address():
    names = []

    class Stream(httpcore.NetworkStream):
        def start_tls(self, ssl_context, server_hostname=None, timeout=None):
            names.append(server_hostname)
            raise httpcore.ConnectError("spy")

        def close(self):
            pass

    client = open_client(PUBLIC, resolver=lambda *_: ["93.184.216.34"], connect=lambda *_: Stream())
    with pytest.raises(TransientFetchError):
        ask("https://public.test/", PUBLIC, client)
    assert names == ["public.test"]


def test_an_unknown_host_is_refused():
    client = open_client(PUBLIC, connect=lambda *_: pytest.fail("connected"))
    refusal = ask("http://" + "a" * 70 + ".test/", PUBLIC, client)
    assert refusal.reason_code == "unknown_host"


def test_a_page_over_the_limit_is_refused_with_the_name_of_the_setting(server):
    server.answers["/story"] = answer(body=b"x" * 5000)
    refusal = get(server, max_item_bytes=4000)
    assert refusal.reason_code == "too_large"
    assert "4,000" in refusal.reason
    assert "SANCTIONWIRE_MAX_ITEM_BYTES" in refusal.reason


def test_a_table_may_be_larger_than_a_page(server):
    server.answers["/story"] = answer(body=b"x" * 5000, Content_Type="text/csv")
    assert len(get(server, max_item_bytes=4000, max_table_bytes=6000).content) == 5000
    assert get(server, max_item_bytes=4000, max_table_bytes=4500).reason_code == "too_large"


def test_a_gzip_bomb_is_refused_at_the_limit(server):
    server.answers["/story"] = answer(body=gzip.compress(bytes(30_000_000), mtime=0), Content_Encoding="gzip")
    assert get(server).reason_code == "too_large"


@pytest.mark.parametrize(("coding", "body"), [("br", b"x"), ("gzip", b"not gzip"), ("gzip, gzip", b"x")])
def test_a_coding_that_cannot_be_expanded_is_refused(server, coding, body):
    server.answers["/story"] = answer(body=body, Content_Encoding=coding)
    assert get(server).reason_code in {"unsupported_coding", "damaged_coding"}


def truncated_chunks(request):
    request.protocol_version = "HTTP/1.1"
    request.send_response(200)
    request.send_header("Transfer-Encoding", "chunked")
    request.end_headers()
    request.wfile.write(b"40\r\nonly this")


@pytest.mark.parametrize(
    "send",
    [
        answer(Content_Length="9999"),
        answer(body=gzip.compress(PAGE, mtime=0)[:-12], Content_Encoding="gzip"),
        truncated_chunks,
    ],
    ids=["content-length", "gzip", "chunks"],
)
def test_a_body_that_stops_short_may_be_tried_again(server, send):
    server.answers["/story"] = send
    with pytest.raises(TransientFetchError) as caught:
        get(server)
    assert caught.value.refusal.reason_code == "truncated"


def drip(request, head=b""):
    with contextlib.suppress(ConnectionError):  # the client hangs up, as it should
        request.wfile.write(head)
        for _ in range(100):
            request.wfile.write(b"x")
            request.wfile.flush()
            time.sleep(0.05)


@pytest.mark.parametrize(
    "head",
    [b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"],
    ids=["headers", "body"],
)
def test_a_dripping_answer_ends_at_the_deadline(server, head):
    server.answers["/story"] = lambda request: drip(request, head)
    started = time.monotonic()
    with pytest.raises(TransientFetchError) as caught:
        get(server, fetch_timeout_s=0.4)
    assert caught.value.refusal.reason_code == "timeout"
    assert time.monotonic() - started < 2


def test_a_closed_port_may_be_tried_again():
    limits = replace(PUBLIC, allowed_test_hosts=frozenset({"127.0.0.1"}))
    with pytest.raises(TransientFetchError) as caught:
        ask("http://127.0.0.1:1/", limits)
    assert isinstance(caught.value.refusal, Refusal)
    assert caught.value.refusal.reason_code == "connection_failed"
