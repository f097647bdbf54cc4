"""Unpack one container: its members go into the spool, each as an item; what cannot be had is refused with its reason."""

import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import BinaryIO, cast

from tasks.sources.containers import tarred, webarchive, zipped
from tasks.sources.containers.allowance import Allowance
from tasks.sources.containers.errors import ContainerError, DamagedError, OverLimitError
from tasks.sources.containers.kinds import CODINGS, HEAD_BYTES, Kind, kind_of
from tasks.sources.containers.member import Member, Passed, shown, unsafe
from tasks.sources.containers.streams import Expanded, Translated
from tasks.sources.delivery import Delivery, Item, Refusal, Skipped
from tasks.sources.limits import Limits
from tasks.sources.names import is_no_story
from tasks.sources.spool import Spool
from tasks.sources.tables import most_bytes

STAGE = "unpack"
MAX_TOLD = 100  # refusals of one kind in one container that get a row each; the rest is told together
PACKED_TYPES = frozenset(
    {
        "application/gzip", "application/x-gzip", "application/x-bzip2", "application/x-xz", "application/zstd",
        "application/octet-stream",
    }
)  # fmt: skip

Found = Item | Refusal | Skipped


def is_archive(delivery: Delivery) -> bool:
    """Tell whether the delivery is a container that is opened."""
    return kind_of(delivery.content[:HEAD_BYTES]) is not None


def expand(item: Item, delivery: Delivery, spool: Spool, limits: Limits) -> Iterator[Found]:
    """Yield what a container holds, in its order: items in the spool, refusals, and what is passed over.

    A damaged container gives what comes before the damage, then a refusal of its own.
    """
    if item.nesting >= limits.max_archive_nesting:
        reason = (
            f"it lies inside {item.nesting} containers, the limit is {limits.max_archive_nesting}; "
            "raise SANCTIONWIRE_MAX_ARCHIVE_NESTING to take it"
        )
        yield _refusal(item.uri, "nested_too_deep", reason)
        return
    allowance = spool.allowance(item.outermost or item.uri, limits, delivery.byte_size)
    told: Counter[str] = Counter()
    try:
        with _opened(delivery) as file:
            for found in _contents(_Opening(item, delivery, spool, limits, allowance), file):
                if isinstance(found, Refusal):
                    told[found.reason_code] += 1
                if not isinstance(found, Refusal) or told[found.reason_code] <= MAX_TOLD:
                    yield found
    except ContainerError as error:
        yield _refusal(item.uri, error.reason_code, f"unpacking stopped: {error}")
    for reason_code, count in told.items():
        if count > MAX_TOLD:
            yield _refusal(item.uri, reason_code, f"{count - MAX_TOLD:,} more members are refused for the reason {reason_code}")


class _Opening:
    """One container while it is open, and what its members have from it."""

    def __init__(self, item: Item, delivery: Delivery, spool: Spool, limits: Limits, allowance: Allowance) -> None:
        self.item = item
        self.delivery = delivery
        self.spool = spool
        self.limits = limits
        self.allowance = allowance
        self.inherited = Item(
            item.uri,
            format_hint=item.format_hint,
            received_at=delivery.fetched_at,
            columns=item.columns,
            nesting=item.nesting + 1,
            outermost=item.outermost or item.uri,
            follows=item.follows,
        )

    def spooled(self, item: Item, stream: BinaryIO) -> Item | Refusal:
        """Put a member into the spool. A container is bounded by the allowance alone, everything else as an item."""
        head = _read_head(stream)
        is_container = kind_of(head) is not None
        max_bytes = self.limits.max_archive_bytes if is_container else most_bytes(item.uri, item.media_type, self.limits)
        stored = self.spool.put(head, stream, max_bytes, alone=is_container)
        if stored is None:
            reason = f"it is larger than {max_bytes:,} bytes; raise SANCTIONWIRE_MAX_ITEM_BYTES to take it"
            return _refusal(item.uri, "too_large", reason)
        spooled, size = stored
        return replace(item, spooled=spooled, byte_size=size)


@contextmanager
def _opened(delivery: Delivery) -> Iterator[BinaryIO]:
    if delivery.file is None:
        yield io.BytesIO(delivery.content)
        return
    try:
        file = delivery.file.open("rb")
    except OSError as error:
        raise DamagedError("unreadable", f"it cannot be read ({error.strerror}); check that it is still there") from error
    with file:
        yield file


def _contents(opening: _Opening, file: BinaryIO) -> Iterator[Found]:
    kind = kind_of(opening.delivery.content[:HEAD_BYTES])
    if kind not in CODINGS:
        yield from _members(opening, kind, file, cast("BinaryIO", Translated(file, (OSError,), opening.allowance)))
        return
    stream = Expanded(file, kind, opening.allowance)
    inner = kind_of(stream.peek(HEAD_BYTES))
    if inner in (Kind.TAR, Kind.WARC, Kind.ARC):
        yield from _members(opening, inner, file, cast("BinaryIO", stream))
        while stream.read(HEAD_BYTES):  # what follows the last member is padding; reading it proves that nothing was cut off
            pass
    else:
        yield opening.spooled(_expanded_in_place(opening), cast("BinaryIO", stream))


def _expanded_in_place(opening: _Opening) -> Item:
    """Return the item of a compressed file: the same under the same name, as if its coding had been taken off on the way."""
    delivery = opening.delivery
    return replace(
        opening.inherited,
        hints=delivery.hints,
        media_type=None if delivery.media_type in PACKED_TYPES else delivery.media_type,
        charset=delivery.charset,
    )


def _members(opening: _Opening, kind: Kind | None, file: BinaryIO, stream: BinaryIO) -> Iterator[Found]:
    if kind is Kind.ZIP:
        members: Iterator[Member | Passed] = zipped.members(file, opening.allowance)
    elif kind is Kind.TAR:
        members = tarred.members(stream)
    else:
        members = webarchive.members(stream, opening.limits)
    for member in members:
        opening.allowance.count_member()
        yield _one(opening, member)


def _one(opening: _Opening, member: Member | Passed) -> Found:
    name = member.name if isinstance(member, Passed) or member.uri else shown(member.name)
    uri = f"{opening.item.uri}!/{name}"
    if isinstance(member, Passed):
        return Skipped(uri, member.reason_code)
    flaw = member.flaw
    if member.uri is None:
        flaw = unsafe(name) or flaw
        if flaw is None and is_no_story(name):
            return Skipped(uri, "file_of_no_story")
    if flaw is not None:
        return _refusal(uri, *flaw)
    item = replace(
        opening.inherited,
        uri=member.uri or uri,
        media_type=member.media_type,
        charset=member.charset,
        received_at=member.received_at or opening.inherited.received_at,
    )
    try:
        with member.open() as stream:
            return opening.spooled(item, stream)
    except OverLimitError:
        raise
    except ContainerError as error:
        return _refusal(item.uri, error.reason_code, str(error))


def _read_head(stream: BinaryIO) -> bytes:
    head = b""
    while len(head) < HEAD_BYTES and (more := stream.read(HEAD_BYTES - len(head))):
        head += more
    return head


def _refusal(uri: str, reason_code: str, reason: str) -> Refusal:
    return Refusal(uri, STAGE, reason_code, reason)
