"""The story text of markup that stands inside a news item: XHTML, NITF, or an agency's own names for the same things."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from tasks.readers.draft import Note
from tasks.readers.xml_parts.inline_words import blocks, is_hard_wrapped
from tasks.readers.xml_parts.xml import attribute, local, text_of

# What an element is, by its local name in lower case. What is none of these is a note of that kind.
HEADLINE, BYLINE, SILENT = "headline", "byline", "silent"
HEADER, DATELINE = "header", "dateline"  # notes too, which hold more than words
ROLES = {
    **dict.fromkeys(("head", "script", "style", "template", "title", "docdata", "svg", "nav"), SILENT),
    **dict.fromkeys(("header", "body.head"), HEADER),
    **dict.fromkeys(("body.end", "footer"), "sign_off"),
    **dict.fromkeys(("figcaption", "media"), "photo"),
    "hl1": HEADLINE,
    "byline": BYLINE,
    "abstract": "summary",
    "aside": "infobox",
    "note": "editors_note",
}
# A word. Matches "Freedonia's" twice over; misses "—".
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Vocabulary:
    """What a provider's own markup means: words of `class`, element names, names from their second use on, blocks, openings.

    Blocks and openings are regular expressions for a whole block and for what stands before the first word.
    """

    classes: Mapping[str, str] = field(default_factory=dict)
    elements: Mapping[str, str] = field(default_factory=dict)
    later_elements: Mapping[str, str] = field(default_factory=dict)
    blocks: Mapping[str, str] = field(default_factory=dict)
    openings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Body:
    """The text of a story, and what its markup tells apart from it.

    Where the markup is laid out, blocks are separated by blank lines; otherwise the lines are as delivered.
    """

    text: str
    is_laid_out: bool = True
    headline: str | None = None
    byline: str | None = None
    dateline: str | None = None
    notes: tuple[Note, ...] = ()

    @property
    def words(self) -> int:
        """Count the words of the text."""
        return len(WORD.findall(self.text))


PLAIN_MARKUP = Vocabulary()


def read_body(root: etree._Element, known_headline: str | None = None, vocabulary: Vocabulary = PLAIN_MARKUP) -> Body:
    """Return the story text below `root`; a heading that repeats `known_headline`, or that opens the text, is the headline."""
    parts = dict(_parts(root, vocabulary))
    heading = _heading(root, parts, known_headline)
    if heading is not None:
        parts[heading] = HEADLINE
    is_laid_out = not is_hard_wrapped(root, parts)
    told = [(_kind_of_block(block, vocabulary), block) for block in blocks(root, parts, keeps_lines=not is_laid_out)]
    notes = [Note(kind, words) for element, kind in parts.items() if _is_note(kind) and (words := _lines(element))]
    opening, text = _opened("\n\n".join(block for kind, block in told if kind is None), vocabulary)
    return Body(
        text=text,
        is_laid_out=is_laid_out,
        headline=_first_words(root, parts, HEADLINE) or _title(root),
        byline=_first_words(root, parts, BYLINE),
        dateline=_dateline(parts),
        notes=(*notes, *opening, *(Note(kind, block) for kind, block in told if kind is not None)),
    )


def _kind_of_block(block: str, vocabulary: Vocabulary) -> str | None:
    """Return what kind of note a finished block is, or None for a block of the story."""
    return next((kind for pattern, kind in vocabulary.blocks.items() if re.fullmatch(pattern, block.strip())), None)


def _opened(text: str, vocabulary: Vocabulary) -> tuple[list[Note], str]:
    """Return what the provider puts before the first word as a note, and the text after it."""
    for pattern, kind in vocabulary.openings.items():
        opening = re.match(rf"\s*(?:{pattern})\s*", text)
        if opening is not None:
            return [Note(kind, opening[0].strip())], text[opening.end() :]
    return [], text


def _parts(root: etree._Element, vocabulary: Vocabulary) -> Iterator[tuple[etree._Element, str]]:
    """Yield the topmost elements that are no story text, each with what it is."""
    seen: set[str] = set()
    pending = [root]
    while pending:
        element = pending.pop()
        role = _role(element, vocabulary, seen) if element is not root else None
        if role is None:
            pending.extend(reversed([child for child in element if isinstance(child.tag, str)]))
        else:
            yield element, role


def _role(element: etree._Element, vocabulary: Vocabulary, seen: set[str]) -> str | None:
    name = local(element).lower()
    is_later = name in seen
    seen.add(name)
    by_class = (vocabulary.classes.get(word) for word in (attribute(element, "class") or "").split())
    return (
        next(filter(None, by_class), None)
        or (vocabulary.later_elements.get(name) if is_later else None)
        or vocabulary.elements.get(name)
        or ROLES.get(name)
    )


def _lines(element: etree._Element) -> str:
    """Return the words of a part, a line for each of its blocks."""
    return "\n".join(blocks(element, (), keeps_lines=False))


def _is_note(kind: str) -> bool:
    return kind not in (HEADLINE, BYLINE, SILENT)


def _heading(root: etree._Element, parts: Mapping[etree._Element, str], known: str | None) -> etree._Element | None:
    """Return the first-rank heading that is the headline: it repeats the known one, or nothing else has named one."""
    headings = [element for element in root.iter("{*}h1") if not _is_inside(element, parts)]
    if known is None:
        return headings[0] if headings and HEADLINE not in parts.values() else None
    same = WORD.findall(known.lower())
    return next((element for element in headings if WORD.findall((text_of(element) or "").lower()) == same), None)


def _is_inside(element: etree._Element, parts: Mapping[etree._Element, str]) -> bool:
    return element in parts or any(above in parts for above in element.iterancestors())


def _first_words(root: etree._Element, parts: Mapping[etree._Element, str], kind: str) -> str | None:
    """Return the words of the first part of a kind, or of the element inside a header that would be one elsewhere."""
    inside = [element for part, role in parts.items() if role == HEADER for element in part.iter() if _is_a(element, kind)]
    elements = [element for element, role in parts.items() if role == kind] + inside
    return next(filter(None, map(text_of, elements)), None)


def _is_a(element: etree._Element, kind: str) -> bool:
    name = local(element).lower()
    return ROLES.get(name) == kind or (kind == HEADLINE and name == "h1") or kind in (attribute(element, "class") or "").split()


def _dateline(parts: Mapping[etree._Element, str]) -> str | None:
    """Return the dateline that the markup tells apart, above the text or before its first word."""
    above = [element for part, role in parts.items() if role == HEADER for element in part.iter("{*}dateline")]
    marked = [element for element, role in parts.items() if role == DATELINE]
    return next(filter(None, map(text_of, [*marked, *above])), None)


def _title(root: etree._Element) -> str | None:
    """Return the title that an XHTML head gives."""
    for head in root.iter("{*}head"):
        return text_of(next(head.iterchildren("{*}title"), None))
    return None
