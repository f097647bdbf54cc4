"""Receive one item: a file, a member in the spool, standard input, or what a URL answers."""

import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from tasks.sources.addresses import url_scheme
from tasks.sources.containers.kinds import HEAD_BYTES, kind_of
from tasks.sources.delivery import Delivery, Item, Refusal, Spooled, Unchanged
from tasks.sources.download import Downloader
from tasks.sources.find import STDIN
from tasks.sources.limits import Limits
from tasks.sources.remote import PROTOCOLS, open_remote
from tasks.sources.spool import Spool
from tasks.sources.tables import most_bytes
from tasks.sources.web import Web

Now = datetime | Callable[[], datetime]


def fetch(
    item: Item,
    limits: Limits,
    now: Now,
    downloader: Downloader | None = None,
    stdin: BinaryIO | None = None,
    spool: Spool | None = None,
) -> Delivery | Refusal | Unchanged:
    """Receive an item's bytes, or say why they are not taken. `now` is UTC, or gives it.

    `downloader` is what all fetches of a run share; without one, nothing is known of earlier fetches.
    A container may be larger than an item: it stays in its file, or goes into the spool, if there is one.
    Raises TransientFetchError where trying again may help; its `refusal` is what to record when no try is left.
    """
    scheme = None if item.spooled else url_scheme(item.uri)
    outcome: Delivery | Refusal | Unchanged
    if item.uri == STDIN and item.spooled is None:
        outcome = _read_stdin(item, limits, now, stdin, spool)
    elif scheme in PROTOCOLS:
        outcome = open_remote(item, limits, lambda stream: _receive(item, stream, limits, now, spool))
    elif scheme is not None:
        outcome = (downloader or Downloader(Web(limits))).download(item, lambda: _instant(now))
    else:
        outcome = _read_file(item, limits, now)
    return _as_told(item, outcome) if isinstance(outcome, Delivery) else outcome


def _as_told(item: Item, delivery: Delivery) -> Delivery:
    """Return the delivery with what the container or feed said of its item."""
    return replace(
        delivery,
        media_type=delivery.media_type or item.media_type,
        charset=delivery.charset or item.charset,
        fetched_at=item.received_at or delivery.fetched_at,
        hints=delivery.hints or item.hints,
        columns=item.columns,
        follows=item.follows,
    )


def _read_file(item: Item, limits: Limits, now: Now) -> Delivery | Refusal:
    place = item.spooled or Spooled(item.uri)
    path = Path(place.path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return _refusal(item, "special_file", f"{path} is no regular file; name one, or pipe it to -")
        size = item.byte_size if item.spooled else status.st_size
        most = most_bytes(item.uri, None, limits)
        with path.open("rb") as file:
            file.seek(place.offset)
            head = file.read(min(HEAD_BYTES, most + 1, size))
            if kind_of(head) is not None:
                return Delivery(item.uri, head, None, None, _instant(now), item.format_hint, file=path)
            if size > most:
                return _too_large(item, most, f"has {size:,} bytes")
            content = head + file.read(most + 1 - len(head) if item.spooled is None else size - len(head))
    except OSError as error:
        return _refusal(item, "unreadable", f"{item.uri} cannot be read ({error.strerror}); check that it is still there")
    return _bounded(item, content, most, now)


def _read_stdin(item: Item, limits: Limits, now: Now, stdin: BinaryIO | None, spool: Spool | None) -> Delivery | Refusal:
    if stdin is None:
        return _refusal(item, "no_input", "there is no standard input; pipe a story to the command")
    return _receive(item, stdin, limits, now, spool)


def _receive(item: Item, stream: BinaryIO, limits: Limits, now: Now, spool: Spool | None) -> Delivery | Refusal:
    """Receive a stream of unknown length."""
    most = most_bytes(item.uri, None, limits)
    content = _read_up_to(stream, most + 1)
    if len(content) <= most or spool is None or kind_of(content[:HEAD_BYTES]) is None:
        return _bounded(item, content, most, now)
    stored = spool.put(content, stream, limits.max_archive_bytes, alone=True)
    if stored is None:
        reason = f"the archive is larger than {limits.max_archive_bytes:,} bytes; raise SANCTIONWIRE_MAX_ARCHIVE_BYTES to take it"
        return _refusal(item, "too_large", reason)
    return Delivery(item.uri, content[:HEAD_BYTES], None, None, _instant(now), item.format_hint, file=Path(stored[0].path))


def _read_up_to(stream: BinaryIO, max_bytes: int) -> bytes:
    """Read so many bytes, or all there are: a stream may give fewer at a time."""
    received = bytearray()
    while len(received) < max_bytes and (chunk := stream.read(max_bytes - len(received))):
        received += chunk
    return bytes(received)


def _bounded(item: Item, content: bytes, most: int, now: Now) -> Delivery | Refusal:
    if len(content) > most:
        return _too_large(item, most, "is larger")
    return Delivery(item.uri, content, None, None, _instant(now), item.format_hint)


def _instant(now: Now) -> datetime:
    return now if isinstance(now, datetime) else now()


def _too_large(item: Item, most: int, size: str) -> Refusal:
    reason = f"the item {size}, the limit is {most:,} bytes; raise SANCTIONWIRE_MAX_ITEM_BYTES to take it"
    return _refusal(item, "too_large", reason)


def _refusal(item: Item, reason_code: str, reason: str) -> Refusal:
    return Refusal(item.uri, "fetch", reason_code, reason)
