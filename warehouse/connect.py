"""Open the warehouse: one writer on its own file, any number of readers on the published snapshot."""

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.errors import QueryFailed, WarehouseError, WarehouseLocked, WarehouseMissing, WarehouseUnreadable
from warehouse.lease import hold_lease
from warehouse.migrate import is_ours, migrate
from warehouse.publish import publish, published_sequence, writer_sequence

# DuckDB's message on a held lock. Match: "(PID 4711)". Miss: "PID unknown".
LOCK_HOLDER = re.compile(r"\(PID (\d+)\)")
READER_MEMORY_LIMIT = "2GB"

Writer = duckdb.DuckDBPyConnection  # a name for those who may not import DuckDB


@dataclass(frozen=True)
class WarehouseFiles:
    """The files of one warehouse. `published` is what readers open; the other two belong to the writer."""

    published: Path

    @property
    def writer(self) -> Path:
        """The file that is written to."""
        return self.published.with_name(f".{self.published.name}.writer")

    @property
    def lease(self) -> Path:
        """The lock that the one writer holds."""
        return self.published.with_name(f".{self.published.name}.lease")


class Reader:
    """A read-only connection to the published snapshot that can reach no file and no network."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def rows(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> list[dict[str, Any]]:
        """Return the rows of a query as dictionaries. Raises QueryFailed with DuckDB's words."""
        columns, rows = self.table(sql, parameters)
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def table(
        self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return column names and rows of a query. Raises QueryFailed with DuckDB's words."""
        try:
            cursor = self.connection.execute(sql, parameters or None)
            return [column[0] for column in cursor.description or ()], cursor.fetchall()
        except (duckdb.Error, ValueError) as error:
            raise QueryFailed(f"the query failed: {error}") from error


def connect_reader(published: Path) -> duckdb.DuckDBPyConnection:
    """Connect to the published snapshot read-only, without access to files, network or settings. The caller closes it.

    Raises WarehouseMissing, WarehouseLocked (another program has the snapshot open for writing) or WarehouseUnreadable.
    """
    if not published.exists():
        raise WarehouseMissing(f"there is no warehouse at {published}: run `sanctionwire ingest SOURCE` first")
    settings = {"enable_external_access": False, "memory_limit": READER_MEMORY_LIMIT}
    connection = _connect(published, read_only=True, settings=settings)
    with suppress(duckdb.InvalidInputException):  # locked already: this process has the snapshot open
        connection.execute("SET lock_configuration = TRUE")
    if not is_ours(connection):
        connection.close()
        raise WarehouseUnreadable(f"{published} is a DuckDB file, but no warehouse of sanctionwire: name another --warehouse")
    return connection


@contextmanager
def open_reader(published: Path) -> Iterator[Reader]:
    """Open the published snapshot for the length of the block. Raises what `connect_reader` raises."""
    connection = connect_reader(published)
    try:
        yield Reader(connection)
    finally:
        connection.close()


@contextmanager
def open_writer(published: Path, holder: str = "sanctionwire") -> Iterator[Writer]:
    """Open the warehouse for writing, up to date with its migrations; publish a snapshot at the end if anything changed.

    Creates the warehouse if there is none; rebuilds a missing writer's file from the snapshot. The snapshot is published
    also after an error, since every load is a transaction of its own.
    Raises WarehouseLocked if somebody else writes, WarehouseUnreadable if a file is damaged.
    """
    files = WarehouseFiles(published)
    _make_folder(published.parent)
    with hold_lease(files.lease, holder):
        _check_snapshot(files)
        connection = _connect(files.writer, read_only=False, settings={})
        try:
            migrate(connection)
            yield connection
        finally:
            sequence = _close(connection)
            if sequence != published_sequence(files.published):
                publish(files.writer, files.published)


def probe_writer(published: Path) -> None:
    """Check that the warehouse could be written now, without changing it. Raises what `open_writer` would raise."""
    files = WarehouseFiles(published)
    _make_folder(published.parent)
    with hold_lease(files.lease, "a check"):
        if files.published.exists():
            with open_reader(files.published):
                pass
        if files.writer.exists():
            _connect(files.writer, read_only=True, settings={}).close()


def _close(connection: duckdb.DuckDBPyConnection) -> int:
    with suppress(duckdb.Error):  # no transaction was open
        connection.rollback()
    sequence = writer_sequence(connection)
    connection.close()
    return sequence


def _check_snapshot(files: WarehouseFiles) -> None:
    """Refuse a snapshot that others write to or that is not ours; restore a lost writer's file from a good one."""
    if not files.published.exists():
        return
    with open_reader(files.published):
        pass
    if not files.writer.exists():
        restored = files.writer.with_suffix(".restoring")
        shutil.copyfile(files.published, restored)
        restored.replace(files.writer)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WarehouseError(f"cannot make the folder {folder}: {error.strerror}: name another --warehouse") from error


def _connect(path: Path, *, read_only: bool, settings: dict[str, Any]) -> duckdb.DuckDBPyConnection:
    try:
        connection = duckdb.connect(str(path), read_only=read_only, config=settings)
        # Where DuckDB takes itself to be in a console it draws on standard output, which is for data.
        with suppress(duckdb.InvalidInputException):  # locked already, as above
            connection.execute("SET enable_progress_bar = FALSE")
        return connection
    except duckdb.IOException as error:
        if "lock" in str(error):
            found = LOCK_HOLDER.search(str(error))
            who = f"process {found[1]}" if found else "another process"
            raise WarehouseLocked(f"{path} is open for writing in {who}: close it there, then run again") from error
        raise WarehouseUnreadable(f"{path} cannot be opened: {_first_line(error)}{_way_out(path)}") from error
    except duckdb.Error as error:
        raise WarehouseUnreadable(f"{path} cannot be opened: {_first_line(error)}{_way_out(path)}") from error


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def _way_out(path: Path) -> str:
    if path.name.endswith(".writer"):
        return "; delete this file and its .wal, and the next run rebuilds it from the published snapshot"
    return "; name another --warehouse, or move this file away"
