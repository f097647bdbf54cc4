"""Receive one item: a file, standard input, or what a URL answers."""

import stat
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from tasks.sources.addresses import url_scheme
from tasks.sources.delivery import Delivery, Item, Refusal, Unchanged
from tasks.sources.download import Downloader
from tasks.sources.find import STDIN
from tasks.sources.limits import Limits
from tasks.sources.web import Web

Now = datetime | Callable[[], datetime]


def fetch(
    item: Item, limits: Limits, now: Now, downloader: Downloader | None = None, stdin: BinaryIO | None = None
) -> Delivery | Refusal | Unchanged:
    """Receive an item's bytes, or say why they are not taken. `now` is UTC, or gives it.

    `downloader` is what all fetches of a run share; without one, nothing is known of earlier fetches.
    Raises TransientFetchError where trying again may help; its `refusal` is what to record when no try is left.
    """
    if item.uri == STDIN:
        return _read_stdin(item, limits, now, stdin)
    if url_scheme(item.uri) is not None:
        return (downloader or Downloader(Web(limits))).download(item, lambda: _instant(now))
    return _read_file(item, limits, now)


def _read_file(item: Item, limits: Limits, now: Now) -> Delivery | Refusal:
    path = Path(item.uri)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return _refusal(item, "special_file", f"{path} is no regular file; name one, or pipe it to -")
        if status.st_size > limits.max_item_bytes:
            return _too_large(item, limits, f"has {status.st_size:,} bytes")
        with path.open("rb") as file:
            content = file.read(limits.max_item_bytes + 1)
    except OSError as error:
        return _refusal(item, "unreadable", f"{path} cannot be read ({error.strerror}); check that it is still there")
    return _bounded(item, content, limits, now)


def _read_stdin(item: Item, limits: Limits, now: Now, stdin: BinaryIO | None) -> Delivery | Refusal:
    if stdin is None:
        return _refusal(item, "no_input", "there is no standard input; pipe a story to the command")
    return _bounded(item, stdin.read(limits.max_item_bytes + 1), limits, now)


def _bounded(item: Item, content: bytes, limits: Limits, now: Now) -> Delivery | Refusal:
    if len(content) > limits.max_item_bytes:
        return _too_large(item, limits, "is larger")
    return Delivery(item.uri, content, None, None, _instant(now), item.format_hint)


def _instant(now: Now) -> datetime:
    return now if isinstance(now, datetime) else now()


def _too_large(item: Item, limits: Limits, size: str) -> Refusal:
    reason = f"the item {size}, the limit is {limits.max_item_bytes:,} bytes; raise SANCTIONWIRE_MAX_ITEM_BYTES to take it"
    return _refusal(item, "too_large", reason)


def _refusal(item: Item, reason_code: str, reason: str) -> Refusal:
    return Refusal(item.uri, "fetch", reason_code, reason)
