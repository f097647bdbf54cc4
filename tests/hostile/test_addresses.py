"""Private addresses in every spelling: nobody is contacted. Connect and the resolver are spies; no packet is sent."""
# ruff: noqa: E501 - tables of strings, which say more side by side

import socket
import threading
from datetime import UTC, datetime
from ipaddress import IPv4Address, ip_address

import httpcore
import pytest

from tasks.sources.delivery import Item, Refusal
from tasks.sources.download import Downloader
from tasks.sources.errors import TransientFetchError
from tasks.sources.http import open_client
from tasks.sources.limits import Limits
from tasks.sources.web import Web

pytestmark = pytest.mark.hostile

NOW = datetime(2026, 11, 24, tzinfo=UTC)
PUBLIC = "93.184.216.34"
PRIVATE = ("127.0.0.1", "10.1.2.3", "172.16.5.4", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "198.18.0.1", "224.0.0.1", "255.255.255.255", "192.0.0.192", "192.88.99.1")  # noqa: S104 # fmt: skip
LIMITS = Limits(max_tries=1, host_interval_s=0, own_hosts=frozenset({"own.test"}))


def spellings(address):
    """Yield the ways to write an IPv4 address as the host of a URL."""
    number = int(IPv4Address(address))
    a, b, c, d = address.split(".")
    octets = [int(part) for part in (a, b, c, d)]
    yield address
    yield f"{address}."
    yield str(number)
    yield hex(number)
    yield f"0{number:o}"
    yield ".".join(hex(octet) for octet in octets)
    yield ".".join(f"0{octet:o}" for octet in octets)
    yield ".".join(f"{octet:08o}" for octet in octets)
    yield f"{a}.{(octets[1] << 16) + (octets[2] << 8) + octets[3]}"
    yield f"{a}.{b}.{(octets[2] << 8) + octets[3]}"
    yield f"0x{octets[0]:x}.{b}.0{octets[2]:o}.{d}"
    yield "".join(chr(0xFF10 + int(sign)) if sign.isdigit() else "\u3002" for sign in address)  # full-width digits and stops
    yield "".join(chr(0x2460 + int(sign) - 1) if sign in "123456789" else sign for sign in address)  # digits in circles
    yield "".join(f"%{ord(sign):02x}" for sign in address)
    high, low = number >> 16, number & 0xFFFF
    yield f"[::ffff:{address}]"
    yield f"[::ffff:{high:x}:{low:x}]"
    yield f"[0:0:0:0:0:FFFF:{high:X}:{low:X}]"
    yield f"[::{address}]"
    yield f"[2002:{high:x}:{low:x}::1]"
    yield f"[64:ff9b::{address}]"
    yield f"[64:ff9b:1::{high:x}:{low:x}]"
    yield f"[2001:0:4136:e378:8000:63bf:{high ^ 0xFFFF:x}:{low ^ 0xFFFF:x}]"  # Teredo
    yield f"{address}.nip.test"
    yield f"user@{address}"
    yield f"{PUBLIC}@{address}"
    yield f"{address}:80"
    yield f"{address}\\@{PUBLIC}"
    yield f"{address}#@{PUBLIC}"
    yield f"{address}?.{PUBLIC}"


IPV6 = ("[::]", "[::1]", "[0000::0001]", "[fe80::1%25eth0]", "[fe80::1]", "[fc00::1]", "[fd12::1]", "[fec0::1]", "[ff02::1]", "[::ffff:0:127.0.0.1]", "[100::1]", "[2001:db8::1]", "[5f00::1]")  # fmt: skip
NAMES = (
    "localhost",
    "LOCALHOST",
    "localhost.",
    "metadata.google.internal",
    "inner.test",
    "\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3",
)


class Spied:
    """A client that can resolve digits, and names by `answers` (a list: one answer after the other), and connects to nobody."""

    def __init__(self, answers=None):
        self.connected = []
        self.asked = []
        self._answers = answers or {}
        self.client = open_client(LIMITS, resolver=self._resolve, connect=self._connect)

    def _resolve(self, host, port):
        self.asked.append(host)
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        except (socket.gaierror, UnicodeError):
            answers = self._answers.get(host, [["10.0.0.1"]])
            return answers.pop(0) if len(answers) > 1 else answers[0]
        return [entry[4][0] for entry in found]

    def _connect(self, address, port, timeout_s):
        self.connected.append(address)
        raise httpcore.ConnectError("nobody is contacted")

    def fetch(self, uri):
        try:
            return Downloader(Web(LIMITS, client=self.client)).download(Item(uri), lambda: NOW)
        except TransientFetchError as error:
            return error.refusal


@pytest.fixture(autouse=True)
def _nobody_is_contacted(monkeypatch):
    def refuse(*_):
        pytest.fail("a socket was connected")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_contacted_in_no_spelling(address):
    spied = Spied()
    for place, host in enumerate(spellings(address)):
        ended = spied.fetch(f"{('http', 'https', 'HTTP')[place % 3]}://{host}/latest/meta-data/")
        assert isinstance(ended, Refusal), host
        assert set(spied.connected) <= {PUBLIC}, host


@pytest.mark.parametrize("host", [*IPV6, *NAMES])
def test_no_private_host_is_contacted(host):
    spied = Spied()
    assert isinstance(spied.fetch(f"http://{host}/"), Refusal)
    assert spied.connected == []


def test_a_name_that_is_public_when_checked_and_private_afterwards_is_contacted_where_it_was_checked():
    spied = Spied({"rebinds.test": [[PUBLIC], ["169.254.169.254"]]})
    assert isinstance(spied.fetch("http://rebinds.test/a"), Refusal)
    assert set(spied.connected) <= {PUBLIC}


def test_a_name_with_one_private_address_among_public_ones_is_not_contacted():
    spied = Spied({"mixed.test": [[PUBLIC, "192.168.0.1"]]})
    assert spied.fetch("http://mixed.test/a").reason_code == "refused_address"
    assert spied.connected == []


def test_a_resolver_that_hangs_holds_nobody():
    waiting = threading.Event()
    client = open_client(Limits(fetch_timeout_s=0.2, max_tries=1), resolver=lambda *_: waiting.wait(30), connect=lambda *_: None)
    try:
        with pytest.raises(TransientFetchError):
            Downloader(Web(Limits(fetch_timeout_s=0.2, max_tries=1), client=client)).download(Item("http://a.test/"), lambda: NOW)
    finally:
        waiting.set()


@pytest.mark.parametrize(
    "scheme", ["file", "ftp", "gopher", "dict", "ldap", "jar", "data", "netdoc", "php", "ws", "blob", "javascript"]
)
def test_no_other_scheme_is_fetched(scheme):
    spied = Spied()
    assert isinstance(spied.fetch(f"{scheme}://127.0.0.1/etc/passwd"), Refusal)
    assert (spied.connected, spied.asked) == ([], [])


def test_every_spelling_means_the_address_it_is_made_of():
    assert ip_address(next(iter(spellings("10.1.2.3")))) == ip_address("10.1.2.3")
    assert len(list(spellings("10.1.2.3"))) > 25
