"""A story's words as markup: every measure, value, position and entity marked, every character from outside escaped."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from expectations.inert import visible
from tasks.site.segments import Kind, Segment, Span, cut

CLASSES = {Kind.CLAUSE: "c", Kind.VALUE: "v", Kind.POSITION: "p", Kind.ENTITY: "e"}


@dataclass(frozen=True)
class Marks:
    """What the numbers of measures ("1") and positions ("p1") stand for: ids of their cards, and statuses of measures."""

    anchors: Mapping[str, str]
    statuses: Mapping[str, str]


def marked_words(body: str, spans: Iterable[Span], marks: Marks) -> Markup:
    """Return the words with a mark on each piece.

    A piece that begins a span has the id `c` and its offset, so that every value can be linked to its words.
    """
    return Markup("".join([_piece(segment, marks) for segment in cut(body, spans)]))  # noqa: S704 - every piece is escaped


def _piece(segment: Segment, marks: Marks) -> str:
    """Return a piece as markup. It is put together from plain strings, since there are hundreds in a story."""
    text = escape(visible(segment.text))
    if not segment.over:
        return text
    kinds = {span.kind for span in segment.over}
    clauses = [span.of for span in segment.over if span.kind is Kind.CLAUSE]
    classes = ["s", *(CLASSES[kind] for kind in Kind if kind in kinds)]
    if clauses:
        classes.append(f"st-{marks.statuses[clauses[-1]]}")
    names = [span.of for span in segment.over if span.kind is Kind.ENTITY]
    parts = [
        f' class="{" ".join(classes)}"',
        f' id="c{segment.start}"' if segment.begins else "",
        f' data-m="{escape(" ".join(dict.fromkeys(clauses)))}"' if clauses else "",
        f' title="{escape(visible(names[0]))}"' if names else "",
    ]
    return f"{_numbers(segment, marks)}<span{''.join(parts)}>{text}</span>"


def _numbers(segment: Segment, marks: Marks) -> str:
    """Return links to the measures and positions whose words begin here."""
    numbered = {Kind.CLAUSE: ("no", "Measure"), Kind.POSITION: ("no po", "Position")}
    links = []
    for span in dict.fromkeys(segment.begins):
        if span.kind in numbered:
            style, noun = numbered[span.kind]
            links.append(
                f'<a class="{style}" href="#{escape(marks.anchors[span.of])}" aria-label="{noun} {span.of}">{span.of}</a>'
            )
    return "".join(links)
