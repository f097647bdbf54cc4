"""Answers of the AP Media API: a feed, a search, or a single item, with the story's NITF inside or only linked."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tasks.readers.draft import Draft, NoStory, Note
from tasks.readers.errors import UnreadableError
from tasks.readers.json_parts.bodies import Rendering, story_text
from tasks.readers.json_parts.html_body import one_line
from tasks.readers.json_parts.json_shape import json_shape
from tasks.readers.json_parts.json_text import at, load, objects, string, strings
from tasks.readers.json_parts.ninjs_item import NO_STORIES
from tasks.readers.json_parts.wire_items import gathered, items_of
from tasks.readers.json_parts.wire_values import (
    embargo,
    names_without_code,
    publish_status,
    published,
    shown_as,
    subject_codes,
    unique,
    urgency,
    words_of_kill,
)
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits
from warehouse.codes import ContentKind, PublishStatus

NAME = "ap_media_api"

# What ninjs, the format's model, does not have.
MARKS = frozenset({
    "altids", "bylines", "datelinelocation", "description_caption", "description_creditline", "description_summary",
    "editorialpriority", "editorialrole", "editorialtypes", "foreignkeys", "headline_extended", "headline_seo", "textformat",
})  # fmt: skip
MIN_MARKS = 2
ENVELOPE = frozenset({"api_version", "data"})
MAX_ENVELOPE = 3  # data, items, item
TABULAR = frozenset({"at", "bt"})  # ANPA 1312, format identifiers: agate and body matter set in columns
FORMATS_OF_TEXT = ("nitf", "html", "text", "plaintext", "anpa")  # names of renditions that hold the story
INLINE = ("value", "body", "content", "text")  # where a rendition may carry its content


def sniff(head: str, delivery: Delivery) -> float:
    """Return how sure it is that the delivery is of the AP Media API, from its envelope or an item's own keys."""
    if not head.startswith(("{", "[")):
        return 0.0
    shape = json_shape(head)
    if shape.is_lines:
        return 0.0
    is_answer = shape.top >= ENVELOPE and not shape.keys.get(("data",), set()).isdisjoint({"item", "items"})
    inner = (keys for path, keys in shape.keys.items() if len(path) <= MAX_ENVELOPE)
    return 0.99 if is_answer else 0.98 if any(map(is_item_keys, inner)) else 0.0


def is_item_keys(keys: set[str]) -> bool:
    """Tell whether an object with these keys is an item of the API."""
    return {"altids", "type"} <= keys and len(keys & MARKS) >= MIN_MARKS


def holds(value: object) -> bool:
    """Tell whether a JSON value is an item, or the envelope of one."""
    return _item(value) is not None


def read(delivery: Delivery, limits: Limits) -> Sequence[Draft | NoStory]:
    """Return the stories of an answer. Raise UnreadableError if it is broken or holds none."""
    value = load(delivery, limits)
    items = list(items_of(value, holds))
    return gathered([outcome for item in items for outcome in stories(item, limits)], "AP Media API")


def stories(value: object, limits: Limits) -> list[Draft | NoStory]:
    """Return what an item holds: its story, or why it has none. Associated items are links and are left."""
    try:
        return [_story(value, limits)]
    except UnreadableError as error:
        return [NoStory(error.reason_code, str(error))]


def _item(value: object) -> Mapping[str, Any] | None:
    """Return the item itself: in the envelope of an answer, of a feed's entry, or alone."""
    for path in (("data", "item"), ("item",), ()):
        item = at(value, *path)
        if isinstance(item, Mapping) and string(item, "altids", "itemid") and string(item, "type"):
            return item if path or len(item.keys() & MARKS) >= MIN_MARKS else None
    return None


def _story(value: object, limits: Limits) -> Draft:
    item = _item(value)
    if item is None:
        raise UnreadableError("no_story", "an entry of the list is no item of the AP Media API; send items alone")
    kind = (string(item, "type") or "").lower()
    if kind in NO_STORIES:
        raise UnreadableError("no_story", f"the item is {NO_STORIES[kind]}, not a story; send the text that it belongs to")
    status = publish_status(string(item, "pubstatus"))
    written = string(item, "headline") or string(item, "title")
    headline = one_line(written, limits) if written else None
    told = story_text(_renderings(value, item), limits, headline)
    at_time, precision = published(string(item, "versioncreated"), string(item, "firstcreated"))
    embargoed_until, held = embargo(item.get("embargoed"))
    subjects = objects(item, "subject")
    return Draft(
        text=told.text if told else _words_of_kill(item, headline, status),
        reader=NAME,
        is_laid_out=told is None or told.is_laid_out,
        provider=string(item, "provider"),
        provider_key=string(item, "altids", "itemid"),
        version_key=string(item, "version"),
        headline=headline,
        slugline=string(item, "slugline"),
        byline=_byline(item),
        dateline=string(item, "located"),
        published_at=at_time,
        published_precision=precision,
        embargoed_until=embargoed_until,
        urgency=urgency(string(item, "urgency")),
        content_kind=ContentKind.TABLE if string(item, "textformat") in TABULAR else None,
        publish_status=shown_as(status, held),
        language=string(item, "language"),
        rights=string(item, "copyrightnotice") or "; ".join(strings(item, "usageterms")) or None,
        keywords=unique([*strings(item, "keywords"), *names_without_code(subjects)]),
        subjects=subject_codes(subjects),
        notes=(*_notes(item, limits), *(told.notes if told else ())),
    )


def _renderings(value: object, item: Mapping[str, Any]) -> Iterator[Rendering]:
    """Yield the texts that came with the item: beside it, as a field of it, or inside its renditions."""
    for name in ("body_html", "body", "body_nitf"):
        if beside := string(value, "nitf", name):
            yield Rendering(beside, "nitf")
    if beside := string(value, "nitf"):
        yield Rendering(beside, "nitf")
    for name in item:
        if name.startswith("body") and (text := string(item, name)):
            yield Rendering(text, name)
    for name in FORMATS_OF_TEXT:
        texts = (string(item, "renditions", name, inline) for inline in INLINE)
        yield from (Rendering(text, name) for text in texts if text)


def _words_of_kill(item: Mapping[str, Any], headline: str | None, status: PublishStatus | None) -> str:
    """Return the words of a message that takes a story back; any other item without a text is refused."""
    if status is PublishStatus.CANCELED:
        return words_of_kill(string(item, "ednote"), headline, key=string(item, "altids", "itemid"))
    linked = [name for name in FORMATS_OF_TEXT if string(item, "renditions", name, "href")]
    if linked:
        reason = f"the story's text is behind a link that was not sent with it (renditions: {', '.join(linked)})"
        raise UnreadableError("links_only", f"{reason}; download the NITF and send that, or send the item with it")
    raise UnreadableError("empty", "the item of the AP Media API has neither a text nor a link to one; check what was sent")


def _byline(item: Mapping[str, Any]) -> str | None:
    """Return the names of the writers as the wire prints them."""
    names = [string(entry, "by") or string(entry, "name") for entry in objects(item, "bylines")]
    return ", ".join(filter(None, names)) or string(item, "byline")


def _notes(item: Mapping[str, Any], limits: Limits) -> Iterator[Note]:
    if (written := string(item, "ednote")) and (text := one_line(written, limits)):
        yield Note("editors_note", text)
    yield from (Note("desk_mark", mark) for mark in strings(item, "editorialtypes"))
    if summary := string(item, "headline_extended"):
        yield Note("summary", one_line(summary, limits))
