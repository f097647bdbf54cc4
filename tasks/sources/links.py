"""The addresses that a feed or sitemap names, as items to fetch: http(s) alone, each once, not too many."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from tasks.sources.addresses import parse_url, url_scheme
from tasks.sources.delivery import Delivery, Hints, Item, Refusal
from tasks.sources.errors import BadUrlError
from tasks.sources.limits import Limits


@dataclass(frozen=True)
class Named:
    """One address as it is written, what is said of the page there, and what tells that the page has changed."""

    link: str
    hints: Hints | None = None
    stamp: str | None = None


def follow(links: Iterable[Named], delivery: Delivery, limits: Limits, what: str) -> Iterator[Item | Refusal]:
    """Yield an item for each address, resolved against that of the delivery, and a refusal for each that is not fetched.

    `what` names the delivery in the one refusal that stands for all addresses beyond the limit.
    """
    seen: set[str] = set()
    for named in links:
        found = _item(named, delivery)
        if found.uri in seen:
            continue
        if len(seen) == limits.max_feed_items:
            reason = f"the {what} names more than {limits.max_feed_items:,} pages; raise SANCTIONWIRE_MAX_FEED_ITEMS to take all"
            yield Refusal(delivery.uri, "unpack", "too_many_items", reason)
            return
        seen.add(found.uri)
        yield found


def resolved(link: str, base: str) -> str | None:
    """Return the whole http(s) address that a link means, or None if it means none."""
    try:
        return str(parse_url(urljoin(base if url_scheme(base) else "", link.strip())))
    except (BadUrlError, ValueError):
        return None


def _item(named: Named, delivery: Delivery) -> Item | Refusal:
    url = resolved(named.link, delivery.uri)
    if url is None:
        reason = f"{delivery.uri} names it, and it is no http(s) address; it is not fetched"
        return Refusal(named.link[:1_000], "unpack", "bad_url", reason)
    return Item(url, hints=named.hints, stamp=named.stamp)
