"""Ask for jobs that may break: each within its time and memory, in a worker that is ended and replaced when it is not."""

import atexit
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import RLock
from typing import Any

from tasks.isolation.messages import receive, send
from tasks.isolation.worker import BROKE
from warehouse.errors import UsageError

ROOT = Path(__file__).resolve().parents[2]
START = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tasks.isolation.nursery import main; main()"
JOBS = "tasks.isolation.jobs"
FAILED = "failed"
START_TIMEOUT_S = 120.0  # imports, on a busy machine
END_TIMEOUT_S = 10.0
HANDFUL = 32
HANDFUL_BYTES = 2_000_000  # what goes to the worker in one message, unless one thing alone is larger
MEGABYTE = 1_000_000
# One thread before the process copies itself, and no address space that nobody uses.
ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
}


@dataclass(frozen=True)
class Bounds:
    """What one job may take: seconds on the clock, and bytes of memory beyond what the program itself has."""

    seconds: float
    memory: int


@dataclass(frozen=True)
class Asked:
    """What one job is asked: what JSON can hold, and bytes."""

    argument: object
    bounds: Bounds
    content: bytes = b""


class Broke(Exception):
    """A job broke its worker, or one of its limits: a stable code, and a sentence that says what happened."""

    def __init__(self, reason_code: str, reason: str) -> None:
        super().__init__(reason)
        self.reason_code = reason_code
        self.reason = reason


class NoWorkerError(Exception):
    """The processes that work cannot be had, or not with what they need."""


@dataclass
class _Worker:
    pid: int
    channel: socket.socket
    is_used: bool = False


class Isolated:
    """One worker at a time, and the process that brings workers forth. `jobs` is the module that holds the jobs."""

    def __init__(self, jobs: str = JOBS) -> None:
        self._jobs = jobs
        self._loaded: dict[str, object] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._worker: _Worker | None = None
        self._one_at_a_time = RLock()

    def start(self) -> None:
        """Begin to load what the jobs need, without waiting for it."""
        with self._one_at_a_time:
            self._started()

    def load(self, **needed: object) -> None:
        """Load what the jobs need besides, once for all workers. Raises UsageError if it cannot be had."""
        with self._one_at_a_time:
            self._started()
            wanted = {**(self._loaded or {}), **needed}
            if wanted != self._loaded:
                self._ask_nursery("load", {"jobs": self._jobs, "with": wanted})
                self._loaded = wanted
                self._end_worker()

    def ask_once(self, job: str, asked: Asked) -> Any:  # noqa: ANN401 - the job's answer
        """Return what a job answers. Raises Broke if it broke the worker or a limit, NoWorkerError if there is nobody to ask."""
        return self._told(job, [asked])[0]

    def ask(self, job: str, asked: Asked) -> Any:  # noqa: ANN401 - the job's answer
        """Return what a job answers, tried once more in a fresh worker if it breaks the first. Raises as `ask_once` does."""
        try:
            return self.ask_once(job, asked)
        except Broke:
            return self._told_afresh(job, asked)

    def ask_each(self, job: str, all_asked: Sequence[Asked]) -> "Iterator[Any | Broke]":
        """Yield what a job answers for each, in order, or how it broke. Raises otherwise as `ask` does.

        They go to the worker by the handful. If one of a handful breaks the worker, each of it is asked once more alone.
        """
        for handful in _handfuls(all_asked):
            try:
                yield from self._told(job, handful)
            except Broke:
                for asked in handful:
                    try:
                        yield self._told_afresh(job, asked)
                    except Broke as broke:
                        yield broke

    def _told_afresh(self, job: str, asked: Asked) -> Any:  # noqa: ANN401 - the job's answer
        with self._one_at_a_time:
            if self._worker is not None and self._worker.is_used:
                self._end_worker()
            return self._told(job, [asked])[0]

    def _told(self, job: str, handful: Sequence[Asked]) -> list[Any]:
        """Return the answers of one message to the worker, all of them."""
        seconds = max(asked.bounds.seconds for asked in handful)
        each = [(asked.argument, len(asked.content), asked.bounds.memory) for asked in handful]
        memory = handful[0].bounds.memory
        with self._one_at_a_time:
            worker = self._working()
            worker.is_used = True
            try:
                worker.channel.settimeout(seconds)
                send(worker.channel, {"job": job, "each": each}, b"".join(asked.content for asked in handful))
                told, _ = receive(worker.channel, seconds)
            except TimeoutError:
                self._end_worker()
                raise Broke("timed_out", f"it took more than {seconds:,.0f} s and was stopped") from None
            except (EOFError, OSError):
                raise _told_by(self._end_worker(), memory) from None
            except BaseException:
                self._end_worker()  # or its late answer would be taken for that of the next job
                raise
            if told["is_spent"]:
                self._end_worker()
        return [_answer(one, memory) for one in told["answers"]]

    def close(self) -> None:
        """End all processes."""
        with self._one_at_a_time:
            self._forget()

    def _working(self) -> _Worker:
        if self._worker is None:
            self.load()
            ours, theirs = socket.socketpair()
            with theirs:
                socket.send_fds(self._nursery(), [b"f"], [theirs.fileno()])
            try:
                told, _ = receive(self._nursery(), START_TIMEOUT_S)
            except (EOFError, TimeoutError, OSError) as error:
                ours.close()
                self._forget()
                raise NoWorkerError(f"no worker process can be had ({type(error).__name__}); run it again") from None
            self._worker = _Worker(told["pid"], ours)
        return self._worker

    def _end_worker(self) -> int:
        """End the worker, if there is one; return how it ended."""
        worker, self._worker = self._worker, None
        if worker is None:
            return 0
        worker.channel.close()
        with suppress(ProcessLookupError):
            os.kill(worker.pid, signal.SIGKILL)  # nobody else can have its number before it is reaped
        try:
            return int(self._ask_nursery("reap", worker.pid)["status"])
        except NoWorkerError:
            return -signal.SIGKILL

    def _started(self) -> None:
        if self._process is not None and self._process.poll() is None:
            return
        self._forget()
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter, our own module
                [sys.executable, "-c", START],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **ENVIRONMENT},
            )

    def _nursery(self) -> socket.socket:
        assert self._control is not None  # noqa: S101 - it has been started
        return self._control

    def _ask_nursery(self, question: str, argument: object) -> dict[str, Any]:
        try:
            self._nursery().sendall(b"q")
            send(self._nursery(), {"ask": question, "argument": argument})
            told, _ = receive(self._nursery(), START_TIMEOUT_S)
        except (EOFError, TimeoutError, OSError) as error:
            self._forget()
            raise NoWorkerError(f"the process that starts workers is gone ({type(error).__name__}); run it again") from None
        if "refused" in told:
            raise UsageError(told["refused"])
        if "failed" in told:
            raise NoWorkerError(told["failed"])
        return dict(told)

    def _forget(self) -> None:
        for channel in (self._worker.channel if self._worker else None, self._control):
            if channel is not None:
                channel.close()
        if self._process is not None:
            _end(self._process, takes_workers=self._worker is not None)
        self._worker = self._control = self._process = self._loaded = None


