"""A Prefect server for the length of this process, where the user names none.

It is started before anything else is imported: it needs seconds, and the imports of the flow fit into them. Prefect's
own temporary server starts later, and imports the whole server into this process for it.
"""

import atexit
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import httpx

from flows.settings import prefect_api_url
from warehouse.errors import SanctionwireError, UsageError

START_TIMEOUT_S = 180  # a first start makes Prefect's database, which takes 20 s on a quiet machine
STOP_TIMEOUT_S = 10
POLL_S = 0.1
ANSWER_S = 30.0  # that a server of the user may take to say how it is
PARENT_DEATH_SIGNAL = 1  # prctl option PR_SET_PDEATHSIG of Linux


class ServerFailed(SanctionwireError):
    """The Prefect server did not start."""


@cache
def start_server() -> "Server":
    """Start a server on a free loopback port, once in this process, with which it is stopped.

    Returns at once; `Server.wait` tells when it answers.
    """
    server = Server(_free_port())
    atexit.register(server.stop)
    return server


def start_lasting_server(port: int, log: Path) -> "Server":
    """Start a server with scheduler and pages on a loopback port, whose runs are kept in Prefect's home. The caller stops it.

    Raises UsageError if something else listens there.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise UsageError(
                f"port {port} cannot be had ({error.strerror}): name another with --port, or set PREFECT_API_URL if a Prefect "
                "server listens there"
            ) from error
    return Server(port, log)


@contextmanager
def serving_server(home: Path, port: int) -> Iterator[Callable[[], None]]:
    """Name in PREFECT_API_URL a server for the length of the block, unless the environment does; give what waits for it.

    Raises UsageError if the port is taken. What waits raises ServerFailed.
    """
    named = prefect_api_url()
    if named:
        yield partial(_check_answers, named)
        return
    server = start_lasting_server(port, home / "prefect" / "server.log")
    try:
        prefect_api_url(server.api_url)
        yield server.wait
    finally:
        server.stop()


def _check_answers(api: str) -> None:
    try:
        httpx.get(f"{api.rstrip('/')}/health", timeout=ANSWER_S).raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise ServerFailed(f"{api}, which PREFECT_API_URL names, does not answer ({error}): start that Prefect server") from error


class Server:
    """A Prefect server in a process of its own; with a log, one with scheduler and pages."""

    def __init__(self, port: int, log: Path | None = None) -> None:
        self.port = port
        self.log = log
        command = ["-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
        bare = [] if log else ["--no-services", "--no-ui"]
        # The pages call port 4200 unless they are told another.
        environment = {**os.environ, "PREFECT_UI_API_URL": self.api_url, "PREFECT_API_URL": self.api_url}
        with open(log or os.devnull, "ab") as written:  # noqa: PTH123 - os.devnull is no path
            self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and arguments
                [sys.executable, *command, *bare],
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=written,
                env=environment if log else None,
                start_new_session=log is not None,  # Ctrl-C is for us; the server must answer until the runs have ended
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - no threads run yet
            )

    @property
    def api_url(self) -> str:
        """What PREFECT_API_URL must be."""
        return f"http://127.0.0.1:{self.port}/api"

    def wait(self) -> None:
        """Wait until the server answers. Raises ServerFailed if it ends before, or does not answer in START_TIMEOUT_S."""
        deadline = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            if self._answers():
                return
            time.sleep(POLL_S)
        why = f"{self.log} says why" if self.log else "run `prefect server start` to see why"
        raise ServerFailed(f"the Prefect server did not start: {why}, or name a running one in PREFECT_API_URL")

    def stop(self) -> None:
        """Stop the server, at the latest after STOP_TIMEOUT_S."""
        self.process.terminate()
        try:
            self.process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=START_TIMEOUT_S)
        try:
            connection.request("GET", "/api/health")
            return connection.getresponse().status == 200  # noqa: PLR2004 - HTTP OK
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _die_with_parent() -> None:
    """Ask Linux to end the server when this process is killed, so that no orphan stays behind."""
    ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM)
