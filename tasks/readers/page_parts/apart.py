"""Read what may take for ever in a process of its own, which is ended when the time is over.

The libraries that read pages are slow beyond measure on pages that nobody foresaw, and cannot be interrupted from within.
One process does it for all pages, because its start takes seconds; after it had to be ended, the next page starts another.
"""

import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from threading import Lock
from typing import Any, Final, TypeVar

from tasks.readers.errors import UnreadableError

Result = TypeVar("Result")

START_TIMEOUT_S = 120.0  # imports, on a busy machine


class ReadingProcess:
    """A process that calls one function again and again, as long as it keeps within its time."""

    def __init__(self, work: Callable[..., Any]) -> None:
        spawn = multiprocessing.get_context("spawn")  # a copy of a process with threads would hang
        self._ours, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_serve, args=(work, theirs), name="reading", daemon=True)
        self._process.start()
        theirs.close()
        if not self._ours.poll(START_TIMEOUT_S):
            self.end()
            raise RuntimeError(f"the process that reads pages did not start within {START_TIMEOUT_S:g} s; run it again")
        self._ours.recv()

    @property
    def is_alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.is_alive()

    def call(self, seconds: float, arguments: tuple[object, ...]) -> Any:  # noqa: ANN401 - whatever the work returns
        """Return what the function returns, or raise what it raises. If it takes longer, end it and raise TimeoutError."""
        try:
            self._ours.send(arguments)
            if not self._ours.poll(seconds):
                raise TimeoutError
            is_done, answer = self._ours.recv()
        except BaseException as error:
            self.end()  # or its late answer would be taken for that of the next page
            if isinstance(error, EOFError):
                raise RuntimeError("the process that read the page died") from None
            raise
        if is_done:
            return answer
        raise _restored(*answer)

    def end(self) -> None:
        """Kill the process."""
        self._process.kill()
        self._process.join()
        self._ours.close()


_running: Final[dict[Callable[..., Any], ReadingProcess]] = {}
_one_at_a_time = Lock()


def within(seconds: float, work: Callable[..., Result], *arguments: object) -> Result:
    """Return what `work` makes of the arguments. Raise UnreadableError if that takes longer; both must be picklable."""
    with _one_at_a_time:
        process = _running.get(work)
        if process is None or not process.is_alive:
            process = _running[work] = ReadingProcess(work)
        try:
            result: Result = process.call(seconds, arguments)
        except TimeoutError:
            reason = f"the page takes longer than {seconds:g} s to read; save its text and ingest that"
            raise UnreadableError("too_slow", reason) from None
        return result


def _serve(work: Callable[..., Any], asked: Connection) -> None:
    """Answer until the other end is closed. An interrupt of the terminal is for the process that asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked.send(True)
    while True:
        try:
            arguments = asked.recv()
        except EOFError:
            return
        asked.send(_outcome(work, arguments))


def _outcome(work: Callable[..., Any], arguments: tuple[object, ...]) -> tuple[bool, object]:
    try:
        return True, work(*arguments)
    except UnreadableError as error:
        return False, (error.reason_code, str(error))
    except Exception as error:  # noqa: BLE001 - raised again in the process that asked
        return False, (None, f"{type(error).__name__}: {error}")


def _restored(reason_code: str | None, message: str) -> Exception:
    return RuntimeError(message) if reason_code is None else UnreadableError(reason_code, message)
