"""What the warehouse holds: tables, views, macros and columns with their comments, read from the database itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from warehouse.migrate import migrate

# The key in a table's comment. Matches "Key: story_id, version." and "Key: all columns."; misses "Not for readers".
KEY = re.compile(r"Key: ([a-z0-9_, ]+)\.")
# What a column of this name points to, in whatever table it stands.
REFERENCES = {
    "story_id": "stories",
    "other_story_id": "stories",
    "resolved_story_id": "stories",
    "document_id": "documents",
    "measure_id": "measures",
    "entity_id": "entities",
    "holder_entity_id": "entities",
    "case_id": "cases",
    "run_id": "runs",
    "reference_id": "story_references",
    "measure_type": "ref_measure_types",
    "country": "ref_countries",
    "holder_country": "ref_countries",
    "dateline_country": "ref_countries",
}
# Columns whose name means something else in other tables.
REFERENCES_OF_TABLE = {
    ("measures", "status"): "ref_statuses",
    ("case_events", "status"): "ref_statuses",
    ("case_events", "previous_status"): "ref_statuses",
    ("cases", "latest_status"): "ref_statuses",
    ("ref_status_steps", "before"): "ref_statuses",
    ("ref_status_steps", "after"): "ref_statuses",
}
HEADINGS = (
    ("table", "Tables"),
    ("view", "Views"),
    ("table macro", "Table macros: `FROM name(arguments)`"),
    ("macro", "Scalar macros"),
)


@dataclass(frozen=True)
class Column:
    """One column of a table or view, or one argument of a macro. `references` names the table that it points to."""

    name: str
    type: str
    comment: str
    references: str | None = None


@dataclass(frozen=True)
class Relation:
    """One table, view or macro. `key` names the columns that tell the rows of a table apart."""

    name: str
    kind: str
    comment: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()


def describe() -> list[Relation]:
    """Return macros, tables and views in order, from an empty warehouse made for the purpose in memory."""
    with duckdb.connect(":memory:") as connection:
        migrate(connection)
        relations = connection.execute(
            "SELECT table_name, 'table', comment FROM duckdb_tables() WHERE NOT internal UNION ALL"
            " SELECT view_name, 'view', comment FROM duckdb_views() WHERE NOT internal ORDER BY 2, 1"
        ).fetchall()
        described = [_relation(connection, name, kind, comment or "") for name, kind, comment in relations]
        return [*_macros(connection), *described]


def _relation(connection: duckdb.DuckDBPyConnection, name: str, kind: str, comment: str) -> Relation:
    rows = connection.execute(
        "SELECT column_name, data_type, comment FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", [name]
    ).fetchall()
    names = [column for column, *_ in rows]
    found = KEY.search(comment) if kind == "table" else None
    key = tuple(names if found[1] == "all columns" else found[1].split(", ")) if found else ()
    columns = tuple(
        Column(column, type_, remark or "", _references(name, column) if kind == "table" else None)
        for column, type_, remark in rows
    )
    return Relation(name, kind, comment, columns, key)


def _references(table: str, column: str) -> str | None:
    other = REFERENCES_OF_TABLE.get((table, column)) or REFERENCES.get(column)
    return other if other != table else None


def _macros(connection: duckdb.DuckDBPyConnection) -> list[Relation]:
    rows = connection.execute(
        "SELECT function_name, function_type, comment, parameters FROM duckdb_functions()"
        " WHERE NOT internal AND function_type IN ('macro', 'table_macro') ORDER BY function_type, function_name"
    ).fetchall()
    return [
        Relation(name, kind.replace("_", " "), comment or "", tuple(Column(argument, "", "Argument") for argument in arguments))
        for name, kind, comment, arguments in rows
    ]


def as_markdown(relations: list[Relation]) -> str:
    """Return `docs/schema.md`: how the tables hang together, and every relation with its columns."""
    parts = [
        "# Tables and views",
        "",
        "Made from the comments in the database by `sanctionwire schema --markdown`; a test keeps it equal to them.",
        "Times are UTC. Offsets count Unicode code points into `stories.body`, end exclusive.",
        "The codes are in [codes.md](codes.md).",
        "",
        "## How the tables hang together",
        "",
        "Keys (PK) and what points to them (FK). The program keeps them and its tests check them; the database declares none.",
        "",
        "```mermaid",
        *as_diagram(relations),
        "```",
    ]
    for kind, heading in HEADINGS:
        chosen = sorted((one for one in relations if one.kind == kind), key=lambda relation: relation.name)
        if "macro" in kind:
            parts += ["", f"## {heading}", "", "| macro | meaning |", "|---|---|"]
            parts += [
                f"| `{one.name}({', '.join(each.name for each in one.columns)})` | {_cell(one.comment)} |" for one in chosen
            ]
            continue
        for relation in chosen:
            parts += [
                "",
                f"## {relation.name} ({kind})",
                "",
                relation.comment,
                "",
                "| column | type | meaning |",
                "|---|---|---|",
            ]
            parts += [f"| {column.name} | {column.type} | {_cell(column.comment)} |" for column in relation.columns]
    return "\n".join(parts) + "\n"


def as_diagram(relations: list[Relation]) -> list[str]:
    """Return the lines of an entity-relationship diagram in Mermaid: tables with their keys, and what points to what."""
    tables = [one for one in relations if one.kind == "table"]
    return [
        "erDiagram",
        *(line for table in tables for line in _entity(table)),
        *(line for table in tables for line in _pointers(table)),
    ]


def _entity(table: Relation) -> Iterator[str]:
    yield f"    {table.name} {{"
    for column in table.columns:
        marks = ["PK"] * (column.name in table.key) + ["FK"] * bool(column.references)
        if marks:
            yield f"        {column.type.replace('[]', '_list')} {column.name} {','.join(marks)}"
    yield "    }"


def _pointers(table: Relation) -> Iterator[str]:
    """Yield a line for each column that points elsewhere: one row there, none or many here."""
    for column in table.columns:
        if column.references:
            yield f"    {column.references} ||--o{{ {table.name} : {column.name}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
