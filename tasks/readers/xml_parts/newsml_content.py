"""The text of a ContentItem of NewsML 1: NITF, HTML or XHTML inside, escaped or not, or plain text."""

import base64
import binascii
import re
from dataclasses import dataclass

from lxml import etree

from tasks.readers.charset import decode
from tasks.readers.draft import Note
from tasks.readers.nitf import byline, dateline
from tasks.readers.xml_parts.blocks import Laid, lay_out
from tasks.readers.xml_parts.newsml_item import formal_name
from tasks.readers.xml_parts.nitf_body import lay_out_text, read_body
from tasks.readers.xml_parts.xml import attribute, first, lowered, parse_text
from tasks.sources.limits import Limits

# Media and formats that are no text. Matches "Photo", "audio/mpeg", "JPEG Baseline" and "CSS"; misses "Text" and "NITF3.1".
NO_TEXT = re.compile(
    r"(?:photo|picture|image|graphic|audio|sound|video|film|animation|binary)\b.*|(?:jpe?g|gif|png|tiff?|mpe?g|mp\d|wav|wma|wmv)\b.*"
    r"|text/css|css|application/(?!xml|xhtml|nitf|json).+",
    re.IGNORECASE,
)
# NITF sent as escaped text. Matches "<?xml ...?><nitf>" and "<nitf "; misses "<p>".
ESCAPED_NITF = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE[^>]*>\s*)?<nitf[\s>]", re.IGNORECASE)
# The declaration in front of escaped XML. Matches '<?xml version="1.0"?>'.
DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


@dataclass(frozen=True)
class Content:
    """A text, and what a NITF document around it says."""

    laid: Laid
    headline: str | None = None
    byline: str | None = None
    dateline: str | None = None
    notes: tuple[Note, ...] = ()
    rank: int = 0  # of texts that are the same in several formats the highest is read: NITF, then HTML, then plain text


def is_text(content_item: etree._Element) -> bool:
    """Tell whether an item carries text itself: no picture, sound, film or style sheet, and no mere address."""
    named = [formal_name(first(content_item, name)) for name in ("mediatype", "mimetype", "format")]
    return data_of(content_item) is not None and not any(NO_TEXT.fullmatch(name) for name in named if name)


def media_of(content_item: etree._Element) -> str | None:
    """Return what kind of media an item is, if it says so."""
    named = (formal_name(first(content_item, name)) for name in ("mediatype", "mimetype", "format"))
    return next(filter(None, named), None)


def data_of(content_item: etree._Element) -> etree._Element | None:
    """Return the element that holds an item's data, below any number of encodings."""
    return next(content_item.iter("datacontent"), None)


def read_content(content_item: etree._Element, limits: Limits) -> Content:
    """Return the text of an item for which `is_text` is true; empty where it has none."""
    data = data_of(content_item)
    if data is None:
        return Content(Laid(""))
    nitf = next(data.iter("nitf"), None)
    if nitf is not None:
        return _from_nitf(nitf, limits)
    if len(data):
        return Content(lay_out(next(data.iter("body"), data)), rank=1)
    text = _decoded(data)
    if ESCAPED_NITF.match(text):
        return _from_nitf(lowered(parse_text(DECLARATION.sub("", text), limits)), limits)
    laid = lay_out_text(text, limits)
    return Content(laid, rank=1 if laid.is_laid_out else 0)


def _from_nitf(nitf: etree._Element, limits: Limits) -> Content:
    body = read_body(nitf, limits)
    return Content(body.laid, body.headline, byline(nitf), dateline(nitf), body.notes, rank=2)


def _decoded(data: etree._Element) -> str:
    """Return the text of an element, decoded if an encoding around it says that it is base64."""
    text = "".join(map(str, data.itertext()))
    notation = attribute(next(data.iterancestors("encoding"), None), "notation") or ""
    if "base64" not in notation.lower():
        return text
    try:
        return decode(base64.b64decode("".join(text.split()), validate=True)).text
    except binascii.Error:
        return text
