"""What is found and what is received, before anyone reads it."""

from dataclasses import dataclass, field
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
    """One thing to fetch: a file's absolute path, an http(s) URL, or `-` for standard input."""

    uri: str
    format_hint: str | None = None
    hints: Hints | None = None


@dataclass(frozen=True)
class Exchange:
    """One HTTP request and its answer, as they went over the wire; `body` is still in the coding it was sent in.

    `url` is the one that answered, which a redirect may have led to. Header names keep their case.
    """

    url: str
    request_headers: tuple[tuple[str, str], ...]
    status: int
    response_headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """Return the first value of a header of the answer."""
        return next((value for key, value in self.response_headers if key.lower() == name), None)


@dataclass(frozen=True)
class Delivery:
    """One received item: its bytes as they came. `media_type` is what the sender declared, if anything.

    `exchange` is how it came, if by HTTP; what is made of a delivery (a member of an archive) has none.
    """

    uri: str
    content: bytes
    media_type: str | None
    charset: str | None
    fetched_at: datetime
    format_hint: str | None = None
    hints: Hints | None = None
    exchange: Exchange | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Unchanged:
    """What a URL answers is what it answered at its last fetch: the document of that time."""

    uri: str
    document_id: str


@dataclass(frozen=True)
class Refusal:
    """Why an item went no further: a stable code, and a sentence that says what to do."""

    uri: str
    stage: str
    reason_code: str
    reason: str
    delivery: Delivery | None = None
