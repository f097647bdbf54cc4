"""The blocks of words of markup by the names of its elements, or, where no name is known, by how words and elements mix."""

import re
from collections.abc import Container, Iterator

from lxml import etree

from tasks.readers.markup import CELL_TAGS, LINE_TAGS, PARAGRAPH_TAGS
from tasks.readers.xml_parts.xml import local

# Elements of XHTML and NITF that run on inside a paragraph. Others do where words stand beside them.
# fmt: off
RUNNING_TAGS = frozenset({
    "a", "abbr", "b", "bdo", "big", "cite", "code", "em", "font", "i", "q", "s", "small", "span", "strong", "sub", "sup",
    "tt", "u", "alt-code", "chron", "city", "classifier", "copyrite", "country", "currency", "event", "frac", "function",
    "lang", "location", "money", "num", "object.title", "org", "person", "postaddr", "pronounce", "region", "state",
    "sublocation", "virtloc", "company", "tbody", "thead", "tfoot", "caption", "colgroup",
})
# fmt: on
HOLDERS = PARAGRAPH_TAGS - {"p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "pre", "li", "tr"}  # they hold blocks

BLOCK, LINE, COLUMN, BLANK = "\x00", "\x01", "\x02", "\x03"  # marks that no XML can hold
COLUMN_GAP = "   "  # three blanks tell columns from words
MAX_WRAPPED_LINE = 100  # no desk wraps wider
TAB_STOP = 8
MARK = re.compile(f"[{BLOCK}{LINE}{COLUMN}{BLANK}]")
# White space. Matches "\n  "; misses "a".
SPACE = re.compile(r"\s+")
# An empty line between words. Matches "\n \n"; misses "\n".
EMPTY_LINE = re.compile(r"(?<=\S)[^\S\n]*\n[^\S\n]*\n\s*(?=\S)")
# A line break near the margin behind a sentence, in lines that no desk wrapped: a paragraph ends. Matches the break of
# "It said so.\nOil rose"; misses "It said\nso", and "so.\n        Oil", which only lays out XML.
SENTENCE_BREAK = re.compile(r"(?<=[.!?…:\"”»)])[^\S\n]*\n {0,4}(?=\S)")
# A line break at the margin between words. Matches the break of "of\noil"; misses "of\n   oil", which only lays out XML.
WRAP = re.compile(r"\S[^\S\n]*\n(?=\S)")
# Line marks that leave a line empty. Matches two marks; misses one.
EMPTY_LINE_MARK = re.compile(f"{LINE}[^\\S\\n]*(?:{LINE}[^\\S\\n]*)+")


def blocks(root: etree._Element, cut: Container[etree._Element], *, keeps_lines: bool) -> list[str]:
    """Return the blocks of words below `root` without the elements in `cut`; tables have a line for each row.

    With `keeps_lines`, line breaks and blanks are as delivered.
    """
    marked = EMPTY_LINE_MARK.sub(BLOCK, "".join(_marked(root, cut, keeps_lines)))
    return [text for piece in marked.split(BLOCK) if (text := _laid_out(piece))]


def is_hard_wrapped(root: etree._Element, cut: Container[etree._Element]) -> bool:
    """Tell whether the desk broke the lines itself, so that line breaks and indentation mean something."""
    texts = list(_texts(root, cut))
    breaks = any(WRAP.search(text) for text in texts)
    return breaks and max(len(line.strip()) for text in texts for line in text.split("\n")) <= MAX_WRAPPED_LINE


def _texts(element: etree._Element, cut: Container[etree._Element]) -> Iterator[str]:
    """Yield the text of each paragraph as it stands: the words of elements that run on belong to what holds them."""
    running: list[str] = [element.text or ""]
    for child in element:
        if child not in cut and isinstance(child.tag, str):
            if local(child).lower() in RUNNING_TAGS:
                running.append("".join(map(str, child.itertext())))
            elif local(child).lower() != "pre":
                yield from _texts(child, cut)
        running.append(child.tail or "")
    yield "".join(running)


def _marked(element: etree._Element, cut: Container[etree._Element], keeps_lines: bool) -> Iterator[str]:
    """Yield the words of an element with marks where blocks, lines and columns end."""
    name = local(element).lower()
    if name == "table" and (rows := _rows(element, cut)):
        yield f"{BLOCK}{''.join(rows)}{BLOCK}"
        return
    holds_blocks = _holds_blocks(element)
    yield _written(element.text, keeps_lines or name == "pre")
    for child in element:
        if child not in cut and isinstance(child.tag, str):
            edge = _edge(child, holds_blocks)
            yield edge
            yield from _marked(child, cut, keeps_lines or name == "pre")
            yield "" if edge == LINE else edge
        yield _written(child.tail, keeps_lines or name == "pre")


def _edge(element: etree._Element, is_among_blocks: bool) -> str:
    """Return the mark at both edges of an element."""
    name = local(element).lower()
    if name in LINE_TAGS:
        return LINE
    if name in PARAGRAPH_TAGS:
        return BLOCK
    if name in CELL_TAGS:
        return " "
    return BLOCK if is_among_blocks and name not in RUNNING_TAGS else ""


def _holds_blocks(element: etree._Element) -> bool:
    """Tell whether the children of an element are blocks: it is known to hold some, or no words stand between them."""
    name = local(element).lower()
    has_words = any((text or "").strip() for text in (element.text, *(child.tail for child in element)))
    return not has_words and (name in HOLDERS or name not in PARAGRAPH_TAGS | RUNNING_TAGS | CELL_TAGS)


def _rows(table: etree._Element, cut: Container[etree._Element]) -> list[str]:
    """Return the lines of a table with their marks: rows of one cell stand by themselves, as headings do.

    None if no row has two cells, or tables stand in cells: such a table only frames paragraphs.
    """
    if any(True for _ in table.iterdescendants("{*}table")):
        return []
    rows = [[_plain(cell, cut) for cell in row if local(cell).lower() in CELL_TAGS] for row in table.iter("{*}tr")]
    if all(len(row) < 2 for row in rows):  # noqa: PLR2004 - one cell is no column
        return []
    captions = [[_plain(element, cut)] for element in table.iter("{*}caption")]
    shown = [cells for row in [*captions, *rows] if (cells := list(filter(None, row)))]
    return [f"{LINE}{COLUMN.join(cells)}" if len(cells) > 1 else f"{BLOCK}{cells[0]}{BLOCK}" for cells in shown]


def _plain(element: etree._Element, cut: Container[etree._Element]) -> str:
    """Return the words of a cell with single blanks, whatever it holds."""
    marked = "".join(_marked(element, cut, keeps_lines=False))
    return " ".join(MARK.sub(" ", marked).split())


def _written(text: str | None, keeps_lines: bool) -> str:
    """Return a text's words with its white space as marks or as single blanks."""
    if not text:
        return ""
    if keeps_lines:
        return text.expandtabs(TAB_STOP).replace("\n", LINE).replace(" ", BLANK)
    return SPACE.sub(" ", SENTENCE_BREAK.sub(BLOCK, EMPTY_LINE.sub(BLOCK, text)))


def _laid_out(piece: str) -> str:
    """Return a block with blanks and line feeds for its marks, without empty lines at its edges."""
    lines = [SPACE.sub(" ", line).strip().replace(BLANK, " ").replace(COLUMN, COLUMN_GAP).rstrip() for line in piece.split(LINE)]
    shown = [at for at, line in enumerate(lines) if line]
    return "\n".join(lines[shown[0] : shown[-1] + 1]) if shown else ""
