"""Follow a feed: the pages of the entries that do not bring their whole story are fetched, with what the entries say of them."""

from collections.abc import Iterator
from dataclasses import replace

from tasks.readers.feed_parts.feed_entry import Entry
from tasks.readers.markup import plain_text
from tasks.readers.rss_atom import entries, is_linked
from tasks.sources.delivery import Delivery, Hints, Item, Refusal
from tasks.sources.limits import Limits
from tasks.sources.links import follow


def expand_feed(delivery: Delivery, limits: Limits) -> Iterator[Item | Refusal]:
    """Yield the pages to fetch. Raise UnreadableError for a feed that cannot be read or has no entries."""
    linked = ((entry.link, _hints(entry, limits)) for entry in entries(delivery, limits) if is_linked(entry, delivery.uri))
    for found in follow(((link, hints) for link, hints in linked if link), delivery, limits, "feed"):
        yield replace(found, follows=False) if isinstance(found, Item) else found  # a feed that names a feed is not followed on


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
