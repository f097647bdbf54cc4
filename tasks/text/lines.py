"""The delivered text as numbered lines, and how the desk set them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

WRAP_WIDTH_MAX = 100  # teleprinter and terminal desks wrap at 58 to 80 characters; no desk wraps wider
TAB_STOP = 4
HANGING_MIN = 2  # paragraphs that begin deeper than they go on show that indentation begins a paragraph
INDENT_MIN = 2  # one blank is a slip
FULL_LINE = 0.6  # of the width: a line this long may run on

# Code points that no table and no JSON file can hold. Match: "\x00", "\ud800". Miss: "\x03", which line edges lose.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# The last sign of a finished sentence. Match: `he said.`, `at once."`. Miss: `of the`, `Minister,`.
_SENTENCE_END = re.compile(r"""[.?!…]["'”’)\]*]{0,3}$""")


@dataclass(frozen=True)
class Line:
    """One delivered line: its number from 0, its words without the blanks at both edges, and how far it is indented."""

    number: int
    text: str
    indent: int = 0

    @property
    def is_blank(self) -> bool:
        """Tell whether the line has nothing to show."""
        return not self.text


@dataclass(frozen=True)
class Setting:
    """How a desk set its lines: wrapped at a margin or not, how wide, and whether indentation begins a paragraph."""

    is_wrapped: bool
    width: int
    margin: int
    is_indented: bool

    def continues(self, first: Line, second: Line) -> bool:
        """Tell whether `second` may run on from `first`: no gap, no indentation, no line broken off early."""
        if not second.text or second.indent >= first.indent + INDENT_MIN:
            return False
        if second.indent < self.margin + INDENT_MIN:
            return True
        return not self.is_indented and len(first.text) >= FULL_LINE * self.width


def split_lines(text: str) -> tuple[Line, ...]:
    """Return the lines of a delivery; every kind of line break counts, and NULs and lone surrogates become U+FFFD."""
    storable = _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    return tuple(_line(number, raw) for number, raw in enumerate(storable.splitlines()))


def ends_sentence(text: str) -> bool:
    """Tell whether the words end as a finished sentence does."""
    return _SENTENCE_END.search(text) is not None


def read_setting(lines: Sequence[Line]) -> Setting:
    """Return how the desk set these lines."""
    shown = [line for line in lines if line.text]
    width = max((len(line.text) for line in shown), default=0)
    margin = min((line.indent for line in shown), default=0)
    pairs = [(one, two) for one, two in pairwise(lines) if one.text and two.text]
    hanging = sum(one.indent >= margin + INDENT_MIN and two.indent < one.indent - 1 for one, two in pairs)
    loose = Setting(False, width, margin, hanging >= HANGING_MIN)
    run_on = [one for one, two in pairs if loose.continues(one, two)]
    unfinished = sum(not ends_sentence(line.text) for line in run_on)
    wrapped = width <= WRAP_WIDTH_MAX and bool(run_on) and unfinished * 2 >= len(run_on)
    return replace(loose, is_wrapped=wrapped)


def _line(number: int, raw: str) -> Line:
    """Return one line without blanks and control characters at its edges."""
    start = next((at for at, sign in enumerate(raw) if not _is_edge(sign)), len(raw))
    end = next((at for at in range(len(raw), start, -1) if not _is_edge(raw[at - 1])), start)
    indent = sum(TAB_STOP if sign == "\t" else 1 for sign in raw[:start] if sign.isspace())
    return Line(number, raw[start:end], indent)


def _is_edge(sign: str) -> bool:
    """Tell whether a sign shows nothing: a blank, a control character or a byte order mark."""
    return sign.isspace() or sign == "\ufeff" or unicodedata.category(sign) == "Cc"
