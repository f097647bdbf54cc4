"""What is found and what is received, before anyone reads it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Hints:
    """What a feed or sitemap says about a page that it names; used where the page itself is silent."""

    headline: str | None = None
    byline: str | None = None
    provider: str | None = None
    published_at: datetime | None = None
    language: str | None = None
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """One thing to fetch: a file's absolute path, an http(s) URL, or `-` for standard input.

    `columns` says for tables which column fills which field, as pairs of field and column.
    """

    uri: str
    format_hint: str | None = None
    hints: Hints | None = None
    columns: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True)
class Delivery:
    """One received item: its bytes as they came. `media_type` is what the sender declared, if anything.

    Format hint, hints and columns are those of the item.
    """

    uri: str
    content: bytes
    media_type: str | None
    charset: str | None
    fetched_at: datetime
    format_hint: str | None = None
    hints: Hints | None = None
    columns: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True)
class Refusal:
    """Why an item went no further: a stable code, and a sentence that says what to do."""

    uri: str
    stage: str
    reason_code: str
    reason: str
    delivery: Delivery | None = None
