"""Files that are whole or absent, also after a crash; and what a disk refuses, in words that say what to do."""

import errno
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from warehouse.errors import DiskFull, NotWritable, WarehouseError

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
FORBIDDEN = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


def write_whole(target: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write a file that others see complete or not at all; its bytes are on the disk before its name is there."""
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with temporary.open("wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def copy_durably(source: Path, target: Path) -> None:
    """Copy a file to a place where nothing looks for it yet; it is on the disk when this returns."""
    try:
        with source.open("rb") as old, target.open("wb") as new:
            shutil.copyfileobj(old, new, 2**20)
            new.flush()
            os.fsync(new.fileno())
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def disk_told(place: Path) -> Iterator[None]:
    """Raise what the disk refuses in the block as DiskFull, NotWritable or WarehouseError, with what to do."""
    try:
        yield
    except OSError as error:
        raise disk_error(error, place) from error


def disk_error(error: OSError, place: Path) -> WarehouseError:
    """Return the error of a disk with what to do."""
    where = Path(error.filename) if isinstance(error.filename, str) else place
    if error.errno in FULL:
        return disk_full(where)
    if error.errno in FORBIDDEN:
        return NotWritable(
            f"cannot write {where}: {error.strerror}: make the folder writable for this user, or name another"
            " (--warehouse FILE, or SANCTIONWIRE_HOME for everything)"
        )
    return WarehouseError(f"cannot write {where}: {error.strerror}: check the disk, then run again")


def disk_full(where: Path) -> DiskFull:
    """Return the error of a full disk."""
    return DiskFull(
        f"no space is left for {where}: free some (`sanctionwire doctor` shows how much there is), then run the same command"
        " again; what was loaded stays, nothing is half done, and the published snapshot can be read"
    )
