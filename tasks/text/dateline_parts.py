"""The parts of a dateline behind its place: region, date, hour and agency, in whatever order a desk puts them."""

import re
from dataclasses import dataclass, replace

from tasks.text.calendar_words import MONTH, WEEKDAY, YEAR, full_year, month_number
from tasks.text.places import country_named, subdivision_country


@dataclass(frozen=True)
class Parts:
    """What has been read so far, up to `at`."""

    at: int
    place: str
    region: str | None = None
    country: str | None = None
    agency: str | None = None
    month: int | None = None
    day: int | None = None
    year: int | None = None

    @property
    def is_vouched_for(self) -> bool:
        """Tell whether more than a place was read, so that even an unknown place may be a dateline."""
        return any((self.country, self.agency, self.month, self.region and is_region(self.region)))


# Emphasis or bells around the place. Match: "**", "__", "****". Miss: "a*".
EMPHASIS = re.compile(r"\*{1,8}|__|</?(?:b|strong|i|em)>")
# Where the words of the story begin. Match: "— ", " - ", " _ ", "--", ": ". Miss: "-" inside "Bosnia-Herzegovina".
DASH = re.compile(r"""\s*[.,]?(?:\s*--+|\s*[–—―]|\s+[-_](?=\s|$|[A-Z"“‘])|(?<=[\w)/.])[-_](?=\s|$)|\s*:(?=\s|$))\s*""")
# The date of a dateline. Match: "March 16", "19 MAR 89", "Feb. 1, 2017". Miss: "Mart 3".
_DATE = re.compile(
    rf"(?:{WEEKDAY},? )?(?:{MONTH} ?(?P<day>[0-3]?\d)(?!\d)(?:,? {YEAR})?"
    rf"|(?P<day2>[0-3]?\d) {MONTH.replace('?P<month>', '?P<month2>')}(?:,? (?P<year2>(?:19|20)\d\d|\d\d)(?!\d))?)",
    re.IGNORECASE,
)
# The hour of a dateline. Match: "3:46 p.m. EST", "1410 GMT". Miss: "14 men".
_HOUR = re.compile(r"(?:\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)?|\d{4}(?= ?(?:GMT|UTC)))(?: ?(?:GMT|UTC|[A-Z]{2,4}))?", re.I)
# A region after a comma. Match: "Wis.", "Bosnia-Herzegovina", "British Columbia". Miss: "the".
_REGION = re.compile(r"(?:the )?[A-Z][\w.'’-]*(?: (?:and |of |the )?[A-Z][\w.'’-]*){0,3}")
# Words in brackets or between slashes. Match: "(NGA)", "/NGA-Wire/". Miss: "()".
_BRACKETED = re.compile(r"[(\[](?P<inner>[^()\[\]]{2,40})[)\]]|/ ?(?P<slashed>[A-Za-z][^/]{1,30}?) ?/")
# A lone agency in front of the dash. Match: "Kyodo -". Miss: "Kyodo said".
_BARE_AGENCY = re.compile(r"[A-Za-z][\w&.'-]{1,20}(?= ?(?:--|[-–—_])(?:\s|$))")
# What sets two parts apart. Match: ", ", ". ", " | ". Miss: "a".
_GAP = re.compile(r"[\s,.;|]*")


def read_parts(head: str, parts: Parts) -> Parts:
    """Read region, date, hour and agency in whatever order they come; stop before the dash or the first other word."""
    while not DASH.match(head, parts.at):
        gap = _GAP.match(head, parts.at)
        at = gap.end() if gap else parts.at
        step = _one_part(head, at, parts, has_comma="," in head[parts.at : at])
        if step is None:
            return replace(parts, at=at)
        parts = step
    return parts


def _one_part(head: str, at: int, parts: Parts, has_comma: bool) -> Parts | None:
    """Read one part at `at`, or return None."""
    if passed := EMPHASIS.match(head, at) or _HOUR.match(head, at):
        return replace(parts, at=passed.end())
    if date := _DATE.match(head, at):
        return _with_date(parts, date)
    if bracketed := _BRACKETED.match(head, at):
        return _with_bracketed(parts, bracketed)
    if has_comma and parts.region is None and (region := _REGION.match(head, at)):
        return _with_region(parts, region.group(), at)
    if parts.month and parts.agency is None and (agency := _BARE_AGENCY.match(head, at)):
        return replace(parts, at=agency.end(), agency=agency.group())
    return None


def _with_date(parts: Parts, match: re.Match[str]) -> Parts:
    """Add a date."""
    month, day, year = (match["month"] or match["month2"], match["day"] or match["day2"], match["year"] or match["year2"])
    return replace(parts, at=match.end(), month=month_number(month), day=int(day), year=full_year(year) if year else None)


def _with_bracketed(parts: Parts, match: re.Match[str]) -> Parts | None:
    """Add what brackets hold: a country, a date or an agency. A mark in square brackets belongs to the story."""
    if match.group().startswith("["):
        return None
    inner = (match["inner"] or match["slashed"]).strip()
    if date := _DATE.fullmatch(inner):
        return replace(_with_date(parts, date), at=match.end())
    country = country_named(inner)
    if country:
        return replace(parts, at=match.end(), country=country)
    return replace(parts, at=match.end(), agency=parts.agency or inner)


def _with_region(parts: Parts, words: str, at: int) -> Parts | None:
    """Add a region; known ones may be followed by the lead at once, so the longest known reading wins."""
    readings = shorter_readings(words.rstrip(" "))
    known = next((reading for reading in readings if is_region(reading)), None)
    region = known or readings[0]
    return replace(parts, at=at + len(region), region=region)


def is_region(name: str) -> bool:
    """Tell whether the name is a country, a state or a province."""
    return bool(subdivision_country(name) or country_named(name))


def shorter_readings(words: str) -> list[str]:
    """Return the place as read, then without its last words one by one."""
    ends = [at for at, sign in enumerate(words) if sign == " "]
    return [words, *(words[:end] for end in reversed(ends))]
