"""Tell a container from how it begins."""

import tarfile
from enum import StrEnum

HEAD_BYTES = 65_536  # enough to tell a container, and an Office document from other zip archives
OFFICE_MEMBERS = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis")  # OOXML and OpenDocument


class Kind(StrEnum):
    """The containers that are opened; the value is the name of the format."""

    ZIP = "zip"
    TAR = "tar"
    GZIP = "gzip"
    BZIP2 = "bzip2"
    XZ = "xz"
    ZSTD = "zstd"
    WARC = "warc"
    ARC = "arc"


CODINGS = frozenset({Kind.GZIP, Kind.BZIP2, Kind.XZ, Kind.ZSTD})
MAGIC = (
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"PK\x07\x08", Kind.ZIP),
    (b"\x1f\x8b", Kind.GZIP),
    (b"BZh", Kind.BZIP2),
    (b"\xfd7zXZ\0", Kind.XZ),
    (b"\x28\xb5\x2f\xfd", Kind.ZSTD),
    (b"WARC/", Kind.WARC),
    (b"filedesc://", Kind.ARC),
)
BZIP2_BLOCKS = (b"1AY&SY", b"\x17rE8P\x90")  # after "BZh" and a digit: the first block, or the end of an empty file


def kind_of(head: bytes) -> Kind | None:
    """Return the kind of container that begins with `head`, or None. Office documents are none: nobody files stories in them."""
    kind = next((kind for magic, kind in MAGIC if head.startswith(magic)), None)
    if kind is Kind.ZIP and any(member in head for member in OFFICE_MEMBERS):
        return None
    if kind is Kind.BZIP2 and not head[4:].startswith(BZIP2_BLOCKS):
        return None
    return kind or (Kind.TAR if is_tar(head) else None)


def is_tar(head: bytes) -> bool:
    """Tell whether the first block is a tar header: its checksum is right."""
    block = head[: tarfile.BLOCKSIZE]
    if b"\0" not in block:
        return False
    try:
        tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True
