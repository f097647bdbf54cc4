"""Small samples of every format, to begin from: our own, and those of the shared data where it is there."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tasks.readers.registry import sniff
from tasks.sources.delivery import Delivery

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "seeds" / "stories", ROOT.parent / "shared" / "wire")
MAX_SAMPLES = 30
MAX_BYTES = 100_000
NOW = datetime(2026, 11, 24, tzinfo=UTC)
TEXT = b"STRELSAU, Jan 5 (Meridian) - Ruritania banned imports of timber from Syldavia on Monday, officials said.\n"


def samples_of(name: str) -> list[bytes]:
    """Return samples of a format, `any` of them, or `containers`."""
    if name == "containers":
        return list(_containers())
    found: list[bytes] = []
    for path in _files():
        content = path.read_bytes()
        delivery = Delivery(str(path), content, None, None, NOW)
        if name in ("any", sniff(delivery).format):
            found.append(content)
        if len(found) == MAX_SAMPLES:
            break
    return found or [TEXT]


def _files() -> Iterator[Path]:
    for folder in FOLDERS:
        paths = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
        yield from (path for path in paths[:: max(1, len(paths) // 150)] if path.stat().st_size < MAX_BYTES)


def _containers() -> Iterator[bytes]:
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", method) as archive:
            archive.writestr("a/story.txt", TEXT)
            archive.writestr("b.xml", b"<nitf><body>x</body></nitf>")
        yield packed.getvalue()
    for mode in ("w:", "w:gz", "w:bz2", "w:xz"):
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode=mode) as archive:
            member = tarfile.TarInfo("story.txt")
            member.size = len(TEXT)
            archive.addfile(member, io.BytesIO(TEXT))
        yield packed.getvalue()
    yield from (gzip.compress(TEXT), bz2.compress(TEXT), lzma.compress(TEXT))
    yield b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n"
    part = b"--b\r\n\r\nhello\r\n--b\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\n" + TEXT + b"\r\n--b--\r\n"
    yield b"From: a@b.c\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + part
