"""Embargoes: until when a desk asks that a story be kept back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from tasks.text.dates import find_dates, resolve
from warehouse.codes import Precision

# Hours from UTC. A zone with summer time is read as its winter time, which is later: never too early.
_ZONES = {
    "gmt": 0, "utc": 0, "z": 0, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "msk": 3, "jst": 9, "kst": 9, "hkt": 8,
    "est": -5, "edt": -4, "et": -5, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "pt": -8, "ct": -6,
}  # fmt: skip
LATEST_ZONE = -12  # where no zone is named, the last place on earth to reach the hour

# An hour with its zone. Match: "0001 GMT", "6 p.m. EST", "10:30 a.m.", "noon ET". Miss: "March 3, 1997".
_HOUR = re.compile(
    r"\b(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s?(?P<half>[ap])\.?m\.?"
    r"|(?P<hour24>[01]\d|2[0-3]):?(?P<minute24>[0-5]\d)(?=\s*(?:hours|hrs|h\b|[A-Za-z]{1,4}\b))"
    r"|(?P<word>noon|midnight))(?:\s*(?:hours|hrs|h)\b)?[\s,(]*(?P<zone>[A-Za-z]{1,4}\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Embargo:
    """A moment in UTC; None where the desk named none that can be read, and the story is withheld until it says so."""

    until: datetime | None


def read_embargo(notes: Iterable[str], published: datetime | None, precision: Precision | None) -> Embargo | None:
    """Return the latest embargo that the desk's notes ask for, or None where they ask for none."""
    moments = [_moment(note, published, precision) for note in notes]
    if not moments:
        return None
    known = [moment for moment in moments if moment]
    return Embargo(max(known) if known else None)


def _moment(note: str, published: datetime | None, precision: Precision | None) -> datetime | None:
    """Return the end of an embargo, read as late as its words allow."""
    day = _day(note, published, precision)
    if day is None:
        return None
    hour = next((match for match in _HOUR.finditer(note) if match), None)
    if hour is None:
        return datetime.combine(day + timedelta(days=1), time(0), UTC)
    offset = _ZONES.get((hour["zone"] or "").casefold(), LATEST_ZONE)
    return datetime.combine(day, _time(hour), timezone(timedelta(hours=offset))).astimezone(UTC)


def _day(note: str, published: datetime | None, precision: Precision | None) -> date | None:
    """Return the first exact day that a note names."""
    intervals = (resolve(span.text, published, precision, future=True) for span in find_dates(note))
    return next((each.first for each in intervals if each and each.precision is Precision.DAY), None)


def _time(hour: re.Match[str]) -> time:
    """Return the time of day."""
    if hour["word"]:
        return time(12 if hour["word"].casefold() == "noon" else 0)
    if hour["hour24"]:
        return time(int(hour["hour24"]), int(hour["minute24"]))
    number = int(hour["hour"]) % 12 + (12 if hour["half"].casefold() == "p" else 0)
    return time(number, int(hour["minute"] or 0) % 60)
