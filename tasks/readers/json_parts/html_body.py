"""The story in a fragment of HTML or NITF that a wire format carries as its body, told apart from captions and tables."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from tasks.readers.errors import UnreadableError
from tasks.readers.markup import paragraphs, parse
from tasks.readers.xml_parts import xml
from tasks.sources.limits import Limits

CELL_GAP = "   "  # what sets columns apart, for those who tell tables by it
CAPTIONED = frozenset({"figure", "figcaption", "media"})  # a picture and the words under it; NITF calls it media
LINED = frozenset({"table", "pre"})  # what has lines, not paragraphs
CELLS = frozenset({"td", "th"})
# Where a table stood, in characters that no story uses. Matches "\ue0003\ue001"; misses "3".
TABLE_MARK = re.compile("\ue000(\\d+)\ue001")
# What only markup has. Matches "<p>", "</P>", "<br/>", "<sup >" and "<block id='x'>"; misses "<IBM> said" and "a < b".
TAG = re.compile(
    r"</?(?:p|br|div|section|article|block|blockquote|table|tr|td|ul|ol|li|h[1-6]|hr|pre|figure|img|b|i|u|em|strong|small|sup|sub"
    r"|span|font|a|q|cite|html|head|body|nitf|hl[12])(?:\s[^<>]*|/)?>",
    re.IGNORECASE,
)
# A character given by name or number. Matches "&amp;" and "&#8217;"; misses "AT&T".
CHARACTER = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#x[0-9A-Fa-f]{1,6});")
# A document of XML. Matches '<?xml version="1.0"?>' and "<nitf "; misses "<p>".
XML_START = re.compile(r"\s*<(?:\?xml\b|nitf\b|!DOCTYPE\s+nitf\b)", re.IGNORECASE)


@dataclass(frozen=True)
class HtmlBody:
    """The text, one block a paragraph, tables one row a line; and the captions that were taken out."""

    text: str
    captions: tuple[str, ...] = ()


def is_markup(text: str) -> bool:
    """Tell whether a text is written in tags."""
    return TAG.search(text) is not None or XML_START.match(text) is not None


def html_body(markup: str, limits: Limits, silent_classes: Iterable[str] = ()) -> HtmlBody:
    """Return the body of a fragment. `silent_classes` are classes of elements that hold no story text in a house's style.

    Raises UnreadableError where the markup is over its limits, or is XML that is broken.
    """
    is_xml = XML_START.match(markup) is not None
    tree = _nitf_content(markup, limits) if is_xml else parse(markup, limits)
    captions = tuple(filter(None, map(_take_out, _captioned(tree))))
    for element in _of_classes(tree, frozenset(silent_classes)):
        _take_out(element)
    tables = [_lines(table) for table in _outermost_tables(tree)]
    text = TABLE_MARK.sub(lambda match: tables[int(match[1])], paragraphs(tree))
    return HtmlBody(text.strip(), captions)


def one_line(text: str, limits: Limits) -> str:
    """Return the words of a headline or note, without the tags and named characters that some systems leave in them."""
    if not is_markup(text) and CHARACTER.search(text) is None:
        return " ".join(text.split())
    try:
        return " ".join(paragraphs(parse(text, limits)).split())
    except UnreadableError:  # a line that no parser takes must not cost the story
        return " ".join(text.split())


def _nitf_content(markup: str, limits: Limits) -> etree._Element:
    """Return the content of a NITF document with plain names, or the whole document if it has no such part."""
    root = xml.parse_text(xml.DECLARATION.sub("", markup).strip(), limits)
    content = next(xml.every(root, "body.content"), root)
    for element in content.iter():
        element.tag = xml.local(element)
    return content


def _captioned(tree: etree._Element) -> list[etree._Element]:
    """Return the outermost elements that hold pictures and captions."""
    return [
        element
        for element in tree.iter()
        if element.tag in CAPTIONED and not any(above.tag in CAPTIONED for above in element.iterancestors())
    ]


def _of_classes(tree: etree._Element, classes: frozenset[str]) -> list[etree._Element]:
    return [element for element in tree.iter() if classes & set((element.get("class") or "").split())] if classes else []


def _take_out(element: etree._Element) -> str:
    """Remove an element, not what follows it, and return its words."""
    after, element.tail = element.tail or "", None
    words = " ".join(paragraphs(element).split())
    parent = element.getparent()
    if parent is not None:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + after
        else:
            parent.text = (parent.text or "") + after
        parent.remove(element)
    return words


def _outermost_tables(tree: etree._Element) -> list[etree._Element]:
    """Return the tables (and preformatted texts) that are in no other one, each with a mark in its place."""
    tables = [
        element
        for element in tree.iter("table", "pre")
        if not any(above.tag in LINED for above in element.iterancestors()) and element.getparent() is not None
    ]
    for number, table in enumerate(tables):
        mark = etree.Element("p")
        mark.text, mark.tail, table.tail = f"\ue000{number}\ue001", table.tail, None
        parent = table.getparent()
        if parent is not None:
            parent.replace(table, mark)
    return tables


def _lines(table: etree._Element) -> str:
    """Return a table's rows, one a line, cells set apart by a gap; a preformatted text as it stands."""
    if table.tag == "pre":
        return "\n".join(line.rstrip() for line in "".join(map(str, table.itertext())).strip("\n").split("\n"))
    rows = ([_words(cell) for cell in row if cell.tag in CELLS] for row in table.iter("tr"))
    captions = [_words(caption) for caption in table.iter("caption")]
    return "\n".join(filter(None, captions + [CELL_GAP.join(filter(None, cells)) for cells in rows]))


def _words(element: etree._Element) -> str:
    return " ".join(" ".join(map(str, element.itertext())).split())
