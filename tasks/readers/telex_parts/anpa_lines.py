"""The lines of an ANPA 1312 text: those above the story, its paragraphs, and the rows of its tables.

A caret begins a line that a typographic command ends: "<" flush left, "=" centred, "+" in Kyodo's dialect. A backspace begins a
row of a table; semicolons or fixed spaces (RS, US) set its cells apart, and DLE keeps the words of one cell together.
"""

import re
from collections.abc import Sequence

CELL_GAP = "\t"

# What ends a line that is set. Match: "Talks<", "By JANE ROE=", "Talks+", "Talks< ". Miss: "a = b".
_END_MARK = re.compile(r"\s*[<=+]+\s*$")
# A routing code in front of the keyword. Match: "*9006<". Miss: "* Vote".
_ROUTING = re.compile(r"^\*\w{1,8}<\s*")
# What sets the cells of a row apart. Match: "\x1f\x1e ", "\x1e \x1e ", ";". Miss: " ".
_CELL = re.compile(r"[ ]*[\x1e\x1f][\x1e\x1f ]*|;")
# Controls that are left in a line. Match: "\x10", "\x0c". Miss: "\t".
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")


def split_head(text: str) -> tuple[list[str], list[str]]:
    """Return the lines above the text without commands, each whole where it was wrapped, and the lines of the text."""
    lines = text.split("\n")
    end = next((at for at, line in enumerate(lines) if _begins_text(line, at)), len(lines))
    joined: list[str] = []
    is_open = False
    for line in lines[:end]:
        bare = _ROUTING.sub("", line.lstrip("^")).rstrip()
        if is_open and bare and not line.startswith("^"):
            joined[-1] = f"{joined[-1]} {bare}"
        elif bare:
            joined += [part for part in bare.split("<^") if part.strip()]
        is_open = bool(bare) and len(joined) > 1 and not _END_MARK.search(bare)
    return [bare for line in joined if (bare := _bare(line))], lines[end:]


def has_table(text: str) -> bool:
    """Tell whether any line is a row of a table."""
    return any(line.startswith("\b") for line in text.split("\n"))


def laid_out(lines: Sequence[str]) -> str:
    """Return the text: paragraphs set apart by empty lines, the rows of one table on lines that follow each other."""
    blocks: list[list[str]] = []
    was_row, is_open = False, False
    for line in lines:
        is_row = line.startswith("\b")
        words = _row(line) if is_row else _bare(line)
        begins = line.startswith(("^", "\t", "  ")) or is_row != was_row
        if not words:
            is_open = False
            continue
        if is_open and (is_row or not begins):
            blocks[-1].append(words)
        else:
            blocks.append([words])
        was_row, is_open = is_row, is_row or not _END_MARK.search(line)
    return "\n\n".join("\n".join(block) for block in blocks)


def _begins_text(line: str, at: int) -> bool:
    """Tell whether a line begins the text: a row of a table, or indented words below the first line."""
    return line.startswith("\b") or (at > 0 and line[:1].isspace() and bool(line.strip()))


def _row(line: str) -> str:
    """Return a row of a table, its cells set apart by tabs."""
    cells = [_CONTROL.sub("", cell).strip() for cell in _CELL.split(line.lstrip("\b^").rstrip())]
    return CELL_GAP.join(cells).strip(CELL_GAP)


def _bare(line: str) -> str:
    """Return a line without commands, controls and the blanks at its edges."""
    return _END_MARK.sub("", _CONTROL.sub("", line.strip()).lstrip("^ ")).strip()
