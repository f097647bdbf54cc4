"""What a NewsML-G2 item says about its story: headlines, times, writers, rights, subjects, the desk's notes."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from lxml import etree

from tasks.readers.draft import Note
from tasks.readers.values.language_tag import primary_language
from tasks.readers.xml_parts.inline_words import blocks
from tasks.readers.xml_parts.newsml_g2_property import Source, code_of, metadata, moment_of, names_of, tail_of, words_of
from tasks.readers.xml_parts.xml import attribute, first, text_of
from warehouse.codes import ContentKind, Precision

MAX_KEYWORDS = 50

# Where the writers' names begin. Matches "By ", "Von " and "Por "; misses "Byron".
BYLINE_START = re.compile(r"(?:by|von|par|por|di|av|door|af)\s*:?\s+(?=\S)", re.IGNORECASE)
# A time that stands where the dateline should. Matches "2014-07-17 00:24:11 GMT" and "MARCH 04, 2013"; misses "OSLO, March 4".
ONLY_TIME = re.compile(r"\d{4}-\d\d-\d\d\b.*|(?:\d{1,2}\.? )?[^\W\d]{3,9}\.? (?:\d{1,2}, ?)?\d{4}")


def headlines(source: Source) -> list[str]:
    """Return the headlines, the main one first: in the item's language, without a role, of the highest rank."""
    found = [
        (_headline_order(source, element), words) for element in metadata(source.item, "headline") if (words := words_of(element))
    ]
    return list(dict.fromkeys(words for _, words in sorted(found, key=lambda pair: pair[0])))


def published(source: Source) -> tuple[datetime | None, Precision | None]:
    """Return when this version was issued."""
    item = source.item
    written = (
        text_of(first(item, "itemMeta", "versionCreated")),
        text_of(first(item, "contentMeta", "contentModified")),
        text_of(first(item, "contentMeta", "contentCreated")),
        text_of(first(item, "itemMeta", "firstCreated")),
        source.message.sent,
    )
    return next(filter(None, (moment_of(source, text) for text in written)), (None, None))


def urgency(source: Source) -> int | None:
    """Return the editorial urgency, 1 to 9, else the priority of the message."""
    written = (text_of(first(source.item, "contentMeta", "urgency")), source.message.priority)
    return next((int(text) for text in written if text and re.fullmatch("[1-9]", text)), None)


def content_kind(source: Source) -> ContentKind | None:
    """Return what the genre makes of the item, where it says more than that it is news."""
    known = source.profile.choices("content_kind", "genre")
    codes = (code_of(element) for element in metadata(source.item, "genre"))
    return next((ContentKind(known[code]) for code in codes if code in known), None)


def rights(source: Source) -> str | None:
    """Return the copyright notice and the terms of use in the item's language, else who holds the rights."""
    info = first(source.item, "rightsInfo")
    if info is None:
        return None
    parts = [source.profile.cleaned("rights", _in_language(source, info, name)) for name in ("copyrightNotice", "usageTerms")]
    holder = next(filter(None, names_of(first(info, "copyrightHolder"))), None)
    return ". ".join(part.rstrip(".") for part in parts if part) or holder


def byline(source: Source) -> str | None:
    """Return the writers' names."""
    return writers(source, words_of(first(source.item, "contentMeta", "by")))


def writers(source: Source, text: str | None) -> str | None:
    """Return the names of a byline without the word that opens it."""
    cleaned = source.profile.cleaned("byline", text)
    return BYLINE_START.sub("", cleaned, count=1) if cleaned and BYLINE_START.match(cleaned) else cleaned


def dateline(source: Source) -> str | None:
    """Return the dateline."""
    return place(source, words_of(first(source.item, "contentMeta", "dateline")))


def place(source: Source, written: str | None) -> str | None:
    """Return a dateline as its provider means it; a time alone is none."""
    text = source.profile.cleaned("dateline", written)
    return None if text is None or ONLY_TIME.fullmatch(text) else text


def keywords(source: Source) -> tuple[str, ...]:
    """Return the keywords, and the names of subjects that have no code, each once."""
    words = [words_of(element) for element in metadata(source.item, "keyword")]
    uncoded = [subject for subject in metadata(source.item, "subject") if not code_of(subject) and not _is_place(subject)]
    named = [words_of(first(subject, "name")) for subject in uncoded]
    return tuple(dict.fromkeys(filter(None, [*words, *named])))[:MAX_KEYWORDS]


def subjects(source: Source) -> tuple[str, ...]:
    """Return the codes of the subjects as `scheme:code`; a literal without a name is taken for a code."""
    codes = (code_of(subject) or _unnamed_literal(subject) for subject in metadata(source.item, "subject"))
    return tuple(dict.fromkeys(filter(None, codes)))


def notes(source: Source) -> tuple[Note, ...]:
    """Return the editor's notes, each once, and the credit line."""
    kinds = source.profile.choices("notes", "role")
    written = [
        Note(kinds.get(attribute(element, "role") or "", "editors_note"), text)
        for element in metadata(source.item, "edNote")
        if (text := "\n".join(blocks(element, (), keeps_lines=False)))
    ]
    credit = words_of(first(source.item, "contentMeta", "creditline"))
    return (*dict.fromkeys(written), *([Note("credit", credit)] if credit else ()))


def _unnamed_literal(subject: etree._Element) -> str | None:
    return attribute(subject, "literal") if first(subject, "name") is None else None


def _is_place(subject: etree._Element) -> bool:
    """Tell whether a subject is a place, whose name is an address rather than a keyword."""
    return tail_of(attribute(subject, "type") or "").lower() in ("poi", "geoarea")


def _headline_order(source: Source, element: etree._Element) -> tuple[bool, bool, int]:
    tag, role, rank = (attribute(element, name) for name in ("lang", "role", "rank"))
    return (
        primary_language(tag) not in (None, source.language),
        role is not None and "main" not in tail_of(role).lower(),
        int(rank) if rank and rank.isdecimal() else 0,
    )


def _in_language(source: Source, holder: etree._Element, name: str) -> str | None:
    """Return a property in the item's language, else the first."""
    elements = [element for element in holder.iterchildren(f"{{*}}{name}") if words_of(element)]
    own = [element for element in elements if primary_language(attribute(element, "lang")) == source.language]
    return next(map(words_of, own or elements), None)


def subheads(titles: Sequence[str]) -> Iterator[Note]:
    """Yield the headlines after the main one."""
    yield from (Note("subhead", title) for title in titles[1:])
