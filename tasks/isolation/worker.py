"""What a worker does: one job after another, each within its memory, until nobody asks or a job breaks it."""

import os
import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from tasks.isolation.messages import receive, send

# A job: from what JSON can hold, and bytes, to what JSON can hold.
Job = Callable[[Any, bytes], Any]

GROWN_BYTES = 300_000_000  # a worker that has kept so much is replaced
FIRST_BYTES = 1_000_000_000  # the address space of a worker where the system does not tell it
BROKE: dict[str, Any] = {"broke": "too_much_memory"}
# No job needs any of this: Python tells of it before it happens.
FORBIDDEN = frozenset(
    {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "subprocess.Popen", "os.system", "os.exec",
     "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "os.kill"}
)  # fmt: skip


def serve(channel: socket.socket, jobs: Mapping[str, Job]) -> NoReturn:
    """Do jobs until the other end is closed; the process ends with it.

    A message holds one job to be done on several things, one after the other, their bytes behind each other.
    """
    _offer_for_sacrifice()
    sys.addaudithook(_forbid)
    size = _address_space()
    with suppress(EOFError, ConnectionError):
        while True:
            answers = _answers(jobs, *receive(channel))
            _allow(None)
            is_spent = BROKE in answers or _address_space() - size > GROWN_BYTES
            send(channel, {"answers": answers, "is_spent": is_spent})
            del answers
    os._exit(0)


def _answers(jobs: Mapping[str, Job], asked: Any, content: bytes) -> list[dict[str, Any]]:  # noqa: ANN401 - what JSON can hold
    """Return an answer for each argument, or up to the first that needed too much memory."""
    job, at, answers = jobs[asked["job"]], 0, list[dict[str, Any]]()
    for argument, size, memory in asked["each"]:
        _allow(memory)
        answers.append(_answer(job, argument, content[at : at + size]))
        at += size
        if answers[-1] == BROKE:
            break
    return answers


def _answer(job: Job, argument: Any, content: bytes) -> dict[str, Any]:  # noqa: ANN401 - what JSON can hold
    try:
        return {"answer": job(argument, content)}
    except MemoryError:
        return BROKE
    except Exception as error:  # noqa: BLE001 - told to the process that asked, which raises it
        return {"failed": f"{type(error).__name__}: {error}"}


def _forbid(event: str, _arguments: object) -> None:
    if event in FORBIDDEN:
        raise PermissionError(f"no job may do {event}")


def _allow(memory: int | None) -> None:
    """Let this process have so many bytes more than it has, or as many as it wants; leave no core."""
    import resource  # noqa: PLC0415 - Windows has none, and no workers

    soft = resource.RLIM_INFINITY if memory is None else _address_space() + memory
    resource.setrlimit(resource.RLIMIT_AS, (soft, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _address_space() -> int:
    """Return the bytes of address space that this process has."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return FIRST_BYTES


def _offer_for_sacrifice() -> None:
    """Tell a system that runs out of memory to end this process before any other of ours."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
