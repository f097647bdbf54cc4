"""JSON with bounded depth, and values told by path without ever raising for what is missing."""

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from tasks.readers.charset import decode
from tasks.readers.errors import UnreadableError
from tasks.readers.markup import NO_XML
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits

# A string, skipped whole, or a bracket. Matches '"a [ b"', "{" and "]"; misses "1".
STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"|([\[{])|([\]}])', re.DOTALL)
# A character that no text has, written out as an escape. Matches "\u0000", "\uD83D" and "\uffff"; misses "\u00e9".
ODD_ESCAPE = re.compile(r"\\u(?:00[01]|[dD][89a-fA-F]|[fF]{3}[eEfF])")
# Half of a character of UTF-16. Matches "\ud83d" alone; misses the whole character, which is one code point.
HALF_CHARACTER = re.compile(r"[\ud800-\udfff]")


def load(delivery: Delivery, limits: Limits) -> Any:  # noqa: ANN401 - any JSON value
    """Return the value of a JSON delivery. Raise UnreadableError if it is malformed or nests too deeply."""
    return load_text(decode(delivery.content, delivery.charset).text, limits)


def load_text(text: str, limits: Limits) -> Any:  # noqa: ANN401 - any JSON value
    """Return the value of JSON text, by the same rules as `load`.

    Of a key that comes twice the last value counts; NaN and infinities are null. Line breaks inside strings, which JSON
    forbids and many write, are taken; characters that no text can hold become blanks, halves of characters U+FFFD.
    """
    _check_depth(text, limits)
    try:
        value = json.loads(text, parse_int=_integer, parse_float=_float, parse_constant=lambda _: None, strict=False)
    except ValueError as error:
        raise UnreadableError("malformed", f"the JSON is not well-formed ({error}); send it whole") from error
    return mended(value) if NO_XML.search(text) or ODD_ESCAPE.search(text) else value


def at(value: object, *path: str) -> Any:  # noqa: ANN401 - any JSON value
    """Return what a path of keys leads to, or None where it leads nowhere."""
    for key in path:
        if not isinstance(value, Mapping):
            return None
        value = value.get(key)
    return value


def string(value: object, *path: str) -> str | None:
    """Return the string (or number, as a string) that a path of keys leads to, without blanks around it; None if empty."""
    found = at(value, *path)
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        return None
    return str(found).strip() or None


def objects(value: object, *path: str) -> list[dict[str, Any]]:
    """Return the objects of the array (or the one object) that a path of keys leads to."""
    found = at(value, *path)
    listed = found if isinstance(found, list) else [found]
    return [entry for entry in listed if isinstance(entry, dict)]


def strings(value: object, *path: str) -> list[str]:
    """Return the strings of the array (or the one string) that a path of keys leads to, without blanks around them."""
    found = at(value, *path)
    listed = found if isinstance(found, list) else [found]
    return [text for entry in listed if (text := string(entry))]


def lowered(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object with its keys in lower case, the first of two that become the same: dialects differ in nothing else."""
    result: dict[str, Any] = {}
    for key, entry in value.items():
        result.setdefault(key.lower(), entry)
    return result


def _integer(digits: str) -> int | None:
    """Return an integer; one with more digits than Python reads as a number is no key of anything."""
    return int(digits) if len(digits) < 4_000 else None  # noqa: PLR2004 - sys.int_info.default_max_str_digits is 4300


def _float(digits: str) -> float | None:
    """Return a number; one that is too large for it is none."""
    number = float(digits)
    return number if math.isfinite(number) else None


def mended(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Return the value with no character that XML, UTF-8 or a database refuses; bytes as UTF-8. Its depth must be bounded."""
    if isinstance(value, bytes):
        return mended(value.decode("utf-8", "replace"))
    if isinstance(value, str):
        return HALF_CHARACTER.sub("\ufffd", NO_XML.sub(" ", value))
    if isinstance(value, list):
        return [mended(entry) for entry in value]
    if isinstance(value, dict):
        return {mended(key): mended(entry) for key, entry in value.items()}
    return value


def _check_depth(text: str, limits: Limits) -> None:
    if text.count("[") + text.count("{") <= limits.max_tree_depth:
        return
    depth = 0
    for match in STRING_OR_BRACKET.finditer(text):
        depth += (match[1] is not None) - (match[2] is not None)
        if depth > limits.max_tree_depth:
            raise UnreadableError("too_deep", f"the JSON nests more than {limits.max_tree_depth} levels; check what was sent")
