"""A Prefect server for the length of this process, where the user names none.

It is started before anything else is imported: it needs seconds, and the imports of the flow fit into them. Prefect's
own temporary server starts later, and imports the whole server into this process for it.
"""

import atexit
import ctypes
import signal
import socket
import subprocess
import sys
import time
from functools import cache
from http.client import HTTPConnection, HTTPException

from warehouse.errors import SanctionwireError

START_TIMEOUT_S = 180  # a first start makes Prefect's database, which takes 20 s on a quiet machine
STOP_TIMEOUT_S = 10
POLL_S = 0.1
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


class Server:
    """A Prefect server in a process of its own, without scheduler and pages."""

    def __init__(self, port: int) -> None:
        self.port = port
        command = ["-m", "prefect", "server", "start", "--no-services", "--no-ui", "--host", "127.0.0.1", "--port", str(port)]
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and arguments
            [sys.executable, *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
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
        raise ServerFailed(
            "the Prefect server did not start: run `prefect server start` to see why, or name a running one in PREFECT_API_URL"
        )

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
