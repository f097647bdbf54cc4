"""The process that brings workers forth: it loads what takes seconds once, and each worker is a copy of it.

It never sees what others have sent, so it lives as long as the run; a worker that breaks is replaced in milliseconds.
Only POSIX can copy a process. The copy is safe because this process has one thread when it copies itself.
"""

import gc
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any

from tasks.isolation.messages import receive, send
from tasks.isolation.worker import Job, serve
from warehouse.errors import UsageError


def main() -> None:
    """Bring forth workers until nobody asks: on standard input is a socket, the first message on it names the jobs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt of the terminal is for the process that asks
    control = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # or workers would keep the socket open when this process is gone
    nursery = _Nursery(control)
    with suppress(EOFError, ConnectionError):
        while True:
            nursery.answer(*_asked(control))
    nursery.end()


class _Nursery:
    """What has been loaded, and the workers that have not been buried yet."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._jobs: dict[str, Job] = {}
        self._workers: set[int] = set()
        self._answers: dict[str, Callable[[Any], dict[str, object]]] = {"load": self._load, "reap": self._reap}

    def answer(self, question: str, argument: Any, descriptor: int | None) -> None:  # noqa: ANN401 - as JSON gives it
        """Do what is asked and say what came of it."""
        if descriptor is not None:
            self._fork(descriptor)
            return
        try:
            told = self._answers[question](argument)
        except UsageError as error:
            told = {"refused": str(error)}
        except Exception as error:  # noqa: BLE001 - told to the process that asked, which raises it
            told = {"failed": f"{type(error).__name__}: {error}"}
        send(self._control, told)

    def end(self) -> None:
        """Take the workers along: whoever asked them is gone."""
        for worker in self._workers:
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)

    def _load(self, argument: dict[str, Any]) -> dict[str, object]:
        module = import_module(argument["jobs"])
        module.prepare(**argument["with"])
        self._jobs = module.JOBS
        return {}

    def _fork(self, descriptor: int) -> None:
        gc.collect()
        gc.freeze()  # what is loaded is looked at by no worker's collector, so it stays shared
        worker = os.fork()
        if not worker:
            self._control.close()
            serve(socket.socket(fileno=descriptor), self._jobs)  # never returns
        self._workers.add(worker)
        os.close(descriptor)
        send(self._control, {"pid": worker})

    def _reap(self, worker: int) -> dict[str, object]:
        _, status = os.waitpid(worker, 0)
        self._workers.discard(worker)
        return {"status": os.waitstatus_to_exitcode(status)}


def _asked(control: socket.socket) -> tuple[str, Any, int | None]:
    """Return the next question, its argument, and the socket that comes with it for a new worker."""
    mark, descriptors, _, _ = socket.recv_fds(control, 1, 1)
    if not mark:
        raise EOFError
    if descriptors:
        return "fork", None, descriptors[0]
    question, _ = receive(control)
    return question["ask"], question["argument"], None
