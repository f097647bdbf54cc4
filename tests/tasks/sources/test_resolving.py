import socket
import threading
import time

import httpcore
import pytest

from tasks.sources.delivery import Item
from tasks.sources.download import Downloader
from tasks.sources.errors import TransientFetchError
from tasks.sources.http import open_client
from tasks.sources.limits import Limits
from tasks.sources.resolving import resolve_within
from tasks.sources.web import Web


def test_what_the_resolver_says_is_returned():
    assert resolve_within(5, lambda host, port: [f"{host}:{port}"], "a.test", 80) == ["a.test:80"]


def test_what_the_resolver_raises_is_raised():
    def unknown(host, port):
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    with pytest.raises(socket.gaierror):
        resolve_within(5, unknown, "a.test", 80)


def test_a_resolver_that_hangs_is_left_behind():
    released = threading.Event()
    with pytest.raises(httpcore.ConnectTimeout, match=r"where a\.test is"):
        resolve_within(0.05, lambda host, port: released.wait(30), "a.test", 80)
    released.set()


def test_a_name_service_that_hangs_counts_towards_the_total_time_of_an_item():
    released = threading.Event()
    limits = Limits(fetch_timeout_s=0.2, own_hosts=frozenset({"slow.test"}))
    client = open_client(limits, resolver=lambda host, port: released.wait(30), connect=lambda *_: pytest.fail("connected"))
    started = time.monotonic()
    with pytest.raises(TransientFetchError) as caught:
        Downloader(Web(limits, client=client)).download(Item("http://slow.test/a"), lambda: None)
    assert caught.value.refusal.reason_code == "timeout"
    assert time.monotonic() - started < 2
    released.set()
