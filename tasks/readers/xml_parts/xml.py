"""XML with nothing in it that bites: no DTD, no entities, no network, bounded size and depth; names without namespaces."""

import re
from collections.abc import Iterable, Iterator
from html.entities import html5
from itertools import islice

from lxml import etree

from tasks.readers.charset import decode
from tasks.readers.errors import UnreadableError
from tasks.readers.markup import NO_XML
from tasks.readers.xml_parts.xml_repair import check_attributes, with_signs_escaped, words, words_outside_tags
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits

# What may stand before the document type: white space, comments, processing instructions; no part is tried twice.
PROLOG = r"\A(?:\s++|<!--(?:[^-]|-(?!->))*+(?:-->|\Z)|<\?(?:[^?]|\?(?!>))*+(?:\?>|\Z))*+"
# The beginning of a document type. Matches "<!-- a --><!doctype"; misses "<a><!DOCTYPE".
DOCUMENT_TYPE_START = re.compile(rf"{PROLOG}<!DOCTYPE\b", re.IGNORECASE)
# The whole of it, with its internal subset. Matches '<!DOCTYPE nitf SYSTEM "a>b" [<!ENTITY % n "]"> %n;]>'; misses "<nitf>".
DOCUMENT_TYPE = re.compile(
    rf"""{PROLOG}<!DOCTYPE\b(?:[^\[>"']|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+"""
    r"""(?:\[(?P<subset>(?:<!--(?:[^-]|-(?!->))*+(?:-->|\Z)|[^\]"']|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+)\]\s*)?>""",
    re.IGNORECASE,
)
# An entity that text may refer to. Matches '<!ENTITY lol "x">' and names it; misses '<!ENTITY % nitf SYSTEM "n.dtd">'.
GENERAL_ENTITY = re.compile(r"<!ENTITY\s+([^\s%\"'<>]+)", re.IGNORECASE)
# What may refer to such an entity. Matches "&lol;"; misses "&#160;" and "& b;".
REFERENCE = re.compile(r"&([^\s#&;<>\"']{1,200});")
# A named character reference. Matches "&nbsp;" and "&eacute;"; misses "&#160;" and "& b;".
NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
# A numbered character reference. Matches "&#160;" and "&#xd800;"; misses "&nbsp;" and "&#;".
NUMBERED = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]{1,6})|0*([0-9]{1,7}));")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
LAST_CHARACTER = 0x10FFFF  # of Unicode
SURROGATES = range(0xD800, 0xE000)
# What XML itself names; the parser must see these.
XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
# The declaration of version and encoding, which must not stand before text that is decoded already.
DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]*\?>")
# The charset that a document declares. Matches '<?xml version="1.0" encoding="iso-8859-1"?>'.
DECLARED_CHARSET = re.compile(rb"""\A[^<]{0,10}<\?xml\b[^>]{0,100}?\bencoding\s*=\s*["']([\w.:-]+)""")
# A name that an element may have. Matches "body.content"; misses "" and "52.973".
NAME = re.compile(r"[a-z_][\w.-]*", re.ASCII)
MAX_ELEMENTS = 300_000  # of one document; more would keep a reader busy for half a minute
MAX_STORIES = 10_000  # of one document
MIN_KEPT_WORDS = 0.98  # of a document that is not well-formed: below this the parser lost text


def parse(delivery: Delivery, limits: Limits) -> etree._Element:
    """Return the root of an XML delivery, HTML's named characters understood.

    Raises UnreadableError for what is too large or nests too deeply, for text that needs entities of the document's own,
    and for markup so broken that text is lost.
    """
    if len(delivery.content) > limits.max_item_bytes:
        reason = f"the XML is larger than {limits.max_item_bytes:,} bytes; split it, or raise SANCTIONWIRE_MAX_ITEM_BYTES"
        raise UnreadableError("too_large", reason)
    declared = DECLARED_CHARSET.match(delivery.content)
    charset = declared[1].decode("ascii") if declared else delivery.charset
    text = NO_XML.sub(" ", DECLARATION.sub("", decode(delivery.content, charset).text)).strip()
    return parse_text(text, limits)


def parse_text(text: str, limits: Limits) -> etree._Element:
    """Return the root of XML text, by the same rules as `parse`."""
    known = NUMBERED.sub(_numbered, NAMED.sub(_character, _without_document_type(text))).strip()
    check_attributes(known, limits)
    try:
        root = etree.fromstring(_raw(known), _parser(recover=False))
    except etree.XMLSyntaxError as error:
        root = _mended(known, error, limits)
    _check_shape(root, limits)
    return root


