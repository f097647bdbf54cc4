"""SGML corpora as they are: elements found by their tags, entities decoded, control characters dropped. No parser, no DTD."""

import html
import re
from itertools import pairwise

from tasks.readers.errors import UnreadableError
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits

# The entities of a corpus, in either case. Match: "&lt;", "&AMP;", "&#3;", "&#x1F;". Miss: "&c", "AT&T".
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
# A numeric entity that stands for a control character. Match: "&#3;", "&#31;". Miss: "&#38;", "&#10;".
_CONTROL_ENTITY = re.compile(r"&#0*(?:[0-8]|1[124-9]|2\d|3[01]|127);")
# Control characters but tab and line feed. Match: "\x02", "\x7f". Miss: "\n".
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# An attribute of a tag. Match: 'NEWID="17"', "id='a'". Miss: "NEWID".
_ATTRIBUTE = re.compile(r"""([\w.-]+)\s*=\s*("[^"]*"|'[^']*')""")


def decode_corpus(content: bytes) -> str:
    """Return the text of a corpus file: UTF-8 if it is, else ISO 8859-1, in which every byte stands for a character."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def corpus_elements(delivery: Delivery, name: str, limits: Limits) -> list[str]:
    """Return the elements of this name in a corpus file. Raise UnreadableError if it is too large or has none."""
    if len(delivery.content) > limits.max_item_bytes:
        reason = f"the file is larger than {limits.max_item_bytes:,} bytes; split it, or raise SANCTIONWIRE_MAX_ITEM_BYTES"
        raise UnreadableError("too_large", reason)
    found = elements(decode_corpus(delivery.content), name)
    if not found:
        raise UnreadableError("empty", f"the file has no {name} element; check what was sent")
    return found


def elements(text: str, name: str) -> list[str]:
    """Return each element of this name, tags included: from its start tag to its end tag, else to the next start."""
    starts = [match.start() for match in re.finditer(rf"<{re.escape(name)}\b[^<>]*>", text)]
    closing = f"</{name}>"
    return [text[start:end].partition(closing)[0] for start, end in pairwise([*starts, len(text)])]


def attributes(element: str) -> dict[str, str]:
    """Return the attributes of an element's start tag, names in lower case."""
    return {name.lower(): value[1:-1] for name, value in _ATTRIBUTE.findall(element.partition(">")[0])}


def content(element: str, name: str) -> str | None:
    """Return what stands between the first tags of this name, or None if the element has none."""
    opening = re.search(rf"<{re.escape(name)}\b[^<>]*>", element)
    if opening is None:
        return None
    inner, closing, _ = element[opening.end() :].partition(f"</{name}>")
    return inner if closing else None


def contents(element: str, name: str) -> list[str]:
    """Return what stands between the tags of each element of this name."""
    return [match[1] for match in re.finditer(rf"<{re.escape(name)}>([^<]*)</{re.escape(name)}>", element)]


def characters(text: str) -> str:
    """Return the characters that the text stands for: entities decoded once, control characters dropped."""
    decoded = _ENTITY.sub(lambda match: html.unescape(match.group().lower()), _CONTROL_ENTITY.sub("", text))
    return _CONTROL.sub("", decoded)
