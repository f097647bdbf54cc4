"""The tables of a batch by name."""

from dataclasses import replace

from warehouse.batch import Batch

Rows = tuple[object, ...]


def rows_of(batch: Batch, table: str) -> Rows:
    """Return the rows of one table."""
    rows: Rows = getattr(batch, table)
    return rows


def with_rows(batch: Batch, table: str, rows: Rows) -> Batch:
    """Return the batch with other rows in one table."""
    return replace(batch, **{table: rows})  # type: ignore[arg-type]  # rows of a table stay in their table
