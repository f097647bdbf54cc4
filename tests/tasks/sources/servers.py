"""A real HTTP server on loopback, whose answers the tests write, and a time that passes by sleeping alone."""

import itertools
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tasks.sources.limits import Limits

Answer = Callable[[BaseHTTPRequestHandler], None]

PAGE = b"<html><body><p>The council banned oil sales on Monday.</p></body></html>"
ROBOTS = "/robots.txt"


class Server:
    """Answers by path; what is not listed gets 404. `seen` are the requests, with their headers."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.seen: list[tuple[str, dict[str, str]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                answer = outer.answers.get(self.path)
                if answer is None:
                    self.send_error(404)
                else:
                    answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.host = f"127.0.0.1:{self._http.server_port}"
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.seen]

    def limits(self, **changes) -> Limits:
        """Limits of a client that may contact this server, without delay and without asking its robots.txt."""
        hosts = frozenset({self.host})
        return Limits(**{"allowed_test_hosts": hosts, "own_hosts": hosts, "host_interval_s": 0.0, **changes})

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()


class Time:
    """A clock that moves by sleeping alone. `slept` are the sleeps, in seconds."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def answer(status: int = 200, body: bytes = PAGE, **headers: str) -> Answer:
    """An answer with a body; `Content_Type` stands for the header Content-Type."""

    def send(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return send


def raw(*pieces: bytes) -> Answer:
    """An answer of exactly these bytes."""
    return lambda request: request.wfile.write(b"".join(pieces))


def in_turn(*answers: Answer) -> Answer:
    """One answer after the other, the last one for good."""
    coming = itertools.chain(answers, itertools.repeat(answers[-1]))

    def send(request: BaseHTTPRequestHandler) -> None:
        next(coming)(request)

    return send


def robots(text: str) -> Answer:
    """A robots.txt."""
    return answer(body=text.encode(), Content_Type="text/plain")
