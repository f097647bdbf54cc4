"""Records as Parquet parts: what one stage of a run leaves for the next, and for a run after a crash.

The columns follow from the fields of the record, records inside it included, so a new field needs nothing here. A field
that an older part lacks gets its default.
"""

from collections.abc import Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.durable import disk_told, sync_folder, write_whole

Record = TypeVar("Record")
PLAIN: dict[type, pa.DataType] = {
    str: pa.string(),
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
    date: pa.date32(),
    datetime: pa.timestamp("us", "UTC"),
}


def write_part(path: Path, records: Sequence[object], record: type) -> Path:
    """Write the records as one Parquet file, whole or not at all; return its path. Raises DiskFull or NotWritable."""
    table = pa.Table.from_pylist([_plain(one) for one in records], schema=_schema(record))
    with disk_told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, lambda file: pq.write_table(table, file, compression="zstd"))
        sync_folder(path.parent)
    return path


def read_part(path: Path, record: type[Record], rows: Sequence[int] | None = None) -> list[Record]:
    """Return the records of a part, or those at the places `rows`. A damaged file raises OSError or ArrowInvalid."""
    table = pq.read_table(path)
    if rows is not None:
        table = table.take(pa.array(rows, pa.int64()))
    return [_record(row, record) for row in table.to_pylist()]


def read_columns(path: Path, names: Sequence[str]) -> list[tuple[Any, ...]]:
    """Return some columns of a part, row by row."""
    table = pq.read_table(path, columns=list(names))
    return list(zip(*(table[name].to_pylist() for name in names), strict=True))


def _schema(record: type) -> pa.Schema:
    return pa.schema([(name, _arrow(hint)) for name, hint in _hints(record).items()])


@cache
def _hints(record: type) -> dict[str, Any]:
    """Return the types of the fields of a record, without the None of what may be absent."""
    hints = get_type_hints(record)
    return {one.name: _present(hints[one.name]) for one in fields(record)}


def _present(hint: Any) -> Any:  # noqa: ANN401 - a type of any kind
    left = [one for one in get_args(hint) if one is not NoneType]
    return left[0] if NoneType in get_args(hint) and len(left) == 1 else hint


def _arrow(hint: Any) -> pa.DataType:  # noqa: ANN401 - as above
    if get_origin(hint) is not None:
        return pa.list_(_arrow(get_args(hint)[0]))
    if is_dataclass(hint):
        return pa.struct([(name, _arrow(one)) for name, one in _hints(hint).items()])  # type: ignore[arg-type] # a class
    return pa.string() if issubclass(hint, str) else PLAIN[hint]


def _plain(value: Any) -> Any:  # noqa: ANN401 - a value of any field
    if is_dataclass(value):
        return {name: _plain(getattr(value, name)) for name in _hints(type(value))}  # type: ignore[arg-type] # an instance
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _record(row: dict[str, Any], record: Any) -> Any:  # noqa: ANN401 - a class and its instance
    given = {
        name: _value(row.get(name), hint) for name, hint in _hints(record).items() if name in row or name in _required(record)
    }
    return record(**given)


@cache
def _required(record: type) -> frozenset[str]:
    """Return the fields of a record that have no default."""
    return frozenset(one.name for one in fields(record) if one.default is MISSING and one.default_factory is MISSING)


def _value(value: Any, hint: Any) -> Any:  # noqa: ANN401 - as above
    if value is None:
        return None
    if get_origin(hint) is not None:
        return tuple(_value(one, get_args(hint)[0]) for one in value)
    if is_dataclass(hint):
        return _record(value, hint)
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return hint(value) if issubclass(hint, Enum) else value
