"""Sitemaps: XML with pages or further sitemaps, news extensions included, or plain text with one address a line.

They hold no stories; `tasks.sources.sitemaps` takes their pages up where they are to be followed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from tasks.readers.charset import decode
from tasks.readers.errors import UnreadableError
from tasks.readers.feed_parts.feed_entry import Moment
from tasks.readers.opening import opening, root_name
from tasks.readers.values.front_matter import stamp
from tasks.readers.values.language_tag import primary_language
from tasks.readers.xml_parts import xml
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits

NAME = "sitemap"

# A line that is an address and nothing else. Matches "https://a.example/b"; misses "see https://a.example/b".
ADDRESS_LINE = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """One address that a sitemap names, and what it says about the page there.

    `is_sitemap`: it is a further sitemap. `changed` is `lastmod` as it is written: it tells versions apart.
    """

    url: str
    is_sitemap: bool = False
    title: str | None = None
    provider: str | None = None
    published: Moment | None = None
    language: str | None = None
    keywords: tuple[str, ...] = ()
    changed: str | None = None


def sniff(head: str, delivery: Delivery) -> float:
    """Return how sure it is that the delivery is a sitemap, from its first element, or from lines that are all addresses."""
    if root_name(head) in ("urlset", "sitemapindex"):
        return 0.97
    lines = head.split()
    whole = lines if len(delivery.content) <= len(head) else lines[:-1]
    is_list = bool(whole) and len(whole) == len(head.splitlines()[: len(whole)]) and all(map(ADDRESS_LINE.fullmatch, whole))
    return 0.9 if is_list else 0.0


def read(delivery: Delivery, limits: Limits) -> Sequence[object]:
    """Refuse a sitemap that is not followed, telling how many pages it names."""
    named = places(delivery, limits)
    kind = "sitemaps" if named and named[0].is_sitemap else "pages"
    reason = f"the sitemap names {len(named):,} {kind} and holds no story; ingest it with --follow to fetch them"
    raise UnreadableError("not_followed" if named else "empty", reason if named else "the sitemap names no pages")


def places(delivery: Delivery, limits: Limits) -> list[Place]:
    """Return what a sitemap names, in its order, or none. Raise UnreadableError for broken XML."""
    if opening(delivery.content).startswith("<"):
        return list(_places(xml.parse(delivery, limits)))
    lines = decode(delivery.content, delivery.charset).text.splitlines()
    return [Place(line.strip()) for line in lines if ADDRESS_LINE.fullmatch(line.strip())]


def _places(root: etree._Element) -> Iterator[Place]:
    for element in root.iterchildren("{*}url", "{*}sitemap"):
        url = xml.text_of(xml.first(element, "loc"))
        if url is not None:
            yield _place(url, element, xml.first(element, "news"))


def _place(url: str, element: etree._Element, news: etree._Element | None) -> Place:
    """Return what the news extension of Google says of a page; `lastmod` is no publication."""
    written = xml.text_of(xml.first(news, "publication_date")) if news is not None else None
    read = stamp(written) if written else None
    publication = xml.first(news, "publication") if news is not None else None
    tag = xml.text_of(xml.first(publication, "language")) if publication is not None else None
    words = xml.text_of(xml.first(news, "keywords")) if news is not None else None
    return Place(
        url,
        is_sitemap=xml.local(element) == "sitemap",
        title=xml.text_of(xml.first(news, "title")) if news is not None else None,
        provider=xml.text_of(xml.first(publication, "name")) if publication is not None else None,
        published=Moment(*read) if read else None,
        language=primary_language(tag),
        keywords=tuple(dict.fromkeys(word.strip() for word in (words or "").split(",") if word.strip())),
        changed=xml.text_of(xml.first(element, "lastmod")),
    )
