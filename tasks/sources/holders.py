"""What holds further items: archives, and whatever else names things to fetch. A new kind is one more line in HOLDERS."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tasks.sources import followed
from tasks.sources.addresses import url_scheme
from tasks.sources.containers.archives import Found, expand, is_archive
from tasks.sources.delivery import Delivery, Item, Refusal
from tasks.sources.limits import Limits
from tasks.sources.mails import expand_mail
from tasks.sources.spool import Spool

PUBLIC_SCHEMES = ("http", "https")


@dataclass(frozen=True)
class Holder:
    """A kind of delivery that holds further items: how to tell it, and how to take them out.

    `is_document`: it is read like any other delivery too, besides giving its items.
    """

    name: str
    holds: Callable[[Delivery], bool]
    expand: Callable[[Item, Delivery, Spool, Limits], Iterator[Found]]
    is_document: bool = False


HOLDERS = (
    Holder("archive", is_archive, expand),
    Holder("sitemap", followed.is_followed_sitemap, followed.open_sitemap),
    Holder("feed of links", followed.is_feed_of_links, followed.open_feed),
    Holder("feed with stories", followed.is_feed_with_stories, followed.open_feed, is_document=True),
    Holder("mail of files", followed.is_mail_of_files, expand_mail),
    Holder("mail with files", followed.is_mail_with_files, expand_mail, is_document=True),
)


@dataclass
class Opened:
    """What one holder gave. `barren` is the one reason why it gave nothing, if it did."""

    items: list[Item] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    barren: Refusal | None = None


def holder_of(delivery: Delivery) -> Holder | None:
    """Return what kind of holder the delivery is, or None."""
    return next((holder for holder in HOLDERS if holder.holds(delivery)), None)


def open_holder(holder: Holder, item: Item, delivery: Delivery, spool: Spool, limits: Limits) -> Opened:
    """Take everything out of a holder."""
    opened = Opened()
    for found in holder.expand(item, delivery, spool, limits):
        if isinstance(found, Item):
            _admit(opened, found)
        elif isinstance(found, Refusal):
            opened.refused.append(found)
        else:
            opened.skipped[found.reason_code] += 1
    if not opened.items and not holder.is_document:
        opened.barren = _why_barren(item, opened)
    return opened


def _admit(opened: Opened, item: Item) -> None:
    """Take an item in. What others have written may name public addresses only, never a file or a store of ours."""
    if item.spooled is None and url_scheme(item.uri) not in PUBLIC_SCHEMES:
        reason = "it is no http(s) address, and nothing else is fetched on the word of a delivery; name it yourself"
        opened.refused.append(Refusal(item.uri, "unpack", "unsupported_scheme", reason))
    else:
        opened.items.append(item)


def _why_barren(item: Item, opened: Opened) -> Refusal:
    own = next((refusal for refusal in opened.refused if refusal.uri == item.uri), None)
    if own is not None:
        opened.refused.remove(own)
        return own
    left_out = opened.skipped.total() + len(opened.refused)
    reason = f"it holds no story: {left_out:,} members, none of which can be taken; check what was packed"
    return Refusal(item.uri, "unpack", "no_story", reason)
