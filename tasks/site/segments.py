"""Text cut into pieces at every start and end of the spans over it, so that overlapping spans need no nested marks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise


class Kind(Enum):
    """What a span of a story's words is."""

    CLAUSE = "clause"
    VALUE = "value"
    POSITION = "position"
    ENTITY = "entity"


@dataclass(frozen=True)
class Span:
    """Words from one code point to another, end exclusive. `of` numbers the measure or position, or names the entity."""

    start: int
    end: int
    kind: Kind
    of: str


@dataclass(frozen=True)
class Segment:
    """A piece of text with all spans that cover it, and those of them that begin with it."""

    start: int
    text: str
    over: tuple[Span, ...]
    begins: tuple[Span, ...]


def cut(body: str, spans: Iterable[Span]) -> Iterator[Segment]:
    """Yield the whole text in pieces, in order. A span that is empty or leaves the text is left out."""
    begins: dict[int, list[Span]] = defaultdict(list)
    for span in spans:
        if 0 <= span.start < span.end <= len(body):
            begins[span.start].append(span)
    edges = sorted({0, len(body), *begins, *(span.end for group in begins.values() for span in group)})
    over: list[Span] = []
    for start, end in pairwise(edges):
        over = [span for span in over if span.end > start] + begins.get(start, [])
        yield Segment(start, body[start:end], tuple(over), tuple(begins.get(start, ())))
