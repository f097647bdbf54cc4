"""XML with nothing in it that bites: no entities, no network, bounded size and depth; names are told by their local part."""

import re
from collections.abc import Iterator
from html.entities import html5

from lxml import etree

from tasks.readers.charset import decode
from tasks.readers.errors import UnreadableError
from tasks.readers.markup import ATTRIBUTE, NO_XML
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits

# An entity declared by the document itself. Matches '<!ENTITY a "b">'; misses "<!ELEMENT a>".
ENTITY_DECLARATION = re.compile(rb"<!ENTITY\b", re.IGNORECASE)
# A named character reference. Matches "&nbsp;" and "&eacute;"; misses "&#160;" and "& b;".
NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
# What XML itself names; the parser must see these.
XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
# The declaration of version and encoding, which must not stand before text that is decoded already.
DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]*\?>")
# The charset that a document declares. Matches '<?xml version="1.0" encoding="iso-8859-1"?>'.
DECLARED_CHARSET = re.compile(rb"""\A[^<]{0,10}<\?xml\b[^>]{0,100}?\bencoding\s*=\s*["']([\w.:-]+)""")
# A word. Matches "Iran"; misses "—".
WORD = re.compile(r"\w+")
# A character reference. Matches "&amp;" and "&#160;"; misses "& b;".
REFERENCE = re.compile(r"&#?\w{1,31};")
# A sign that begins no reference, or no tag. Matches "&" of "AT&T" and "<" of "a < b"; misses both in "&amp;" and "<b>".
STRAY_SIGN = re.compile(r"&(?!#?\w{1,31};)|<(?![\w/!?])")
SECTION_START = "<![CDATA["
# A tag that the end of the document cuts, behind its "<". Matches "/rss" and "item "; misses "5 apples".
CUT_TAG = re.compile(r"/?[A-Za-z_][\w:.-]*\s*")
# A start tag behind its "<", up to its attributes. Matches "rss " and "a:b\n"; misses "/rss", "![CDATA[" and "5 apples".
TAG_NAME = re.compile(r"[A-Za-z_][\w:.-]*(?=\s)")
MIN_KEPT_WORDS = 0.98  # of a document that is not well-formed: below this the parser lost text


def parse(delivery: Delivery, limits: Limits) -> etree._Element:
    """Return the root of an XML delivery, HTML's named characters understood.

    Raises UnreadableError for declared entities, for trees that are too deep, and for markup so broken that text is lost.
    """
    if ENTITY_DECLARATION.search(delivery.content):
        raise UnreadableError("entities", "the XML declares entities of its own, which are not expanded; send it without them")
    declared = DECLARED_CHARSET.match(delivery.content)
    charset = declared[1].decode("ascii") if declared else delivery.charset
    text = NO_XML.sub(" ", DECLARATION.sub("", decode(delivery.content, charset).text)).strip()
    return parse_text(text, limits)


def parse_text(text: str, limits: Limits) -> etree._Element:
    """Return the root of XML text, by the same rules as `parse`."""
    known = NAMED.sub(_character, text)
    _check_attributes(known, limits)
    try:
        root = etree.fromstring(known.encode(), _parser(recover=False))
    except etree.XMLSyntaxError as error:
        root = _mended(known, error)
    _check_depth(root, limits)
    return root


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace; of comments and instructions the empty string."""
    return _local(element.tag) if isinstance(element.tag, str) else ""


def every(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the elements below (and at) `root` with one of these local names, in the order of the document."""
    return root.iter(*(f"{{*}}{name}" for name in names))


def first(root: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first element that a path of local names leads to, each step one level down."""
    if root is None or not path:
        return root
    for child in root.iterchildren(f"{{*}}{path[0]}"):
        found = first(child, *path[1:])
        if found is not None:
            return found
    return None


def text_of(element: etree._Element | None) -> str | None:
    """Return all words of an element with single blanks, or None if there are none."""
    if element is None:
        return None
    return " ".join("".join(map(str, element.itertext())).split()) or None


def attribute(element: etree._Element | None, name: str) -> str | None:
    """Return an attribute by its local name, or None where it is missing or blank."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if _local(str(key)) == name:
            return str(value).strip() or None
    return None


def _local(name: str) -> str:
    """Return a name without its namespace, or without a prefix that nothing declares."""
    return name.rpartition("}")[2].rpartition(":")[2]


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
        recover=recover, encoding="utf-8",
    )  # fmt: skip


def _character(match: re.Match[str]) -> str:
    """Return the character that HTML gives a name to; XML's own names and unknown ones stay as they are."""
    return match[0] if match[1] in XML_NAMES else html5.get(f"{match[1]};", match[0])


def _mended(text: str, error: etree.XMLSyntaxError) -> etree._Element:
    """Parse what is not well-formed, if no text is lost that way."""
    root = etree.fromstring(_with_signs_escaped(text).encode(), _parser(recover=True)) if text else None
    kept = len(WORD.findall(" ".join(map(str, root.itertext())))) if root is not None else 0
    if root is None or kept < MIN_KEPT_WORDS * _words_outside_tags(text):
        raise UnreadableError("malformed", f"the XML is not well-formed ({error.msg}); send it whole") from error
    return root


def _with_signs_escaped(text: str) -> str:
    """Write the signs that begin no reference and no tag as XML wants them, except in sections that take them as they are."""
    first, *sections = text.split(SECTION_START)
    whole = [STRAY_SIGN.sub(_escaped, first)]
    for section in sections:
        raw, end, after = section.partition("]]>")
        whole += [SECTION_START, raw, end, STRAY_SIGN.sub(_escaped, after)]
    return "".join(whole)


def _escaped(match: re.Match[str]) -> str:
    return "&amp;" if match[0] == "&" else "&lt;"


def _words_outside_tags(text: str) -> int:
    """Count the words that are neither in tags nor in comments; patterns that search for an end would be quadratic."""
    pieces, count, in_comment = REFERENCE.sub(" ", text).split("<"), 0, False
    if CUT_TAG.fullmatch(pieces[-1]):
        pieces.pop()
    for piece in pieces:
        in_comment = in_comment or piece.startswith("!--")
        before, end, after = piece.partition("-->" if in_comment else ">")
        in_comment = in_comment and not end
        count += 0 if in_comment else len(WORD.findall(after if end else before.removeprefix("![CDATA[")))
    return count


def _check_attributes(text: str, limits: Limits) -> None:
    """Refuse tags that the parser would compare each attribute with each other on for minutes."""
    for piece in text.split("<"):
        name = TAG_NAME.match(piece) if piece.count("=") > limits.max_tag_attributes else None
        position, count = name.end() if name else len(piece), 0
        while match := ATTRIBUTE.match(piece, position):
            position, count = match.end(), count + 1
            if count > limits.max_tag_attributes:
                reason = f"one tag of the XML has more than {limits.max_tag_attributes:,} attributes; check what was sent"
                raise UnreadableError("too_many_attributes", reason)


def _check_depth(root: etree._Element, limits: Limits) -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limits.max_tree_depth:
            raise UnreadableError("too_deep", f"the XML nests more than {limits.max_tree_depth} elements; check what was sent")
