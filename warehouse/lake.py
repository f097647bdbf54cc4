"""A lakehouse of the same tables: Parquet files in a folder, their catalog in PostgreSQL or SQLite, by DuckDB's ducklake.

It is named `ducklake:postgres:CONNECTION` or `ducklake:sqlite:FILE`. A run works on a warehouse file of its own and hands
what has changed there to the lake (warehouse.lake_filling), so that several machines can fill one.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from warehouse.connect import READER_MEMORY_LIMIT, Reader
from warehouse.errors import LakeUnreachable, QueryFailed, UsageError, WarehouseMissing
from warehouse.lake_name import Lake
from warehouse.migrate import view_files

EXTENSIONS = {"postgres": "postgres_scanner", "sqlite": "sqlite_scanner"}
LAKE = "lake"
READS = (duckdb.StatementType.SELECT,)


@contextmanager
def attached(lake: Lake, *, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    """Connect to the lake, as the database `lake` of a session in memory.

    Raises UsageError if the extension packages are not installed or a new lake has no folder, LakeUnreachable if the
    catalog does not answer, WarehouseMissing if there is no lake to read.
    """
    with duckdb.connect() as connection:
        for extension in ("ducklake", EXTENSIONS[lake.kind]):
            _import(extension, connection)
        if read_only and lake.kind == "sqlite" and not Path(lake.place).exists():
            raise WarehouseMissing(f"there is no lake at {lake.place}: run `sanctionwire ingest SOURCE --warehouse {lake.name}`")
        try:
            connection.execute(_attach(lake, read_only))
        except duckdb.Error as error:
            raise _told(lake, error, read_only) from error
        yield connection


def probe_lake(lake: Lake) -> None:
    """Check that the lake could be filled now. Raises what `attached` raises."""
    with attached(lake, read_only=False):
        pass


@contextmanager
def open_lake_reader(lake: Lake) -> Iterator[Reader]:
    """Open the lake for queries: its tables, and the views and macros of this program over them, which the session makes.

    Nothing but the files of the lake can be reached. Raises what `attached` raises.
    """
    with attached(lake, read_only=True) as connection:
        if not _is_filled(connection):
            raise WarehouseMissing(f"there is nothing in the lake yet: run `sanctionwire ingest SOURCE --warehouse {lake.name}`")
        connection.execute(f"SET search_path = 'memory.main,{LAKE}.main'")
        for path in view_files():
            connection.execute(path.read_text(encoding="utf-8"))
        connection.execute("SET enable_progress_bar = FALSE")
        connection.execute(f"SET memory_limit = '{READER_MEMORY_LIMIT}'")
        connection.execute("SET allowed_directories = ?", [[f"{data_folder(connection)}"]])
        connection.execute("SET enable_external_access = FALSE")
        connection.execute("SET lock_configuration = TRUE")
        yield LakeReader(connection)


class LakeReader(Reader):
    """Answers questions only: where Parquet files can be read, DuckDB could write them too."""

    def table(
        self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return column names and rows of a query. Raises QueryFailed with DuckDB's words, or for what is no query."""
        try:
            statements = self.connection.extract_statements(sql)
        except duckdb.Error as error:
            raise QueryFailed(f"the query failed: {error}") from error
        if any(statement.type not in READS for statement in statements):
            raise QueryFailed("the query failed: over a lake only SELECT (or FROM, DESCRIBE, SUMMARIZE) is answered")
        return super().table(sql, parameters)


def data_folder(connection: duckdb.DuckDBPyConnection) -> str:
    """Return the folder of the Parquet files of the attached lake."""
    row = connection.execute("SELECT data_path FROM ducklake_settings(?)", [LAKE]).fetchone()
    return str(row[0]) if row else ""


def _is_filled(connection: duckdb.DuckDBPyConnection) -> bool:
    row = connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE database_name = ? AND table_name = 'stories'", [LAKE]
    ).fetchone()
    return row == (1,)


def _import(extension: str, connection: duckdb.DuckDBPyConnection) -> None:
    try:
        from duckdb_extensions import import_extension  # noqa: PLC0415 - only a lake and a search need it

        import_extension(extension, con=connection)
    except Exception as error:  # the packages raise what they like
        raise UsageError(
            f"a lake needs DuckDB's extension {extension}, which cannot be loaded ({type(error).__name__}):"
            " pip install 'sanctionwire[ducklake]'"
        ) from error


def _attach(lake: Lake, read_only: bool) -> str:
    options = ["READ_ONLY"] if read_only else [f"DATA_PATH {quoted(lake.folder)}"] if lake.folder else []
    return f"ATTACH {quoted(lake.name)} AS {LAKE}{f' ({options[0]})' if options else ''}"


def quoted(text: str) -> str:
    """Return a text as DuckDB writes it, where it takes no parameters."""
    return "'" + text.replace("'", "''") + "'"


def _told(lake: Lake, error: duckdb.Error, read_only: bool) -> Exception:
    words = str(error).splitlines()[0]
    if "data_path is not set" in words:
        return UsageError(
            f"there is no lake at {lake.name} yet: name the folder of its Parquet files in SANCTIONWIRE_LAKE_FOLDER"
        )
    if read_only and "does not exist" in words:
        return WarehouseMissing(f"there is no lake at {lake.name}: run `sanctionwire ingest SOURCE --warehouse ...` first")
    advice = "check that the database runs and lets this user in" if lake.kind == "postgres" else "check the path and its rights"
    return LakeUnreachable(f"the catalog of the lake cannot be reached ({words}): {advice}")
