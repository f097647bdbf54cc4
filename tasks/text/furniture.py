"""What wire desks put around a story, by the patterns of `seeds/reference/furniture.csv`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from warehouse.reference import read_reference

FURNITURE_LENGTH_MAX = 600  # longer lines are story: no desk mark fills seven lines


class Place(StrEnum):
    """Where a pattern may stand: above the story, below it, on any line of its own, inside a paragraph, or at its end."""

    HEAD = "head"
    TAIL = "tail"
    LINE = "line"
    INLINE = "inline"
    INLINE_END = "inline_end"


class Extent(StrEnum):
    """How far a match reaches: its line, the lines wrapped with it, everything below it, or the matched words."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    REST = "rest"
    SPAN = "span"


@dataclass(frozen=True)
class Pattern:
    """One way in which a desk marks its copy."""

    kind: str
    place: Place
    extent: Extent
    regex: re.Pattern[str]


# Typographic commands that ANPA desks set at the edges of a line. Match: "^By JANE ROE=", "Talks<", "NGA^M". Miss: "x = y".
# Each run of blanks or marks is tried at its beginning alone, or a line of blanks would take the square of its length.
_TYPE_MARKS = re.compile(r"^\^+\s*|(?:(?<!\s)\s++|)(?:(?<![<=])[<=]++|\^M)$")


def without_type_marks(text: str) -> str:
    """Return the line without the typographic commands at its edges."""
    return _TYPE_MARKS.sub("", text)


def head_pattern(text: str) -> Pattern | None:
    """Return the pattern that makes this line above the story furniture."""
    return _match(text, Place.HEAD, Place.LINE)


def tail_pattern(text: str) -> Pattern | None:
    """Return the pattern that makes this line below the story furniture."""
    return _match(text, Place.LINE, Place.TAIL)


def line_pattern(text: str) -> Pattern | None:
    """Return the pattern that makes this line furniture wherever it stands."""
    return _match(text, Place.LINE)


def inline_spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where furniture stands inside a paragraph, in order, with its kind; no two overlap."""
    found = [
        (match.start(), match.end(), pattern.kind)
        for pattern in _patterns(Place.INLINE)
        for match in pattern.regex.finditer(text)
    ]
    reached = 0
    for start, end, kind in sorted(found):
        if start >= reached:
            yield start, end, kind
            reached = end


def end_span(text: str) -> tuple[int, int, str] | None:
    """Return where furniture ends the last paragraph of a story, and its kind."""
    tail = text[-FURNITURE_LENGTH_MAX:]
    for pattern in _patterns(Place.INLINE_END):
        last = next((match for match in pattern.regex.finditer(tail) if match.end() == len(tail)), None)
        if last is not None and last.start() > 0:
            start = len(text) - len(tail) + last.start()
            return start + len(last.group()) - len(last.group().lstrip()), len(text), pattern.kind
    return None


@lru_cache(maxsize=4096)  # head and tail ask about the same lines several times
def _match(text: str, *places: Place) -> Pattern | None:
    """Return the first pattern of these places that the whole line matches."""
    if len(text) > FURNITURE_LENGTH_MAX:
        return None
    bare = without_type_marks(text) or text
    return next((each for place in places for each in _patterns(place) if each.regex.fullmatch(bare)), None)


@cache
def _patterns(place: Place) -> tuple[Pattern, ...]:
    """Return the patterns of one place, in the order of the table."""
    return tuple(
        Pattern(row["kind"], place, Extent(row["extent"]), re.compile(row["pattern"]))
        for row in read_reference("furniture")
        if Place(row["place"]) is place
    )
