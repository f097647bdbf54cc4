"""One way of writing a date: the words it matches, and the days they mean."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tasks.text.interval import Interval
from warehouse.codes import Precision


@dataclass(frozen=True)
class Frame:
    """What an expression is read against: a day of publication, how exact it is, and whether the words look ahead."""

    published: date
    precision: Precision
    future: bool = False


@dataclass(frozen=True)
class DateForm:
    """A form of date. `read` gets no frame where the form names its own year."""

    regex: re.Pattern[str]
    read: Callable[[re.Match[str], Frame], Interval | None]
    is_absolute: bool
    needs_lead: bool = False  # True where the words alone may be no date, so that running text must lead up to them


def form(
    pattern: str,
    read: Callable[[re.Match[str], Frame], Interval | None],
    is_absolute: bool = False,
    needs_lead: bool = False,
) -> DateForm:
    """Return a form whose pattern ignores case and matches whole words."""
    return DateForm(re.compile(rf"(?<![\w/])(?:{pattern})(?![\w/]|-\d)", re.IGNORECASE), read, is_absolute, needs_lead)


def safe_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
