"""Bylines: "By JANE ROE", "By Jane Roe, Northgate Writer", "JANE ROE, NORTHGATE NEWS", and the lines below them."""

import re

BYLINE_LENGTH_MAX = 160

_DESK_WORD = r"(?i:writers?|correspondents?|reporters?|editors?|staff|press|news|service|bureau|agency|wire|newspapers?|times)"
_PARTICLE = r"(?:and|y|de|da|di|del|la|van|von|der|den|bin|ibn|al|el|of|the|in|with|for|at|ter|dos|e)"
_NAME = r"[^\W\d_a-z][\w.'’-]*"
# A line that begins with "By" and names people. Match: "By JANE ROE and SAM POE". Miss: "By noon the vote was over".
_BY = re.compile(rf"[Bb][Yy]:? (?P<names>{_NAME}(?:(?:,? | & |/){_NAME}|,? {_PARTICLE}(?= )){{1,14}})")
# A name with its desk. Match: "Jane Roe, Northgate Staff Writer", "Jane Roe / Northgate News". Miss: "Roe, Poe, Doe".
_NAME_AND_DESK = re.compile(
    rf"(?P<names>{_NAME}(?: {_NAME}){{1,3}}(?: and {_NAME}(?: {_NAME}){{1,3}})?)(?:,| /| \||;) "
    rf"(?:{_NAME} ){{0,4}}{_DESK_WORD}"
)
# Words that make a line the desk of the writer above it. Match: "Northgate Diplomatic Writer". Miss: "Talks resume".
_DESK = re.compile(rf"(?:{_NAME}(?:[ -]{_NAME}){{0,5}} )?{_DESK_WORD}")


def read_byline(line: str) -> str | None:
    """Return the writers named by a byline that fills this line, or None."""
    if len(line) > BYLINE_LENGTH_MAX or line.endswith((".", "?", "!", ":")):
        return None
    match = _BY.fullmatch(line)
    if match:
        return match["names"]
    desk = _NAME_AND_DESK.fullmatch(line)
    return desk["names"] if desk else None


def is_desk_line(line: str) -> bool:
    """Tell whether a line below a byline names the writer's desk."""
    return len(line) <= BYLINE_LENGTH_MAX and _DESK.fullmatch(line) is not None
