"""Which other stories a message names: the victims of kills and corrections, and the messages that it replaces."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tasks.stories.keys import Naming, named_story_id
from tasks.text.dates import find_dates, resolve
from tasks.text.paragraphs import squeeze
from tasks.text.slugline import message_number, slug_base
from warehouse.codes import LinkKind, Precision
from warehouse.ids import content_id
from warehouse.records import StoryReference

SCAN_LENGTH = 4_000  # a note names its victim at once
REACH_DAYS = 7  # a note speaks of stories of the last week, unless it names the day
DAYS_MEANT = {Precision.MONTH: 31, Precision.QUARTER: 92, Precision.YEAR: 366}
TOLERANCE_DAYS = 1  # the day that a note names is one of the desk's clock, not of UTC

_SLUG = r"(?:BC|AM|PM|AP)-{1,2}[\w.&'’-]+(?: [A-Z][\w.&'’-]+){0,4}"
_NUMBER = r"[A-Za-z]{1,4}\d{3,5}"
_QUOTED = r"(?:[\"“](?P<headline>[^\"“”]{8,200})[\"”]|[‘'](?P<single>[^\"“”]{8,200}?)[’'](?=[\s,.]))"
# What a message replaces. Match: "SUPERSEDES NG0412", "SUBS for BC-Freedonia, NG0551", "LEAD TO NGA061". Miss: "leads to war".
_REPLACES = re.compile(
    rf"\b(?:supersed(?:es|ing)|replac(?:es|ing)|subs(?:titutes?)?\s+for|lead\s+to|update\s+to|writethru\s+of)\s+"
    rf"(?P<named>(?:{_SLUG}|{_NUMBER}).{{0,60}})",
    re.IGNORECASE | re.DOTALL,
)
# A story that a message replaces by its headline. Match: 'Replaces story headlined "X"'. Miss: "replaces hope".
_REPLACES_HEADLINE = re.compile(
    r"\b(?:supersed(?:es|ing)|replac(?:es|ing)|subs(?:titutes?)?\s+for)\b[^\"“”.]{0,40}\bheadlined?\b[^\"“”.‘]{0,10}" + _QUOTED,
    re.IGNORECASE | re.DOTALL,
)
# How notes name a slug. Match: "BC-Freedonia-Talks, 2nd Ld". Miss: "B.C. Freedonia".
_NAMED_SLUG = re.compile(rf"\b{_SLUG}")
# A keyword in capitals behind words that announce one. Match: "slugged FREEDONIA-TALKS". Miss: "FREEDONIA-TALKS".
_SLUGGED = re.compile(
    r"\b(?i:slugged|sluglined?|keyword(?:ed)?|kill|withdraw|eliminate)\W{1,3}(?P<slug>[A-Z][\w.&'’]*(?:[-/][\w.&'’]+)+)"
)
# A headline that a note names. Match: 'story headlined "X"', "item, 'X is out'". Miss: 'he said "X"'.
_HEADLINED = re.compile(rf"\b(?:headlined?|item|story|report|article)\b[^\"“”.‘']{{0,40}}{_QUOTED}", re.IGNORECASE | re.DOTALL)
# A headline that a note names without quotes. Match: "item headlined Duchy Agrees, please read". Miss: "headlined the bill".
_HEADLINED_BARE = re.compile(
    r"\b(?:item|story|report|article)\s+headlined?[\s,:]+(?P<headline>[^\"“”]{8,150}?),\s+(?:please|pls)\b",
    re.IGNORECASE | re.DOTALL,
)
# When the victim moved. Match: "moved Tuesday", "story of Feb 27", "appearing March 17". Miss: "on Tuesday".
_MOVED = re.compile(
    r"\b(?:moved|sent|issued|transmitted|filed|appearing|that\s+ran|story\s+of|item\s+of|of)\b.{0,20}", re.IGNORECASE
)


@dataclass(frozen=True)
class Reference:
    """How one message names another. `day` is the one that it names; `naming` has the day that holds without one too."""

    kind: LinkKind
    naming: Naming
    headline: str | None = None
    day: date | None = None

    @property
    def names_anything(self) -> bool:
        """Tell whether anything could find the other story."""
        named = self.naming
        return bool(named.provider_key or named.number or self.headline or (named.slug_base and named.day))


def victim(kind: LinkKind, text: str, own: Naming, published: datetime | None, precision: Precision | None) -> Reference:
    """Return the story that a kill or a correction note speaks of.

    That is the story of its own slug and day unless it names others; a kill with a key of its own must name its victim.
    """
    opening = text[:SCAN_LENGTH]
    found = _HEADLINED.search(opening) or _HEADLINED_BARE.search(opening)
    named = _NAMED_SLUG.search(opening) or _SLUGGED.search(opening)
    words = named.groupdict().get("slug") or named.group() if named else ""
    number = message_number(opening[named.end() :] if named else opening)
    day = _day(opening, published, precision)
    own_slug = None if kind is LinkKind.KILLS and own.provider_key else own.slug_base
    naming = Naming(sender=own.sender, slug_base=slug_base(words) or own_slug, number=number, day=day or own.day)
    return Reference(kind, naming, _headline(found) if found else None, day)


def replaced(text: str, own: Naming) -> tuple[Reference, ...]:
    """Return the messages that this one says it replaces."""
    return tuple(_replaced(text[:SCAN_LENGTH], own))


def story_references(
    story_id: str, version: str, references: Iterable[Reference], issued: tuple[date, date] | None
) -> tuple[StoryReference, ...]:
    """Return the rows that say whom a version names, each once; one that names only the story itself says nothing.

    `issued` are the first and the last day on which the version may have been issued itself.
    """
    rows = (_row(story_id, version, reference, issued) for reference in references if reference.names_anything)
    return tuple({row.reference_id: row for row in rows if not _is_hollow(row)}.values())


def days_of(published: datetime | None, precision: Precision | None) -> tuple[date, date] | None:
    """Return the first and the last day that a publication date may mean."""
    if published is None:
        return None
    first = published.date()
    return first, first + timedelta(days=DAYS_MEANT.get(precision, 1) - 1 if precision else 0)


def _row(story_id: str, version: str, reference: Reference, issued: tuple[date, date] | None) -> StoryReference:
    naming = reference.naming
    desk_key = named_story_id(Naming(naming.sender, None, naming.slug_base, naming.number, naming.day))
    first_on, last_on = _window(reference.day, issued)
    words = (reference.kind, naming.sender, naming.provider_key, naming.number, desk_key, reference.headline, first_on, last_on)
    return StoryReference(content_id("reference", (story_id, version, *words)), story_id, version, *words)


def _is_hollow(row: StoryReference) -> bool:
    """Tell whether a message only says that it replaces what is the same story by its slug."""
    return row.kind is LinkKind.SUPERSEDES and row.desk_key == row.story_id and not (row.provider_key or row.headline)


def _window(named: date | None, own: tuple[date, date] | None) -> tuple[date | None, date | None]:
    """Return the days between which the other story was issued."""
    if named:
        return named - timedelta(days=TOLERANCE_DAYS), named + timedelta(days=TOLERANCE_DAYS)
    return (own[0] - timedelta(days=REACH_DAYS), own[1]) if own else (None, None)


def _replaced(text: str, own: Naming) -> Iterator[Reference]:
    """Yield what the text names; a number without a slug is a message under the slug of this one."""
    for match in _REPLACES.finditer(text):
        slug = _NAMED_SLUG.match(match["named"])
        base = slug_base(slug.group()) if slug else own.slug_base
        number = message_number(match["named"])
        yield Reference(LinkKind.SUPERSEDES, Naming(own.sender, None, base, number, own.day))
    for match in _REPLACES_HEADLINE.finditer(text):
        yield Reference(LinkKind.SUPERSEDES, Naming(own.sender), _headline(match))


def _headline(match: re.Match[str]) -> str:
    """Return a named headline as one line."""
    words = match.groupdict()
    return squeeze(words.get("headline") or words.get("single") or "").rstrip(" ,.")


def _day(text: str, published: datetime | None, precision: Precision | None) -> date | None:
    """Return the day on which the victim moved, if the text names one."""
    for match in _MOVED.finditer(text):
        for span in find_dates(match.group()):
            interval = resolve(span.text, published, precision)
            if interval and interval.precision is Precision.DAY:
                return interval.first
    return None
