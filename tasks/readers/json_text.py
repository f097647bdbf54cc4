"""JSON with bounded depth, and values told by path without ever raising for what is missing."""

import json
import re
from collections.abc import Mapping
from typing import Any

from tasks.readers.charset import decode
from tasks.readers.errors import UnreadableError
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits

# A string, skipped whole, or a bracket. Matches '"a [ b"', "{" and "]"; misses "1".
STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"|([\[{])|([\]}])', re.DOTALL)


def load(delivery: Delivery, limits: Limits) -> Any:  # noqa: ANN401 - any JSON value
    """Return the value of a JSON delivery. Raise UnreadableError if it is malformed or nests too deeply."""
    return load_text(decode(delivery.content, delivery.charset).text, limits)


def load_text(text: str, limits: Limits) -> Any:  # noqa: ANN401 - any JSON value
    """Return the value of JSON text, by the same rules as `load`."""
    _check_depth(text, limits)
    try:
        return json.loads(text, parse_int=_number, parse_constant=lambda _: None)
    except ValueError as error:
        raise UnreadableError("malformed", f"the JSON is not well-formed ({error}); send it whole") from error


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


def _number(digits: str) -> int | float:
    """Return an integer; one with more digits than Python reads as a number is no key of anything, and its size is enough."""
    return int(digits) if len(digits) < 4_000 else float("inf")  # noqa: PLR2004 - sys.int_info.default_max_str_digits is 4300


def _check_depth(text: str, limits: Limits) -> None:
    depth = 0
    for match in STRING_OR_BRACKET.finditer(text):
        depth += (match[1] is not None) - (match[2] is not None)
        if depth > limits.max_tree_depth:
            raise UnreadableError("too_deep", f"the JSON nests more than {limits.max_tree_depth} levels; check what was sent")
