"""One entry of a feed, whatever the dialect: what it says, and where the whole story is."""

from dataclasses import dataclass
from datetime import datetime

from warehouse.codes import Precision


@dataclass(frozen=True)
class Words:
    """A text of an entry as delivered. `is_markup` is True for HTML, False for plain text."""

    text: str
    is_markup: bool


@dataclass(frozen=True)
class Moment:
    """A time in UTC, and how exactly it was told."""

    at: datetime
    precision: Precision


@dataclass(frozen=True)
class Entry:
    """What one entry says. What the feed says for all of its entries is in each of them.

    `content` is the whole story, `summary` a part of it; `has_recording` is True for a podcast's or a film's enclosure.
    """

    key: str | None = None
    link: str | None = None
    title: Words | None = None
    content: Words | None = None
    summary: Words | None = None
    byline: str | None = None
    provider: str | None = None
    updated: Moment | None = None
    published: Moment | None = None
    language: str | None = None
    rights: Words | None = None
    keywords: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    has_recording: bool = False

    @property
    def issued(self) -> Moment | None:
        """Return when this version was issued."""
        return self.updated or self.published
