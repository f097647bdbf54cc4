"""The members of a zip archive, zip64 included."""

import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import BinaryIO, cast

from tasks.sources.containers import salvage
from tasks.sources.containers.allowance import Allowance
from tasks.sources.containers.errors import DamagedError, OverLimitError
from tasks.sources.containers.member import Member
from tasks.sources.containers.streams import Translated

ENCRYPTED = 0x1
UTF8_NAME = 0x800
MAX_ENTRIES = 1_000_000  # half a gigabyte of memory
UNIX = 3  # the system of the maker, in whose attributes a link is told

# What `zipfile` raises for damaged archives.
DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, struct.error, NotImplementedError,
    RuntimeError, IndexError, OverflowError,
)  # fmt: skip


class Table(list[zipfile.ZipInfo]):
    """The entries of an archive, which zipfile takes into memory before anyone can count them."""

    def append(self, info: zipfile.ZipInfo) -> None:
        """Add an entry. Raise OverLimitError when there are too many to hold."""
        if len(self) >= MAX_ENTRIES:
            raise OverLimitError("too_many_members", f"its table has more than {MAX_ENTRIES:,} entries; split the archive")
        super().append(info)


class BoundedZip(zipfile.ZipFile):
    """A zip archive whose table is bounded."""

    @property
    def filelist(self) -> Table:
        """The entries."""
        return self._table

    @filelist.setter
    def filelist(self, _: list[zipfile.ZipInfo]) -> None:
        self._table = Table()


def members(file: BinaryIO, allowance: Allowance) -> Iterator[Member]:
    """Yield the members in the order of the archive's table; those that are whole, then DamagedError, if it has none."""
    try:
        archive = BoundedZip(file)
    except DAMAGE:
        yield from salvage.members(file, allowance)
        return
    for info in archive.infolist():
        if not info.filename.endswith("/"):  # `is_dir` takes a name for granted
            yield Member(_name(info), _opener(archive, info, allowance), _flaw(info))


def _opener(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, allowance: Allowance
) -> Callable[[], AbstractContextManager[BinaryIO]]:
    @contextmanager
    def opened() -> Iterator[BinaryIO]:
        try:
            stream = archive.open(info)
        except DAMAGE as error:
            raise DamagedError("damaged", f"it cannot be read ({error}); fetch the archive again") from error
        with stream:
            yield cast("BinaryIO", Translated(cast("BinaryIO", stream), DAMAGE, allowance))

    return opened


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name; one without the mark of UTF-8 is read as that if it can be, as many packers do not set it."""
    if info.flag_bits & UTF8_NAME:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _flaw(info: zipfile.ZipInfo) -> tuple[str, str] | None:
    if info.flag_bits & ENCRYPTED:
        return "encrypted", "it is encrypted; unpack the archive with its password and name the folder"
    if info.create_system == UNIX and stat.S_ISLNK(info.external_attr >> 16):
        return "link", "it is a link, and links in archives are not followed; pack the file itself"
    return None
