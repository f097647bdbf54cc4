"""Follow a sitemap: its pages are fetched, with what the news extension says of them, and its further sitemaps are opened."""

from collections.abc import Iterator
from dataclasses import replace

from tasks.readers.feed_parts.sitemap import Place, places
from tasks.sources.delivery import Delivery, Hints, Item, Refusal
from tasks.sources.limits import Limits
from tasks.sources.links import Named, follow

MAX_NESTING = 3  # the protocol allows one index above the sitemaps; some publishers have two


def expand_sitemap(delivery: Delivery, limits: Limits, nesting: int = 0) -> Iterator[Item | Refusal]:
    """Yield what to fetch. Raise UnreadableError for a sitemap that cannot be read. `nesting` counts the indexes above it."""
    named = places(delivery, limits)
    further = {place.url for place in named if place.is_sitemap}
    if further and nesting >= MAX_NESTING:
        reason = f"{nesting} sitemaps lead to this index of sitemaps; ingest it by itself"
        yield Refusal(delivery.uri, "unpack", "too_deep", reason)
        return
    for found in follow((Named(place.url, _hints(place), place.changed) for place in named), delivery, limits, "sitemap"):
        yield replace(found, follows=bool(further), nesting=nesting + 1) if isinstance(found, Item) else found


def _hints(place: Place) -> Hints | None:
    if place.is_sitemap:
        return None
    published = place.published.at if place.published else None
    return Hints(place.title, None, place.provider, published, place.language, place.keywords)
