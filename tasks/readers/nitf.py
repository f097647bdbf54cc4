"""NITF (News Industry Text Format), all versions and dialects: one document, one story."""

import re
from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from tasks.readers.draft import Draft
from tasks.readers.errors import UnreadableError
from tasks.readers.opening import root_name
from tasks.readers.values.language_tag import primary_language
from tasks.readers.values.urgency import is_alert
from tasks.readers.xml_parts import nitf_head
from tasks.readers.xml_parts.nitf_body import Body, read_body
from tasks.readers.xml_parts.xml import attribute, lowered, parse, text_of
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits
from warehouse.codes import ContentKind, LinkKind, PublishStatus

NAME = nitf_head.FORMAT

# The word in front of writers' names. Matches "By " and "BY: "; misses "Byron".
BY = re.compile(r"\Aby\b:?\s*", re.IGNORECASE)


def sniff(head: str, delivery: Delivery) -> float:
    """Return how sure it is that the delivery is NITF: by its first element."""
    return 0.95 if root_name(head) == "nitf" else 0.0


def read(delivery: Delivery, limits: Limits) -> Sequence[Draft]:
    """Return the story of a document. Raise UnreadableError if it has no text, or only pictures."""
    return [story(lowered(parse(delivery, limits)), limits)]


def story(nitf: etree._Element, limits: Limits) -> Draft:
    """Return the story of a NITF tree with names in lower case."""
    body = read_body(nitf, limits)
    sender = nitf_head.provider(nitf)
    issued = nitf_head.issued_at(nitf, sender)
    release = nitf_head.released_at(nitf, sender, issued)
    keys = nitf_head.keys(nitf, sender, issued)
    headline = body.headline or text_of(next(nitf.iter("title"), None))
    draft = Draft(
        text=body.laid.text,
        reader=NAME,
        is_laid_out=body.laid.is_laid_out,
        provider=sender,
        provider_key=keys.story,
        version_key=keys.version,
        headline=headline,
        slugline=nitf_head.slugline(nitf, sender, headline),
        byline=byline(nitf),
        dateline=dateline(nitf),
        published_at=issued.at if issued else None,
        published_precision=issued.precision if issued else None,
        embargoed_until=release.at if release else None,
        urgency=nitf_head.urgency_of(nitf),
        publish_status=nitf_head.status(nitf, release),
        language=primary_language(attribute(nitf, "baselang"), attribute(nitf, "lang"), attribute(_first(nitf, "body"), "lang")),
        rights=nitf_head.rights(nitf),
        keywords=nitf_head.keywords(nitf),
        subjects=nitf_head.subjects(nitf),
        notes=(*nitf_head.notes(nitf), *body.notes),
        references=nitf_head.references(nitf, keys),
    )
    return _with_text(_as_kill_note(draft), body)


def byline(nitf: etree._Element) -> str | None:
    """Return the writers: the persons of the byline, else its words without "By"."""
    names: list[str | None] = []
    for element in nitf.iter("byline"):
        if any(True for _ in element.iterancestors("byline")):
            continue
        persons = [text_of(person) for person in element.iter("person")]
        title = _first(element, "byttl")
        whole = text_of(element) if title is None else element.text
        names += persons if any(persons) else [BY.sub("", whole or "").strip() or text_of(title)]
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def dateline(nitf: etree._Element) -> str | None:
    """Return the place of the first dateline, and its date where that is written out."""
    element = _first(nitf, "dateline")
    if element is None:
        return None
    place = _first(element, "location")
    if place is None:
        words = text_of(element)
    else:
        named = (" ".join(str(part).split()).strip(" ,") for part in place.itertext())
        words = ", ".join(filter(None, (*named, text_of(_first(element, "story.date")))))
    return words if words and any(sign.isalpha() for sign in words) else None


def _as_kill_note(draft: Draft) -> Draft:
    """Return the draft, as a kill note if it cancels another document."""
    kills = any(reference.kind is LinkKind.KILLS for reference in draft.references)
    return replace(draft, content_kind=ContentKind.KILL_NOTE) if kills else draft


def _with_text(draft: Draft, body: Body) -> Draft:
    """Return the draft with its text: of a kill without one the note, of an alert the headline, else the summary.

    Raises UnreadableError where there is none.
    """
    if draft.text:
        return draft
    notes = [note.text for note in draft.notes if note.kind == "editors_note"]
    summaries = [note.text for note in draft.notes if note.kind == "summary"]
    is_kill = draft.publish_status is PublishStatus.CANCELED or draft.content_kind is ContentKind.KILL_NOTE
    if is_kill and (notes or draft.headline):
        return replace(draft, text=notes[0] if notes else draft.headline or "", is_laid_out=True)
    if summaries:
        return replace(draft, text="\n\n".join(summaries), is_laid_out=True, is_fragment=True)
    if draft.headline and is_alert(draft.urgency):
        return replace(draft, text=draft.headline, is_laid_out=True, content_kind=ContentKind.FLASH)
    if body.media:
        kinds = ", ".join(body.media)
        raise UnreadableError("no_story", f"the document holds only media ({kinds}) and no story text; ingest its story")
    held = f"a headline ({draft.headline!r}) but no text" if draft.headline else "no text"
    raise UnreadableError("empty", f"the NITF document has {held} in its body; check what was sent")


def _first(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iter(name), None)
