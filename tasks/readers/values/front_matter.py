"""`key: value` lines between two `---` lines at the very start of a text, as static site tools write them."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from tasks.readers.draft import Draft
from warehouse.codes import Precision

# The whole block. Matches "---\ntitle: A\n---\n"; misses "--\n" and a block that is not at the start.
BLOCK = re.compile(r"\s*---[ \t]*\n((?:[^\n]*\n){1,60}?)---[ \t]*(?:\n|\Z)")
# One line of it. Matches "title: Council bans oil" and "tags:"; misses "He said: no" and "http://a".
LINE = re.compile(r"([A-Za-z][\w-]{0,30}):(?:[ \t]+(.*))?\Z")
# An entry of a list under a key. Matches "- sanctions"; misses "--".
ENTRY = re.compile(r"-[ \t]+(.+)\Z")
# A time with its seconds. Matches "T10:15:00" and " 10:15:00"; misses "T10:15".
SECONDS = re.compile(r"[T ]\d\d:?\d\d:?\d\d")
# A date without a time. Matches "2026-11-24", "2026-11" and "2026"; misses "2026-11-24T10:00".
DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z")
# The same in digits alone. Matches "20261124"; misses "20261124T1000" and "202611".
BASIC_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)\Z")

Fields = dict[str, Any]


def take_off(text: str) -> tuple[Draft, str]:
    """Return a draft without text that holds what the front matter says, and the text after it.

    A block that is not wholly of such lines, or has no key that is known, is text. Unknown keys are ignored.
    """
    block = BLOCK.match(text)
    values = _values(block[1]) if block else None
    if block is None or values is None or not values.keys() & READ_AS.keys():
        return Draft(text="", reader=""), text
    fields: Fields = {}
    for key, value in values.items():
        if key in READ_AS and value:
            fields = READ_AS[key](value) | fields
    return Draft(text="", reader="", **fields), text[block.end() :]


def stamp(text: str) -> tuple[datetime, Precision] | None:
    """Return the UTC time that ISO 8601 or RFC 5322 text means; a time without a zone is UTC."""
    date = DATE.match(text) or BASIC_DATE.match(text)
    try:
        if date is not None:
            year, month, day = (int(part) if part else 1 for part in date.groups())
            precision = Precision.DAY if date[3] else Precision.MONTH if date[2] else Precision.YEAR
            return datetime(year, month, day, tzinfo=UTC), precision
        at = _instant(text)
        at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return at, Precision.SECOND if SECONDS.search(text) else Precision.MINUTE


def _instant(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return parsedate_to_datetime(text)


def _values(block: str) -> dict[str, str] | None:
    """Return the block's values by key in lower case, lists joined with commas, or None if a line does not fit."""
    values: dict[str, str] = {}
    key = ""
    for line in map(str.strip, block.split("\n")):
        pair, entry = LINE.match(line), ENTRY.match(line)
        if pair is not None:
            key = pair[1].lower()
            values.setdefault(key, _unquoted(pair[2] or ""))
        elif entry is not None and key:
            values[key] = ", ".join(filter(None, (values[key], _unquoted(entry[1]))))
        elif line and not line.startswith("#"):
            return None
    return values


def _unquoted(value: str) -> str:
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1].strip() if is_quoted else value.strip()


def _named(field: str) -> Callable[[str], Fields]:
    return lambda value: {field: value}


def _published(value: str) -> Fields:
    read = stamp(value)
    return {"published_at": read[0], "published_precision": read[1]} if read else {}


def _embargoed(value: str) -> Fields:
    read = stamp(value)
    return {"embargoed_until": read[0]} if read else {}


def _source(value: str) -> Fields:
    """Return where the story is from: its address, or the name of its provider."""
    return {"provider_key": value} if "://" in value else {"provider": value}


def _keywords(value: str) -> Fields:
    words = (_unquoted(word.strip()) for word in value.strip("[]").split(","))
    return {"keywords": tuple(dict.fromkeys(filter(None, words)))}


def _urgency(value: str) -> Fields:
    return {"urgency": int(value)} if value.isdecimal() and 1 <= int(value) <= 9 else {}  # noqa: PLR2004 - IPTC: 1 to 9


READ_AS: dict[str, Callable[[str], Fields]] = {
    **dict.fromkeys(("title", "headline"), _named("headline")),
    **dict.fromkeys(("date", "published", "published_at"), _published),
    **dict.fromkeys(("url", "link", "canonical", "id", "guid"), _named("provider_key")),
    **dict.fromkeys(("author", "authors", "byline"), _named("byline")),
    **dict.fromkeys(("provider", "agency", "publisher"), _named("provider")),
    **dict.fromkeys(("slug", "slugline"), _named("slugline")),
    **dict.fromkeys(("rights", "copyright", "license"), _named("rights")),
    **dict.fromkeys(("tags", "keywords"), _keywords),
    **dict.fromkeys(("lang", "language"), _named("language")),
    **dict.fromkeys(("embargo", "embargoed_until"), _embargoed),
    "source": _source,
    "dateline": _named("dateline"),
    "version": _named("version_key"),
    "urgency": _urgency,
}
