"""Speak HTTP to checked addresses only: every host is resolved here, and the connection goes to what was checked."""

import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpcore
import httpx

from tasks.sources.addresses import Resolver, admit, resolve
from tasks.sources.framing import Tally
from tasks.sources.inflate import ACCEPTED_CODINGS
from tasks.sources.limits import Limits
from tasks.sources.resolving import resolve_within

Clock = Callable[[], float]
Connect = Callable[[str, int, float], httpcore.NetworkStream]

DEADLINE = "deadline"  # the request extension that carries the deadline, in seconds of the transport's clock


def connect_tcp(address: str, port: int, timeout_s: float) -> httpcore.NetworkStream:
    """Open a TCP connection to an IP address."""
    return httpcore.SyncBackend().connect_tcp(address, port, timeout=timeout_s)


class DeadlineStream(httpcore.NetworkStream):
    """A connection whose every wait ends at one deadline, so that a dripping server cannot hold it."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float, clock: Clock, tally: Tally) -> None:
        self._stream = stream
        self._tally = tally
        self._deadline = deadline
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Receive some bytes. Raise httpcore.ReadTimeout at the deadline."""
        received = self._stream.read(max_bytes, timeout=self._left(httpcore.ReadTimeout))
        self._tally.count(received)
        return received

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes. Raise httpcore.WriteTimeout at the deadline."""
        self._stream.write(buffer, timeout=self._left(httpcore.WriteTimeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Encrypt the connection; the host name, not the address, is what the certificate must prove."""
        encrypted = self._stream.start_tls(ssl_context, server_hostname, self._left(httpcore.ConnectTimeout))
        return DeadlineStream(encrypted, self._deadline, self._clock, self._tally)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - the signature is httpcore's
        """Return what the connection below knows."""
        return self._stream.get_extra_info(info)

    def _left(self, timeout_error: type[httpcore.TimeoutException]) -> float:
        left = self._deadline - self._clock()
        if left <= 0:
            raise timeout_error("the total time for this item is over")
        return left


class PinnedBackend(httpcore.NetworkBackend):
    """Opens connections to checked addresses. The URL keeps its host, so Host header and certificate stay right."""

    def __init__(self, limits: Limits, resolver: Resolver, connect: Connect, deadline: float, clock: Clock, tally: Tally) -> None:
        self._limits = limits
        self._resolver = resolver
        self._connect = connect
        self._deadline = deadline
        self._clock = clock
        self._tally = tally

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of the host that answers, after checking all of them."""
        failure: httpcore.ConnectError | httpcore.ConnectTimeout = httpcore.ConnectError(f"{host} has no address")
        for address in admit(host, port, self._limits.allowed_test_hosts, self._resolve):
            left = min(self._limits.connect_timeout_s, self._left())
            try:
                return DeadlineStream(self._connect(address, port, left), self._deadline, self._clock, self._tally)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def _resolve(self, host: str, port: int) -> Sequence[str]:
        return resolve_within(self._left(), self._resolver, host, port)

    def _left(self) -> float:
        left = self._deadline - self._clock()
        if left <= 0:
            raise httpcore.ConnectTimeout("the total time for this item is over")
        return left


class PinnedTransport(httpx.BaseTransport):
    """Sends each request over a connection of its own, to a checked address, within its deadline."""

    def __init__(self, limits: Limits, resolver: Resolver, connect: Connect, clock: Clock) -> None:
        self._limits = limits
        self._resolver = resolver
        self._connect = connect
        self._clock = clock
        self._ssl_context = httpx.create_ssl_context(trust_env=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request and return the response before its body is read."""
        deadline = request.extensions.get(DEADLINE, self._clock() + self._limits.fetch_timeout_s)
        tally = Tally()
        backend = PinnedBackend(self._limits, self._resolver, self._connect, deadline, self._clock, tally)
        pool = httpcore.ConnectionPool(self._ssl_context, max_connections=1, network_backend=backend)
        try:
            with _httpx_errors():
                response = pool.handle_request(_core_request(request))
        except BaseException:
            pool.close()
            raise
        said = {key: response.extensions[key] for key in ("reason_phrase", "http_version")}
        stream = PooledStream(response, pool, tally)
        return httpx.Response(response.status, headers=response.headers, stream=stream, extensions=said)


class PooledStream(httpx.SyncByteStream):
    """The body of a response; closing it closes its connection."""

    def __init__(self, response: httpcore.Response, pool: httpcore.ConnectionPool, tally: Tally) -> None:
        self._response = response
        self._pool = pool
        self._tally = tally

    def __iter__(self) -> Iterator[bytes]:
        with _httpx_errors():
            yield from self._response.iter_stream()
        names = {name.lower(): value for name, value in self._response.headers}
        declared = names.get(b"content-length")
        if declared and b"transfer-encoding" not in names and self._tally.beyond(int(declared)):
            raise httpx.ProtocolError(f"it goes on after the {int(declared):,} bytes of its Content-Length")

    def close(self) -> None:
        """Give the connection up."""
        self._response.close()
        self._pool.close()


def open_client(
    limits: Limits, resolver: Resolver = resolve, connect: Connect = connect_tcp, clock: Clock = time.monotonic
) -> httpx.Client:
    """Return a client that contacts public addresses only, takes no proxy from the environment and follows nothing."""
    headers = {"User-Agent": limits.user_agent, "Accept-Encoding": ACCEPTED_CODINGS}
    transport = PinnedTransport(limits, resolver, connect, clock)
    return httpx.Client(
        transport=transport, headers=headers, trust_env=False, follow_redirects=False, timeout=limits.fetch_timeout_s
    )


def _core_request(request: httpx.Request) -> httpcore.Request:
    url = httpcore.URL(
        scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
    )
    return httpcore.Request(request.method, url, headers=request.headers.raw, content=request.read())


@contextmanager
def _httpx_errors() -> Iterator[None]:
    """Raise httpcore's network errors as httpx's."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise httpx.TimeoutException(str(error) or type(error).__name__) from error
    except httpcore.ProtocolError as error:
        raise httpx.ProtocolError(str(error) or type(error).__name__) from error
    except httpcore.NetworkError as error:
        raise httpx.NetworkError(str(error) or type(error).__name__) from error
