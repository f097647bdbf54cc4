"""The head of a story: everything above the lead, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasks.text.byline import is_desk_line, read_byline
from tasks.text.cut import Cut
from tasks.text.dateline import starts_with_dateline
from tasks.text.furniture import Extent, head_pattern, without_type_marks
from tasks.text.headline import HEADLINE_LINES_MAX, headline_length, is_closed, is_same_headline, split_credit
from tasks.text.lines import FULL_LINE, Line, Setting, ends_sentence, read_setting
from tasks.text.paragraphs import squeeze
from tasks.text.slugline import has_cycle, read_slugline

HEAD_LINES_MAX = 40  # below that every line is story
SUBHEAD_REACH = 12  # a dateline that far below vouches for short lines above it
SUBHEAD_LENGTH_MAX = 130
FURNITURE_LINES_MAX = 12
NOTE_REACH = 4  # a byline or dateline that near below a note shows that the lines between belong to it

BULLETS = ("* ", "- ", "-- ", "• ", "– ", "· ")


@dataclass(frozen=True)
class Head:
    """What stands above the lead, and the lines from the lead on."""

    rest: tuple[Line, ...]
    cuts: tuple[Cut, ...] = ()
    headline: str | None = None
    byline: str | None = None
    slugline: str | None = None


@dataclass(frozen=True)
class _Reader:
    """How the desk set the lines, and the headline that metadata gave."""

    setting: Setting
    known_headline: str | None


def read_head(lines: Sequence[Line], known_headline: str | None) -> Head:
    """Cut what stands above the lead; `known_headline` is the one that metadata gave, if any."""
    reader = _Reader(read_setting(lines), known_headline)
    head = Head(tuple(lines))
    while True:
        step = _step(head, reader)
        if step is None:
            return head
        head = step


def starts_dateline(lines: Sequence[Line], at: int, setting: Setting) -> bool:
    """Tell whether the paragraph that begins at this line begins with a dateline, which the margin may have broken."""
    text = lines[at].text
    if setting.is_wrapped and at + 1 < len(lines) and setting.continues(lines[at], lines[at + 1]):
        text = f"{text} {lines[at + 1].text}"
    return starts_with_dateline(squeeze(text))


def _step(head: Head, reader: _Reader) -> Head | None:
    """Cut the next piece of the head, or return None where the story begins."""
    at = next((number for number, line in enumerate(head.rest) if line.text), None)
    if at is None or head.rest[at].number > HEAD_LINES_MAX:
        return None
    lines = head.rest[at:]
    if starts_dateline(lines, 0, reader.setting):
        return None
    return _furniture(head, lines, reader) or _byline(head, lines) or _title(head, lines, reader) or _subhead(head, lines, reader)


def _furniture(head: Head, lines: Sequence[Line], reader: _Reader) -> Head | None:
    """Cut a slugline or another piece of furniture."""
    text = without_type_marks(lines[0].text)
    follows_header = bool(head.cuts) and head.cuts[-1].kind == "header"
    if (head.slugline is None or has_cycle(text)) and read_slugline(text, follows_header):
        return replace(_take(head, lines, 1, "slugline"), slugline=text)
    pattern = head_pattern(lines[0].text)
    if pattern is None:
        return None
    if pattern.extent is Extent.LINE:
        return _take(head, lines, 1, pattern.kind)
    return _take(head, lines, _paragraph_length(lines, reader), pattern.kind)


def _byline(head: Head, lines: Sequence[Line]) -> Head | None:
    """Cut a byline, or the writer's desk below one."""
    text = without_type_marks(lines[0].text)
    names = read_byline(text)
    if names:
        return replace(_take(head, lines, 1, "byline"), byline=head.byline or names)
    if head.byline and head.cuts[-1].kind == "byline" and is_desk_line(text):
        return _take(head, lines, 1, "byline")
    return None


