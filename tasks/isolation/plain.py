"""Records as what JSON can hold, and back by the types of their fields: between processes nothing is unpickled."""

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints


def plain(value: Any) -> Any:  # noqa: ANN401 - a value of any field
    """Return a record, or a sequence of them, as dictionaries, lists, text and numbers."""
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, list | tuple | frozenset):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value


def restored(value: Any, hint: Any) -> Any:  # noqa: ANN401 - as above, and a type of any kind
    """Return what `plain` was given, if that was of the type `hint`."""
    hint = _present(hint)
    if value is None:
        return None
    if is_dataclass(hint):
        hints = _hints(hint)  # type: ignore[arg-type] # a class
        return hint(**{name: restored(one, hints[name]) for name, one in value.items()})  # type: ignore[operator] # a class
    origin = get_origin(hint)
    if origin is not None and issubclass(origin, dict):
        return origin(value)  # of numbers or text
    if origin is not None:
        return origin(restored(one, get_args(hint)[0]) for one in value)
    if issubclass(hint, datetime | date):
        return hint.fromisoformat(value)
    return hint(value) if issubclass(hint, Enum | Path) else value


@cache
def _hints(record: Any) -> dict[str, Any]:  # noqa: ANN401 - a class
    return get_type_hints(record)


@cache
def _present(hint: Any) -> Any:  # noqa: ANN401 - a type of any kind
    """Return a type without the None of what may be absent."""
    left = [one for one in get_args(hint) if one is not NoneType]
    return left[0] if NoneType in get_args(hint) and len(left) == 1 else hint
