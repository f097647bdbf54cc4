"""Values of a query's rows as JSON and back: DuckDB's types on their way from one process to another, without pickle."""

import base64
import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

MICROSECOND = timedelta(microseconds=1)

# What JSON has no form for: tag, type, to text, from text. A datetime is a date too, so it comes first.
FORMS: tuple[tuple[str, type, Callable[[Any], str], Callable[[str], Any]], ...] = (
    ("datetime", datetime, datetime.isoformat, datetime.fromisoformat),
    ("date", date, date.isoformat, date.fromisoformat),
    ("time", time, time.isoformat, time.fromisoformat),
    ("microseconds", timedelta, lambda value: str(value // MICROSECOND), lambda text: int(text) * MICROSECOND),
    ("decimal", Decimal, str, Decimal),
    ("uuid", UUID, str, UUID),
    ("bytes", bytes, lambda value: base64.b64encode(value).decode("ascii"), base64.b64decode),
)
READERS = {tag: reader for tag, _, _, reader in FORMS}


def to_json(value: object) -> bytes:
    """Return a value, or rows of values, as JSON on one line. What DuckDB does not give becomes its text."""
    return json.dumps(_tagged(value)).encode("ascii")


def from_json(written: bytes) -> Any:  # noqa: ANN401 - any value
    """Return what `to_json` was given."""
    return _plain(json.loads(written))


def _tagged(value: Any) -> Any:  # noqa: ANN401 - any value of a row
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list):
        return {"list": [_tagged(each) for each in value]}
    if isinstance(value, tuple):
        return {"tuple": [_tagged(each) for each in value]}
    if isinstance(value, dict):  # a MAP's keys need not be text
        return {"dict": [[_tagged(key), _tagged(each)] for key, each in value.items()]}
    return next(({tag: write(value)} for tag, kind, write, _ in FORMS if isinstance(value, kind)), str(value))


def _plain(value: Any) -> Any:  # noqa: ANN401 - as above
    if not isinstance(value, dict):
        return value
    [(tag, held)] = value.items()
    if tag == "list":
        return [_plain(each) for each in held]
    if tag == "tuple":
        return tuple(_plain(each) for each in held)
    if tag == "dict":
        return {_plain(key): _plain(each) for key, each in held}
    return READERS[tag](held)
