"""Times as wire formats write them, in UTC, with how exact they are."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from warehouse.codes import Precision

# A date, perhaps with a time, perhaps with its zone, as ISO 8601 writes them, basic or extended, and NITF without a "T".
# Matches "20131020T192751+1100", "2018-02-01T18:44:52.973", "20200703" and "20200703000000-0400"; misses "YYYYMMDD000000".
WRITTEN = re.compile(
    r"(?P<year>\d{4})-?(?P<month>\d\d)-?(?P<day>\d\d)"
    r"(?:[T ]?(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\s?(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?",
    re.IGNORECASE,
)
FIELDS = ("year", "month", "day", "hour", "minute", "second")


@dataclass(frozen=True)
class Moment:
    """A moment in UTC and how exact it is."""

    at: datetime
    precision: Precision


def moment(written: str | None, zone: str | None = None) -> Moment | None:
    """Return what a time means, or None if it is none. `zone` is the sender's own (IANA), for times that name no zone.

    A time of a zone that nobody knows is exact to the day only; and midnight to the second is how formats say "no time".
    """
    match = WRITTEN.fullmatch((written or "").strip())
    clock = _clock(match) if match else None
    if match is None or clock is None:
        return None
    if clock.time() == time():
        return Moment(clock.replace(tzinfo=UTC), Precision.DAY)
    its_zone = _offset(match["zone"]) if match["zone"] else ZoneInfo(zone) if zone else None
    if its_zone is None:
        return Moment(clock.replace(tzinfo=UTC), Precision.DAY)
    try:
        at = clock.replace(tzinfo=its_zone).astimezone(UTC)
    except OverflowError:  # the first and the last day that there are
        return None
    return Moment(at, Precision.SECOND if match["second"] else Precision.MINUTE)


def first_moment(*written: str | None, zone: str | None = None) -> Moment | None:
    """Return the first of several times that is one."""
    return next((found for each in written if (found := moment(each, zone))), None)


def _clock(match: re.Match[str]) -> datetime | None:
    """Return the date and time as written, or None if there is no such day or hour; a leap second counts as the one before."""
    year, month, day, hour, minute, second = (int(match[name] or 0) for name in FIELDS)
    try:
        return datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001 - its zone follows
    except ValueError:
        return None


def _offset(written: str) -> timezone | None:
    """Return the zone of "Z" or "+0100", or None for more hours than a zone may be away."""
    if not written[1:2].isdigit():
        return UTC
    digits = written[1:].replace(":", "").ljust(4, "0")
    shift = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-shift if written[0] == "-" else shift) if shift < timedelta(hours=24) else None
