"""What the warehouse holds: tables, views and columns with their comments, read from the database itself."""

from dataclasses import dataclass

import duckdb

from warehouse.migrate import migrate


@dataclass(frozen=True)
class Column:
    """One column of a table or view."""

    name: str
    type: str
    comment: str


@dataclass(frozen=True)
class Relation:
    """One table or view."""

    name: str
    kind: str
    comment: str
    columns: tuple[Column, ...]


def describe() -> list[Relation]:
    """Return tables and views in order, from an empty warehouse made for the purpose in memory."""
    with duckdb.connect(":memory:") as connection:
        migrate(connection)
        relations = connection.execute(
            "SELECT table_name, 'table', comment FROM duckdb_tables() WHERE NOT internal UNION ALL"
            " SELECT view_name, 'view', comment FROM duckdb_views() WHERE NOT internal ORDER BY 2, 1"
        ).fetchall()
        return [Relation(name, kind, comment or "", _columns(connection, name)) for name, kind, comment in relations]


def _columns(connection: duckdb.DuckDBPyConnection, relation: str) -> tuple[Column, ...]:
    rows = connection.execute(
        "SELECT column_name, data_type, comment FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", [relation]
    ).fetchall()
    return tuple(Column(name, kind, comment or "") for name, kind, comment in rows)
