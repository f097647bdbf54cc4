"""One writer at a time: an advisory lock on a file beside the warehouse, with its holder named in it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from warehouse.errors import WarehouseError, WarehouseLocked


@contextmanager
def hold_lease(lease: Path, holder: str) -> Iterator[None]:
    """Hold the lease for the length of the block.

    The operating system drops the lock when the process dies, so a killed run never blocks the next one.
    Raises WarehouseLocked with the holder's name if somebody has it, WarehouseError if the folder cannot be written.
    """
    try:
        descriptor = os.open(lease, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise WarehouseError(f"cannot write beside the warehouse: {error.strerror}: {lease.parent}") from error
    try:
        _lock(descriptor, lease)
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{holder}, process {os.getpid()}".encode())
        yield
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _lock(descriptor: int, lease: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = lease.read_text(encoding="utf-8", errors="replace") or "another process"
        raise WarehouseLocked(f"the warehouse is being written by {holder}: wait for it to end, then run again") from None
