"""Archives made for tests, and what comes out of them."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime

import zstandard

from tasks.sources.delivery import Delivery, Item, Refusal
from tasks.sources.fetch import fetch
from tasks.sources.holders import holder_of, open_holder
from tasks.sources.limits import Limits
from tasks.sources.spool import open_spool

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
PACKERS = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zst": zstandard.compress}


def a_zip(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def a_tar(members: dict[str, bytes], *headers: tarfile.TarInfo) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", errors="surrogateescape") as archive:
        for header in headers:
            archive.addfile(header)
        for name, content in members.items():
            header = tarfile.TarInfo(name)
            header.size = len(content)
            archive.addfile(header, io.BytesIO(content))
    return packed.getvalue()


def a_header(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    header = tarfile.TarInfo(name)
    header.type, header.linkname = kind, target
    return header


@dataclass
class Unpacked:
    """Everything that came out, containers inside containers opened too. Names are relative to the outermost."""

    stories: dict[str, bytes] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)
    barren: dict[str, str] = field(default_factory=dict)
    deliveries: list[Delivery] = field(default_factory=list)


def unpack(path, **limits: int) -> Unpacked:
    """Fetch and unpack a file until nothing in it is a container."""
    found, bounds = Unpacked(), Limits(**limits)
    with open_spool(path.parent / "spool", "run") as spool:
        waiting = [Item(str(path))]
        while waiting:
            item = waiting.pop(0)
            delivery = fetch(item, bounds, NOW, spool=spool)
            if isinstance(delivery, Refusal):
                found.refused[_relative(delivery.uri, path)] = delivery.reason_code
                found.reasons.append(delivery.reason)
                continue
            holder = holder_of(delivery)
            if holder is None:
                found.stories[_relative(delivery.uri, path)] = delivery.content
                found.deliveries.append(delivery)
                continue
            opened = open_holder(holder, item, delivery, spool, bounds)
            waiting = opened.items + waiting
            for refusal in opened.refused:
                found.refused[_relative(refusal.uri, path)] = refusal.reason_code
                found.reasons.append(refusal.reason)
            for reason_code, count in opened.skipped.items():
                found.skipped[reason_code] = found.skipped.get(reason_code, 0) + count
            if opened.barren is not None:
                found.barren[_relative(opened.barren.uri, path)] = opened.barren.reason_code
                found.reasons.append(opened.barren.reason)
    return found


def _relative(uri: str, path) -> str:
    return uri.removeprefix(str(path)).removeprefix("!/")
