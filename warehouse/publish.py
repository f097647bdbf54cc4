"""Publish a snapshot for readers: copy, open, count, then put in place in one step; the one before it is kept."""

import os
from contextlib import suppress
from pathlib import Path

import duckdb

from warehouse.durable import copy_durably, disk_told, sync_folder
from warehouse.errors import WarehouseUnreadable
from warehouse.files import WarehouseFiles
from warehouse.ledger import Ledger
from warehouse.sequence import table_counts, writer_sequence

State = tuple[int, dict[str, int]]  # changes seen, rows of the tables


def state_of(connection: duckdb.DuckDBPyConnection) -> State:
    """Return what a copy of the database must hold."""
    return writer_sequence(connection), table_counts(connection)


def published_sequence(published: Path) -> int | None:
    """Return the number of changes in a snapshot, or None if there is no readable one."""
    if not published.exists():
        return None
    try:
        with duckdb.connect(str(published), read_only=True) as connection:
            return writer_sequence(connection)
    except duckdb.Error:
        return None


def publish_now(connection: duckdb.DuckDBPyConnection, files: WarehouseFiles) -> None:
    """Publish what is committed while the writer goes on.

    DuckDB's own lock on the writer's file ends with reading the file here; other writers are kept out by the lease.
    """
    connection.execute("CHECKPOINT")
    publish(files, state_of(connection))


def publish(files: WarehouseFiles, expected: State) -> None:
    """Copy the writer's file, which has no open log, over the snapshot. Readers see the old or the new one, never a mixture.

    Raises WarehouseUnreadable if the copy does not open and hold what is expected, DiskFull or NotWritable if it cannot be
    made; the old snapshot stays.
    """
    candidate = files.published.with_name(f".{files.published.name}.publishing")
    with disk_told(files.published.parent):
        copy_durably(files.writer, candidate)
        found = _state(candidate)
        if found != expected:
            candidate.unlink()
            raise WarehouseUnreadable(
                f"the copy of {files.writer} does not hold what was written: the old snapshot stays; check the disk"
            )
        _keep_previous(files)
        candidate.replace(files.published)
        sync_folder(files.published.parent)
    Ledger(files.ledger).append({"entry": "published", "sequence": expected[0]})
    _drop_parts(files)


def _keep_previous(files: WarehouseFiles) -> None:
    """Give the snapshot in place a second name, under which it stays when the new one takes the first."""
    if not files.published.exists():
        return
    second = files.previous.with_name(f"{files.previous.name}.new")
    second.unlink(missing_ok=True)
    os.link(files.published, second)
    second.replace(files.previous)


def _drop_parts(files: WarehouseFiles) -> None:
    """Remove the parts of what both kept snapshots hold."""
    kept = published_sequence(files.previous)
    if kept is None:
        return
    for part in files.runs.glob("*/loads/*.parquet"):
        if int(part.stem) <= kept:
            part.unlink()
    for folder in (*files.runs.glob("*/*"), *files.runs.glob("*")):
        with suppress(OSError):  # not empty
            folder.rmdir()


def _state(path: Path) -> State | None:
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            return state_of(connection)
    except duckdb.Error:
        return None
