"""The dateline: where, when and by which agency a story was filed, read from the words in front of the lead.

House styles: "OSLO, March 16 - ", "WASHINGTON—", "MILWAUKEE, Wis., March 20 - ", "UNITED NATIONS (NGA) _ ",
"SANTIAGO, 19 MAR 89 (NGA) -- ", "Berlin (nga) - ", "DUBAI President ...", "Press - BANJA LUKA, Bosnia (NGA) - ".
"""

import re
from dataclasses import dataclass, replace

from tasks.text.dateline_parts import DASH, EMPHASIS, Parts, is_region, read_parts, shorter_readings
from tasks.text.marks import PREFIX_WORDS
from tasks.text.places import country_named, is_known_place, place_country, subdivision_country

DATELINE_LENGTH_MAX = 160
PLACE_LENGTH_MIN = 3  # "U.N." is an actor


@dataclass(frozen=True)
class Dateline:
    """What a dateline says. `length` counts the characters of the paragraph that it takes up."""

    text: str
    place: str
    country: str | None
    agency: str | None
    month: int | None
    day: int | None
    year: int | None
    length: int


_UPPER = r"A-ZÀ-ÖØ-ÞĀ-ž"  # the last range holds both cases; `isupper` decides
_CAPS_WORD = rf"[{_UPPER}][{_UPPER}.'’-]*"
# A place in capitals. Match: "NEW YORK", "ST. LOUIS", "PARIS/LONDON". Miss: "Paris".
_CAPS_PLACE = re.compile(rf"{_CAPS_WORD}(?:(?: | ?/ ?){_CAPS_WORD}){{0,5}}")
# A place in mixed case, from its longest to its shortest reading. Match: "Washington", "New York", "Österreich". Miss: "the".
_MIXED_PLACE = re.compile(rf"[{_UPPER}][\w.'’-]*(?: [^\W\d_][\w.'’-]*){{0,3}}")
# An agency in front of the place. Match: "Northgate Press - OSLO". Miss: "Britain - OSLO" in lower case after.
_PREFIX = re.compile(rf"(?:[A-Z][\w.&'’-]* ){{1,5}}(?:[-–—] |/ ?)(?=[{_UPPER}]{{3}})")
# A place in small letters, as market desks type it. Match: "sioux falls", "st. paul". Miss: "Sioux Falls".
_SMALL_PLACE = re.compile(r"[a-z][a-z.'’-]*(?: [a-z][a-z.'’-]*){0,3}(?=,)")
# Agencies in small letters. Match: "nga", "nga/afq". Miss: "NGA", "thousands".
_SMALL_AGENCY = re.compile(r"[a-z]{2,6}(?:[ /][a-z]{2,6}){0,3}")
# Two or more of them, which no words in brackets are. Match: "nga afq", "nga/afq". Miss: "nga".
_SMALL_AGENCIES = re.compile(r"[a-z]{3}(?:[ /][a-z]{3}){1,3}")
# A mark of the desk in front of a dateline. Match: "RPT --", "CORRECTED - ". Miss: "RPT", "OSLO - ".
_MARK = re.compile(r"(?P<word>[A-Z]{3,12}) ?(?:--|-)\s?(?=[A-Z])")
# How a story begins after a dateline without a dash. Match: "President", "U.S.", "Oil". Miss: "SAYS", "said".
_LEAD_WORD = re.compile(r"(?:The |A |An |[A-Z][\w’'-]*[a-z]|[A-Z]\.|[“\"'‘\d$])")


def read_dateline(paragraph: str) -> Dateline | None:
    """Return the dateline that begins this paragraph, or None."""
    head = paragraph[:DATELINE_LENGTH_MAX]
    start = _start(head)
    return _in_capitals(head, start) or _in_mixed_case(head, start) or _in_small_letters(head, start) or _after_prefix(head)


def starts_with_dateline(paragraph: str) -> bool:
    """Tell whether a dateline begins this paragraph."""
    return read_dateline(paragraph) is not None


def _start(head: str) -> int:
    """Return where the place may begin, past emphasis or a mark of the desk."""
    opening = EMPHASIS.match(head)
    mark = _MARK.match(head)
    if mark and mark["word"].casefold() in PREFIX_WORDS:
        return mark.end()
    return opening.end() if opening else 0


def _after_prefix(head: str) -> Dateline | None:
    """Read a dateline behind the name of an agency."""
    prefix = _PREFIX.match(head)
    if prefix is None:
        return None
    found = _in_capitals(head, prefix.end())
    if found is None or not (found.agency or found.month):
        return None
    return replace(found, text=head[: found.length].rstrip(" -–—_:"))


def _in_capitals(head: str, start: int) -> Dateline | None:
    """Read a dateline whose place is in capitals: with a dash, or before a lead that plainly begins."""
    match = _CAPS_PLACE.match(head, start)
    if match is None or not match.group().isupper() or len(match.group().replace(".", "")) < PLACE_LENGTH_MIN:
        return None
    for place in shorter_readings(match.group()):
        parts = read_parts(head, Parts(start + len(place), place))
        dash = DASH.match(head, parts.at)
        if dash and (is_known_place(_first(place)) or (parts.is_vouched_for and _is_set_off(head, start, place))):
            return _dateline(head, parts, dash.end())
        if dash:
            return None
        if _begins_without_dash(head, start, place, parts) or _is_signed(head, parts):
            return _dateline(head, parts, parts.at)
    return None


