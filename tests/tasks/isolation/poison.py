"""Jobs that break whoever does them."""

import ctypes
import os
import socket
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tasks.isolation.worker import Job
from warehouse.errors import UsageError


def prepare(model: str | None = None) -> None:
    if model == "missing":
        raise UsageError("install it")


def echo(argument: Any, content: bytes) -> Any:
    return [argument, content.decode("latin-1"), os.getpid()]


def hang(argument: Any, _content: bytes) -> Any:
    if argument == "hang":
        time.sleep(600)
    return argument


def segfault(argument: Any, _content: bytes) -> Any:
    if argument == "segfault":
        ctypes.string_at(0)
    return argument


def hog(argument: Any, _content: bytes) -> Any:
    return len(bytearray(argument))


def leave(argument: Any, _content: bytes) -> Any:
    os._exit(argument)


def fail(argument: Any, _content: bytes) -> Any:
    return 1 / argument


def phone(_argument: Any, _content: bytes) -> Any:
    socket.socket().connect(("127.0.0.1", 9))


def once(argument: Any, _content: bytes) -> Any:
    """Break the first time only; the argument is a path that tells the times apart."""
    if not Path(argument).exists():
        Path(argument).touch()
        os._exit(1)
    return "done"


JOBS: Mapping[str, Job] = {one.__name__: one for one in (echo, hang, segfault, hog, leave, fail, phone, once)}
