"""The order of the versions of a story, as a text that sorts: the provider's key, the time, the number, the desk's marks."""

import re
from datetime import UTC, datetime

from tasks.text.marks import Marks
from tasks.text.publication import in_utc

# The order of versions where nothing else tells it: alerts, the plain story, leads, then what speaks of all of them.
ALERT_ORDER = 4  # an alert of urgency n comes n places after the start: flash 1, bulletin 2, urgent 3
PLAIN_ORDER = 10
LEAD_ORDER = 20
LEAD_STEP = 2  # leaves room for the correction of a lead right behind it
LEAD_MAX = 35
CORRECTION_ORDER = 97  # of no lead in particular
KILL_ORDER = 98
DIGITS_MAX = 99  # longer runs of digits are no numbers

# A run of digits or of other signs. Match: "1542761538", "v". Miss: " ".
_PART = re.compile(r"\d+|[^\d\s]+")
# The number of a message. Match: "NG0412", "f0486". Miss: "v2", "0412".
_MESSAGE_NUMBER = re.compile(r"[A-Za-z]{1,4}(?P<digits>\d{3,5})")
# A random id, which orders nothing. Match: "5f1c9a2e-77b0-4c1d-9a51-0e2f6d1b7c33". Miss: "1542761538", "20160104T163445Z".
_RANDOM = re.compile(r"(?=.*[a-f])(?=.*\d)[0-9a-f-]{16,}", re.IGNORECASE)
# A date with a time. Match: "2016-01-04T16:34:45Z", "20160104T163445+0100". Miss: "20160104".
_MOMENT = re.compile(r"\d{4}-?\d\d-?\d\d[T ]\d\d.*")


def version_order(version_key: str | None, number: str | None, published: datetime | None, marks: Marks) -> str:
    """Return the place of a version among those of its story: places compare as texts do.

    Numbers of providers are never assumed to follow each other closely, nor to fit into any number of bits. `number` is that
    of the message, which starts again from 1 several times a day on some wires: it decides only where the time does not.
    """
    time = in_utc(published).strftime("%Y-%m-%dT%H:%M:%S.%f") if published else ""
    return f"{sortable(version_key or '')} {time} {sortable(_digits_of_number(number or ''))} {mark_order(marks):02d}"


def _digits_of_number(key: str) -> str:
    """Return the digits of a message number, whose letters name the sender or its circuit; any other key as it is."""
    number = _MESSAGE_NUMBER.fullmatch(key)
    return number["digits"] if number else key


def sortable(key: str) -> str:
    """Return a key so that the order of texts is the order of its numbers and moments; empty where it orders nothing."""
    bare = key.strip().casefold()
    if _RANDOM.fullmatch(bare):
        return ""
    return "".join(_sortable_part(part) for part in _PART.findall(_as_digits(bare)))


def mark_order(marks: Marks) -> int:
    """Return the place that the desk's marks give a version that nothing else orders."""
    changed = marks.is_correction or marks.is_kill
    if marks.lead is not None:
        return LEAD_ORDER + LEAD_STEP * min(marks.lead, LEAD_MAX) + (1 if changed else 0)
    if changed:
        return KILL_ORDER if marks.is_kill else CORRECTION_ORDER
    return marks.urgency if marks.urgency is not None and marks.urgency < ALERT_ORDER else PLAIN_ORDER


def _sortable_part(part: str) -> str:
    """Return a run of digits behind its length, so that 9 comes before 10; other signs stay."""
    digits = part.lstrip("0") or "0"
    return f"{len(digits):02d}{digits}" if part.isdecimal() and len(digits) <= DIGITS_MAX else part


def _as_digits(key: str) -> str:
    """Return a moment as digits of UTC; any other key as it is."""
    if not _MOMENT.fullmatch(key.upper()):
        return key
    try:
        moment = datetime.fromisoformat(key.upper())
    except ValueError:
        return key
    return (moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)).strftime("%Y%m%d%H%M%S%f")
