"""What two extractors say about a page, told as one: when, where, in which language, on what."""

from datetime import UTC, datetime, time, timedelta
from urllib.parse import urljoin, urlsplit

from lxml import html

from tasks.readers.page_parts.page import Page
from tasks.readers.values.language_tag import primary_language
from warehouse.codes import Precision

MAX_ZONE_SHIFT = timedelta(days=1)
MAX_KEYWORDS = 50


def published(first: Page, second: Page) -> tuple[datetime | None, Precision | None]:
    """Return when the page was published, in UTC.

    trafilatura's date decides; newspaper adds the time where it has the zone too and means the same day.
    """
    day, instant = first.published_on, second.published_at
    if day is None:
        return None, None
    if instant is not None and abs(instant.date() - day) <= MAX_ZONE_SHIFT and instant.time() != time():
        is_to_the_second = bool(instant.second or instant.microsecond)
        return instant.astimezone(UTC), Precision.SECOND if is_to_the_second else Precision.MINUTE
    return datetime(day.year, day.month, day.day, tzinfo=UTC), Precision.DAY


def address(tree: html.HtmlElement, url: str | None) -> str | None:
    """Return the story's own address: the one the page declares if it can be one, else the one it was asked by."""
    declared = [*tree.xpath("//link[@rel='canonical']/@href"), *tree.xpath("//meta[@property='og:url']/@content")]
    for candidate in filter(None, (*map(str, declared), url)):
        try:
            parts = urlsplit(urljoin(url or "", candidate.strip()))
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.netloc and (parts.path.strip("/") or parts.query):
            return parts._replace(fragment="").geturl()
    return None


def language(tree: html.HtmlElement, first: Page, second: Page) -> str | None:
    """Return the language that the page declares, as a lower-case ISO 639 code."""
    declared = (tree.get("lang"), tree.get("xml:lang"), second.language, first.language, *_locales(tree))
    return next(filter(None, map(primary_language, declared)), None)


def keywords(first: Page, second: Page) -> tuple[str, ...]:
    """Return the keywords that the page declares, each once."""
    parts = (part for word in (*second.keywords, *first.keywords) for part in word.split(","))
    cleaned = (" ".join(part.split()) for part in parts)
    return tuple(dict.fromkeys(filter(None, cleaned)))[:MAX_KEYWORDS]


def _locales(tree: html.HtmlElement) -> list[str]:
    return [str(content) for content in tree.xpath("//meta[@property='og:locale']/@content")]
