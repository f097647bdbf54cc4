"""The members of a tar archive, read as a stream from front to back."""

import tarfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from tarfile import HeaderError, ReadError, TarFile, TarInfo
from typing import BinaryIO, cast

from tasks.sources.containers.errors import DamagedError
from tasks.sources.containers.member import Member
from tasks.sources.containers.streams import Translated

STREAM_BYTES = 65_536
MAX_HEADER_BYTES = 1_000_000  # long names and other extensions, which tarfile takes into memory whole
HEADER_TYPES = frozenset(
    {tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE}
)
DAMAGE = (tarfile.TarError, EOFError, OSError, ValueError, OverflowError, IndexError, RecursionError)
FLAWS = (
    (TarInfo.issym, "link", "it is a link, and links in archives are not followed; pack the file itself"),
    (TarInfo.islnk, "link", "it is a hard link, and links in archives are not followed; pack the file itself"),
    (TarInfo.isdev, "special_file", "it is a pipe or a device; pack regular files"),
    (TarInfo.issparse, "special_file", "it is stored with holes; pack it again as a plain file"),
)


class Header(TarInfo):
    """A header whose damage is told: tarfile takes a damaged header, and a missing one, for the end of the archive."""

    @classmethod
    def fromtarfile(cls, tarfile: TarFile) -> "Header":  # noqa: D102 - as in the base class
        try:
            return super().fromtarfile(tarfile)
        except HeaderError as error:
            if type(error).__name__ == "EOFHeaderError":
                raise
            raise ReadError(f"there is no next header and no mark of the end: {error}") from error

    def _proc_member(self, tarfile: TarFile) -> "Header":
        """Refuse an extension too big to be one; the method is meant to be overridden."""
        if self.type in HEADER_TYPES and self.size > MAX_HEADER_BYTES:
            raise ReadError(f"it has a header of {self.size:,} bytes")
        return super()._proc_member(tarfile)  # type: ignore[misc, no-any-return]  # missing in the type stubs


def members(stream: BinaryIO) -> Iterator[Member]:
    """Yield the members as they come; each must be read before the next. Raise DamagedError where the archive is damaged."""
    try:
        with tarfile.open(fileobj=stream, mode="r|", bufsize=STREAM_BYTES, tarinfo=Header, errors="surrogateescape") as archive:
            while (info := archive.next()) is not None:
                if not info.isdir():
                    yield Member(info.name, _opener(archive, info), _flaw(info))
                archive.members.clear()  # type: ignore[attr-defined]  # tarfile keeps every header it has seen
    except DAMAGE as error:
        raise DamagedError("damaged", f"the tar archive is damaged ({error}); fetch it again") from error


def _opener(archive: TarFile, info: TarInfo) -> Callable[[], AbstractContextManager[BinaryIO]]:
    @contextmanager
    def opened() -> Iterator[BinaryIO]:
        stream = archive.extractfile(info)
        if stream is None:
            raise DamagedError("special_file", "it is no regular file; pack regular files")
        with stream:
            yield cast("BinaryIO", Translated(cast("BinaryIO", stream), DAMAGE))

    return opened


def _flaw(info: TarInfo) -> tuple[str, str] | None:
    return next(((code, reason) for test, code, reason in FLAWS if test(info)), None)
