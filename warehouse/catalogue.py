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


def as_markdown(relations: list[Relation]) -> str:
    """Return `docs/schema.md`: every relation with its columns."""
    parts = [
        "# Tables and views",
        "",
        "Made from the comments in the database by `sanctionwire schema --markdown`; a test keeps it equal to them.",
        "Times are UTC. Offsets count Unicode code points into `stories.body`, end exclusive.",
    ]
    for relation in sorted(relations, key=lambda relation: (relation.kind, relation.name)):
        parts += [
            "",
            f"## {relation.name} ({relation.kind})",
            "",
            relation.comment,
            "",
            "| column | type | meaning |",
            "|---|---|---|",
        ]
        parts += [f"| {column.name} | {column.type} | {_cell(column.comment)} |" for column in relation.columns]
    return "\n".join(parts) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
