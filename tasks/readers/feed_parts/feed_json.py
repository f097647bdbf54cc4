"""JSON Feed, versions 1 and 1.1."""

from collections.abc import Iterable
from typing import Any

from tasks.readers.errors import UnreadableError
from tasks.readers.feed_parts.feed_entry import Entry, Moment, Words
from tasks.readers.json_parts.json_text import at, load, objects, string
from tasks.readers.page_parts.page_facts import MAX_KEYWORDS
from tasks.readers.values.front_matter import stamp
from tasks.readers.values.language_tag import primary_language
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits

RECORDINGS = ("audio/", "video/")
MAX_ENTRIES = 20_000


def entries(delivery: Delivery, limits: Limits) -> list[Entry]:
    """Return the entries of a JSON feed. Raise UnreadableError for what is no JSON."""
    feed = load(delivery, limits)
    items = objects(feed, "items")
    if len(items) > MAX_ENTRIES:
        raise UnreadableError(
            "too_many_entries", f"the feed has {len(items):,} entries, at most {MAX_ENTRIES:,} are read; split it"
        )
    return [_entry(item, feed) for item in items]


def _entry(item: dict[str, Any], feed: object) -> Entry:
    link = string(item, "url") or string(item, "external_url")
    return Entry(
        key=string(item, "id") or link,
        link=link,
        title=_words(string(item, "title"), is_markup=False),
        content=_words(string(item, "content_html"), is_markup=True) or _words(string(item, "content_text"), is_markup=False),
        summary=_words(string(item, "summary"), is_markup=False),
        byline=_names(item) or _names(feed),
        provider=string(feed, "title"),
        updated=_moment(string(item, "date_modified")),
        published=_moment(string(item, "date_published")),
        language=primary_language(string(item, "language") or string(feed, "language")),
        keywords=tuple(_strings(at(item, "tags")))[:MAX_KEYWORDS],
        has_recording=any((string(one, "mime_type") or "").startswith(RECORDINGS) for one in objects(item, "attachments")),
    )


def _words(text: str | None, *, is_markup: bool) -> Words | None:
    return Words(text, is_markup) if text else None


def _names(holder: object) -> str | None:
    authors = [*objects(holder, "authors"), *objects(holder, "author")]
    return ", ".join(dict.fromkeys(name for author in authors if (name := string(author, "name")))) or None


def _moment(written: str | None) -> Moment | None:
    read = stamp(written) if written else None
    return Moment(*read) if read else None


def _strings(value: object) -> Iterable[str]:
    listed = value if isinstance(value, list) else []
    return dict.fromkeys(text.strip() for text in listed if isinstance(text, str) and text.strip())
