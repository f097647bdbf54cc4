"""A real HTTP server on loopback for the tests of fetching."""

import socket
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any

import pytest

from tests.tasks.sources.servers import Server, Time


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
def server(running: Server) -> Server:
    running.answers.clear()
    running.seen.clear()
    return running


@pytest.fixture
def passing() -> Time:
    """A time that passes by sleeping alone."""
    return Time()


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test that would send a packet to anything but loopback; no name but an address in digits is resolved."""
    connect, getaddrinfo = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(sock: socket.socket, address: tuple[str, int]) -> None:
        assert ip_address(address[0]).is_loopback, f"a connection to {address} was tried"
        connect(sock, address)

    def numeric_getaddrinfo(host: str, port: int, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0) -> Any:
        return getaddrinfo(host, port, family, type, proto, flags | socket.AI_NUMERICHOST)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket, "getaddrinfo", numeric_getaddrinfo)
