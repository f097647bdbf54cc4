"""From records to DuckDB: Arrow tables with exactly the columns and types of the table they are meant for."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import duckdb
import pyarrow as pa


def arrow_table(connection: duckdb.DuckDBPyConnection, table: str, records: Sequence[Any]) -> pa.Table:
    """Return the records as an Arrow table with the columns of `table`. Times must carry a zone and are stored as UTC."""
    schema = connection.table(table).limit(0).to_arrow_table().schema
    columns = {name: [_plain(getattr(record, name)) for record in records] for name in schema.names}
    return pa.table(columns, schema=schema)


@contextmanager
def staged(connection: duckdb.DuckDBPyConnection, table: str, records: Sequence[Any]) -> Iterator[str]:
    """Make the records readable as the view `staged_<table>` for the length of the block."""
    name = f"staged_{table}"
    connection.register(name, arrow_table(connection, table, records))
    try:
        yield name
    finally:
        connection.unregister(name)


def column_names(record: type) -> list[str]:
    """Return the columns of a record."""
    return [field.name for field in fields(record)]


def _plain(value: Any) -> Any:  # noqa: ANN401 - any column's value
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None)
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, str) else value
