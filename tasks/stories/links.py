"""Which other stories a message names: the victims of kills and corrections, and the messages that it replaces."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tasks.stories.keys import Naming, named_story_id
from tasks.text.dates import find_dates, resolve
from tasks.text.slugline import message_number, slug_base
from warehouse.codes import LinkKind, Precision
from warehouse.records import StoryLink

SCAN_LENGTH = 4_000  # a note names its victim at once

_SLUG = r"(?:BC|AM|PM|AP)-{1,2}[\w.&'’-]+(?: [A-Z][\w.&'’-]+){0,4}"
_NUMBER = r"[A-Za-z]{1,4}\d{3,5}"
# What a message replaces. Match: "SUPERSEDES NG0412", "SUBS for BC-Freedonia, NG0551", "LEAD TO NGA061". Miss: "leads to war".
_REPLACES = re.compile(
    rf"\b(?:supersed(?:es|ing)|replac(?:es|ing)|subs(?:titutes?)?\s+for|lead\s+to|update\s+to|writethru\s+of)\s+"
    rf"(?P<named>(?:{_SLUG}|{_NUMBER}).{{0,60}})",
    re.IGNORECASE | re.DOTALL,
)
# How notes name a slug. Match: "BC-Freedonia-Talks, 2nd Ld". Miss: "B.C. Freedonia".
_NAMED_SLUG = re.compile(rf"\b{_SLUG}")
# A keyword in capitals behind words that announce one. Match: "slugged FREEDONIA-TALKS". Miss: "FREEDONIA-TALKS".
_SLUGGED = re.compile(
    r"\b(?i:slugged|sluglined?|keyword(?:ed)?|kill|withdraw|eliminate)\W{1,3}(?P<slug>[A-Z][\w.&'’]*(?:[-/][\w.&'’]+)+)"
)
# A headline that a note names. Match: 'story headlined "X"', "item, 'X'". Miss: 'he said "X"'.
_HEADLINED = re.compile(
    r"\b(?:headlined?|item|story|report)\b[^\"“”.]{0,40}[\"“](?P<headline>[^\"“”]{8,200})[\"”]", re.IGNORECASE | re.DOTALL
)
# When the victim moved. Match: "moved Tuesday", "story of Feb 27", "appearing March 17". Miss: "on Tuesday".
_MOVED = re.compile(
    r"\b(?:moved|sent|issued|transmitted|filed|appearing|that\s+ran|story\s+of|item\s+of|of)\b.{0,20}", re.IGNORECASE
)


@dataclass(frozen=True)
class Reference:
    """How one message names another. A headline alone gives no id: whoever holds the stories must look it up."""

    kind: LinkKind
    naming: Naming
    headline: str | None = None


def victim(kind: LinkKind, text: str, own: Naming, published: datetime | None, precision: Precision | None) -> Reference:
    """Return the story that a kill or a correction note speaks of; its own slug and day unless it names others."""
    opening = text[:SCAN_LENGTH]
    headline = _HEADLINED.search(opening)
    named = _NAMED_SLUG.search(opening) or _SLUGGED.search(opening)
    words = named.groupdict().get("slug") or named.group() if named else ""
    number = message_number(opening[named.end() :] if named else opening)
    naming = Naming(
        sender=own.sender,
        slug_base=slug_base(words) or own.slug_base,
        number=number,
        day=_day(opening, published, precision) or own.day,
    )
    return Reference(kind, naming, " ".join(headline["headline"].split()).rstrip(" ,.") if headline else None)


def replaced(text: str, own: Naming) -> tuple[Reference, ...]:
    """Return the messages that this one says it replaces."""
    return tuple(_replaced(text[:SCAN_LENGTH], own))


def story_links(story_id: str, version: str, references: Iterable[Reference]) -> tuple[StoryLink, ...]:
    """Return the links whose other end can be computed, each once.

    A note that is itself a version of its victim's story links to its own story, which says that the version kills it.
    """
    links = {
        StoryLink(story_id, version, other, reference.kind): None
        for reference in references
        if (other := named_story_id(reference.naming)) and (other != story_id or reference.kind is not LinkKind.SUPERSEDES)
    }
    return tuple(links)


def _replaced(text: str, own: Naming) -> Iterator[Reference]:
    """Yield what the text names; a number without a slug is a message under the slug of this one."""
    for match in _REPLACES.finditer(text):
        slug = _NAMED_SLUG.match(match["named"])
        base = slug_base(slug.group()) if slug else own.slug_base
        number = message_number(match["named"])
        yield Reference(LinkKind.SUPERSEDES, Naming(own.sender, None, base, number, own.day))


def _day(text: str, published: datetime | None, precision: Precision | None) -> date | None:
    """Return the day on which the victim moved, if the text names one."""
    for match in _MOVED.finditer(text):
        for span in find_dates(match.group()):
            interval = resolve(span.text, published, precision)
            if interval and interval.precision is Precision.DAY:
                return interval.first
    return None
