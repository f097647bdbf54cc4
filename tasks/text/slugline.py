"""Sluglines and transmission headers: the keyword of a story, the desk's marks behind it, and the number of the message.

Forms: "BC-Freedonia-Talks, 2nd Ld-Writethru, NG0412,0230", "FREEDONIA-TALKS (URGENT)", "URGENT UN-FREEDONIA",
"UN-FREEDONIA 1ST LEAD", "Freedonia-politics/", "ZCZC NGA061 2 UN".
"""

import re
from dataclasses import dataclass

from tasks.text.marks import MARK_WORDS

SLUGLINE_LENGTH_MAX = 160


@dataclass(frozen=True)
class Slug:
    """A slugline taken apart: `base` is the same for every version of a story; `number` is that of the message.

    A list of topics, "Freedonia-politics/", has no base: many stories of a day share it, so that it names none.
    """

    text: str
    base: str
    number: str | None = None


@dataclass(frozen=True)
class Header:
    """A transmission header: the sender's letters, the number of the message, its priority digit."""

    sender: str
    number: str
    urgency: int | None


# A message number. Match: "NG0412", "a0512". Miss: "B52", "0230".
_NUMBER = re.compile(r"\b(?P<sender>[A-Za-z]{1,4})-?(?P<digits>\d{3,5})\b")
# The cycle in front of an American slugline. Match: "BC-Freedonia", "AM--Freedonia". Miss: "BCE-1".
_CYCLE = re.compile(r"(?:[urbdf-z] [a-z]\W{0,4})?(?:BC|AM|PM|AMs|PMs|AP|BUS|SPT)-{1,2}(?=\S)")
# A slugline that names itself. Match: "Slug: Freedonia-Talks". Miss: "Sluggish growth".
_LABEL = re.compile(r"(?:slug(?:line)?|keyword)\s*:\s*", re.IGNORECASE)
# A keyword of joined words. Match: "FREEDONIA-TALKS/SANCTIONS", "Freedonia-Talks", "Freedonia-politics/". Miss: "Talks", "co-op".
_KEYWORD = re.compile(r"[A-Z][\w.&'’]*(?:(?:--?|/)[\w.&'’]+)+/?|[A-Z][\w.&'’]*/")
# A list of topics that its last slash marks. Match: "Germany-politics/", "American Football/NFL/". Miss: "and/or".
_TOPICS = re.compile(r"[A-Z][\w.&'’ -]*(?:/[\w.&'’ -]+)*/")
# A keyword of one word, which only a header line vouches for. Match: "FREEDONIA". Miss: "Freedonia".
_LONE_KEYWORD = re.compile(r"[A-Z][A-Z.&'’]{2,24}")
# What separates the parts of a slugline. Match: ", ", " (". Miss: "-".
_PARTS = re.compile(r"[\s,()=<]+")
# A date and a word count at the end of a header. Match: "03-02 0312", "0344", "03-02". Miss: "1990s".
_TRAILER = re.compile(r"(?:\s+\d\d-\d\d)?(?:[\s,]+\d{2,5})?\s*<?$|\s+\d\d-\d\d\s*$")
# A wire header with number and priority. Match: "ZCZC NGA061 2 UN", "bsf031 4 pl 211". Miss: "ZCZC".
_HEADER = re.compile(
    r"(?:ZCZC\s+(?P<sender>[A-Za-z]{1,4})(?P<number>\d{3,5})|(?P<sender2>[a-z]{3})(?P<number2>\d{3,4}))"
    r"(?:\s+(?P<urgency>[1-9])\b)?.*",
)
# A line with nothing but a message number. Match: "NG0412", "a0105NGAWIRE-ngw-". Miss: "NG0412 was".
_LONE_NUMBER = re.compile(r"\W*(?P<sender>[A-Za-z]{1,3})(?P<number>\d{3,5})(?:[A-Z]{2,}\W.{0,12}|\W*)")
# What joins the words of a keyword. Match: "-", "/", "--". Miss: "a".
_NOT_WORDS = re.compile(r"[^\w]+")


def read_slugline(line: str, follows_header: bool = False) -> Slug | None:
    """Return the slugline that fills this line, or None. A lone word is one only right below a header."""
    if not line or len(line) > SLUGLINE_LENGTH_MAX or line.endswith("."):
        return None
    cycle = _CYCLE.match(line) or _LABEL.match(line)
    if cycle:
        return _slug(line, line[cycle.end() :])
    if _TOPICS.fullmatch(line):
        return Slug(line, "")
    words = [word for word in _PARTS.split(line) if word]
    keywords = [word for word in words if not _is_mark(word)]
    if len(keywords) == 1 and _is_keyword(keywords[0], follows_header):
        return _slug(line, line)
    return None


def has_cycle(line: str) -> bool:
    """Tell whether a slugline begins with its cycle, "BC-", as complete ones do."""
    return re.match(r"(?:BC|AM|PM)s?-", line) is not None


def slug_base(text: str) -> str:
    """Return the part of a slugline that all versions share: no cycle, marks, numbers, counts or letter case."""
    cycle = _CYCLE.match(text) or _LABEL.match(text)
    bare = _TRAILER.sub("", text[cycle.end() :] if cycle else text)
    words = [word for part in bare.split(",") for word in _words(part)]
    return "-".join(words)


def read_header(line: str) -> Header | None:
    """Return what a transmission header says, or None where it gives no message number; zero is none."""
    match = _HEADER.fullmatch(line)
    if match:
        sender, number = match["sender"] or match["sender2"], match["number"] or match["number2"]
        return Header(sender.upper(), number, int(match["urgency"]) if match["urgency"] else None) if int(number) else None
    lone = _LONE_NUMBER.fullmatch(line)
    return Header(lone["sender"].upper(), lone["number"], None) if lone and int(lone["number"]) else None


def message_number(text: str) -> str | None:
    """Return the first message number in the words, letters in capitals."""
    match = _NUMBER.search(text)
    return match["sender"].upper() + match["digits"] if match else None


def _slug(line: str, rest: str) -> Slug | None:
    """Return the slugline with its parts, or None where nothing but marks is left."""
    base = slug_base(rest)
    return Slug(line, base, message_number(rest)) if base else None


def _words(part: str) -> list[str]:
    """Return the words of one part of a slugline that identify the story."""
    words = [word.casefold() for word in _NOT_WORDS.split(part.strip(" ()/<=")) if word]
    return [word for word in words if not _is_mark(word) and not _NUMBER.fullmatch(word)]


def _is_mark(word: str) -> bool:
    """Tell whether a word of a slugline is a mark of the desk, a message number or a word count."""
    bare = word.strip("<>=*.:;").casefold()
    parts = [part for part in re.split(r"[-/]", bare) if part]
    return not parts or all(part in MARK_WORDS or _is_counter(part) for part in parts)


def _is_counter(part: str) -> bool:
    """Tell whether a word counts something: "2nd", "0230", "ng0412"."""
    return re.fullmatch(r"\d+(?:st|nd|rd|th)?", part) is not None or _NUMBER.fullmatch(part) is not None


def _is_keyword(word: str, follows_header: bool) -> bool:
    """Tell whether a word looks like the keyword of a story."""
    return bool(_KEYWORD.fullmatch(word)) or (follows_header and bool(_LONE_KEYWORD.fullmatch(word)))
