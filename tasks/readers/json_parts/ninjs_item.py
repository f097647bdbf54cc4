"""One ninjs item, its keys in lower case, as a draft."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tasks.readers.draft import Draft, KeyReference, Note
from tasks.readers.errors import UnreadableError
from tasks.readers.json_parts.bodies import Rendering, StoryText, story_text
from tasks.readers.json_parts.html_body import one_line
from tasks.readers.json_parts.json_text import at, lowered, objects, string, strings
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
from tasks.readers.values.profiles import profile
from tasks.sources.limits import Limits
from warehouse.codes import LinkKind, PublishStatus

# Types that hold no story, even where a caption stands in their body, and what to call them.
NO_STORIES = {
    "picture": "a picture with a caption",
    "graphic": "a graphic with a caption",
    "audio": "an audio clip with a caption",
    "video": "a video with a caption",
    "event": "an event of the calendar",
    "planning": "a plan of coverage",
}
KINDS_BY_FIELD = {"eventdetails": "event", "plannedcoverage": "planning"}
MAIN = frozenset({"main", "headline", None})
CAPTIONS = frozenset({"caption", "creditline", "writer", "title"})  # roles of descriptions that are no summary of a story


def story(item: Mapping[str, Any], reader: str, limits: Limits) -> Draft:
    """Return the story of an item. Raise UnreadableError if it has none, naming what it is instead."""
    kind = kind_of(item)
    if kind in NO_STORIES:
        raise UnreadableError("no_story", f"the item is {NO_STORIES[kind]}, not a story; send the text that it belongs to")
    status = publish_status(string(item, "pubstatus"))
    headline, provider = _headline(item, limits), _provider(item)
    told = story_text(_renderings(item), limits, headline, profile(reader, provider, "text", "silent_class"))
    is_fragment = told is None
    told = told or _summary(item, limits) or _word_of_kill(item, headline, status)
    if told is None:
        raise UnreadableError("empty", f"the ninjs item{f' of type {kind}' if kind else ''} has no body; send it with its text")
    at_time, precision = published(*(string(item, name) for name in ("versioncreated", "datetime", "firstcreated")))
    embargoed_until, held = embargo(item.get("embargoed") or item.get("embargoeduntil"))
    subjects = [entry for name in ("subject", "subjects") for entry in map(lowered, objects(item, name))]
    return Draft(
        text=told.text,
        reader=reader,
        is_laid_out=told.is_laid_out,
        provider=provider,
        provider_key=key_of(item),
        version_key=string(item, "version"),
        headline=headline,
        slugline=string(item, "slugline"),
        byline=_byline(item, limits),
        dateline=string(item, "located"),
        published_at=at_time,
        published_precision=precision,
        embargoed_until=embargoed_until,
        urgency=urgency(string(item, "urgency")),
        publish_status=shown_as(status, held),
        language=string(item, "language"),
        rights=string(item, "copyrightnotice") or string(item, "usageterms"),
        keywords=unique([*_keywords(item), *names_without_code(subjects)]),
        subjects=subject_codes(subjects),
        notes=(*_notes(item, limits), *told.notes),
        references=_references(item),
        is_fragment=is_fragment and status is not PublishStatus.CANCELED,
    )


def kind_of(item: Mapping[str, Any]) -> str | None:
    """Return the type of an item, else what its fields make it: only events have details, only plans have coverage."""
    kind = string(item, "type")
    if kind:
        return kind.lower()
    return next((kind for field, kind in KINDS_BY_FIELD.items() if item.get(field)), None)


def key_of(item: Mapping[str, Any]) -> str | None:
    """Return the provider's key of the story, the same in all its versions."""
    return string(item, "uri") or string(item, "guid") or string(item, "id") or string(item, "_id")


def _provider(item: Mapping[str, Any]) -> str | None:
    names = [string(lowered(entry), "name") for name in ("infosources", "infosource") for entry in objects(item, name)]
    return next(filter(None, (string(item, "provider"), string(item, "source"), string(item, "copyrightholder"), *names)), None)


def _headline(item: Mapping[str, Any], limits: Limits) -> str | None:
    """Return the main headline, else the first one, else the item's title."""
    listed = [lowered(entry) for entry in objects(item, "headlines")]
    main = [string(entry, "value") for entry in listed if string(entry, "role") in MAIN]
    named = [string(item, "headline_main"), *(string(item, name) for name in item if name.startswith("headline_"))]
    found = [string(item, "headline"), *main, *(string(entry, "value") for entry in listed), *named, string(item, "title")]
    written = next(filter(None, found), None)
    return one_line(written, limits) or None if written else None


def _renderings(item: Mapping[str, Any]) -> Iterator[Rendering]:
    """Yield the bodies of version 2 and 3, then those of version 1."""
    for body in map(lowered, objects(item, "bodies")):
        if value := string(body, "value"):
            yield Rendering(value, f"{string(body, 'role') or ''} {string(body, 'contenttype') or ''}")
    for name in item:
        if (name == "body" or name.startswith("body_")) and (value := string(item, name)):
            yield Rendering(value, name)


def _summary(item: Mapping[str, Any], limits: Limits) -> StoryText | None:
    """Return the summary of a text that came without its body."""
    if kind_of(item) is None:
        return None
    listed = [entry for entry in map(lowered, objects(item, "descriptions")) if string(entry, "role") not in CAPTIONS]
    values = [string(entry, "value") for entry in listed] + [string(item, f"description_{name}") for name in ("html", "text")]
    return story_text((Rendering(value) for value in values if value), limits)


def _word_of_kill(item: Mapping[str, Any], headline: str | None, status: PublishStatus | None) -> StoryText | None:
    """Return the words of a message that takes a story back: they may be few, and it must take effect."""
    if status is not PublishStatus.CANCELED:
        return None
    return StoryText(words_of_kill(string(item, "ednote"), headline, key=key_of(item)), is_laid_out=True)


def _byline(item: Mapping[str, Any], limits: Limits) -> str | None:
    names = (string(author, "name") for author in objects(item, "authors"))
    written = string(item, "byline") or string(item, "by") or ", ".join(filter(None, names))
    return one_line(written, limits) or None if written else None


def _keywords(item: Mapping[str, Any]) -> Iterable[str | None]:
    listed = strings(item, "keywords")
    words = listed[0].split(",") if len(listed) == 1 else listed
    return (*(word.strip() for word in words), *(string(entry, "name") for entry in objects(item, "keywords")))


def _notes(item: Mapping[str, Any], limits: Limits) -> Iterator[Note]:
    for name in ("ednote", "editorialnote", "correction"):
        if (written := string(item, name)) and (text := one_line(written, limits)):
            yield Note("editors_note", text)
    signals = [*strings(item, "signals"), *strings(item, "signal"), *(string(entry, "code") for entry in objects(item, "signal"))]
    yield from (Note("desk_mark", signal) for signal in signals if signal and "corr" in signal.lower())


def _references(item: Mapping[str, Any]) -> tuple[KeyReference, ...]:
    """Return the stories that this one takes the place of, by the names that systems give to them."""
    keys = [*strings(item, "evolvedfrom"), *strings(item, "replacing"), *strings(at(item, "replaces"))]
    own = key_of(item)
    return tuple(KeyReference(LinkKind.SUPERSEDES, key) for key in unique(keys) if key != own)
