"""The desk's marks: how urgent a message is, which lead it is, and whether it corrects, repeats or kills."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tasks.text.calendar_words import ORDINALS
from warehouse.reference import read_reference

_ROWS = read_reference("desk_marks")
# How urgent each alert is, on the scale of IPTC (1 is the most urgent).
ALERT_WORDS = {row["word"]: int(row["urgency"]) for row in _ROWS if row["urgency"]}
# Words that desks put on a slugline and that are no part of it.
MARK_WORDS = frozenset(row["word"] for row in _ROWS)
# The marks that may stand in front of a headline; the others are ordinary words there ("LEAD-free", "TAKE-over").
PREFIX_WORDS = frozenset(row["word"] for row in _ROWS if row["in_headline"] == "yes")


@dataclass(frozen=True)
class Marks:
    """What the desk's marks say. `lead` is the number of the lead or update, 0 for a writethru without a number."""

    urgency: int | None = None
    lead: int | None = None
    is_writethru: bool = False
    is_brief: bool = False
    is_correction: bool = False
    is_repeat: bool = False
    is_kill: bool = False
    is_advisory: bool = False


# Match: "2nd Ld", "3RD LEAD", "1st ld". Miss: "Leadership".
_LEAD = re.compile(r"\b(?P<ordinal>\d+(?:st|nd|rd|th)?|first|second|third|fourth)[ -]?(?:ld|leads?|lede)\b", re.IGNORECASE)
# Match: "UPDATE 3", "WRAPUP 2". Miss: "Update on the talks".
_UPDATE = re.compile(r"\b(?:UPDATE|WRAPUP|WRAP-UP|UPD) ?(?P<number>\d{1,2})\b")
# Match: "LEAD", "New lead", "LEAD(ALL)". Miss: "leading".
_LONE_LEAD = re.compile(r"\b(?:new )?(?:ld|lead|lede)\b", re.IGNORECASE)
# Match: "Writethru", "Write-thru", "writethrough". Miss: "write".
_WRITETHRU = re.compile(r"\bwrite-?thr(?:u|ough)s?\b", re.IGNORECASE)
# Match: "CORRECTED", "Correction", "CORRECTIVE". Miss: "Correctional".
_CORRECTION = re.compile(r"\b(?:correct(?:ion|ions|ed|ive|ing|s)|corr|cx)\b", re.IGNORECASE)
# Match: "RPT", "REPEAT", "Repeats". Miss: "repeatedly".
_REPEAT = re.compile(r"\b(?:rpt|repeat(?:s|ed|ing|ition)?|resends?)\b", re.IGNORECASE)
# Match: "BULLETIN KILL", "Withdrawal", "STORY WITHDRAWN". Miss: "killing".
_KILL = re.compile(r"\b(?:kill|kills|killed|withdrawal|withdrawn|elimination)\b", re.IGNORECASE)
# Match: "ADVISORY". Miss: "advisers".
_ADVISORY = re.compile(r"\badvisory\b", re.IGNORECASE)
# Match: "BRIEF". Miss: "briefing".
_BRIEF = re.compile(r"\bbrief\b", re.IGNORECASE)
# Match: "flash", "URGENT". Miss: "urgently".
_ALERT = re.compile(r"\b(?:" + "|".join(ALERT_WORDS) + r")\b", re.IGNORECASE)
_MARK = r"(?:[A-Za-z]+|\d{1,2}(?:st|nd|rd|th)?)"
# Marks in front of a headline. Match: "CORRECTED-UPDATE 2-", "(CORRECTED) - ", "RPT-". Miss: "EU - ".
_HEADLINE_PREFIX = re.compile(rf"\W{{0,3}}{_MARK}(?:[ /]{_MARK}){{0,3}}\W{{0,2}}(?:\s*[-–—:]+\s*)(?=\S)")


def read_marks(labels: Iterable[str]) -> Marks:
    """Return what the desk's labels say: sluglines, priority lines and the marks in front of a headline."""
    text = " / ".join(labels)
    alerts = [ALERT_WORDS[match.group().casefold()] for match in _ALERT.finditer(text)]
    return Marks(
        urgency=min(alerts, default=None),
        lead=_lead_number(text),
        is_writethru=_WRITETHRU.search(text) is not None,
        is_brief=_BRIEF.search(text) is not None,
        is_correction=_CORRECTION.search(text) is not None,
        is_repeat=_REPEAT.search(text) is not None,
        is_kill=_KILL.search(text) is not None,
        is_advisory=_ADVISORY.search(text) is not None,
    )


def split_headline(headline: str) -> tuple[str, str]:
    """Return the desk's marks in front of a headline, and the headline without them."""
    reached = 0
    while match := _HEADLINE_PREFIX.match(headline, reached):
        words = re.findall(r"[A-Za-z]+", match.group())
        if not words or not all(word.isupper() and word.casefold() in PREFIX_WORDS for word in words):
            break
        reached = match.end()
    return headline[:reached], headline[reached:]


def _lead_number(text: str) -> int | None:
    """Return the number of the lead or update; a lead without a number is the first."""
    numbered = _LEAD.search(text) or _UPDATE.search(text)
    if numbered:
        word = next(iter(numbered.groupdict().values())).casefold()
        return ORDINALS.get(word) or int(re.sub(r"\D", "", word))
    if _LONE_LEAD.search(text):
        return 1
    return 0 if _WRITETHRU.search(text) else None
