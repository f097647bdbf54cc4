"""A built site over HTTP for this machine alone: on the loopback address, files of its folder and nothing else."""

import signal
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import FrameType
from typing import Any

from warehouse.errors import UsageError

HOST = "127.0.0.1"


class Preview(SimpleHTTPRequestHandler):
    """Answers with files of the folder: no listings, no hidden files, no links, and only to who asks for this machine."""

    def send_head(self) -> Any:  # noqa: ANN401 - as in the base class
        """Send the file, or refuse."""
        port = self.connection.getsockname()[1]
        if self.headers.get("Host") not in {f"{name}:{port}" for name in (HOST, "localhost")}:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST, "Ask for this machine by its own name")
            return None
        asked = Path(self.translate_path(self.path))
        folder = Path(self.directory)
        if not asked.resolve().is_relative_to(folder) or any(part.startswith(".") for part in asked.relative_to(folder).parts):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def list_directory(self, path: Any) -> None:  # noqa: ANN401 - as in the base class
        """Refuse to list."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        """Add what keeps a browser from guessing and from keeping an older build."""
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def serve(folder: Path, port: int, ready: Callable[[str], None]) -> None:
    """Serve the folder until Ctrl-C or SIGTERM; `ready` is told the address. Port 0 takes a free one.

    Raises UsageError if the port is taken.
    """
    try:
        server = ThreadingHTTPServer((HOST, port), partial(Preview, directory=str(folder.resolve())))
    except OSError as error:
        raise UsageError(f"cannot listen on port {port}: {error.strerror}: give another --port, or 0 for a free one") from error
    before = signal.signal(signal.SIGTERM, _stop)
    with server:
        try:
            ready(f"http://{HOST}:{server.server_address[1]}/index.html")
            server.serve_forever()
        except KeyboardInterrupt:
            pass  # the way to end it
        finally:
            signal.signal(signal.SIGTERM, before)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