def lowered(root: etree._Element) -> etree._Element:
    """Return the same tree, all names of elements and attributes in lower case and without namespace or prefix.

    So that a rule can say `iter("hl1")`, whatever namespace, prefix or letter case a sender has chosen.
    """
    for element in root.iter(etree.Element):
        element.tag = _lowered(str(element.tag))
        attributes = {_lowered(str(name)): value for name, value in element.attrib.items()}
        element.attrib.clear()
        element.attrib.update(attributes)
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


def bounded(elements: Iterable[etree._Element]) -> list[etree._Element]:
    """Return the elements that hold a story each. Raise UnreadableError for more than one document can hold."""
    found = list(islice(elements, MAX_STORIES + 1))
    if len(found) > MAX_STORIES:
        raise UnreadableError("too_many_tags", f"the XML holds more than {MAX_STORIES:,} items; split it")
    return found


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


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
        recover=recover, encoding="utf-8",
    )  # fmt: skip


def _raw(text: str) -> bytes:
    """Return text as the parser takes it, whatever charset a declaration in it still names."""
    return text.encode("utf-8", "replace")


def _local(name: str) -> str:
    """Return a name without its namespace, and without a prefix that was never declared."""
    return name.rpartition("}")[2].rpartition(":")[2]


def _lowered(name: str) -> str:
    """Return the local part of a name in lower case; of one that only a mended tree can have, "unnamed"."""
    found = _local(name).lower()
    return found if NAME.fullmatch(found) else "unnamed"


def _without_document_type(text: str) -> str:
    """Return the text from behind its document type, which nothing is read from.

    Raises UnreadableError if the text refers to an entity that the document type declares.
    """
    if DOCUMENT_TYPE_START.match(text) is None:
        return text
    found = DOCUMENT_TYPE.match(text)
    if found is None:
        raise UnreadableError("malformed", "the document type of the XML has no end; send it whole")
    rest = text[found.end() :]
    names = set(GENERAL_ENTITY.findall(found["subset"] or ""))
    if names and not names.isdisjoint(REFERENCE.findall(rest)):
        raise UnreadableError("entities", "the XML refers to entities of its own, which are not expanded; send it without them")
    return rest


def _character(match: re.Match[str]) -> str:
    """Return the character that HTML gives a name to; XML's own names and unknown ones stay as they are."""
    return match[0] if match[1] in XML_NAMES else html5.get(f"{match[1]};", match[0])


def _numbered(match: re.Match[str]) -> str:
    """Return a numbered reference as it stands, but a replacement character for half a surrogate pair or for no character.

    A parser that mends puts them into its tree, which nothing can take the text from then.
    """
    number = int(match[1], 16) if match[1] else int(match[2])
    return REPLACEMENT if number in SURROGATES or number > LAST_CHARACTER else match[0]


def _mended(text: str, error: etree.XMLSyntaxError, limits: Limits) -> etree._Element:
    """Parse what is not well-formed, if no text is lost that way."""
    if "depth" in (error.msg or ""):  # libxml2: "Excessive depth in document: 256"
        raise _too_deep(limits) from error
    if "too long" in (error.msg or ""):  # libxml2: "Text node too long", over 10,000,000 bytes
        raise UnreadableError("too_large", f"the XML has a part that no parser takes ({error.msg}); split it") from error
    root = etree.fromstring(_raw(with_signs_escaped(text)), _parser(recover=True)) if text else None
    kept = words(" ".join(map(str, root.itertext()))) if root is not None else 0
    if root is None or kept < MIN_KEPT_WORDS * words_outside_tags(text):
        raise UnreadableError("malformed", f"the XML is not well-formed ({error.msg}); send it whole") from error
    return root


def _check_shape(root: etree._Element, limits: Limits) -> None:
    depth = count = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > limits.max_tree_depth:
            raise _too_deep(limits)
        if count > MAX_ELEMENTS:
            raise UnreadableError("too_many_tags", f"the XML has more than {MAX_ELEMENTS:,} elements; split it")


def _too_deep(limits: Limits) -> UnreadableError:
    return UnreadableError("too_deep", f"the XML nests more than {limits.max_tree_depth} elements; check what was sent")
