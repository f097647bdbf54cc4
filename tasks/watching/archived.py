"""List an archive: everything in it with its days, from a folder, a packed file, a store, a sitemap or a feed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from tasks.readers import rss_atom
from tasks.readers.errors import UnreadableError
from tasks.readers.feed_parts.archived import older_page
from tasks.sources.addresses import url_scheme
from tasks.sources.containers.archives import is_archive
from tasks.sources.containers.kinds import HEAD_BYTES, kind_of
from tasks.sources.delivery import Delivery, Hints, Item, Refusal, Unchanged
from tasks.sources.download import Downloader
from tasks.sources.errors import TransientFetchError
from tasks.sources.feeds import expand_feed
from tasks.sources.fetch import fetch
from tasks.sources.find import find
from tasks.sources.followed import is_feed_of_links, is_feed_with_stories, is_followed_sitemap, open_sitemap
from tasks.sources.holders import holder_of, open_holder
from tasks.sources.limits import Limits
from tasks.sources.spool import Spool
from tasks.sources.web import Web
from tasks.watching.dated import Days, days_of_instant, days_of_name
from tasks.watching.look import limits_of
from tasks.watching.source import Source

MAX_FEED_PAGES = 10_000
# The name of a packed file. Matches "s3://wire/2019.tar.gz" and "a.ZIP"; misses "zip.txt".
PACKED = re.compile(r".*\.(?:zip|tar|tgz|tbz2|txz|gz|bz2|xz|zst|warc|arc)", re.IGNORECASE)


@dataclass(frozen=True)
class Dated:
    """One item of an archive, its days, and its bytes if they came with the listing."""

    item: Item
    days: Days
    received: Delivery | None = None


Listed = Dated | Refusal | Item  # an item is one whose date nothing tells


def list_archive(source: Source, within: Days, limits: Limits, now: Callable[[], datetime], spool: Spool) -> Iterator[Listed]:
    """Yield what an archive holds in some days, in no order; what nothing dates, and what cannot be opened, as it is.

    Members of packed files go into the spool. What is known to lie outside the days is not opened.
    """
    walk = _Walk(source, within, limits_of(source, limits), now, spool)
    if url_scheme(source.location) in ("http", "https"):
        yield from walk.url(Item(source.location))
    else:
        yield from walk.files()


class _Walk:
    """One walk through an archive."""

    def __init__(self, source: Source, within: Days, limits: Limits, now: Callable[[], datetime], spool: Spool) -> None:
        self._source = source
        self._within = within
        self._limits = limits
        self._now = now
        self._spool = spool
        self._downloader = Downloader(Web(limits))

    def files(self) -> Iterator[Listed]:
        """Yield what a path names. A date above the archive says nothing of what is in it."""
        found = find([self._source.location], self._limits, self._source.format)
        yield from found.refused
        root = self._source.location if Path(self._source.location).is_dir() else str(Path(self._source.location).parent)
        for item in found.items:
            days = days_of_name(item.uri.removeprefix(root))
            if days is not None and not days.meets(self._within):
                continue
            yield from self._file(item, days)

    def _file(self, item: Item, days: Days | None) -> Iterator[Listed]:
        if not _is_packed(item):
            yield from self._dated(item, days)
            return
        try:
            received = fetch(item, self._limits, self._now, self._downloader, None, self._spool)
        except TransientFetchError as error:
            received = error.refusal
        match received:
            case Refusal():
                yield received
            case Delivery() if is_archive(received):
                yield from self._members(item, received, days)
            case Delivery() | Unchanged():
                yield from self._dated(item, days)

    def _members(self, item: Item, received: Delivery, days: Days | None) -> Iterator[Listed]:
        holder = holder_of(received)
        assert holder is not None  # noqa: S101 - an archive is a holder
        opened = open_holder(holder, item, received, self._spool, self._limits)
        yield from opened.refused
        if opened.barren is not None:
            yield opened.barren
        for member in opened.items:
            own = days_of_name(member.uri.removeprefix(item.uri)) or days
            if own is None or own.meets(self._within):
                yield from self._dated(member, own)

    def url(self, item: Item) -> Iterator[Listed]:
        """Yield what a URL leads to: the pages of a sitemap or of a feed and its older pages, members, or a page."""
        for _ in range(MAX_FEED_PAGES):
            received = self._ask(item)
            if isinstance(received, Refusal):
                yield received
                return
            if is_archive(received):
                yield from self._members(item, received, days_of_name(item.uri))
            elif is_followed_sitemap(received):
                yield from self._sitemap(item, received)
            elif is_feed_of_links(received) or is_feed_with_stories(received) or self._source.format == rss_atom.NAME:
                yield from self._feed(item, received)
            else:
                yield from self._dated(item, days_of_name(item.uri), received)
            older = older_page(received, self._limits)
            if older is None or self._is_before(received):
                return
            item = Item(older)

    def _ask(self, item: Item) -> Delivery | Refusal:
        try:
            received = self._downloader.download(item, self._now)
        except TransientFetchError as error:
            return error.refusal
        assert not isinstance(received, Unchanged)  # noqa: S101 - nothing is known of earlier fetches
        return received

    def _sitemap(self, item: Item, received: Delivery) -> Iterator[Listed]:
        for found in open_sitemap(item, received, self._spool, self._limits):
            if isinstance(found, Refusal):
                yield found
            elif found.follows:
                days = days_of_name(found.uri.removeprefix(item.uri))
                if days is None or days.meets(self._within):
                    yield from self.url(found)
            else:
                yield from self._page(found)

    def _feed(self, item: Item, received: Delivery) -> Iterator[Listed]:
        """Yield the pages of a feed, and the feed itself, under its newest day, if it holds stories."""
        for found in expand_feed(received, self._limits):
            yield found if isinstance(found, Refusal) else next(self._page(found), found)
        if not is_feed_of_links(received):
            issued = self._issued(received)
            yield from self._dated(item, max(issued) if issued else None, received)

    def _page(self, item: Item) -> Iterator[Listed]:
        told = item.hints.published_at if item.hints else None
        days = days_of_instant(told) if told else days_of_name(item.uri) or days_of_name(item.stamp or "")
        yield from self._dated(item, days)

    def _issued(self, received: Delivery) -> list[Days]:
        try:
            found = rss_atom.entries(received, self._limits)
        except UnreadableError:
            return []
        return [days_of_instant(entry.issued.at) for entry in found if entry.issued]

    def _is_before(self, received: Delivery) -> bool:
        """Tell whether a page of a feed is older than what is wanted, so that its older pages are too."""
        issued = self._issued(received)
        return bool(issued) and max(issued).last_on < self._within.first_on

    def _dated(self, item: Item, days: Days | None, received: Delivery | None = None) -> Iterator[Listed]:
        told = replace(item, format_hint=self._source.format, hints=self._hints(item))
        if days is None:
            yield told
        elif days.meets(self._within):
            yield Dated(told, days, received)

    def _hints(self, item: Item) -> Hints | None:
        provider = self._source.provider
        return replace(item.hints or Hints(), provider=provider) if provider else item.hints


def _is_packed(item: Item) -> bool:
    """Tell whether a file is to be opened for its members: by how it begins, in a store, which is read once, by its name."""
    if url_scheme(item.uri) is not None:
        return PACKED.fullmatch(item.uri) is not None
    try:
        with Path(item.uri).open("rb") as file:
            return kind_of(file.read(HEAD_BYTES)) is not None
    except OSError:
        return False  # whoever fetches it says why
