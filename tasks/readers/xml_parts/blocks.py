"""The story text of a tree of NITF or HTML (names in lower case): paragraphs, table rows and fixed lines told apart."""

import re
from dataclasses import dataclass, field

from lxml import etree

from tasks.readers.markup import CELL_TAGS, LINE_TAGS, PARAGRAPH_END, PARAGRAPH_TAGS, SILENT_TAGS, SPACE

BLOCK_TAGS = PARAGRAPH_TAGS | {"hl1", "hl2", "bq", "block", "body.content", "fn", "nitf-table", "caption", "credit", "tfoot"}
# What stands in NITF's body and is no story text: its readers ask for it by name.
NITF_SILENT_TAGS = frozenset({
    "media", "nitf-table-metadata", "custom-table", "key-list", "tobject", "byline", "dateline", "copyrite", "abstract",
    "datasource", "note",
})  # fmt: skip
FIXED_BLANK = "\ue000"  # a blank of fixed lines while a text is made; a private character, which no story has


@dataclass(frozen=True)
class Laid:
    """A text, and whether its blocks are paragraphs (True) or lines as a desk set them (False)."""

    text: str
    is_laid_out: bool = True


@dataclass
class _Walk:
    """Where a walk through a tree stands: how many silent elements, fixed ones, and table rows of several cells are open."""

    silent: int = 0
    fixed: int = 0
    rows: int = 0
    pieces: list[str] = field(default_factory=list)
    fixed_signs: int = 0
    signs: int = 0

    def add(self, text: str | None) -> None:
        """Take text as it applies here."""
        if self.silent or not text:
            return
        signs = len(text.strip())
        self.signs += signs
        self.fixed_signs += signs if self.fixed else 0
        if self.fixed and not self.rows:
            self.pieces.append(text.expandtabs().replace(" ", FIXED_BLANK))
        else:
            self.pieces.append(SPACE.sub(" ", text))


def lay_out(root: etree._Element, silent: frozenset[str] = frozenset()) -> Laid:
    """Return the text of a tree without the elements in `silent`: blocks between blank lines, a table's rows as lines.

    The cells of a row have a tab between them. Where all text is in fixed lines (`pre`), these are the text.
    """
    walk, unheard = _Walk(), SILENT_TAGS | silent
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag, is_start = str(element.tag), event == "start"
        step = 1 if is_start else -1
        walk.silent += step if tag in unheard else 0
        walk.fixed += step if tag == "pre" else 0
        if tag == "tr" and _is_row(element):
            walk.rows += step
            walk.pieces.append("\n" if is_start else "")
        else:
            walk.pieces.append(_mark(tag, is_start, in_row=walk.rows > 0))
        if is_start or element is not root:
            walk.add(element.text if is_start else element.tail)
    text = "\n\n".join(filter(None, map(_tidy, PARAGRAPH_END.split("".join(walk.pieces)))))
    return Laid(text, is_laid_out=walk.fixed_signs < walk.signs or not walk.signs)


def _is_row(element: etree._Element) -> bool:
    """Tell whether a row has several cells; one cell alone is a heading, or a layout around paragraphs."""
    return sum(child.tag in CELL_TAGS for child in element) > 1


def _mark(tag: str, is_start: bool, *, in_row: bool) -> str:
    """Return the white space that an element's edge stands for."""
    if in_row:
        if tag in CELL_TAGS:
            return "\t"
        return " " if tag in BLOCK_TAGS | LINE_TAGS else ""
    if tag in BLOCK_TAGS:
        return "\n\n"
    return "\n" if tag in LINE_TAGS and is_start else ""


def _tidy(block: str) -> str:
    """Return a block's lines, each with single blanks, fixed ones as they are, cells that are empty left out."""
    return "\n".join(filter(None, map(_tidy_line, block.split("\n"))))


def _tidy_line(line: str) -> str:
    if FIXED_BLANK in line:
        return line.replace(FIXED_BLANK, " ").rstrip()
    return "\t".join(filter(None, (" ".join(cell.split()) for cell in line.split("\t"))))


# A tag of markup that was sent as text. Matches "<p>", "</P>" and "<br />"; misses "a < b" and "<unknown>".
TAG = re.compile(r"</?(?:p|br|div|span|h[1-6]|ul|ol|li|table|tr|td|b|i|em|strong|a)\b[^<>]*>", re.IGNORECASE)


def is_markup(text: str) -> bool:
    """Tell whether text holds the tags of HTML."""
    return TAG.search(text) is not None
