"""A web page as one extractor sees it."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Page:
    """What one extractor read from a page; `None` where it found nothing.

    `body` has a blank line between paragraphs; `published_at` has its time zone.
    """

    body: str | None = None
    title: str | None = None
    authors: str | None = None
    published_on: date | None = None
    published_at: datetime | None = None
    site: str | None = None
    language: str | None = None
    rights: str | None = None
    keywords: tuple[str, ...] = ()