@cache
def isolated() -> Isolated:
    """Return what all runs of this process share: its processes are started with the first job, and end with this one."""
    found = Isolated()
    atexit.register(found.close)
    return found


def _handfuls(all_asked: Sequence[Asked]) -> Iterator[list[Asked]]:
    handful: list[Asked] = []
    for asked in all_asked:
        size = sum(len(one.content) for one in handful) + len(asked.content)
        if handful and (len(handful) == HANDFUL or size > HANDFUL_BYTES):
            yield handful
            handful = []
        handful.append(asked)
    if handful:
        yield handful


def _end(process: "subprocess.Popen[bytes]", *, takes_workers: bool) -> None:
    """End the process that brings workers forth; one that has a worker ends by itself, and takes it along."""
    try:
        process.wait(END_TIMEOUT_S if takes_workers else 0)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _answer(told: Mapping[str, Any], memory: int) -> Any:  # noqa: ANN401 - the job's answer
    if told == BROKE:
        raise _too_much_memory(memory)
    if "failed" in told:
        raise Broke(FAILED, f"the program failed on it ({told['failed']}); report it with the archived item")
    return told["answer"]


def _told_by(status: int, memory: int) -> Broke:
    """Return what the end of a worker tells that nobody ended."""
    if status == -signal.SIGKILL:  # by the system, which does so for want of memory
        return _too_much_memory(memory)
    how = signal.Signals(-status).name if status < 0 else f"exit code {status}"
    return Broke("crashed", f"it crashed the process that worked on it ({how})")


def _too_much_memory(memory: int) -> Broke:
    return Broke("too_much_memory", f"it needed more than {memory // MEGABYTE:,} MB of memory and was stopped")
