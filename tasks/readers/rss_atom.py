"""News feeds: RSS, Atom and JSON Feed. Each entry that carries text is a draft; one without is refused alone."""

import re
from collections.abc import Sequence

from tasks.readers.agreement import WORD
from tasks.readers.draft import Draft, NoStory
from tasks.readers.errors import UnreadableError
from tasks.readers.feed_parts import feed_json, feed_xml
from tasks.readers.feed_parts.feed_entry import Entry, Words
from tasks.readers.markup import paragraphs, parse
from tasks.readers.opening import root_name
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits
from tasks.sources.links import resolved
from warehouse.codes import ContentKind

NAME = "rss_atom"

MIN_TITLE_WORDS = 3  # as many as a flash has; "Example title" is none
MAX_SHOWN_CHARS = 200  # of a link or a title in a reason
# A namespace of Atom 1.0 or 0.3. Matches "http://purl.org/atom/ns#"; misses "http://www.w3.org/1999/xhtml".
ATOM = re.compile(r"www\.w3\.org/2005/atom|purl\.org/atom/ns|purl\.org/pie/|example\.com/newformat#", re.IGNORECASE)
# What tells an RSS feed from other RDF and from other channels. Matches "http://purl.org/rss/1.0/" and "<item>"; misses "<url>".
RSS = re.compile(r"purl\.org/(?:net/)?rss|netscape\.com/rdf/simple|<(?:\w+:)?item[\s>]", re.IGNORECASE)
WORDPRESS = "wordpress.org/export"
# The version of a JSON feed. Matches '"version": "https://jsonfeed.org/version/1.1"'; misses '"version": 1'.
JSON_FEED = re.compile(r"""\{.*?"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\b""", re.DOTALL)


def sniff(head: str, delivery: Delivery) -> float:
    """Return how sure it is that the delivery is a feed, from its first element and its namespaces."""
    root = root_name(head)
    if root in ("feed", "entry"):
        return 0.97 if ATOM.search(head) else 0.8 if root == "feed" else 0.5
    if root in ("rss", "rdf", "channel"):
        return _rss(root, head)
    return 0.97 if JSON_FEED.match(head) else 0.0


def read(delivery: Delivery, limits: Limits) -> Sequence[Draft | NoStory]:
    """Return a draft for each entry with text, and a refusal for each without; none for a page that is followed."""
    numbered = enumerate(entries(delivery, limits))
    return [
        draft_of(entry, position, limits)
        for position, entry in numbered
        if not (delivery.is_followed and is_linked(entry, delivery.uri))
    ]


def is_linked(entry: Entry, base: str) -> bool:
    """Tell whether the whole story is not in the feed but on a page that the entry links to."""
    return entry.content is None and entry.link is not None and resolved(entry.link, base) is not None


def entries(delivery: Delivery, limits: Limits) -> Sequence[Entry]:
    """Return the entries of a feed in any dialect. Raise UnreadableError if there is none, or the feed is over its limits."""
    if len(delivery.content) > limits.max_item_bytes:
        reason = f"the feed is larger than {limits.max_item_bytes:,} bytes; split it, or raise SANCTIONWIRE_MAX_ITEM_BYTES"
        raise UnreadableError("too_large", reason)
    is_json = delivery.content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    found = feed_json.entries(delivery, limits) if is_json else feed_xml.entries(delivery, limits)
    if not found:
        raise UnreadableError("empty", "the feed names no entries; check what was sent")
    return found


def draft_of(entry: Entry, position: int, limits: Limits) -> Draft | NoStory:
    """Return the story of an entry, or why it holds none.

    A summary is a fragment of its story. So is a lone title: like an alert it tells the news in one line, which somebody
    who keeps a feed would miss if it were dropped; its page, once ingested, is a story of its own.
    """
    try:
        title, rights = _text(entry.title, limits), _text(entry.rights, limits)
        content, summary = _text(entry.content, limits), _text(entry.summary, limits)
    except UnreadableError as error:
        return _refused(entry, position, error.reason_code, str(error))
    lone_title = title if not entry.has_recording and len(WORD.findall(title or "")) >= MIN_TITLE_WORDS else None
    text = content or summary or lone_title
    if text is None:
        reason_code, reason = _why_silent(entry, title)
        return _refused(entry, position, reason_code, reason)
    return Draft(
        text=text,
        reader=NAME,
        position=position,
        is_laid_out=_is_markup(entry, content, summary),
        provider=entry.provider,
        provider_key=entry.key or entry.link,
        version_key=f"{entry.updated.at:%Y%m%d%H%M%S}" if entry.updated else None,
        headline=" ".join(title.split()) if title else None,
        byline=entry.byline,
        published_at=entry.issued.at if entry.issued else None,
        published_precision=entry.issued.precision if entry.issued else None,
        content_kind=None if content else ContentKind.BRIEF,
        language=entry.language,
        rights=rights,
        keywords=entry.keywords,
        subjects=entry.subjects,
        is_fragment=content is None,
    )


def _rss(root: str, head: str) -> float:
    if WORDPRESS in head:
        return 0.5  # a WordPress export is an RSS feed too, but has a reader of its own
    if root == "rss":
        return 0.97
    return (0.97 if root == "rdf" else 0.8) if RSS.search(head) else 0.0


def _text(words: Words | None, limits: Limits) -> str | None:
    """Return the text in paragraphs, or None if there is none."""
    if words is None or not words.is_markup:
        return words.text.strip() or None if words else None
    try:
        return paragraphs(parse(words.text, limits)) or None
    except UnreadableError as error:
        if error.reason_code == "empty":  # a comment, an end tag: markup without a word
            return None
        raise


def _is_markup(entry: Entry, content: str | None, summary: str | None) -> bool:
    """Tell whether the words that were taken for the text came as HTML, whose paragraphs are marked."""
    chosen = entry.content if content else entry.summary if summary else entry.title
    return chosen is not None and chosen.is_markup


def _why_silent(entry: Entry, title: str | None) -> tuple[str, str]:
    named = f"only the title {title[:MAX_SHOWN_CHARS]!r}" if title else "neither a title nor a text"
    if entry.has_recording:
        return "no_story", f"the entry is a recording with {named}, not a story; send its transcript"
    advice = "fetch the page that it links to" if entry.link else "send the story itself"
    return "empty", f"the entry holds {named}; {advice}"


def _refused(entry: Entry, position: int, reason_code: str, reason: str) -> NoStory:
    name = (entry.link or entry.key or "without a link")[:MAX_SHOWN_CHARS]
    return NoStory(reason_code, f"entry {position} ({name}): {reason}")
