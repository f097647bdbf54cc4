"""The time stamp behind the text of an ANPA 1312 message.

Forms: "NG-WF-03-02-94 1410EST", month first, as AP has it, and "NGW-21:37-09-12-18", hour first, then the day, as Kyodo has it.
A stamp without a zone is taken to be in UTC.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from warehouse.codes import Precision

# Hours from UTC of the zones that stamps name.
ZONES = {"GMT": 0, "UTC": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
# Match: "NG-WF-03-02-94 1410EST", "NG-UN-09-12-03". Miss: "NGW-21:37-09-12-18".
_MONTH_FIRST = re.compile(
    r"(?P<agency>[A-Z]{2,5})-[A-Z]{2,5}-(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d)"
    r"(?:\s+(?P<hour>\d\d):?(?P<minute>\d\d)\s?(?P<zone>[A-Z]{1,4})?)?"
)
# Match: "NGW-21:37-09-12-18". Miss: "NG-WF-03-02-94".
_HOUR_FIRST = re.compile(
    r"(?P<agency>[A-Z]{2,5})-(?P<hour>\d\d):(?P<minute>\d\d)-(?P<day>\d\d)-(?P<month>\d\d)-(?P<year>\d\d)(?P<zone>(?!))?"
)


@dataclass(frozen=True)
class Stamp:
    """The agency's letters, the moment, and how exact it is."""

    text: str
    agency: str
    at: datetime
    precision: Precision


def read_stamp(trailer: str) -> Stamp | None:
    """Return the time stamp in the words behind a text, or None."""
    match = _MONTH_FIRST.search(trailer) or _HOUR_FIRST.search(trailer)
    if match is None:
        return None
    year = int(match["year"])
    offset = ZONES.get(match["zone"] or "", 0)
    is_exact = match["hour"] is not None and (match["zone"] or "GMT") in ZONES
    try:
        at = datetime(
            year + (1900 if year >= 70 else 2000),  # noqa: PLR2004 - POSIX: 69 is 2069
            int(match["month"]),
            int(match["day"]),
            int(match["hour"]) if is_exact else 0,
            int(match["minute"]) if is_exact else 0,
            tzinfo=timezone(timedelta(hours=offset)),
        )
    except ValueError:
        return None
    return Stamp(match.group(), match["agency"], at.astimezone(UTC), Precision.MINUTE if is_exact else Precision.DAY)
