"""The headline: the title line or lines above the lead, never the lead itself."""

import re
from collections.abc import Sequence

from tasks.text.lines import WRAP_WIDTH_MAX, Line, Setting, ends_sentence

HEADLINE_LINES_MAX = 3
HEADLINE_LENGTH_MAX = 240
TITLE_LENGTH_MAX = 180  # one title line; a lead that fills a line is longer

# An abbreviation whose stop does not end a sentence. Match: "in the U.S.", "Freedonia Mining Inc.". Miss: "was over.".
_ABBREVIATION = re.compile(r"(?:\b[A-Z]\.)+$|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|St|No|etc)\.$")
# An agency credited behind a headline. Match: " (Northgate Press)", " (NGA)". Miss: " (update)".
_CREDIT = re.compile(r"\s+\((?:[A-Z][\w.&’'-]*)(?: [A-Z][\w.&’'-]*){0,3}\)$")
# How a title begins. Match: "Talks", "(CORRECTED)", "'No way'", "<GTX>". Miss: "%A", ":1200".
_OPENING = re.compile(r"[\w\"'“‘(\[<$£€*]")
# Everything but letters and digits. Match: ", ". Miss: "a1".
_NOT_WORDS = re.compile(r"[\W_]+")


def headline_length(lines: Sequence[Line], stops: Sequence[bool], setting: Setting) -> int:
    """Return how many of the lines, from the first, are the headline; 0 if it is missing.

    `stops` tells of the first `HEADLINE_LINES_MAX` lines and the next which cannot be headline, such as bylines.
    """
    block = _block(lines, stops, setting)
    for length in range(len(block), 0, -1):
        is_above_stop = length < len(lines) and stops[length]
        if _is_title(block[:length], is_above_stop) and _is_set_apart(lines, stops, length, setting):
            return length
    return 0


def split_credit(headline: str) -> tuple[str, str]:
    """Return a headline without the agency credited behind it, and that credit as it stands."""
    match = None if headline.isupper() else _CREDIT.search(headline)
    return (headline[: match.start()], headline[match.start() :].strip()) if match else (headline, "")


def is_same_headline(one: str, other: str) -> bool:
    """Tell whether two headlines have the same letters and digits."""
    return bool(_letters(one)) and _letters(one) == _letters(other)


def is_closed(text: str) -> bool:
    """Tell whether a line ends as prose does. Questions and exclamations may be titles."""
    if text.endswith((",", ";", ":", "--")):
        return True
    return text.rstrip("\"'”’)").endswith(".") and not _ABBREVIATION.search(text) and not text.endswith("...")


def _letters(text: str) -> str:
    """Return the letters and digits of a text without case."""
    return _NOT_WORDS.sub("", text).casefold()


def _block(lines: Sequence[Line], stops: Sequence[bool], setting: Setting) -> Sequence[Line]:
    """Return the first lines up to an empty or deeper indented line or a stop."""
    length = 0
    while length < min(len(lines), HEADLINE_LINES_MAX) and not stops[length] and lines[length].text:
        if length and not setting.continues(lines[length - 1], lines[length]):
            break
        length += 1
    return lines[:length]


def _is_title(lines: Sequence[Line], is_above_stop: bool) -> bool:
    """Tell whether the lines read as a title: short, and not closed like a sentence, unless in capitals over a byline."""
    text = " ".join(line.text for line in lines)
    if len(text) > HEADLINE_LENGTH_MAX or any(len(line.text) > TITLE_LENGTH_MAX for line in lines):
        return False
    if not _OPENING.match(text) or not _letters(text):
        return False
    if any(is_closed(line.text) for line in lines) and not (text.isupper() and is_above_stop):
        return False
    return len(lines) == 1 or not any(len(line.text) > WRAP_WIDTH_MAX for line in lines)


def _is_set_apart(lines: Sequence[Line], stops: Sequence[bool], length: int, setting: Setting) -> bool:
    """Tell whether something shows that the lines end here: a gap, an indentation, a stop, or a text in another style."""
    if length >= len(lines):
        return False
    last, following = lines[length - 1], lines[length]
    if not following.text:
        return any(line.text for line in lines[length:])
    if stops[length] or not setting.continues(last, following):
        return True
    if last.text.isupper() and not following.text.isupper():
        return True
    return not setting.is_wrapped and length == 1 and (ends_sentence(following.text) or len(following.text) > len(last.text))
