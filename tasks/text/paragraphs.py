"""The story's lines as paragraphs: hard wraps joined, tables of figures kept as they stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from tasks.text.lines import Line, Setting, read_setting

PARAGRAPH_BREAK = "\n\n"
GLUED_LENGTH_MIN = 200
LISTED_ROWS_MIN = 3
LISTED_SHARE = 0.5  # of the lines of a block; the others are headings and what ran over
TABLE_ROW_LENGTH_MAX = 200

# A row of a table: columns set apart by runs of blanks. Match: "JUN7  6929  6905", "TODAY   PREV". Miss: "It rose.  He said".
_TABLE_ROW = re.compile(r"(?=.*\d)\S+(?: \S+)*(?: {2,}|\t)\S+(?: \S+)*(?: {2,}|\t)\S|\S.*(?: {3,}|\t)\S")
# A row that a number, a price or an hour begins.
# Match: "11.00 Sylvania, Beet Queen", "3  X1 Beet King (11) 58". Miss: "12 men left".
_LISTED_ROW = re.compile(r"\d{1,3}(?:[.:]\d\d)?\s+(?:[\dX]{1,6}\s+)?[A-Z(].{1,75}(?<![.!?;,])$")
# Two sentences without a blank between them. Match: between "at once." and "The". Miss: "U.S.", "Roe.example".
_GLUED = re.compile(r"(?<=[a-z]{3}[.?!])(?=“?[A-Z][a-z’']*[ ,])|(?<=[a-z]{2}[.?!][”\"])(?=[A-Z“][a-z’']*[ ,])")
# A run of blanks. Match: "  ", "\t". Miss: "-".
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: its words, and the delivered lines they stood on."""

    text: str
    lines: tuple[Line, ...]
    is_table: bool = False

    @property
    def number(self) -> int:
        """Return the number of its first line."""
        return self.lines[0].number


def read_paragraphs(lines: Sequence[Line], is_laid_out: bool) -> tuple[Paragraph, ...]:
    """Return the paragraphs in order: by blank line or indentation, or one for each line where nothing was wrapped."""
    if is_laid_out:
        lines = [replace(line, indent=0) for line in lines]
    setting = replace(read_setting(lines), is_wrapped=True) if is_laid_out else read_setting(lines)
    whole = (paragraph for block in _blocks(lines) for paragraph in _block_paragraphs(block, setting))
    return tuple(part for paragraph in whole for part in _unglued(paragraph))


def squeeze(text: str) -> str:
    """Return the words with one blank between them."""
    return _BLANKS.sub(" ", text).strip()


def join_paragraphs(texts: Sequence[str]) -> str:
    """Return the body: paragraphs set apart by one empty line."""
    return PARAGRAPH_BREAK.join(texts)


def _blocks(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """Yield the runs of lines between empty lines."""
    for is_blank, run in groupby(lines, key=lambda line: line.is_blank):
        if not is_blank:
            yield tuple(run)


def _block_paragraphs(block: Sequence[Line], setting: Setting) -> Iterator[Paragraph]:
    """Yield the paragraphs of one block, its tables as they stand."""
    for is_table, run in _table_runs(block):
        if is_table:
            yield Paragraph("\n".join(line.text for line in run), run, is_table=True)
        elif setting.is_wrapped:
            yield from _joined(run, setting)
        else:
            yield from (Paragraph(squeeze(line.text), (line,)) for line in run)


def _table_runs(block: Sequence[Line]) -> Iterator[tuple[bool, tuple[Line, ...]]]:
    """Yield the runs of table rows (two or more) and of other lines; a block of listed rows is one table."""
    listed = sum(_LISTED_ROW.match(line.text) is not None for line in block)
    if listed >= max(LISTED_ROWS_MIN, LISTED_SHARE * len(block)):
        yield True, tuple(block)
        return
    rows = [len(line.text) <= TABLE_ROW_LENGTH_MAX and _TABLE_ROW.match(line.text) is not None for line in block]
    in_table = [row and ((at > 0 and rows[at - 1]) or (at + 1 < len(rows) and rows[at + 1])) for at, row in enumerate(rows)]
    for is_table, run in groupby(zip(in_table, block, strict=True), key=lambda pair: pair[0]):
        yield is_table, tuple(line for _, line in run)


def _joined(run: Sequence[Line], setting: Setting) -> Iterator[Paragraph]:
    """Yield the paragraphs of hard-wrapped lines."""
    start = 0
    for at in range(1, len(run) + 1):
        if at == len(run) or not setting.continues(run[at - 1], run[at]):
            lines = tuple(run[start:at])
            yield Paragraph(squeeze(" ".join(line.text for line in lines)), lines)
            start = at


def _unglued(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Yield the parts of a paragraph whose breaks were lost, so that sentences stand glued together."""
    starts = [0]
    if not paragraph.is_table and len(paragraph.text) >= GLUED_LENGTH_MIN:
        starts += [match.start() for match in _GLUED.finditer(paragraph.text)]
    for start, end in zip(starts, [*starts[1:], len(paragraph.text)], strict=True):
        yield replace(paragraph, text=paragraph.text[start:end].strip())
