"""What a warehouse holds, to be compared with another one."""

from collections.abc import Callable
from typing import Any

# What tells of one run, and not of what was received.
OF_THE_RUN = frozenset({"run_id", "fetched_at", "first_seen_at", "created_at", "extracted_at"})
LEFT_OUT = frozenset({"runs", "warehouse_settings"})
Rows = Callable[[str], list[dict[str, Any]]]


def contents(rows: Rows, database: str | None = None) -> dict[str, list[str]]:
    """Return the rows of every table as text, sorted, without what tells of one run. `rows` answers SQL."""
    found = rows("SELECT database_name, table_name FROM duckdb_tables() WHERE NOT internal AND NOT temporary")
    tables = {row["table_name"] for row in found if database in (None, row["database_name"])} - LEFT_OUT
    return {
        table: sorted(repr([value for name, value in row.items() if name not in OF_THE_RUN]) for row in rows(f"FROM {table}"))
        for table in tables
    }
