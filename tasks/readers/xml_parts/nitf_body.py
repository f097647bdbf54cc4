"""The body of a NITF document: its story text, and what the format marks as none."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from tasks.readers.agreement import WORD
from tasks.readers.draft import Note
from tasks.readers.markup import parse as parse_markup
from tasks.readers.xml_parts.blocks import NITF_SILENT_TAGS, Laid, is_markup, lay_out
from tasks.readers.xml_parts.xml import attribute, text_of
from tasks.sources.limits import Limits

# Elements that are no story text, and the kind of furniture that they are.
NOTES = {
    "note": "editors_note",
    "media-caption": "photo",
    "media-producer": "photo",
    "abstract": "summary",
    "datasource": "source_line",
    "tagline": "credit",
    "bibliography": "credit",
}
NOTE_CLASSES = {"cpyrt": "copyright", "trademk": "copyright"}


@dataclass(frozen=True)
class Body:
    """What a NITF body says. `media` are the kinds of pictures, sounds and films in it."""

    laid: Laid
    headline: str | None
    notes: tuple[Note, ...]
    media: tuple[str, ...]


def read_body(nitf: etree._Element, limits: Limits) -> Body:
    """Return the body of a NITF tree with names in lower case; its text is empty where there is none."""
    headline = _headline(nitf)
    laid = _content(next(nitf.iter("body.content"), None), next(nitf.iter("body"), None), limits)
    media = tuple(dict.fromkeys(attribute(each, "media-type") or "media" for each in nitf.iter("media")))
    return Body(Laid(without_headline(laid.text, headline), laid.is_laid_out), headline, tuple(_notes(nitf, headline)), media)


def without_headline(text: str, headline: str | None) -> str:
    """Return the text without a first block that only repeats the headline, if there is more."""
    first, _, rest = text.partition("\n\n")
    is_repeated = headline is not None and WORD.findall(first.casefold()) == WORD.findall(headline.casefold())
    return rest if is_repeated and rest else text


def lay_out_text(text: str, limits: Limits) -> Laid:
    """Return text that came without elements: escaped HTML as paragraphs, anything else as the desk set it."""
    if is_markup(text):
        return lay_out(parse_markup(text, limits))
    return Laid(textwrap.dedent(text.strip("\n")).strip(), is_laid_out=False)


def _headline(nitf: etree._Element) -> str | None:
    """Return the first headline of the body's head; a second one only where there is no first."""
    hedline = next(nitf.iter("hedline"), None)
    if hedline is None:
        return text_of(next(nitf.iter("hl1"), None))
    lines = (text_of(line) for name in ("hl1", "hl2") for line in hedline.iter(name))
    return next(filter(None, lines), None) or text_of(hedline)


def _content(content: etree._Element | None, body: etree._Element | None, limits: Limits) -> Laid:
    """Return the text of the content, or of a body that holds its paragraphs without that step."""
    content = body if content is None else content
    if content is None:
        return Laid("")
    if len(content) == 0:
        return lay_out_text(content.text or "", limits)
    return lay_out(content, NITF_SILENT_TAGS | {"body.head", "body.end", "hedline"})


def _notes(nitf: etree._Element, headline: str | None) -> Iterator[Note]:
    """Yield what is no story text, in the order of the document; a note inside of a note is part of it."""
    for element in nitf.iter("hl2", *NOTES):
        tag, parent = str(element.tag), element.getparent()
        if tag == "hl2" and (parent is None or parent.tag != "hedline"):
            continue  # a subhead, which is story text
        if any(above.tag in NOTES for above in element.iterancestors()):
            continue
        text = " ".join(lay_out(element).text.split())
        if text and tag != "hl2":
            yield Note(NOTE_CLASSES.get(attribute(element, "noteclass") or "", NOTES[tag]), text)
        elif text and text != headline:
            yield Note("headline", text)