def _title(head: Head, lines: Sequence[Line], reader: _Reader) -> Head | None:
    """Cut the headline; below known metadata only where it repeats that one or a dateline follows."""
    if head.headline is not None:
        return None
    length = headline_length(lines, _stops(lines, reader.setting), reader.setting)
    if not length:
        return None
    headline = squeeze(" ".join(without_type_marks(line.text) for line in lines[:length]))
    known = reader.known_headline
    is_other = bool(known) and not is_same_headline(headline, known or "")
    if is_other and not _dateline_follows(lines[length:], reader.setting):
        return None
    title, credit = split_credit(headline)
    taken = _take(head, lines, length, "subhead" if is_other else "headline")
    if credit and length == 1:
        whole = taken.cuts[-1]
        name = whole.text[: whole.text.rindex(credit)].rstrip()
        parts = (replace(whole, text=name), Cut(whole.line, len(name), "credit", whole.text[len(name) :].strip()))
        taken = replace(taken, cuts=(*head.cuts, *parts))
    return replace(taken, headline=title)


def _subhead(head: Head, lines: Sequence[Line], reader: _Reader) -> Head | None:
    """Cut a second title line or a list of main points between headline and dateline."""
    text = lines[0].text
    is_short = len(text) <= SUBHEAD_LENGTH_MAX and not is_closed(text)
    if not (is_short or text.startswith(BULLETS)) or not _dateline_follows(lines[1:], reader.setting):
        return None
    length = 1
    while (
        text.startswith(BULLETS)
        and length < len(lines)
        and reader.setting.continues(lines[length - 1], lines[length])
        and not lines[length].text.startswith(BULLETS)
        and not starts_dateline(lines, length, reader.setting)
    ):
        length += 1
    return _take(head, lines, length, "subhead")


def _stops(lines: Sequence[Line], setting: Setting) -> list[bool]:
    """Tell for the first lines, as many as headlines have and one more, which cannot be headline."""
    return [bool(line.text) and _is_stop(lines, at, setting) for at, line in enumerate(lines[: HEADLINE_LINES_MAX + 1])]


def _is_stop(lines: Sequence[Line], at: int, setting: Setting) -> bool:
    """Tell whether a line is furniture, a byline, a slugline, a main point or the paragraph with the dateline."""
    text = without_type_marks(lines[at].text)
    return (
        starts_dateline(lines, at, setting)
        or head_pattern(text) is not None
        or read_byline(text) is not None
        or read_slugline(text) is not None
        or text.startswith(BULLETS)
    )


def _dateline_follows(lines: Sequence[Line], setting: Setting) -> bool:
    """Tell whether a paragraph with a dateline begins within reach."""
    shown = [at for at, line in enumerate(lines[: 3 * SUBHEAD_REACH]) if line.text][:SUBHEAD_REACH]
    return any(starts_dateline(lines, at, setting) for at in shown)


def _paragraph_length(lines: Sequence[Line], reader: _Reader) -> int:
    """Return how many lines a piece of furniture fills: up to a closed bracket, or while its lines reach the margin."""
    length, limit = 1, min(len(lines), FURNITURE_LINES_MAX)
    while length < limit and reader.setting.continues(lines[length - 1], lines[length]):
        stops = _stops(lines[length : length + NOTE_REACH], reader.setting)
        if stops[0] or not _goes_on(lines[:length], lines[length], any(stops), reader.setting):
            break
        length += 1
    return length


def _goes_on(note: Sequence[Line], following: Line, before_stop: bool, setting: Setting) -> bool:
    """Tell whether a note runs on: in an open bracket, in mid sentence, or with one more sentence above the byline."""
    text = " ".join(line.text for line in note)
    if text.count("(") > text.count(")"):
        return True
    if not setting.is_wrapped:
        return False
    is_full = len(note[-1].text) >= FULL_LINE * setting.width
    return following.text[:1].islower() or (is_full and (before_stop or not ends_sentence(text)))


def _take(head: Head, lines: Sequence[Line], length: int, kind: str) -> Head:
    """Cut the first lines as one piece."""
    text = "\n".join(line.text for line in lines[:length])
    return replace(head, rest=tuple(lines[length:]), cuts=(*head.cuts, Cut(lines[0].number, 0, kind, text)))
