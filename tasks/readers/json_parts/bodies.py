"""The same story in several renderings: which one is read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tasks.readers.agreement import WORD
from tasks.readers.draft import Note
from tasks.readers.errors import UnreadableError
from tasks.readers.json_parts.html_body import html_body, is_markup
from tasks.sources.limits import Limits

MIN_SHARE = 0.5  # of the longest rendering's words: what has fewer is a summary, not another rendering


@dataclass(frozen=True)
class Rendering:
    """One rendering as delivered; `kind` is what the delivery calls it: a name, a role, a media type."""

    value: str
    kind: str = ""


@dataclass(frozen=True)
class StoryText:
    """The text of a story, whether its paragraphs are marked, and what was told apart from it."""

    text: str
    is_laid_out: bool
    notes: tuple[Note, ...] = ()

    @property
    def words(self) -> int:
        """Return how many words the text has."""
        return len(WORD.findall(self.text))


def story_text(
    renderings: Iterable[Rendering], limits: Limits, headline: str | None = None, silent_classes: Sequence[str] = ()
) -> StoryText | None:
    """Return the text of the best whole rendering: HTML before other markup before plain text; None if no one has words.

    Raises UnreadableError if the only renderings there are cannot be read.
    """
    read: list[tuple[int, StoryText]] = []
    failures: list[UnreadableError] = []
    for rendering in renderings:
        try:
            read.append((_rank(rendering), _read(rendering, limits, headline, silent_classes)))
        except UnreadableError as error:
            failures.append(error)
    read = [(rank, text) for rank, text in read if WORD.search(text.text)]
    if not read and failures:
        raise failures[0]
    if len(read) > 1:
        longest = max(text.words for _, text in read)
        read = [(rank, text) for rank, text in read if text.words >= MIN_SHARE * longest]
    return min(read, key=lambda pair: pair[0])[1] if read else None


def without_headline(text: str, headline: str | None) -> str:
    """Return the text without a first block or line that only repeats the headline."""
    first, _, rest = text.strip().partition("\n")
    is_repeated = headline is not None and WORD.findall(first.casefold()) == WORD.findall(headline.casefold())
    return rest.lstrip("\n") if is_repeated and rest.strip() else text


def _is_markup(rendering: Rendering) -> bool:
    """Tell whether a rendering is written in tags, or is called HTML and has no blank lines, which HTML does not know."""
    return is_markup(rendering.value) or ("html" in rendering.kind.lower() and "\n\n" not in rendering.value.strip())


def _read(rendering: Rendering, limits: Limits, headline: str | None, silent_classes: Sequence[str]) -> StoryText:
    if not _is_markup(rendering):
        return StoryText(without_headline(rendering.value, headline), is_laid_out=False)
    body = html_body(rendering.value, limits, silent_classes)
    notes = tuple(Note("photo", caption) for caption in body.captions)
    return StoryText(without_headline(body.text, headline), is_laid_out=True, notes=notes)


def _rank(rendering: Rendering) -> int:
    if not _is_markup(rendering):
        return 2
    return 1 if "nitf" in rendering.kind.lower() or "xml" in rendering.kind.lower().replace("xhtml+xml", "") else 0
