"""The tail of a story: sign-offs, credits, rules, copyright lines and what desks leave below them."""

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.text.cut import Cut
from tasks.text.furniture import Extent, Pattern, line_pattern, tail_pattern
from tasks.text.lines import Line, ends_sentence, read_setting

NOTES_LINES_MAX = 80  # a desk's notebook below the story is shorter
FURNITURE_LINES_MAX = 10
RESIDUE_MAX = 8  # paragraphs
COLUMN_GAP = "   "  # a row of a table, which nothing runs on from
RESIDUE_LENGTH_MAX = 90
SIGN_OFF_WORDS_MAX = 3
SIGN_OFF_LENGTH_MAX = 32

# Kinds that close a story: short unpunctuated lines left below them are no story.
_CLOSING = frozenset({"end_mark", "rule", "copyright", "credit", "sign_off", "tail_stamp", "contact", "photo"})
# Kinds that may stand below the name that signs a story.
_BELOW_SIGN_OFF = frozenset({"tail_stamp", "end_mark", "header"})
# Kinds that no wrapped sentence can end with.
_UNMISTAKABLE = frozenset({"end_mark", "rule", "tail_stamp", "header"})


@dataclass(frozen=True)
class Trimmed:
    """The lines that remain of a story, and what was cut."""

    rest: tuple[Line, ...]
    cuts: tuple[Cut, ...]


def cut_tail(lines: Sequence[Line]) -> Trimmed:
    """Cut what stands below the story."""
    end, notes = _below_notes(lines)
    end, cuts = _from_below(lines, end, read_setting(lines).is_wrapped)
    return Trimmed(tuple(lines[:end]), (*cuts, *notes))


def cut_between(lines: Sequence[Line]) -> Trimmed:
    """Cut the furniture that stands on lines of its own inside the story, leaving an empty line."""
    wrapped = read_setting(lines).is_wrapped
    kept: list[Line] = []
    cuts: list[Cut] = []
    at = 0
    while at < len(lines):
        pattern = line_pattern(lines[at].text) if lines[at].text and _begins_paragraph(lines, at, wrapped) else None
        if pattern is None:
            kept.append(lines[at])
            at += 1
            continue
        length = _inner_length(lines, at, pattern, wrapped)
        cuts.append(_cut(lines[at : at + length], pattern.kind))
        kept.append(Line(lines[at].number, ""))
        at += length
    return Trimmed(tuple(kept), tuple(cuts))


def _below_notes(lines: Sequence[Line]) -> tuple[int, list[Cut]]:
    """Cut a section that is not for publication with all that follows it."""
    for at in range(max(0, len(lines) - NOTES_LINES_MAX), len(lines)):
        pattern = tail_pattern(lines[at].text) if lines[at].text else None
        if pattern and pattern.extent is Extent.REST:
            return at, [_cut([line], pattern.kind) for line in lines[at:] if line.text]
    return len(lines), []


def _from_below(lines: Sequence[Line], end: int, wrapped: bool) -> tuple[int, list[Cut]]:
    """Walk up from the last line while paragraphs are furniture, or residue that a closing mark above explains."""
    cuts: list[Cut] = []
    pending: list[Cut] = []
    reached = end
    while len(pending) <= RESIDUE_MAX and (last := _last_shown(lines, end)) is not None:
        start = last if _is_closing_line(lines[last]) else _paragraph_start(lines, last, wrapped)
        kind = _tail_kind(lines, start, last, is_first=not pending and all(cut.kind in _BELOW_SIGN_OFF for cut in cuts))
        if kind is None and not _is_residue(lines[start : last + 1]):
            break
        cut = _cut(lines[start : last + 1], kind or "residue")
        end = start
        if kind is None or (pending and not _explains(lines, start, kind)):
            pending.append(cut)
            continue
        cuts += [*pending, cut]
        pending, reached = [], end
    return reached, sorted(cuts)


def _is_closing_line(line: Line) -> bool:
    """Tell whether a last line is furniture by itself; the last line of a story would end a sentence."""
    return not ends_sentence(line.text) and line_pattern(line.text) is not None


def _explains(lines: Sequence[Line], at: int, kind: str) -> bool:
    """Tell whether a mark closes a story, so that short lines below it are residue: it has the story above it."""
    return kind in _CLOSING and any(ends_sentence(line.text) for line in lines[:at])


def _tail_kind(lines: Sequence[Line], start: int, last: int, is_first: bool) -> str | None:
    """Return the kind of furniture that a paragraph below the story is."""
    pattern = tail_pattern(" ".join(line.text for line in lines[start : last + 1]))
    if pattern and (start == last or pattern.extent is Extent.PARAGRAPH):
        return pattern.kind
    if is_first and start == last and _is_lone_sign_off(lines, start):
        return "sign_off"
    return None


def _is_lone_sign_off(lines: Sequence[Line], at: int) -> bool:
    """Tell whether the last line is only a name, such as the agency's, below a finished sentence or a table."""
    words = lines[at].text.split()
    above = _last_shown(lines, at)
    return (
        above is not None
        and (ends_sentence(lines[above].text) or lines[above].text[-1].isdigit())
        and len(words) <= SIGN_OFF_WORDS_MAX
        and len(lines[at].text) <= SIGN_OFF_LENGTH_MAX
        and all(word[:1].isupper() and word.replace("-", "").isalpha() for word in words)
    )


def _is_residue(lines: Sequence[Line]) -> bool:
    """Tell whether a paragraph is a short line without the stop of a sentence."""
    text = " ".join(line.text for line in lines)
    return len(text) <= RESIDUE_LENGTH_MAX and not ends_sentence(text)


def _inner_length(lines: Sequence[Line], at: int, pattern: Pattern, wrapped: bool) -> int:
    """Return how many lines a piece inside the story fills."""
    length = 1
    if pattern.extent is not Extent.PARAGRAPH or not wrapped:
        return length
    while at + length < min(len(lines), at + FURNITURE_LINES_MAX) and not _begins_paragraph(lines, at + length, wrapped):
        length += 1
    return length


def _paragraph_start(lines: Sequence[Line], at: int, wrapped: bool) -> int:
    """Return the first line of the paragraph that ends at this line."""
    start = at
    while start > max(0, at - FURNITURE_LINES_MAX) and not _begins_paragraph(lines, start, wrapped):
        start -= 1
    return start


def _begins_paragraph(lines: Sequence[Line], at: int, wrapped: bool) -> bool:
    """Tell whether a line stands by itself: nothing above it runs on into it."""
    if at == 0 or not wrapped:
        return True
    above, line = lines[at - 1], lines[at]
    if not above.text or line.indent > above.indent or ends_sentence(above.text) or COLUMN_GAP in above.text:
        return True
    pattern = tail_pattern(line.text)
    return line_pattern(above.text) is not None or (pattern is not None and pattern.kind in _UNMISTAKABLE)


def _last_shown(lines: Sequence[Line], end: int) -> int | None:
    """Return the last line above `end` that is not empty."""
    return next((at for at in range(end - 1, -1, -1) if lines[at].text), None)


def _cut(lines: Sequence[Line], kind: str) -> Cut:
    """Return lines as one piece."""
    shown = [line for line in lines if line.text]
    return Cut(shown[0].number, 0, kind, "\n".join(line.text for line in shown))
