"""Feeds, sitemaps and mails as holders of further items: how they are told, and what is read besides."""

from collections.abc import Iterator

from tasks.readers import email_rfc822, rss_atom
from tasks.readers.errors import UnreadableError
from tasks.readers.feed_parts import sitemap
from tasks.readers.mail_parts import mail
from tasks.readers.mail_parts.mail_text import read_text
from tasks.readers.opening import opening
from tasks.readers.registry import sniff
from tasks.sources.delivery import Delivery, Item, Refusal
from tasks.sources.feeds import expand_feed
from tasks.sources.limits import Limits
from tasks.sources.mails import attachments
from tasks.sources.sitemaps import expand_sitemap
from tasks.sources.spool import Spool

HEAD_BYTES = 4_096  # enough to see that something is no mail
STANDARD = Limits()  # to look into a delivery; what is taken out obeys the limits of the run


def is_followed_sitemap(delivery: Delivery) -> bool:
    """Tell whether the delivery is a sitemap whose pages are to be fetched."""
    return delivery.is_followed and _format(delivery) == sitemap.NAME


def is_feed_of_links(delivery: Delivery) -> bool:
    """Tell whether the delivery is a feed that is followed and holds no story itself."""
    linked = _linked(delivery)
    return bool(linked) and all(linked)


def is_feed_with_stories(delivery: Delivery) -> bool:
    """Tell whether the delivery is a feed that is followed and holds stories, or entries without a page, besides."""
    linked = _linked(delivery)
    return any(linked) and not all(linked)


def is_mail_of_files(delivery: Delivery) -> bool:
    """Tell whether the delivery is a mail, or a mailbox, that holds attached files alone."""
    return _holds_files(delivery) and not _holds_text(delivery)


def is_mail_with_files(delivery: Delivery) -> bool:
    """Tell whether the delivery is a mail, or a mailbox, that holds attached files and text."""
    return _holds_files(delivery) and _holds_text(delivery)


def open_feed(item: Item, delivery: Delivery, spool: Spool, limits: Limits) -> Iterator[Item | Refusal]:
    """Yield the pages of a feed."""
    yield from expand_feed(delivery, limits)


def open_sitemap(item: Item, delivery: Delivery, spool: Spool, limits: Limits) -> Iterator[Item | Refusal]:
    """Yield the pages of a sitemap, or the one reason why there are none."""
    try:
        yield from expand_sitemap(delivery, limits, item.nesting)
    except UnreadableError as error:
        yield Refusal(item.uri, "unpack", error.reason_code, str(error))


def _linked(delivery: Delivery) -> list[bool]:
    """Tell of each entry of a followed feed whether its story is on a page; nothing of what is none, or cannot be read."""
    if not delivery.is_followed or _format(delivery) != rss_atom.NAME:
        return []
    try:
        return [rss_atom.is_linked(entry, delivery.uri) for entry in rss_atom.entries(delivery, STANDARD)]
    except UnreadableError:
        return []


def _holds_files(delivery: Delivery) -> bool:
    if not email_rfc822.START.match(opening(delivery.content[:HEAD_BYTES])) or _format(delivery) != email_rfc822.NAME:
        return False
    try:
        return any(True for _ in attachments(delivery, STANDARD))
    except UnreadableError:
        return False


def _holds_text(delivery: Delivery) -> bool:
    """Tell whether a mail says something itself; what cannot be told is the reader's to refuse."""
    try:
        return any(read_text(message, STANDARD) for message in mail.messages(delivery.content))
    except UnreadableError:
        return True


def _format(delivery: Delivery) -> str:
    return delivery.format_hint or sniff(delivery).format
