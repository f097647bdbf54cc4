"""Publish a snapshot for readers: copy, open, count, then put in place in one step."""

import shutil
from pathlib import Path

import duckdb

from warehouse.errors import WarehouseUnreadable

SEQUENCE_KEY = "load_sequence"


def writer_sequence(connection: duckdb.DuckDBPyConnection) -> int:
    """Return the number of changes that the warehouse has seen; 0 for a file without tables."""
    try:
        row = connection.execute("SELECT value FROM warehouse_settings WHERE key = ?", [SEQUENCE_KEY]).fetchone()
    except duckdb.CatalogException:
        return 0
    return int(row[0]) if row else 0


def advance_sequence(connection: duckdb.DuckDBPyConnection) -> None:
    """Count one more change, inside the caller's transaction."""
    following = writer_sequence(connection) + 1
    connection.execute("DELETE FROM warehouse_settings WHERE key = ?", [SEQUENCE_KEY])
    connection.execute("INSERT INTO warehouse_settings VALUES (?, ?)", [SEQUENCE_KEY, str(following)])


def published_sequence(published: Path) -> int | None:
    """Return the number of changes in the snapshot, or None if there is no readable one."""
    if not published.exists():
        return None
    try:
        with duckdb.connect(str(published), read_only=True) as connection:
            return writer_sequence(connection)
    except duckdb.Error:
        return None


def publish(writer: Path, published: Path) -> None:
    """Copy the closed writer's file over the snapshot. Readers see the old or the new one, never a mixture.

    Raises WarehouseUnreadable if the copy does not open and hold what the writer's file holds; the old snapshot stays.
    """
    candidate = published.with_name(f".{published.name}.publishing")
    shutil.copyfile(writer, candidate)
    if _contents(candidate) != _contents(writer):
        raise WarehouseUnreadable(f"the new snapshot {candidate} differs from {writer}: the old one stays; check the disk")
    candidate.replace(published)


def _contents(path: Path) -> dict[str, int]:
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY 1").fetchall()
        counts = {name: _count(connection, name) for (name,) in tables}
        return {**counts, SEQUENCE_KEY: writer_sequence(connection)}


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608 - a name from the catalogue
    assert row is not None  # noqa: S101 - count(*) always returns one row
    return int(row[0])
