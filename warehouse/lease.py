"""One writer at a time: an advisory lock on a file beside the warehouse, with its holder named in it."""

import fcntl
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from warehouse.durable import disk_told
from warehouse.errors import WarehouseLocked

RETRY_S = 0.1


@dataclass(frozen=True)
class Holder:
    """Who writes: what command, in which process of which machine, since when (UTC), as which flow run."""

    command: str
    pid: int
    host: str
    since: str
    flow_run_id: str | None = None

    def __str__(self) -> str:
        return f"{self.command}, process {self.pid} on {self.host} since {self.since}"


@contextmanager
def hold_lease(
    lease: Path, command: str, wait_s: float = 0, flow_run_id: str | None = None, *, only_looks: bool = False
) -> Iterator[Holder | None]:
    """Hold the lease for the length of the block, after waiting for it up to `wait_s` seconds.

    Yields who died while holding it, if anybody did: the operating system drops the lock of a process that dies, so a
    killed run never blocks the next one, and leaves its name. Who only looks leaves that name for the next run to find.
    Raises WarehouseLocked with the holder's name if somebody keeps it, NotWritable or DiskFull if it cannot be written.
    """
    with disk_told(lease):
        descriptor = os.open(lease, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _lock(descriptor, lease, wait_s)
        crashed = _named(os.pread(descriptor, 65_536, 0))
        last_words = json.dumps(asdict(crashed)).encode() if crashed and only_looks else b""
        now = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"
        with disk_told(lease):
            _write(descriptor, json.dumps(asdict(Holder(command, os.getpid(), socket.gethostname(), now, flow_run_id))).encode())
        try:
            yield crashed
        finally:
            _write(descriptor, last_words)
    finally:
        os.close(descriptor)


def lease_holder(lease: Path) -> tuple[Holder | None, bool]:
    """Return who is named in the lease, and whether somebody holds it now. A name that nobody holds is one of the dead."""
    try:
        descriptor = os.open(lease, os.O_RDONLY)
    except OSError:
        return None, False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _named(os.pread(descriptor, 65_536, 0)), True
    else:
        return _named(os.pread(descriptor, 65_536, 0)), False
    finally:
        os.close(descriptor)


def _lock(descriptor: int, lease: Path, wait_s: float) -> None:
    deadline = time.monotonic() + wait_s
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            left = deadline - time.monotonic()
            if left > 0:
                time.sleep(min(RETRY_S, left))
                continue
            holder = _named(lease.read_bytes()) or "another process"
            waited = f" after {wait_s:g} seconds of waiting" if wait_s else ""
            raise WarehouseLocked(
                f"the warehouse is being written{waited} by {holder}: wait for it to end, then run again"
                " (`ingest --wait SECONDS` waits)"
            ) from None
        return


def _write(descriptor: int, text: bytes) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, text, 0)


def _named(text: bytes) -> Holder | None:
    try:
        return Holder(**json.loads(text))
    except (ValueError, TypeError):
        return None
