"""Archived feeds by RFC 5005: a page of a feed names the page before it."""

from tasks.readers.errors import UnreadableError
from tasks.readers.xml_parts import xml
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits
from tasks.sources.links import resolved

OLDER = frozenset({"prev-archive", "next"})  # RFC 5005, 4 and 3: of archived and of paged feeds


def older_page(delivery: Delivery, limits: Limits) -> str | None:
    """Return the address of the next older page of a feed, or None if it names none."""
    try:
        root = xml.parse(delivery, limits)
    except UnreadableError:
        return None
    links = [link for link in root.iter("{*}link") if link.get("rel") in OLDER and link.get("href")]
    links.sort(key=lambda link: link.get("rel") != "prev-archive")
    return resolved(str(links[0].get("href")), delivery.uri) if links else None
