"""Dates that name their own year: "March 16, 1987", "16 MAR 89", "2006-07-07", "July 2006", "the end of 1986"."""

import re
from datetime import date

from tasks.text.calendar_words import (
    DAY,
    MONTH,
    ORDINALS,
    SEASON,
    SEASONS,
    WEEKDAY,
    YEAR,
    full_year,
    month_number,
)
from tasks.text.date_form import DateForm, Frame, form, safe_day
from tasks.text.interval import Interval, day_interval, month_end, month_interval, quarter_interval, year_interval
from warehouse.codes import Precision

DECEMBER = 12
# The part of a year that a word means: first and last month.
_PARTS = {
    "early": (1, 4), "mid": (5, 8), "middle": (5, 8), "late": (9, 12),
    "beginning": (1, 1), "start": (1, 1), "end": (12, 12), "close": (12, 12),
}  # fmt: skip


def season_interval(year: int, season: str) -> Interval:
    """Return the three months of a season that begins in `year`, northern hemisphere."""
    month = SEASONS[season.casefold()]
    last = month_end(year + 1, 2) if month == DECEMBER else month_end(year, month + 2)
    return Interval(date(year, month, 1), last, Precision.QUARTER)


def _day(match: re.Match[str], _frame: Frame) -> Interval | None:
    day = safe_day(full_year(match["year"]), month_number(match["month"]), int(match["day"]))
    return day_interval(day) if day else None


def _iso_day(match: re.Match[str], _frame: Frame) -> Interval | None:
    day = safe_day(int(match["year"]), int(match["month"]), int(match["day"]))
    return day_interval(day) if day else None


def _month(match: re.Match[str], _frame: Frame) -> Interval:
    return month_interval(int(match["year"]), month_number(match["month"]))


def _part_of_year(match: re.Match[str], _frame: Frame) -> Interval:
    first, last = _PARTS[match["part"].casefold()]
    year = int(match["year"])
    precision = Precision.MONTH if first == last else Precision.YEAR
    return Interval(date(year, first, 1), month_end(year, last), precision)


def _half(match: re.Match[str], _frame: Frame) -> Interval:
    year = int(match["year"])
    if match["half"].casefold() in ("first", "1st"):
        return Interval(date(year, 1, 1), date(year, 6, 30), Precision.YEAR)
    return Interval(date(year, 7, 1), date(year, 12, 31), Precision.YEAR)


def _quarter(match: re.Match[str], _frame: Frame) -> Interval:
    word = match["quarter"].casefold()
    return quarter_interval(int(match["year"]), int(word) if word.isdigit() else ORDINALS[word])


def _season(match: re.Match[str], _frame: Frame) -> Interval:
    return season_interval(int(match["year"]), match["season"])


def _year(match: re.Match[str], _frame: Frame) -> Interval:
    return year_interval(int(match["year"]))


_THE = r"(?:the )?"
_SHORT_YEAR = r"(?P<year>(?:19|20)\d\d|\d\d)"

# Each with an example match; a miss for all of them is a date without a year, "March 16", which is relative.
FORMS: tuple[DateForm, ...] = (
    form(rf"(?:{WEEKDAY},? )?{MONTH} {DAY},? {YEAR}", _day, True),  # Monday, March 16, 1987
    form(rf"(?:{WEEKDAY},? )?{DAY}(?: of)? {MONTH},? {YEAR}", _day, True),  # 16 March 1987
    form(rf"{DAY} {MONTH} {_SHORT_YEAR}", _day, True),  # 16 MAR 89
    form(r"(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)", _iso_day, True),  # 2006-07-07
    form(rf"{MONTH}(?: of|,)? {YEAR}", _month, True),  # July 2006
    form(rf"{_THE}(?P<half>first|1st|second|2nd|latter) half of {YEAR}", _half, True),  # the first half of 1987
    form(rf"{_THE}(?P<quarter>{'|'.join(ORDINALS)}) quarter(?: of)?,? {YEAR}", _quarter, True),  # first quarter of 1987
    form(rf"Q(?P<quarter>[1-4]),? {YEAR}", _quarter, True),  # Q1 1987
    form(rf"{_THE}{SEASON}(?: of)?,? {YEAR}", _season, True),  # the fall of 1989
    form(rf"{_THE}(?P<part>beginning|start|middle|end|close) of {YEAR}", _part_of_year, True),  # the end of 1986
    form(rf"(?P<part>early|mid|late)[ -](?:in )?{YEAR}", _part_of_year, True),  # early 1986
    form(YEAR, _year, True, needs_lead=True),  # 1986
)
