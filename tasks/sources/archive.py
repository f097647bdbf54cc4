"""Keep every delivery as it came, named by its content, so that a story can always be read again."""

import gzip
import hashlib
import io
import os
import re
import secrets
import shutil
import zlib
from pathlib import Path
from typing import BinaryIO

from tasks.sources.delivery import Delivery
from tasks.sources.errors import ArchiveError

# A reference that `keep` gave out. Matches "ab/ab<62 more hex digits>.gz"; misses "../secret.gz".
REFERENCE = re.compile(r"([0-9a-f]{2})/(\1[0-9a-f]{62})\.gz")


def keep(delivery: Delivery, folder: Path) -> str:
    """Store the delivery's bytes under `folder` unless they are there, and return their relative reference."""
    digest = delivery.sha256
    reference = f"{digest[:2]}/{digest}.gz"
    target = folder / reference
    if target.exists():
        return reference
    target.parent.mkdir(parents=True, exist_ok=True)
    with delivery.file.open("rb") if delivery.file else io.BytesIO(delivery.content) as received:
        _write_whole(target, received)
    return reference


def reopen(reference: str, folder: Path) -> bytes:
    """Return archived bytes, verified. Raise ArchiveError if they are missing or damaged."""
    match = REFERENCE.fullmatch(reference)
    if match is None:
        raise ArchiveError(f"{reference!r} is no archive reference; take one from quarantine.payload")
    try:
        content = gzip.decompress((folder / reference).read_bytes())
    except (OSError, EOFError, zlib.error) as error:
        raise ArchiveError(f"cannot read {reference} in {folder} ({error}); ingest its source again") from error
    if hashlib.sha256(content).hexdigest() != match[2]:
        raise ArchiveError(f"{reference} in {folder} is damaged; delete it and ingest its source again")
    return content


def _write_whole(target: Path, received: BinaryIO) -> None:
    """Write a file that others see complete or not at all."""
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with temporary.open("wb") as file:
            with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
                shutil.copyfileobj(received, packed)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
