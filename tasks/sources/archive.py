"""Keep every delivery as it came, named by its content, so that a story can always be read again."""

import gzip
import hashlib
import io
import re
import shutil
import zlib
from pathlib import Path
from typing import BinaryIO

from tasks.sources.delivery import Delivery
from tasks.sources.errors import ArchiveError
from tasks.sources.warc import Kept, as_warc, from_warc
from warehouse.durable import write_whole

# A reference that `keep` gave out. Matches "ab/ab<62 more hex digits>.gz", also with ".warc.gz"; misses "../secret.gz".
REFERENCE = re.compile(r"([0-9a-f]{2})/(\1[0-9a-f]{62})(\.warc)?\.gz")


def keep(delivery: Delivery, folder: Path) -> str:
    """Store a delivery under `folder` unless it is there, and return its relative reference, named by the SHA-256 of its bytes.

    What came by HTTP is kept as a WARC file with its request and headers, everything else as its bytes, compressed.
    """
    digest, exchange = delivery.sha256, delivery.exchange
    reference = f"{digest[:2]}/{digest}.{'gz' if exchange is None else 'warc.gz'}"
    target = folder / reference
    with_headers = f"{digest[:2]}/{digest}.warc.gz"
    for there in (reference, with_headers):  # read again from the archive, it has no exchange and needs no second copy
        if (folder / there).exists():
            return there
    target.parent.mkdir(parents=True, exist_ok=True)
    if exchange is not None:
        write_whole(target, lambda file: file.write(as_warc(delivery, exchange)))
        return reference
    with delivery.file.open("rb") if delivery.file else io.BytesIO(delivery.content) as received:
        write_whole(target, lambda file: _pack(received, file))
    return reference


def reference_of(sha256: str, folder: Path) -> str:
    """Return the reference of the bytes with that digest. Raises ArchiveError if they are not there."""
    for ending in ("gz", "warc.gz"):
        reference = f"{sha256[:2]}/{sha256}.{ending}"
        if (folder / reference).is_file():
            return reference
    raise ArchiveError(f"the bytes with SHA-256 {sha256} are not in {folder}; ingest their source again")


def reference_if_kept(sha256: str, folder: Path) -> str:
    """Return the reference of the bytes with that digest, or nothing if they are no longer kept."""
    try:
        return reference_of(sha256, folder)
    except ArchiveError:
        return ""


def reopen(reference: str, folder: Path) -> Kept:
    """Return an archived delivery, its bytes verified. Raise ArchiveError if it is missing or damaged."""
    match = REFERENCE.fullmatch(reference)
    if match is None:
        raise ArchiveError(f"{reference!r} is no archive reference; take one from quarantine.payload")
    try:
        stored = (folder / reference).read_bytes()
        kept = from_warc(stored) if match[3] else Kept(gzip.decompress(stored))
    except (OSError, EOFError, zlib.error, ArchiveError) as error:
        raise ArchiveError(f"cannot read {reference} in {folder} ({error}); ingest its source again") from error
    if hashlib.sha256(kept.content).hexdigest() != match[2]:
        raise ArchiveError(f"{reference} in {folder} is damaged; delete it and ingest its source again")
    return kept


def _pack(received: BinaryIO, file: BinaryIO) -> None:
    with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
        shutil.copyfileobj(received, packed)
