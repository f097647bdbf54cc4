"""The content of a NewsML-G2 item: the fullest rendition of its text that stands inside the item itself."""

import re
from base64 import b64decode

from lxml import etree

from tasks.readers.charset import decode
from tasks.readers.markup import parse as parse_html
from tasks.readers.values.language_tag import primary_language
from tasks.readers.xml_parts.inline_body import Body, Vocabulary, read_body
from tasks.readers.xml_parts.newsml_g2_profile import Profile
from tasks.readers.xml_parts.xml import attribute, every, local
from tasks.sources.limits import Limits

# Inline content that is data; a text may stand inside it.
DATA_ROOTS = frozenset({"sports-content", "svg", "events", "rss", "feed", "rdf", "RDF"})
TEXT_ROOTS = ("nitf", "html")
# A tag of HTML. Matches "<p>" and "</div>"; misses "a < b" and "<who>".
TAG = re.compile(r"</?(?:p|div|br|html|body|h[1-6]|table|ul|ol)\b[^>]*>", re.IGNORECASE)


def best_text(item: etree._Element, headline: str | None, language: str | None, profile: Profile, limits: Limits) -> Body | None:
    """Return the text in the item's own language, of several renditions the fullest; None if no text is inside.

    `headline` is the one of the metadata, which the content may repeat.
    """
    known = Vocabulary(
        classes=profile.choices("body", "class"),
        elements=profile.choices("body", "element"),
        later_elements=profile.choices("body", "later_element"),
        blocks=profile.choices("body", "block"),
        openings=profile.choices("body", "opening"),
    )
    renditions = [
        (primary_language(attribute(content, "lang")) in (None, language), body)
        for content in every(item, "inlineXML", "inlineData")
        if (body := _read(content, headline, known, limits)).words
    ]
    return max(renditions, key=lambda rendition: (rendition[0], rendition[1].words), default=(False, None))[1]


def data_roots(item: etree._Element) -> list[str]:
    """Return the names of inline content that is data rather than text."""
    return [local(child) for content in every(item, "inlineXML") for child in content if local(child) in DATA_ROOTS]


def remote_addresses(item: etree._Element) -> list[str]:
    """Return where the item says that its content is kept outside of it."""
    return [address for content in every(item, "remoteContent") if (address := _address(content))]


def _address(content: etree._Element) -> str | None:
    return attribute(content, "href") or attribute(content, "residref")


def _read(content: etree._Element, headline: str | None, known: Vocabulary, limits: Limits) -> Body:
    """Return the text of one rendition: markup as elements, or as characters, or plain text."""
    if any(local(child) in DATA_ROOTS for child in content):
        return read_body(next(every(content, *TEXT_ROOTS), etree.Element("none")), headline, known)
    if local(content) == "inlineXML" and any(isinstance(child.tag, str) for child in content):
        return read_body(content, headline, known)
    text = _decoded(content)
    is_markup = "html" in (attribute(content, "contenttype") or "") or len(TAG.findall(text)) > 1
    if is_markup and text.strip():
        return read_body(parse_html(text, limits), headline, known)
    return Body(text=_without_margin(text), is_laid_out=False)


def _decoded(content: etree._Element) -> str:
    """Return the characters of inline data, base64 undone where the item says so."""
    text = "".join(map(str, content.itertext()))
    if "64" not in (attribute(content, "encoding") or ""):
        return text
    is_text = (attribute(content, "contenttype") or "text/plain").startswith(("text/", "application/xhtml"))
    try:
        return decode(b64decode("".join(text.split()), validate=True)).text if is_text else ""
    except ValueError:  # no base64
        return ""


def _without_margin(text: str) -> str:
    """Return plain text without the blanks that all its lines after the first begin with: they lay out the XML."""
    first, *others = text.strip().split("\n")
    margin = min((len(line) - len(line.lstrip()) for line in others if line.strip()), default=0)
    return "\n".join([first, *(line[margin:].rstrip() for line in others)])
