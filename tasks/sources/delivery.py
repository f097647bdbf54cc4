"""What is found and what is received, before anyone reads it."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from tasks.sources.names import ending


@dataclass(frozen=True)
class Hints:
    """What a feed or sitemap says about a page that it names; used where the page itself is silent."""

    headline: str | None = None
    byline: str | None = None
    provider: str | None = None
    published_at: datetime | None = None
    language: str | None = None
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spooled:
    """Where the bytes of a member are in the spool: from `offset` on, as many as the item has."""

    path: str
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to fetch: a file's absolute path, a URL, `-` for standard input, or a member of an archive in the spool.

    A member is named `/path/a.zip!/inner/story.xml`; `nesting` counts the containers around it, `outermost` names the
    one that was fetched. `media_type`, `charset` and `received_at` are what the container says of it.
    `columns` says for tables which column fills which field, as pairs of field and column.
    """

    uri: str
    format_hint: str | None = None
    hints: Hints | None = None
    columns: tuple[tuple[str, str], ...] | None = None
    byte_size: int = 0  # 0 where it is not known before fetching
    spooled: Spooled | None = None
    media_type: str | None = None
    charset: str | None = None
    received_at: datetime | None = None
    nesting: int = 0
    outermost: str | None = None
    follows: bool | None = None  # whether the pages that it names are fetched if it is a feed or sitemap; None: if it is a URL
    stamp: str | None = None  # what the feed, sitemap or store that names it says of its version


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

    Format hint, hints and columns are those of the item.
    A container that is too big for memory stays in `file`; `content` is then only how it begins.
    `exchange` is how it came, if by HTTP; what is made of a delivery (a member of an archive) has none.
    """

    uri: str
    content: bytes
    media_type: str | None
    charset: str | None
    fetched_at: datetime
    format_hint: str | None = None
    hints: Hints | None = None
    columns: tuple[tuple[str, str], ...] | None = None
    file: Path | None = None
    follows: bool | None = None
    exchange: Exchange | None = field(default=None, compare=False, repr=False)

    @property
    def is_followed(self) -> bool:
        """Whether the pages that it names are to be fetched, if it is a feed or sitemap."""
        is_url = self.uri.startswith(("http://", "https://")) and "!/" not in self.uri
        return is_url if self.follows is None else self.follows

    @cached_property
    def sha256(self) -> str:
        """The digest of all bytes, in hexadecimal digits."""
        if self.file is None:
            return hashlib.sha256(self.content).hexdigest()
        with self.file.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    @property
    def byte_size(self) -> int:
        """The number of all bytes."""
        return len(self.content) if self.file is None else self.file.stat().st_size

    @property
    def suffix(self) -> str:
        """The ending of the name that tells what is in it: ".csv" of "a.csv", "a.CSV.gz" and "a.csv?page=2"."""
        return ending(self.uri)


@dataclass(frozen=True)
class Unchanged:
    """What a URL answers is what it answered at its last fetch: the document of that time."""

    uri: str
    document_id: str


@dataclass(frozen=True)
class Skipped:
    """What a container holds that is no story, and why it is left out: a short code that is counted."""

    uri: str
    reason_code: str


@dataclass(frozen=True)
class Refusal:
    """Why an item went no further: a stable code, and a sentence that says what to do."""

    uri: str
    stage: str
    reason_code: str
    reason: str
    delivery: Delivery | None = None
