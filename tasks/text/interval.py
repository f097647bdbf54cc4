"""Dates in prose are intervals: "July 2006" is a month, not an instant."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from warehouse.codes import Precision


@dataclass(frozen=True)
class Interval:
    """The days that a date expression may mean, first to last, both included."""

    first: date
    last: date
    precision: Precision


def day_interval(day: date) -> Interval:
    """Return the interval of one day."""
    return Interval(day, day, Precision.DAY)


def week_interval(day: date) -> Interval:
    """Return the week (Monday to Sunday) that holds `day`; no precision lies between a day and a month."""
    monday = day - timedelta(days=day.weekday())
    return Interval(monday, monday + timedelta(days=6), Precision.MONTH)


def month_interval(year: int, month: int) -> Interval:
    """Return the interval of one month."""
    return Interval(date(year, month, 1), month_end(year, month), Precision.MONTH)


def quarter_interval(year: int, quarter: int) -> Interval:
    """Return the interval of a calendar quarter, 1 to 4."""
    return Interval(date(year, 3 * quarter - 2, 1), month_end(year, 3 * quarter), Precision.QUARTER)


def year_interval(year: int) -> Interval:
    """Return the interval of one year."""
    return Interval(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])
