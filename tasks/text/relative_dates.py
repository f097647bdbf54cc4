"""Dates that only a known publication date can place: "Friday", "last week", "in February", "April 17"."""

import re
from datetime import date, timedelta

from tasks.text.absolute_dates import season_interval
from tasks.text.calendar_words import (
    DAY,
    FULL_WEEKDAY,
    MONTH,
    NUMBER,
    SEASON,
    SEASONS,
    WEEKDAY,
    count,
    month_number,
    weekday_number,
)
from tasks.text.date_form import DateForm, Frame, form, safe_day
from tasks.text.interval import Interval, day_interval, month_interval, week_interval, year_interval
from warehouse.codes import Precision

_WEEK = 7
_NEAR_YEARS = (-1, 0, 1)


def _today(_match: re.Match[str], frame: Frame) -> Interval:
    return day_interval(frame.published)


def _yesterday(_match: re.Match[str], frame: Frame) -> Interval:
    return day_interval(frame.published - timedelta(days=1))


def _tomorrow(_match: re.Match[str], frame: Frame) -> Interval:
    return day_interval(frame.published + timedelta(days=1))


def _weekday(match: re.Match[str], frame: Frame) -> Interval:
    """Read a weekday: the latest one up to publication, or with `next` or in words that look ahead the first one on."""
    wanted = weekday_number(match["weekday"])
    which = _which(match)
    back = (frame.published.weekday() - wanted) % _WEEK
    if which == "last":
        return day_interval(frame.published - timedelta(days=back or _WEEK))
    if which == "next":
        return day_interval(frame.published + timedelta(days=_WEEK - back))
    if frame.future or which in ("this", "coming"):
        return day_interval(frame.published + timedelta(days=(_WEEK - back) % _WEEK))
    return day_interval(frame.published - timedelta(days=back))


def _span(match: re.Match[str], frame: Frame) -> Interval:
    """Read last, this or next week, month or year."""
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(_which(match) or "", 0)
    return _shift(frame.published, match["unit"].casefold(), step)


def _ago(match: re.Match[str], frame: Frame) -> Interval:
    return _shift(frame.published, match["unit"].casefold().rstrip("s"), -count(match["number"]))


def _ahead(match: re.Match[str], frame: Frame) -> Interval:
    return _shift(frame.published, match["unit"].casefold().rstrip("s"), count(match["number"]))


def _weekend(match: re.Match[str], frame: Frame) -> Interval:
    """Read a weekend: the latest that has begun, or the next one."""
    back = (frame.published.weekday() - 5) % _WEEK
    ahead = _which(match) in ("next", "this", "coming") or frame.future
    saturday = frame.published + timedelta(days=(_WEEK - back) if ahead else -back)
    return Interval(saturday, saturday + timedelta(days=1), Precision.MONTH)


def _month(match: re.Match[str], frame: Frame) -> Interval:
    """Read a month without a year: the latest up to publication; with only a year known, the month of that year."""
    month = month_number(match["month"])
    which = _which(match)
    if frame.precision is Precision.YEAR and which is None:
        return month_interval(frame.published.year, month)
    if which == "next" or (frame.future and which is None):
        is_over = month < frame.published.month or (month == frame.published.month and which == "next")
        return month_interval(frame.published.year + is_over, month)
    if which == "this":
        return month_interval(frame.published.year, month)
    is_ahead = month > frame.published.month or (month == frame.published.month and which == "last")
    return month_interval(frame.published.year - is_ahead, month)


def _month_day(match: re.Match[str], frame: Frame) -> Interval | None:
    """Read a day without a year: the one nearest to publication, because wires leave out the year of near days only."""
    month, number = month_number(match["month"]), int(match["day"])
    if frame.precision is Precision.YEAR:
        years: tuple[int, ...] = (frame.published.year,)
    else:
        years = tuple(frame.published.year + step for step in _NEAR_YEARS)
    days = [day for year in years if (day := safe_day(year, month, number))]
    if frame.future and frame.precision is not Precision.YEAR:
        days = [day for day in days if day >= frame.published]
    return day_interval(min(days, key=lambda day: abs(day - frame.published))) if days else None


def _season(match: re.Match[str], frame: Frame) -> Interval:
    """Read last, this or next spring, summer, fall or winter."""
    year, start = frame.published.year, SEASONS[match["season"].casefold()]
    now = season_interval(year, match["season"])
    if _which(match) == "last":
        return season_interval(year - (frame.published <= now.last), match["season"])
    if _which(match) == "next":
        return season_interval(year + (date(year, start, 1) <= frame.published), match["season"])
    return now


def _which(match: re.Match[str]) -> str | None:
    """Return the word that picks one: last, this, next; None if the words have none."""
    word = match["which"]
    return word.casefold() if word else None


def _shift(published: date, unit: str, step: int) -> Interval:
    """Return the day, week, month or year that lies `step` units from publication."""
    if unit == "day":
        return day_interval(published + timedelta(days=step))
    if unit == "week":
        return week_interval(published + timedelta(days=step * _WEEK))
    if unit == "month":
        months = published.year * 12 + published.month - 1 + step
        return month_interval(months // 12, months % 12 + 1)
    return year_interval(published.year + step)


_WHICH = r"(?:(?P<which>last|past|previous|this|next|coming) )"
_PART_OF_DAY = r"(?: (?:early )?(?:morning|afternoon|evening|night))?"
_SPAN = r"(?P<unit>week|month|year)"
_UNITS = r"(?P<unit>days?|weeks?|months?|years?)"

# Each with an example match; a miss for all of them is a time that another event sets, "a week earlier".
FORMS: tuple[DateForm, ...] = (
    form(r"(?:earlier |late )?today|tonight|this (?:morning|afternoon|evening)", _today),  # earlier today
    form(r"yesterday(?: (?:morning|afternoon|evening))?|last night|overnight", _yesterday),  # yesterday
    form(r"tomorrow(?: (?:morning|afternoon|evening|night))?", _tomorrow),  # tomorrow
    form(rf"{_WHICH}?{FULL_WEEKDAY}{_PART_OF_DAY}", _weekday),  # last Friday
    form(rf"(?:earlier |late |early |later )?{_WHICH}{_SPAN}", _span),  # earlier this year
    form(rf"{NUMBER} {_UNITS} ago", _ago),  # three weeks ago
    form(rf"(?:{NUMBER} {_UNITS} (?:from now|hence))", _ahead),  # two days from now
    form(rf"(?:{_WHICH}|the )weekend", _weekend),  # the weekend
    form(rf"(?:{WEEKDAY},? )?{MONTH} {DAY}", _month_day),  # April 17
    form(rf"(?:{WEEKDAY},? )?{DAY}(?: of)? {MONTH}", _month_day),  # 17 April
    form(rf"{_WHICH}{MONTH}", _month),  # last February
    form(rf"(?P<which>(?!x)x)?{MONTH}", _month, needs_lead=True),  # February
    form(rf"{_WHICH}{SEASON}", _season),  # last fall
)
