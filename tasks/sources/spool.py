"""Where members of containers wait until they are fetched: a folder of one run, gone when the run ends."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tasks.sources.containers.allowance import Allowance
from tasks.sources.delivery import Spooled
from tasks.sources.limits import Limits

CHUNK_BYTES = 65_536


@dataclass(frozen=True)
class SpoolState:
    """A spool on its way to another process and back: what one container needs of it."""

    folder: Path
    containers: int
    outermost: str
    packed_bytes: int
    expanded_bytes: int
    members: int


class Spool:
    """Members by number, never by what a sender calls them, and what each outermost container may still cost.

    A container has a file of its own; everything else goes into one file, because making a file costs more than filling it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._containers = 0
        self._allowances: dict[str, Allowance] = {}

    def put(self, head: bytes, rest: BinaryIO, max_bytes: int, *, alone: bool) -> tuple[Spooled, int] | None:
        """Store a stream, `alone` in its file or not; return its place and size, or None if it has more bytes than that."""
        self._containers += alone
        path = self._folder / (f"container{self._containers}" if alone else "members")
        with path.open("wb" if alone else "ab") as file:
            start = file.tell()
            try:
                size = self._copy(head, rest, file, max_bytes)
            except BaseException:
                file.truncate(start)
                raise
            if size > max_bytes:
                file.truncate(start)
                return None
        return Spooled(str(path), start), size

    @staticmethod
    def _copy(head: bytes, rest: BinaryIO, file: BinaryIO, max_bytes: int) -> int:
        size = len(head)
        file.write(head)
        while size <= max_bytes and (chunk := rest.read(CHUNK_BYTES)):
            size += len(chunk)
            file.write(chunk)
        return size

    def allowance(self, outermost: str, limits: Limits, packed_bytes: int) -> Allowance:
        """Return what the outermost container may still cost; its size counts when it is opened first."""
        return self._allowances.setdefault(outermost, Allowance(limits, packed_bytes))

    def state(self, outermost: str, limits: Limits, packed_bytes: int) -> SpoolState:
        """Return what another process needs to open a container."""
        allowance = self.allowance(outermost, limits, packed_bytes)
        return SpoolState(self._folder, self._containers, outermost, allowance.packed_bytes, *allowance.spent)

    def resume(self, state: SpoolState, limits: Limits) -> None:
        """Go on from where another process was."""
        self._containers = state.containers
        spent = (state.expanded_bytes, state.members)
        self._allowances[state.outermost] = Allowance(limits, state.packed_bytes, spent)


@contextmanager
def open_spool(home: Path, name: str) -> Iterator[Spool]:
    """Give a spool for the length of the block, and remove it and what crashed runs have left."""
    home.mkdir(parents=True, exist_ok=True)
    for left in home.iterdir():
        _remove_unless_held(left)
    folder = home / name
    folder.mkdir()
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield Spool(folder)
    finally:
        os.close(descriptor)
        shutil.rmtree(folder, ignore_errors=True)


def _remove_unless_held(folder: Path) -> None:
    """Remove the folder of a run that is gone: the operating system drops the lock of a process that dies."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        return
    finally:
        os.close(descriptor)
