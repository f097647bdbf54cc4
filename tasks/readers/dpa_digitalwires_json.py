"""dpa digitalwires: stories of dpa and its partners as JSON, the text in `article_html`, notes and boxes beside it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tasks.readers.draft import Draft, NoStory, Note
from tasks.readers.errors import UnreadableError
from tasks.readers.json_parts.bodies import Rendering, StoryText, story_text
from tasks.readers.json_parts.html_body import html_body, one_line
from tasks.readers.json_parts.json_shape import json_shape
from tasks.readers.json_parts.json_text import load, objects, string, strings
from tasks.readers.json_parts.wire_items import gathered, items_of
from tasks.readers.json_parts.wire_values import (
    embargo,
    publish_status,
    published,
    shown_as,
    subject_codes,
    unique,
    urgency,
    words_of_kill,
)
from tasks.readers.values.profiles import profile
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits
from warehouse.codes import ContentKind, PublishStatus

NAME = "dpa_digitalwires_json"

FORMAT = "digitalwires@"
MARKS = frozenset({
    "article_html", "entry_id", "infobox_html", "linkbox_html", "notepad", "ednotes", "kicker", "version_created",
    "autopublishnotice", "creditline",
})  # fmt: skip
MIN_MARKS = 4
SUBJECTS = frozenset({"dnltype:dpasubject", "dnltype:subject", "dnltype:geosubject"})
# What the notes beside a text are, by the last part of their role; any other is a note to editors.
NOTE_KINDS = {"closingline": "sign_off", "dpacontacts": "contact", "genrenote": "kind"}
BOXES = {"infobox_html": "related", "linkbox_html": "related"}
LINES = {"kicker": "kicker", "subhead": "kicker", "teaser": "summary"}


def sniff(head: str, delivery: Delivery) -> float:
    """Return how sure it is that the delivery is of dpa digitalwires, from its own name for itself or its keys."""
    if not head.startswith(("{", "[")):
        return 0.0
    shape = json_shape(head)
    is_named = shape.texts.get("format", "").startswith(FORMAT)
    outer = (keys for path, keys in shape.keys.items() if len(path) <= 1)
    return 0.99 if not shape.is_lines and (is_named or any(map(_is_entry, outer))) else 0.0


def holds(value: object) -> bool:
    """Tell whether a JSON value is an entry of digitalwires."""
    return isinstance(value, Mapping) and (_is_entry(set(value)) or (string(value, "format") or "").startswith(FORMAT))


def read(delivery: Delivery, limits: Limits) -> Sequence[Draft | NoStory]:
    """Return the stories of a delivery. Raise UnreadableError if it is broken or holds none."""
    entries = list(items_of(load(delivery, limits), holds))
    return gathered([outcome for entry in entries for outcome in stories(entry, limits)], "dpa digitalwires")


def stories(value: object, limits: Limits) -> list[Draft | NoStory]:
    """Return what an entry holds: its story, or why it has none."""
    if not isinstance(value, Mapping):
        return [NoStory("no_story", "an entry of the list is no entry of dpa digitalwires; send entries alone")]
    try:
        return [_story(value, limits)]
    except UnreadableError as error:
        return [NoStory(error.reason_code, str(error))]


def _is_entry(keys: set[str]) -> bool:
    return "urn" in keys and len(keys & MARKS) >= MIN_MARKS


def _story(entry: Mapping[str, Any], limits: Limits) -> Draft:
    status = publish_status(string(entry, "pubstatus"))
    written = string(entry, "headline")
    headline = one_line(written, limits) if written else None
    html = string(entry, "article_html")
    told = story_text([Rendering(html, "html")] if html else [], limits, headline) or _word_of_kill(entry, headline, status)
    if told is None:
        raise _no_story(entry)
    provider = _named(entry, "dnltype:provider") or string(entry, "creditline")
    at_time, precision = published(string(entry, "version_created"), string(entry, "updated"))
    embargoed_until, held = embargo(entry.get("embargoed"))
    return Draft(
        text=told.text,
        reader=NAME,
        is_laid_out=told.is_laid_out,
        provider=provider,
        provider_key=string(entry, "urn"),
        version_key=string(entry, "version"),
        headline=headline,
        byline=string(entry, "byline"),
        dateline=string(entry, "dateline"),
        published_at=at_time,
        published_precision=precision,
        embargoed_until=embargoed_until,
        urgency=urgency(string(entry, "urgency")),
        content_kind=_content_kind(entry, provider),
        publish_status=shown_as(status, held),
        language=string(entry, "language"),
        rights=string(entry, "copyrightnotice") or string(entry, "usageterms"),
        keywords=unique(strings(entry, "keyword_names") or _names(entry, "dnltype:keyword")),
        subjects=subject_codes(category for category in _categories(entry) if string(category, "type") in SUBJECTS),
        notes=(*_notes(entry, limits), *told.notes),
    )


def _no_story(entry: Mapping[str, Any]) -> UnreadableError:
    """Return why an entry without a text is no story: it is what it is associated with, or empty."""
    kinds = unique(string(other, "type") for other in objects(entry, "associations"))
    if kinds:
        what = f"of type {', '.join(kinds)} with a caption"
        return UnreadableError("no_story", f"the entry is {what}, not a story; send the text that it belongs to")
    return UnreadableError("empty", "the entry has no article_html and nothing else to read; check what was sent")


def _word_of_kill(entry: Mapping[str, Any], headline: str | None, status: PublishStatus | None) -> StoryText | None:
    """Return the words of a message that takes a story back: they may be few, and it must take effect."""
    if status is not PublishStatus.CANCELED:
        return None
    notes = "\n\n".join(filter(None, (string(note, "ednote") for note in objects(entry, "ednotes"))))
    return StoryText(words_of_kill(notes, headline, key=string(entry, "urn")), is_laid_out=True)


def _categories(entry: Mapping[str, Any]) -> list[dict[str, Any]]:
    return objects(entry, "categories")


def _names(entry: Mapping[str, Any], kind: str) -> Iterator[str]:
    """Yield the names of the categories of one type."""
    for category in _categories(entry):
        if string(category, "type") == kind and (name := string(category, "name")):
            yield name


def _named(entry: Mapping[str, Any], kind: str) -> str | None:
    return next(_names(entry, kind), None)


def _content_kind(entry: Mapping[str, Any], provider: str | None) -> ContentKind | None:
    """Return what the provider's genre says that the entry is, where it is no story."""
    for genre in _names(entry, "dnltype:genre"):
        for value in profile(NAME, provider, "content_kind", f"genre:{genre}"):
            return ContentKind(value)
    return None


def _notes(entry: Mapping[str, Any], limits: Limits) -> Iterator[Note]:
    """Yield the lines above the text, the boxes below it, the desk's notes, and the signal of a correction."""
    for name, kind in LINES.items():
        if written := string(entry, name):
            yield Note(kind, one_line(written, limits))
    for name, kind in BOXES.items():
        if (written := string(entry, name)) and (text := html_body(written, limits).text):
            yield Note(kind, text)
    for note in objects(entry, "ednotes"):
        role = (string(note, "role") or "").rpartition(":")[2]
        if (written := string(note, "ednote")) and (text := one_line(written, limits)):
            yield Note(NOTE_KINDS.get(role, "editors_note"), text)
    signals = (*strings(entry, "signal"), *_names(entry, "dnltype:signal"))
    if any(signal.rpartition(":")[2] == "correction" for signal in signals):
        yield Note("desk_mark", "correction")
