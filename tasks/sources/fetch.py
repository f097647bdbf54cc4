"""Receive one item: a file, standard input, or what a URL answers."""

import stat
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import httpx

from tasks.sources.addresses import url_scheme
from tasks.sources.delivery import Delivery, Item, Refusal
from tasks.sources.download import download
from tasks.sources.find import STDIN
from tasks.sources.limits import Limits
from tasks.sources.tables import most_bytes

Now = datetime | Callable[[], datetime]


def fetch(
    item: Item, limits: Limits, now: Now, client: httpx.Client | None = None, stdin: BinaryIO | None = None
) -> Delivery | Refusal:
    """Receive an item's bytes, or say why they are not taken. `now` is UTC, or gives it.

    Raises TransientFetchError where trying again may help; its `refusal` is what to record when no try is left.
    """
    if item.uri == STDIN:
        return _read_stdin(item, limits, now, stdin)
    if url_scheme(item.uri) is not None:
        return download(item, limits, lambda: _instant(now), client)
    return _read_file(item, limits, now)


def _read_file(item: Item, limits: Limits, now: Now) -> Delivery | Refusal:
    path = Path(item.uri)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return _refusal(item, "special_file", f"{path} is no regular file; name one, or pipe it to -")
        most = most_bytes(item.uri, None, limits)
        if status.st_size > most:
            return _too_large(item, most, f"has {status.st_size:,} bytes")
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        return _refusal(item, "unreadable", f"{path} cannot be read ({error.strerror}); check that it is still there")
    return _bounded(item, content, most, now)


def _read_stdin(item: Item, limits: Limits, now: Now, stdin: BinaryIO | None) -> Delivery | Refusal:
    if stdin is None:
        return _refusal(item, "no_input", "there is no standard input; pipe a story to the command")
    return _bounded(item, stdin.read(limits.max_item_bytes + 1), limits.max_item_bytes, now)


def _bounded(item: Item, content: bytes, most: int, now: Now) -> Delivery | Refusal:
    if len(content) > most:
        return _too_large(item, most, "is larger")
    return Delivery(item.uri, content, None, None, _instant(now), item.format_hint, columns=item.columns)


def _instant(now: Now) -> datetime:
    return now if isinstance(now, datetime) else now()


def _too_large(item: Item, most: int, size: str) -> Refusal:
    reason = f"the item {size}, the limit is {most:,} bytes; raise SANCTIONWIRE_MAX_ITEM_BYTES to take it"
    return _refusal(item, "too_large", reason)


def _refusal(item: Item, reason_code: str, reason: str) -> Refusal:
    return Refusal(item.uri, "fetch", reason_code, reason)
