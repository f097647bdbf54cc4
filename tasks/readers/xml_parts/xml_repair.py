"""XML that is not well-formed, as text: signs that stand for themselves, words not to be lost, tags that hang a parser.

Everything here is linear; patterns that search for an end which never comes would not be.
"""

import re

from tasks.readers.errors import UnreadableError
from tasks.readers.markup import ATTRIBUTE
from tasks.sources.limits import Limits

# A sign that begins no reference, or no tag. Matches "&" of "AT&T" and "<" of "a < b"; misses both in "&amp;" and "<b>".
STRAY_SIGN = re.compile(r"&(?!#?\w{1,31};)|<(?![\w/!?])")
SECTION_START, SECTION_END = "<![CDATA[", "]]>"
# A word. Matches "Iran"; misses "—".
WORD = re.compile(r"\w+")
# A character reference. Matches "&amp;" and "&#160;"; misses "& b;".
REFERENCE = re.compile(r"&#?\w{1,31};")
# An end tag that the end of the document cuts, behind its "<". Matches "/rss"; misses "item" and "5 apples".
CUT_TAG = re.compile(r"/[A-Za-z_][\w:.-]*\s*")
# A start tag behind its "<", up to its attributes. Matches "rss " and "a:b\n"; misses "/rss", "![CDATA[" and "5 apples".
TAG_NAME = re.compile(r"[A-Za-z_][\w:.-]*(?=\s)")


def with_signs_escaped(text: str) -> str:
    """Write the signs that begin no reference and no tag as XML wants them, except in sections that take them as they are."""
    first, *sections = text.split(SECTION_START)
    whole = [STRAY_SIGN.sub(_escaped, first)]
    for section in sections:
        raw, end, after = section.partition(SECTION_END)
        whole += [SECTION_START, raw, end, STRAY_SIGN.sub(_escaped, after)]
    return "".join(whole)


def words_outside_tags(text: str) -> int:
    """Count the words that are neither in tags nor in comments. A comment that never ends is none: its words would be lost."""
    pieces, count, in_comment, unended = REFERENCE.sub(" ", text).split("<"), 0, False, 0
    if CUT_TAG.fullmatch(pieces[-1]):
        pieces.pop()
    for piece in pieces:
        if piece.startswith(SECTION_START[1:]) and not in_comment:
            count += words(piece[len(SECTION_START) - 1 :])
            continue
        in_comment = in_comment or piece.startswith("!--")
        before, end, after = piece.partition("-->" if in_comment else ">")
        in_comment = in_comment and not end
        unended = unended + words(piece) if in_comment else 0
        count += 0 if in_comment else words(after if end else before)
    return count + unended


def words(text: str) -> int:
    """Count words."""
    return len(WORD.findall(text))


def check_attributes(text: str, limits: Limits) -> None:
    """Refuse tags with so many attributes that the parser, which compares each with each other, would take minutes."""
    for piece in text.split("<"):
        name = TAG_NAME.match(piece) if piece.count("=") > limits.max_tag_attributes else None
        position, count = name.end() if name else len(piece), 0
        while match := ATTRIBUTE.match(piece, position):
            position, count = match.end(), count + 1
            if count > limits.max_tag_attributes:
                reason = f"one tag of the XML has more than {limits.max_tag_attributes:,} attributes; check what was sent"
                raise UnreadableError("too_many_attributes", reason)


def _escaped(match: re.Match[str]) -> str:
    return "&amp;" if match[0] == "&" else "&lt;"
