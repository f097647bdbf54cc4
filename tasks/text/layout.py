"""A delivery laid out: head, dateline, paragraphs and tail told apart, every piece that is not story kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.readers.draft import Draft
from tasks.text.cut import Cut
from tasks.text.dateline import Dateline, read_dateline, read_given_dateline
from tasks.text.head import Head, read_head
from tasks.text.inline import cut_dateline, cut_inline
from tasks.text.lines import Line, split_lines
from tasks.text.paragraphs import Paragraph, read_paragraphs, squeeze
from tasks.text.tail import cut_between, cut_tail


@dataclass(frozen=True)
class Layout:
    """What a delivery consists of. `cuts` are in the order of the text."""

    paragraphs: tuple[Paragraph, ...]
    cuts: tuple[Cut, ...]
    dateline: Dateline | None = None
    headline: str | None = None
    byline: str | None = None
    slugline: str | None = None

    def texts_of(self, *kinds: str) -> tuple[str, ...]:
        """Return the words of all pieces of these kinds, in order."""
        return tuple(cut.text for cut in self.cuts if cut.kind in kinds)


def lay_out(draft: Draft) -> Layout:
    """Take the text of a draft apart."""
    given, lines = _with_given_dateline(draft)
    tail = cut_tail(lines)
    head = read_head(tail.rest, draft.headline)
    between = cut_between(head.rest)
    dated = cut_dateline(read_paragraphs(between.rest, draft.is_laid_out))
    trimmed = cut_inline(dated.paragraphs)
    paragraphs = trimmed.paragraphs or _all_there_is(head)
    return Layout(
        paragraphs=paragraphs,
        cuts=tuple(sorted((*head.cuts, *dated.cuts, *trimmed.cuts, *between.cuts, *tail.cuts))),
        dateline=_fuller(given, dated.dateline),
        headline=head.headline,
        byline=head.byline,
        slugline=head.slugline,
    )


def _with_given_dateline(draft: Draft) -> tuple[Dateline | None, Sequence[Line]]:
    """Return the dateline of the metadata, and the lines with the story's words that ran over into it."""
    if not draft.dateline or not draft.dateline.strip():
        return None, split_lines(draft.text)
    written = squeeze(draft.dateline)
    given = read_dateline(written)
    if given is None:
        return read_given_dateline(written), split_lines(draft.text)
    return given, split_lines(f"{written[given.length :]} {draft.text}".strip())


def _fuller(given: Dateline | None, found: Dateline | None) -> Dateline | None:
    """Return the dateline of the metadata, unless the text has the same place with its date."""
    if given is None or found is None:
        return given or found
    is_same = given.place.casefold().startswith(found.place.casefold())
    return found if is_same and found.month and not given.month else given


def _all_there_is(head: Head) -> tuple[Paragraph, ...]:
    """Return the headline as the story where nothing else was sent, as in alerts, or the desk's note, as in advisories."""
    whole = [cut for cut in head.cuts if cut.kind == "headline"] or [cut for cut in head.cuts if cut.kind == "editors_note"]
    return tuple(Paragraph(squeeze(cut.text), (Line(cut.line, squeeze(cut.text)),)) for cut in whole)
