"""Furniture inside paragraphs: trim marks, translators' marks, a sign-off behind the last sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasks.text.cut import Cut
from tasks.text.dateline import Dateline, read_dateline
from tasks.text.furniture import end_span, inline_spans
from tasks.text.paragraphs import Paragraph, squeeze

DATELINE_PARAGRAPHS = 3  # a summary may stand above the dateline, no more


@dataclass(frozen=True)
class Trimmed:
    """The paragraphs that remain, and what was cut from inside them."""

    paragraphs: tuple[Paragraph, ...]
    cuts: tuple[Cut, ...]
    dateline: Dateline | None = None


def cut_dateline(paragraphs: Sequence[Paragraph]) -> Trimmed:
    """Cut the dateline from the first paragraph that has one."""
    for at, paragraph in enumerate(paragraphs[:DATELINE_PARAGRAPHS]):
        dateline = None if paragraph.is_table else read_dateline(paragraph.text)
        if dateline is None or (at > 0 and not (dateline.agency or dateline.month)):
            continue
        cut = Cut(paragraph.number, 0, "dateline", paragraph.text[: dateline.length].strip())
        rest = replace(paragraph, text=paragraph.text[dateline.length :].strip())
        left = [*paragraphs[:at], *([rest] if rest.text else []), *paragraphs[at + 1 :]]
        return Trimmed(tuple(left), (cut,), dateline)
    return Trimmed(tuple(paragraphs), ())


def cut_inline(paragraphs: Sequence[Paragraph]) -> Trimmed:
    """Cut the marks from all paragraphs; a paragraph of nothing but marks goes."""
    kept: list[Paragraph] = []
    cuts: list[Cut] = []
    for at, paragraph in enumerate(paragraphs):
        spans = list(inline_spans(paragraph.text))
        last = end_span(paragraph.text) if at == len(paragraphs) - 1 else None
        if last and (not spans or spans[-1][1] <= last[0]):
            spans.append(last)
        text = _without(paragraph.text, spans)
        cuts += [Cut(paragraph.number, start + 1, kind, paragraph.text[start:end]) for start, end, kind in spans]
        if text:
            kept.append(replace(paragraph, text=text) if spans else paragraph)
    return Trimmed(tuple(kept), tuple(cuts))


def _without(text: str, spans: Sequence[tuple[int, int, str]]) -> str:
    """Return the text without the spans."""
    reached, parts = 0, []
    for start, end, _ in spans:
        parts.append(text[reached:start])
        reached = end
    return squeeze(" ".join([*parts, text[reached:]])) if spans else text