def _in_mixed_case(head: str, start: int) -> Dateline | None:
    """Read a dateline whose place is written as in prose: only a known place, and only with a dash."""
    match = _MIXED_PLACE.match(head, start)
    for place in shorter_readings(match.group()) if match else ():
        parts = read_parts(head, Parts(start + len(place), place))
        dash = DASH.match(head, parts.at)
        is_dated = parts.month is not None and (parts.region is not None or _is_dated_name(head, start, place))
        looks_like_lead = parts.month is not None or not head[dash.end() : dash.end() + 1].islower() if dash else False
        is_signed = dash is not None and head[dash.end() : dash.end() + 1].isalpha() and _is_small_agency(parts)
        if dash and looks_like_lead and (is_known_place(_first(place)) or is_dated or is_signed):
            return _dateline(head, parts, dash.end())
        if _is_signed(head, parts):
            return _dateline(head, parts, parts.at)
    return None


def _in_small_letters(head: str, start: int) -> Dateline | None:
    """Read a dateline without capitals, "omaha, march 3 - ": only a known place with its date and a dash."""
    match = _SMALL_PLACE.match(head, start)
    if match is None or not is_known_place(match.group()):
        return None
    parts = read_parts(head, Parts(match.end(), match.group()))
    dash = DASH.match(head, parts.at)
    return _dateline(head, parts, dash.end()) if dash and parts.month else None


def _is_set_off(head: str, start: int, place: str) -> bool:
    """Tell whether a sign sets an unknown place off from what vouches for it; the date of a title has a blank alone."""
    return head[start + len(place) :].lstrip()[:1] in {",", ".", "(", "[", "/", "|", "-", "*", "<"}


def _is_small_agency(parts: Parts) -> bool:
    """Tell whether agencies in small letters, as in central Europe, vouch for the place: "Genf (nga) - "."""
    return _SMALL_AGENCY.fullmatch(parts.agency or "") is not None


def _is_dated_name(head: str, start: int, place: str) -> bool:
    """Tell whether an unknown place has its date behind a comma, "Amarillo, April 7 - "."""
    return head[start + len(place) : start + len(place) + 1] == "," and place.istitle()


def _first(place: str) -> str:
    """Return the first of places set apart by a slash."""
    return place.split("/", maxsplit=1)[0].strip()


def _begins_without_dash(head: str, start: int, place: str, parts: Parts) -> bool:
    """Tell whether a known place in capitals is followed by the lead itself, "DUBAI President Firefly hailed"."""
    if parts.agency or parts.month or head.isupper():
        return False
    is_placed = is_known_place(_first(place)) or (parts.region is not None and is_region(parts.region))
    gap = head[start + len(place) : parts.at]
    return is_placed and gap[-1:].isspace() and _LEAD_WORD.match(head, parts.at) is not None


def _is_signed(head: str, parts: Parts) -> bool:
    """Tell whether agency or hour close the dateline, so that the lead or nothing follows without a dash.

    A state and a date that fill the line, "JACKSON, Miss., May 20", need no known place.
    """
    if parts.month and parts.region and is_region(parts.region) and parts.at >= len(head.rstrip()):
        return True
    if _SMALL_AGENCIES.fullmatch(parts.agency or "") and _LEAD_WORD.match(head, parts.at):
        return True
    if (parts.agency is None and parts.month is None) or not is_known_place(_first(parts.place)):
        return False
    return parts.at >= len(head.rstrip()) or (parts.agency is not None and _LEAD_WORD.match(head, parts.at) is not None)


def _dateline(head: str, parts: Parts, end: int) -> Dateline:
    """Return what was read. A state stays in the place ("MILWAUKEE, Wis."), a country has a column of its own."""
    state = subdivision_country(parts.region) if parts.region else None
    place = parts.place.rstrip(" ,-")
    if place.endswith(".") and "." not in place[:-1] and is_known_place(place):
        place = place[:-1]
    if state and parts.region:
        place = f"{place}, {parts.region}"
    country = state or parts.country or (country_named(parts.region) if parts.region else None)
    return Dateline(
        text=head[: parts.at].strip(" ,-–—_*:"),
        place=place,
        country=country or place_country(parts.place),
        agency=parts.agency,
        month=parts.month,
        day=parts.day,
        year=parts.year,
        length=end,
    )


def read_given_dateline(words: str) -> Dateline:
    """Return the dateline that metadata gives as such: no dash needs to vouch for it."""
    found = read_dateline(f"{words.rstrip(' -–—_')} - ")
    if found:
        return replace(found, length=0)
    written = words.strip(" ,-–—_")
    place, _, last = written.rpartition(",")
    country = country_named(last.strip()) if place else None
    place = place.strip(" ,") if country else written  # "Ottawa, Ontario, Canada": the state stays, the country does not
    return Dateline(written, place, country or place_country(place) or country_named(place), None, None, None, None, 0)
