"""Dates that desks and publishers stamp on their copy: transmission lines, time stamps, addresses, copyright lines."""

import re
from collections.abc import Iterable
from datetime import date

from tasks.text.calendar_words import full_year, month_number
from tasks.text.cut import Cut
from tasks.text.date_form import safe_day
from tasks.text.dates import find_dates, resolve
from warehouse.codes import Precision

_STAMPED = ("tail_stamp", "timestamp", "embargo", "contact")

# An American transmission line: month, day, year. Match: "NG-UN-09-12-03 1410EDT". Miss: "NGW-21:37-09-12-18".
_MONTH_FIRST = re.compile(r"\b[A-Z]{2,5}-[A-Z]{2,5}-(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d)\b")
# A transmission line: day, hour, month, year. Match: "NGA 062131 GMT AUG 90". Miss: "062131".
_DAY_FIRST = re.compile(
    r"\b(?P<day>\d\d)\d{4}\s(?:GMT\s)?(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\s(?P<year>\d{4}|\d\d)\b",
    re.IGNORECASE,
)
# A date in an address. Match: "talks-2025-05-20", "/2011/11/28/". Miss: "2025-5".
_ADDRESS = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/](?P<month>[01]\d)[-/](?P<day>[0-3]\d)(?!\d)")
# The year of a copyright line. Match: "(c) 2006, Northgate". Miss: "(c) Northgate".
_YEAR = re.compile(r"\b(?:19[5-9]\d|20[0-4]\d)\b")


def stamped_days(cuts: Iterable[Cut]) -> tuple[date, ...]:
    """Return the days stamped on the copy, transmission lines first."""
    by_kind = sorted((cut for cut in cuts if cut.kind in _STAMPED), key=lambda cut: _STAMPED.index(cut.kind))
    return tuple(day for cut in by_kind if (day := _stamped_day(cut.text)))


def copyright_year(cuts: Iterable[Cut]) -> int | None:
    """Return the latest year of the copyright lines."""
    years = [int(match.group()) for cut in cuts if cut.kind == "copyright" for match in _YEAR.finditer(cut.text)]
    return max(years, default=None)


def _stamped_day(text: str) -> date | None:
    """Return the first day that one stamp names with its year."""
    for pattern in (_MONTH_FIRST, _DAY_FIRST, _ADDRESS):
        match = pattern.search(text)
        if match:
            month = match["month"]
            return safe_day(full_year(match["year"]), int(month) if month.isdigit() else month_number(month), int(match["day"]))
    intervals = (resolve(span.text, None, None) for span in find_dates(text))
    return next((each.first for each in intervals if each and each.precision is Precision.DAY), None)
