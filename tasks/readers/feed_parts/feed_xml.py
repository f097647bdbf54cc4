"""RSS, RDF and Atom feeds in all their dialects, read by feedparser from a tree that is known to be harmless."""

import re
import time
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import feedparser
from lxml import etree

from tasks.readers.errors import UnreadableError
from tasks.readers.feed_parts.feed_entry import Entry, Moment, Words
from tasks.readers.feed_parts.feed_pruning import prune
from tasks.readers.page_parts.page_facts import MAX_KEYWORDS
from tasks.readers.values.front_matter import stamp
from tasks.readers.values.language_tag import primary_language
from tasks.readers.xml_parts import xml
from tasks.sources.addresses import url_scheme
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits
from warehouse.codes import Precision

# Media types that are no text. Matches "image/png" and "audio/mpeg"; misses "text/html" and "application/octet-stream".
NO_TEXT = re.compile(r"(?:image|audio|video|font|model)/", re.IGNORECASE)
RECORDING = re.compile(r"(?:audio|video)/", re.IGNORECASE)
# A time of day. Matches "10:14"; misses "2003-12-31".
CLOCK = re.compile(r"\d\d?:\d\d(:\d\d)?")
# What wraps nothing but a mail address. Matches "desk@example.org"; misses "The Desk (desk@example.org)".
ADDRESS = re.compile(r"\S+@\S+\Z")


def entries(delivery: Delivery, limits: Limits) -> list[Entry]:
    """Return the entries of an XML feed. Raise UnreadableError for what is no whole, harmless XML."""
    root = xml.parse(delivery, limits)
    prune(root)
    parsed = _parse(etree.tostring(root, encoding="utf-8", xml_declaration=True), delivery.uri)
    feed = parsed["feed"] if isinstance(parsed["feed"], Mapping) else {}
    is_atom = xml.local(root).lower() in ("feed", "entry")
    return [_entry(entry, feed, is_atom) for entry in parsed["entries"]]


def _parse(content: bytes, uri: str) -> Mapping[str, Any]:
    """Run feedparser on bytes in memory: given bytes themselves, it would take them for a file's name and open it."""
    base = {"content-location": uri} if url_scheme(uri) else {}
    try:
        parsed: Mapping[str, Any] = feedparser.parse(
            BytesIO(content), response_headers=base, sanitize_html=False, resolve_relative_uris=False
        )
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        # elements named like feedparser's own fields (<links a="b">) confuse it
        raise UnreadableError(
            "malformed", f"the feed's elements contradict each other ({error!r}); check what was sent"
        ) from error
    return parsed


def _entry(entry: Mapping[str, Any], feed: Mapping[str, Any], is_atom: bool) -> Entry:
    source = entry.get("source")
    return Entry(
        key=_string(entry.get("id")),
        link=_link(entry),
        title=_words(entry, "title"),
        content=_content(entry),
        summary=_words(entry, "summary"),
        byline=_names(entry) or (_names(feed) if is_atom else None),  # RFC 4287, 4.2.1: an Atom feed's authors are its entries'
        provider=_title(source) or _publisher(entry) or _publisher(feed) or _title(feed),
        updated=_moment(entry, "updated"),
        published=_moment(entry, "published"),
        language=_language(entry, feed),
        rights=_words(entry, "rights") or _words(feed, "rights"),
        keywords=_keywords(entry),
        subjects=_subjects(entry),
        has_recording=any(RECORDING.match(str(link.get("type") or "")) for link in _mappings(entry.get("links"))),
    )


def _content(entry: Mapping[str, Any]) -> Words | None:
    """Return the fullest of the entry's contents; pictures, sounds and what is only linked to are none."""
    texts = [
        Words(value, _is_markup(content))
        for content in _mappings(entry.get("content"))
        if (value := _string(content.get("value"))) and not NO_TEXT.match(str(content.get("type") or ""))
    ]
    return max(texts, key=lambda words: len(words.text), default=None)


def _link(entry: Mapping[str, Any]) -> str | None:
    """Return the address of the story: the entry's link, else that of a content that is not in the feed."""
    told = (entry.get("link"), *(content.get("src") for content in _mappings(entry.get("content"))))
    return next(filter(None, map(_string, told)), None)


def _words(holder: Mapping[str, Any], name: str) -> Words | None:
    value, detail = _string(holder.get(name)), holder.get(f"{name}_detail")
    return Words(value, _is_markup(detail) if isinstance(detail, Mapping) else False) if value else None


def _is_markup(detail: Mapping[str, Any]) -> bool:
    return str(detail.get("type") or "text/html").lower() != "text/plain"


def _title(holder: object) -> str | None:
    return _string(holder.get("title")) if isinstance(holder, Mapping) else None


def _publisher(holder: Mapping[str, Any]) -> str | None:
    """Return the name of the publisher, not his mail address."""
    detail = holder.get("publisher_detail")
    name = _string(detail.get("name")) if isinstance(detail, Mapping) else None
    return name or (None if ADDRESS.match(_string(holder.get("publisher")) or "@") else _string(holder.get("publisher")))


def _names(holder: Mapping[str, Any]) -> str | None:
    """Return the names of the authors, or their mail addresses where nothing else tells them."""
    authors = [author for author in _mappings(holder.get("authors")) if author]
    detail = holder.get("author_detail")
    told = authors or ([detail] if isinstance(detail, Mapping) else [])
    names = (_string(author.get("name")) or _string(author.get("email")) for author in told)
    return ", ".join(dict.fromkeys(filter(None, names))) or _string(holder.get("author"))


def _moment(entry: Mapping[str, Any], name: str) -> Moment | None:
    """Return when an entry was published or updated; feedparser knows the dialects that the standards do not."""
    if name not in entry:  # asked for outright, feedparser gives `published` for a missing `updated`
        return None
    written, parsed = _string(entry.get(name)) or "", entry.get(f"{name}_parsed")
    read = stamp(written)
    clock = CLOCK.search(written)
    if read is not None and (clock or read[1] not in (Precision.SECOND, Precision.MINUTE)):
        return Moment(*read)
    at = read[0] if read else _instant(parsed) if isinstance(parsed, time.struct_time) else None
    precision = Precision.DAY if clock is None else Precision.SECOND if clock[1] else Precision.MINUTE
    return Moment(at, precision) if at else None


def _instant(parsed: time.struct_time) -> datetime | None:
    try:
        return datetime(*parsed[:5], min(parsed[5], 59), tzinfo=UTC)
    except ValueError:
        return None


def _language(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> str | None:
    """Return the language as a lower-case ISO 639 code: of the entry, of its texts, of the feed."""
    texts = (entry.get("title_detail"), entry.get("summary_detail"), *_mappings(entry.get("content")))
    told = (entry.get("language"), *(text.get("language") for text in texts if isinstance(text, Mapping)), feed.get("language"))
    return next(filter(None, (primary_language(tag) for tag in told if isinstance(tag, str))), None)


def _keywords(entry: Mapping[str, Any]) -> tuple[str, ...]:
    named = (_string(tag.get("label")) or _string(tag.get("term")) for tag in _mappings(entry.get("tags")))
    return tuple(dict.fromkeys(filter(None, named)))[:MAX_KEYWORDS]


def _subjects(entry: Mapping[str, Any]) -> tuple[str, ...]:
    pairs = ((_string(tag.get("scheme")), _string(tag.get("term"))) for tag in _mappings(entry.get("tags")))
    return tuple(dict.fromkeys(f"{scheme}:{term}" for scheme, term in pairs if scheme and term))[:MAX_KEYWORDS]


def _mappings(value: object) -> Iterable[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _string(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
