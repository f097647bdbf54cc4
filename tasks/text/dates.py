"""Dates in prose: where they stand, and which days they mean, resolved against the story's own date or not at all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tasks.text import absolute_dates, relative_dates
from tasks.text.date_form import DateForm, Frame
from tasks.text.interval import Interval, month_end
from warehouse.codes import Precision

_FORMS: tuple[DateForm, ...] = (*absolute_dates.FORMS, *relative_dates.FORMS)

# Words that lead up to a date and are no part of it. Match: "on ", "since early ". Miss: "last ".
_LEAD = re.compile(r"(?:(?:late|early|earlier|later|on|in|by|since|until|till|from|of|about|around|as of|back in) )+", re.I)
# What must stand before a lone month or year in running text. Match: "in ", "since ". Miss: "resolution ".
_LEAD_BEFORE = re.compile(
    r"(?<!\w)(?:in|since|until|till|by|from|of|during|before|after|for|to|through|late|early|mid|around|about|and|back in)[ -]$",
    re.IGNORECASE,
)
_LEAD_LENGTH_MAX = 12


@dataclass(frozen=True)
class DateSpan:
    """Words that mean a date: `text[start:end]`, end exclusive."""

    start: int
    end: int
    text: str


def resolve(
    expression: str, published: datetime | date | None, precision: Precision | None, future: bool = False
) -> Interval | None:
    """Return the days that the words may mean, or None where nothing certain can be said.

    Words without a year are read against the publication date alone. `future` is the caller's word that the sentence
    looks ahead ("will meet on Friday"); otherwise a bare weekday or month is the latest up to publication.
    """
    words = _LEAD.sub("", " ".join(expression.split()), count=1)
    for candidate in (" ".join(expression.split()), words):
        for each in _FORMS:
            match = each.regex.fullmatch(candidate)
            if match:
                return _read(each, match, published, precision, future)
    return None


def find_dates(text: str) -> tuple[DateSpan, ...]:
    """Return the date expressions of a text in order, the longest where several begin alike."""
    found = sorted(_candidates(text), key=lambda span: (span.start, -span.end))
    kept: list[DateSpan] = []
    for span in found:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def published_interval(published: datetime | date, precision: Precision) -> Interval:
    """Return the days on which a story with this date may have been published."""
    day = published.date() if isinstance(published, datetime) else published
    if precision is Precision.YEAR:
        return Interval(date(day.year, 1, 1), date(day.year, 12, 31), precision)
    if precision is Precision.QUARTER:
        first = 3 * ((day.month - 1) // 3) + 1
        return Interval(date(day.year, first, 1), month_end(day.year, first + 2), precision)
    if precision is Precision.MONTH:
        return Interval(date(day.year, day.month, 1), month_end(day.year, day.month), precision)
    return Interval(day, day, Precision.DAY)


def _read(
    each: DateForm, match: re.Match[str], published: datetime | date | None, precision: Precision | None, future: bool
) -> Interval | None:
    """Read one match; relative words are read from both ends of an inexact publication date, which must agree."""
    if each.is_absolute:
        return each.read(match, Frame(date.min, Precision.DAY))
    if published is None or precision is None:
        return None
    when = published_interval(published, precision)
    try:
        earliest = each.read(match, Frame(when.first, when.precision, future))
        latest = each.read(match, Frame(when.last, when.precision, future))
    except (OverflowError, ValueError):  # beyond the calendar's first or last year
        return None
    return earliest if earliest == latest else None


def _candidates(text: str) -> Iterator[DateSpan]:
    """Yield every match of every form that running text supports."""
    for each in _FORMS:
        for match in each.regex.finditer(text):
            if _is_supported(each, match, text):
                yield DateSpan(match.start(), match.end(), match.group())


def _is_supported(each: DateForm, match: re.Match[str], text: str) -> bool:
    """Refuse month names in lower case (`may`, `march`) and lone words that nothing leads up to."""
    month = match.groupdict().get("month")
    if month and month[0].islower():
        return False
    before = text[max(0, match.start() - _LEAD_LENGTH_MAX) : match.start()]
    return not each.needs_lead or _LEAD_BEFORE.search(before) is not None
