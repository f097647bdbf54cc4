"""The words of a text, which of them were asked for, and the passage that shows most of them."""

import re
from dataclasses import dataclass

# A word, as the search index takes texts apart. Matches "U", "1718" and "émigré"; misses "-" and "_".
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Marked:
    """A text in one line, and the places [start, end) of the words in it that were asked for."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, text: str, telling: frozenset[str]) -> "Marked":
        """Mark the words of `telling` (in lower case) in the text."""
        flat = " ".join(text.split())
        return cls(flat, tuple(found.span() for found in WORD.finditer(flat) if found[0].lower() in telling))

    def pieces(self) -> list[tuple[str, bool]]:
        """Return the text in pieces, each with whether it is marked."""
        pieces, at = [], 0
        for start, end in self.marks:
            pieces += [(self.text[at:start], False), (self.text[start:end], True)]
            at = end
        return [(piece, marked) for piece, marked in [*pieces, (self.text[at:], False)] if piece]


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, in order."""
    return [word.lower() for word in WORD.findall(text)]


def best_window(text: str, telling: frozenset[str], longest: int) -> Marked:
    """Return the first passage of at most about `longest` code points that shows most different words, whole words only."""
    whole = Marked.of(text, telling)
    if len(whole.text) <= longest:
        return whole
    start = max((mark[0] for mark in whole.marks), key=lambda at: (_shown(whole, at, longest), -at), default=0)
    start = _before(whole.text, max(0, start - longest // 4))
    end = _before(whole.text, min(len(whole.text), start + longest)) if start + longest < len(whole.text) else len(whole.text)
    ahead = "… " if start else ""
    shift = len(ahead) - start
    marks = tuple((low + shift, high + shift) for low, high in whole.marks if start <= low and high <= end)
    return Marked(f"{ahead}{whole.text[start:end].rstrip()}{' …' if end < len(whole.text) else ''}", marks)


def _shown(whole: Marked, at: int, longest: int) -> int:
    """Count the different marked words of a passage that has a little before `at`."""
    end = at - longest // 4 + longest
    return len({whole.text[low:high].lower() for low, high in whole.marks if at <= low and high <= end})


def _before(text: str, at: int) -> int:
    """Return the beginning of the word at a place, or the place itself in a run without blanks."""
    blank = text.rfind(" ", max(0, at - 40), at)
    return blank + 1 if at and blank >= 0 else at
