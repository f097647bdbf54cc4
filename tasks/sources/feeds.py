"""Follow a feed: the pages of the entries that do not bring their whole story are fetched, with what the entries say of them."""

from collections.abc import Iterator
from dataclasses import replace

from tasks.readers.feed_parts.feed_entry import Entry
from tasks.readers.markup import plain_text
from tasks.readers.rss_atom import entries, is_linked
from tasks.sources.delivery import Delivery, Hints, Item, Refusal
from tasks.sources.limits import Limits
from tasks.sources.links import Named, follow


def expand_feed(delivery: Delivery, limits: Limits) -> Iterator[Item | Refusal]:
    """Yield the pages to fetch. Raise UnreadableError for a feed that cannot be read or has no entries."""
    linked = [entry for entry in entries(delivery, limits) if is_linked(entry, delivery.uri)]
    named = (Named(entry.link, _hints(entry, limits), _stamp(entry)) for entry in linked if entry.link)
    for found in follow(named, delivery, limits, "feed"):
        yield replace(found, follows=False) if isinstance(found, Item) else found  # a feed that names a feed is not followed on


def _stamp(entry: Entry) -> str | None:
    return entry.issued.at.isoformat() if entry.issued else None


def _hints(entry: Entry, limits: Limits) -> Hints:
    issued = entry.published or entry.updated
    return Hints(
        headline=plain_text(entry.title.text, limits, is_markup=entry.title.is_markup) if entry.title else None,
        byline=entry.byline,
        provider=entry.provider,
        published_at=issued.at if issued else None,
        language=entry.language,
        keywords=entry.keywords,
    )
