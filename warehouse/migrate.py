"""Bring a warehouse up to date: numbered migrations once, views and reference tables whenever their files change."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.errors import WarehouseUnreadable
from warehouse.ledger import Change, commit
from warehouse.reference import read_reference

HERE = Path(__file__).resolve().parent
MIGRATION_KEY = "migration"
VIEWS_KEY = "views_sha256"
REFERENCE_TABLES = {
    "ref_measure_types": "measure_types",
    "ref_statuses": "statuses",
    "ref_countries": "countries",
    "ref_bodies": "bodies",
    "ref_programs": "programs",
    "ref_status_steps": "status_steps",
}


def is_ours(connection: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether the file is a warehouse of sanctionwire."""
    tables = connection.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'warehouse_settings'").fetchone()
    return tables == (1,)


def migrate(connection: duckdb.DuckDBPyConnection) -> None:
    """Apply what is missing, in one transaction. A warehouse that is up to date is not touched."""
    connection.execute("BEGIN TRANSACTION")
    changes = [_apply_migrations(connection), _fill_reference(connection), _replace_views(connection)]
    if any(changes):
        commit(connection, Change("migrate"))
        connection.execute("CHECKPOINT")  # DuckDB cannot read every change of a schema back from its log after a crash
    else:
        connection.execute("COMMIT")


def check_up_to_date(connection: duckdb.DuckDBPyConnection) -> None:
    """Raise WarehouseUnreadable for a warehouse whose views are those of another version of sanctionwire."""
    if _setting(connection, VIEWS_KEY) != _digest(path.read_bytes() for path in view_files()):
        raise WarehouseUnreadable(
            "the warehouse was written by another version of sanctionwire: run `sanctionwire ingest SOURCE` once with this one,"
            " which brings it up to date"
        )


def view_files() -> list[Path]:
    """Return the view definitions in the order in which they build on each other."""
    return sorted((HERE / "views").glob("*.sql"))


def _apply_migrations(connection: duckdb.DuckDBPyConnection) -> bool:
    applied = _setting(connection, MIGRATION_KEY) if is_ours(connection) else None
    pending = [path for path in sorted((HERE / "migrations").glob("*.sql")) if applied is None or path.stem > applied]
    for path in pending:
        connection.execute(path.read_text(encoding="utf-8"))
    if pending:
        _set(connection, MIGRATION_KEY, pending[-1].stem)
    return bool(pending)


def _replace_views(connection: duckdb.DuckDBPyConnection) -> bool:
    digest = _digest(path.read_bytes() for path in view_files())
    if _setting(connection, VIEWS_KEY) == digest:
        return False
    for path in view_files():
        connection.execute(path.read_text(encoding="utf-8"))
    _describe_inherited_columns(connection)
    _set(connection, VIEWS_KEY, digest)
    return True


def _describe_inherited_columns(connection: duckdb.DuckDBPyConnection) -> None:
    """Give a view's column the comment of the table column that it carries, unless the view's file says otherwise."""
    rows = connection.execute((HERE / "queries" / "internal" / "inherited_comments.sql").read_text(encoding="utf-8")).fetchall()
    for view, column, comment in rows:
        quoted = comment.replace("'", "''")
        connection.execute(f'COMMENT ON COLUMN "{view}"."{column}" IS \'{quoted}\'')


def _fill_reference(connection: duckdb.DuckDBPyConnection) -> bool:
    changed = False
    for table, name in REFERENCE_TABLES.items():
        rows = read_reference(name)
        digest = _digest(repr(sorted(row.items())).encode() for row in rows)
        if _setting(connection, f"{table}_sha256") == digest:
            continue
        _replace_rows(connection, table, rows)
        _set(connection, f"{table}_sha256", digest)
        changed = True
    return changed


def _replace_rows(connection: duckdb.DuckDBPyConnection, table: str, rows: tuple[dict[str, str], ...]) -> None:
    staged = pa.Table.from_pylist([{key: value or None for key, value in row.items()} for row in rows])
    connection.execute(f'DELETE FROM "{table}"')  # noqa: S608 - a name from the table above
    connection.register("staged", staged)
    connection.execute(f'INSERT INTO "{table}" BY NAME FROM staged')
    connection.unregister("staged")


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def _setting(connection: duckdb.DuckDBPyConnection, key: str) -> str | None:
    row = connection.execute("SELECT value FROM warehouse_settings WHERE key = ?", [key]).fetchone()
    return str(row[0]) if row else None


def _set(connection: duckdb.DuckDBPyConnection, key: str, value: str) -> None:
    connection.execute("DELETE FROM warehouse_settings WHERE key = ?", [key])
    connection.execute("INSERT INTO warehouse_settings VALUES (?, ?)", [key, value])
