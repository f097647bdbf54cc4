"""Dates that names tell, and the steps in which an archive is walked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

DAY = timedelta(days=1)
# A date in a path. Matches "2019/03/07", "2019-03-07", "20190307", "a_2019-03.zip" and "2019/03/story.txt";
# misses "20190399", "1/2019" and digits inside a longer number.
DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:([-/_.])(\d\d)(?:\2(\d\d))?|(\d\d)(\d\d))(?!\d)")


class Step(StrEnum):
    """How much of an archive is taken in at once."""

    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, order=True)
class Days:
    """Days in a row, both ends included."""

    first_on: date
    last_on: date

    def meets(self, other: "Days") -> bool:
        """Tell whether they have a day in common."""
        return self.first_on <= other.last_on and other.first_on <= self.last_on

    def __str__(self) -> str:
        return str(self.first_on) if self.first_on == self.last_on else f"{self.first_on} to {self.last_on}"


def days_of_name(name: str) -> Days | None:
    """Return the day or month that a path tells, the last one in it; None for none. Folders of a date may lie between slashes."""
    found = [days for match in DATE.finditer(name) if (days := _days(match)) is not None]
    return found[-1] if found else None


def days_of_instant(instant: datetime) -> Days:
    """Return the day (UTC) of an instant."""
    return Days(instant.date(), instant.date())


def steps(within: Days, step: Step) -> Iterator[Days]:
    """Yield the steps from the first to the last day; the months at the ends may be cut."""
    first = within.first_on
    while first <= within.last_on:
        last = first if step is Step.DAY else min(_month(first.year, first.month).last_on, within.last_on)
        yield Days(first, last)
        first = last + DAY


def _days(match: re.Match[str]) -> Days | None:
    year, month, day = int(match[1]), int(match[3] or match[5]), match[4] or match[6]
    try:
        return _month(year, month) if day is None else Days(date(year, month, int(day)), date(year, month, int(day)))
    except ValueError:
        return None


def _month(year: int, month: int) -> Days:
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return Days(first, following - DAY)
