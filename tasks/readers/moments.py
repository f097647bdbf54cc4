"""Times as wire formats write them, in UTC, with how exact they are."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
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
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(match[name] or 0) for name in ("year", "month", "day", "hour", "minute", "second"))
    try:
        clock = datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001 - its zone follows; 60 is a leap second
        if not hour and not minute and not second:
            return Moment(clock.replace(tzinfo=UTC), Precision.DAY)
        if match["zone"]:
            at = clock.replace(tzinfo=_offset(match["zone"])).astimezone(UTC)
        elif zone:
            at = clock.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        else:
            return Moment(clock.replace(tzinfo=UTC), Precision.DAY)
    except (ValueError, OverflowError):
        return None
    return Moment(at, Precision.SECOND if match["second"] else Precision.MINUTE)


def first_moment(*written: str | None, zone: str | None = None) -> Moment | None:
    """Return the first of several times that is one."""
    return next((found for each in written if (found := moment(each, zone))), None)


def _offset(written: str) -> timezone:
    if not written[1:2].isdigit():
        return UTC
    digits = written[1:].replace(":", "").ljust(4, "0")
    shift = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-shift if written[0] == "-" else shift)
