"""What the desk's notes ask for, whether they were cut from the text or the format itself set them apart."""

import re
from collections.abc import Iterable

from tasks.readers.draft import Draft
from tasks.text.furniture import head_pattern
from tasks.text.layout import Layout

# A note that repeats. Match: "(Repeats story first issued on Friday)", "RPT". Miss: "Adds that he repeats it".
_REPEATS = re.compile(r"\W*(?:eds?\s*:\s*|editors?\s*:\s*)?(?:repeats?|repeating|rpt|resends?|resending)\b", re.IGNORECASE)
# A note that kills the message that it stands on. Match: "This is a mandatory kill", "Kill this story". Miss: "Kill BC-Talks".
_KILLS_ITSELF = re.compile(
    r"\bmandatory\s+(?:kill|withdrawal)\b"
    r"|(?:^|[.:;]\s+|\bplease\s+|\bpls\s+)(?:kill|withdraw|disregard|eliminate|spike)\s+(?:this|the\s+following|the\s+below)\b",
    re.IGNORECASE,
)
# A note that kills some story. Match: "Please withdraw the earlier story". Miss: "SUBS for the story, which was killed".
_KILLS = re.compile(
    r"(?:^|[.:;]\s+|\bplease\s+|\bpls\s+)(?:kill|withdraw|disregard|eliminate|spike)\s+"
    r"(?:[\w'’-]+\s+){0,4}?(?:story|item|article|report|dispatch|copy)\b",
    re.IGNORECASE,
)
# An embargo inside a note. Match: "EMBARGOED UNTIL 0001 GMT March 3". Miss: "the embargo until 1990".
_EMBARGOES = re.compile(
    r"\b(?:embargoed\s+(?:until|till|for)|embargo\s*:|hold\s+(?:for\s+release|until)"
    r"|not\s+for\s+(?:release|publication|use)\s+(?:before|until)).{0,160}",
    re.IGNORECASE | re.DOTALL,
)


def notes_of(draft: Draft, layout: Layout, *kinds: str) -> tuple[str, ...]:
    """Return the words of the desk of these kinds: those cut from the text, then those that the format told apart."""
    own = (text for note in draft.notes for text in ([note.text] if note.kind in kinds else _lines_of(note.text, kinds)))
    return (*layout.texts_of(*kinds), *own)


def embargo_notes(draft: Draft, layout: Layout) -> tuple[str, ...]:
    """Return the words by which the desk asks to keep the story back."""
    inside = (match.group() for text in notes_of(draft, layout, "editors_note") if (match := _EMBARGOES.search(text)))
    return tuple(dict.fromkeys((*notes_of(draft, layout, "embargo"), *inside)))


def kills_itself(notes: Iterable[str]) -> bool:
    """Tell whether a note kills the message that it stands on."""
    return any(_KILLS_ITSELF.search(text) for text in notes)


def asks_to_kill(notes: Iterable[str]) -> bool:
    """Tell whether a note asks to kill some story, which may be another one."""
    return any(_KILLS.search(text) for text in notes)


def says_repeat(notes: Iterable[str]) -> bool:
    """Tell whether a note says that the message repeats another."""
    return any(_REPEATS.match(text) for text in notes)


def _lines_of(text: str, kinds: tuple[str, ...]) -> list[str]:
    """Return the lines of a note that are of another kind than the note."""
    return [line for line in text.splitlines() if (pattern := head_pattern(line.strip())) and pattern.kind in kinds]
