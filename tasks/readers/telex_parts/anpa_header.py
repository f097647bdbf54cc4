"""The header line of ANPA 1312: priority and category, format, keyword, version, date and word count.

Form: "u a" DC3 DC1 " BC-Freedonia-Talks 1stLd-Writethru   03-02 0312".
Reuters' service of the 1980s has it without the format codes.
"""

import re
from dataclasses import dataclass
from functools import cache

from warehouse.reference import read_reference

TABULAR = "\x12"  # DC2 where text has DC1


@dataclass(frozen=True)
class AnpaHeader:
    """What the header line says. `format` is the two control characters, where they were sent."""

    priority: str
    category: str
    format: str
    keyword: str
    version: str | None
    month: int | None
    day: int | None
    word_count: int | None

    @property
    def is_tabular(self) -> bool:
        """Tell whether the format codes announce a table; some agencies send them with every story."""
        return TABULAR in self.format


# The header line. Match: "r a\x13\x11 BC-Freedonia-Talks 1stLd   03-02 0312", "f f BC-FREEDONIA   02-26". Miss: "r a".
_HEADER = re.compile(
    r"(?P<priority>[A-Za-z]) (?P<category>[A-Za-z0-9])\s?(?P<format>[\x11-\x14]{0,2})\s*"
    r"(?P<words>[^\s\x00-\x1f][^\x00-\x1f\n]{0,120})"
)
# Date and word count at the end. Match: "   03-02 0312", "   08-18". Miss: "UPDATE 3".
_TRAILER = re.compile(r"(?:\s+(?P<month>\d\d)-(?P<day>\d\d))?(?:\s+(?P<count>\d{2,5}))?\s*$")


def read_anpa_header(line: str) -> AnpaHeader | None:
    """Return what a header line says, or None if the line is none."""
    match = _HEADER.match(line)
    if match is None:
        return None
    words = match["words"].strip()
    trailer = _TRAILER.search(words)
    month, day, count = trailer.groups() if trailer else (None, None, None)
    keyword, _, version = words[: trailer.start() if trailer else None].strip().partition(" ")
    return AnpaHeader(
        priority=match["priority"].lower(),
        category=match["category"].lower(),
        format=match["format"],
        keyword=keyword,
        version=version.strip() or None,
        month=int(month) if month else None,
        day=int(day) if day else None,
        word_count=int(count) if count else None,
    )


def anpa_urgency(priority: str) -> int | None:
    """Return the urgency, 1 to 9, that a priority letter stands for; None for a letter without a rank."""
    return _urgencies().get(priority.lower())


@cache
def _urgencies() -> dict[str, int]:
    return {row["code"]: int(row["urgency"]) for row in read_reference("anpa_priorities")}
