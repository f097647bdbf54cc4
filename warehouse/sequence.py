"""How many changes a warehouse has seen, and how many rows its tables hold: what ledger and files are compared by."""

import duckdb

SEQUENCE_KEY = "load_sequence"


def writer_sequence(connection: duckdb.DuckDBPyConnection) -> int:
    """Return the number of changes that the warehouse has seen; 0 for a file without tables."""
    try:
        row = connection.execute("SELECT value FROM warehouse_settings WHERE key = ?", [SEQUENCE_KEY]).fetchone()
    except duckdb.CatalogException:
        return 0
    return int(row[0]) if row else 0


def advance_sequence(connection: duckdb.DuckDBPyConnection) -> int:
    """Count one more change, inside the caller's transaction; return its number."""
    following = writer_sequence(connection) + 1
    set_sequence(connection, following)
    return following


def set_sequence(connection: duckdb.DuckDBPyConnection, sequence: int) -> None:
    """Write the number of changes."""
    connection.execute("DELETE FROM warehouse_settings WHERE key = ?", [SEQUENCE_KEY])
    connection.execute("INSERT INTO warehouse_settings VALUES (?, ?)", [SEQUENCE_KEY, str(sequence)])


def table_names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the tables in order, without those that migrations fill from files that come with the program."""
    found = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE NOT internal AND NOT temporary"
        " AND table_name <> 'warehouse_settings' AND NOT starts_with(table_name, 'ref_') ORDER BY table_name"
    ).fetchall()
    return [name for (name,) in found]


def table_counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return the rows of each table that holds what was received."""
    names = table_names(connection)
    if not names:
        return {}
    counted = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in names)  # noqa: S608 - catalogue names
    return dict(connection.execute(counted).fetchall())
