"""Hand what has changed in a published snapshot to a lake: one transaction of all tables, repeated until nobody is in the way.

What the lake has of this warehouse is the snapshot that was handed over last, kept under a second name. The rows that
differ between the two are replaced in the lake by their keys, so a repetition changes nothing, and rows of other writers
stay. A number in the lake that every transaction raises makes any two of them conflict: DuckLake lets one through, and the
other begins again from what that one has left. See docs/scale.md.
"""

import os
import random
import re
import time
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import TypeVar

import duckdb

from warehouse.durable import write_whole
from warehouse.errors import LakeUnreachable
from warehouse.files import WarehouseFiles
from warehouse.lake import LAKE, attached, quoted
from warehouse.lake_name import Lake
from warehouse.publish import published_sequence
from warehouse.sequence import SEQUENCE_KEY

Result = TypeVar("Result")

RETRY_FOR_S = 180.0
LONGEST_PAUSE_S = 3.0
# DuckDB's words where somebody else was first. Matches "Transaction conflict - attempting to insert into table with index
# "1"", "database is locked" and "could not serialize access"; misses "Could not connect".
CONFLICT = re.compile(
    r"conflict|database is locked|could not serialize|deadlock|duplicate key|already exists|was altered", re.IGNORECASE
)
# The key of a table in its comment. Matches "Key: story_id, version."; misses "Key: all columns".
KEY = re.compile(r"Key: ((?:[a-z_]+, )*[a-z_]+)(?![a-z_, ])")
OURS = "warehouse_settings"  # in the lake: who has handed over what
PUSHES = "pushes"
NEW, OLD = "fresh", "handed_over"
# What two writers can both know, each a part: an entity has one of its spellings, and its country where anybody knows it.
MERGED = {
    "entities": "SELECT given.entity_id, given.kind, greatest(given.name, there.name) AS name,"
    " coalesce(given.country, there.country) AS country FROM given LEFT JOIN {lake}.entities AS there USING (entity_id)"
}


@dataclass(frozen=True)
class Filled:
    """What was handed over: rows put in or replaced, rows taken out, and how often somebody else was first."""

    put: int = 0
    taken: int = 0
    retries: int = 0


@dataclass(frozen=True)
class Table:
    """A table of the snapshot: its columns with their types, the columns that tell its rows apart, and its comment."""

    name: str
    columns: dict[str, str]
    key: tuple[str, ...]
    comment: str


def fill_lake(lake: Lake, files: WarehouseFiles) -> Filled:
    """Make the lake hold what the published snapshot holds.

    Raises LakeUnreachable if the catalog does not answer, or others are in the way for three minutes; the next run goes on.
    """
    sequence = published_sequence(files.published)
    if sequence is None:
        return Filled()
    return _insist(partial(_fill, lake, files, _writer(files), sequence))[0]


def _insist(work: Callable[[], Result]) -> tuple[Result, int]:
    """Do the work again until nobody is in the way; return what comes of it, and how often it was done again."""
    deadline = time.monotonic() + RETRY_FOR_S
    for retries in count():
        try:
            return work(), retries
        except (duckdb.Error, LakeUnreachable) as error:
            if not CONFLICT.search(str(error)):
                raise _told(error) from error
            if time.monotonic() > deadline:
                raise LakeUnreachable(f"others write to the lake all the time ({error}): run again later") from error
        time.sleep(random.uniform(0.02, min(LONGEST_PAUSE_S, 0.1 * 2 ** min(retries, 6))))  # noqa: S311 - no secret
    raise AssertionError


def base_path(files: WarehouseFiles) -> Path:
    """Return the snapshot that was handed over last."""
    return files.published.with_name(f".{files.published.name}.in-lake")


def _next_path(files: WarehouseFiles) -> Path:
    return files.published.with_name(f".{files.published.name}.to-lake")


def _writer(files: WarehouseFiles) -> str:
    """Return the name of this warehouse among those that fill a lake."""
    path = files.published.with_name(f".{files.published.name}.lake-writer")
    if not path.exists():
        write_whole(path, lambda file: file.write(uuid.uuid4().hex.encode()))
    return path.read_text(encoding="ascii")


def _fill(lake: Lake, files: WarehouseFiles, writer: str, sequence: int) -> Filled:
    with attached(lake, read_only=False) as connection:
        there = _tables(connection, LAKE)
        known = _handed_over(connection, writer) if OURS in there else None  # nobody else changes that
        _settle_base(files, known)
        if known == sequence and base_path(files).exists():
            return Filled()
        _link(files.published, _next_path(files))
        changed = _compare(connection, files)

        def hand_over() -> list[tuple[int, int]]:
            with _transaction(connection):
                _make_tables(connection, there, changed)
                rows = [_fill_table(connection, table) for table in changed]
                _note(connection, writer, sequence)
            return rows

        rows, retries = _insist(hand_over)
    _next_path(files).replace(base_path(files))
    return Filled(sum(put for put, _ in rows), sum(taken for _, taken in rows), retries)


def _settle_base(files: WarehouseFiles, known: int | None) -> None:
    """Find out what the lake has of this warehouse, after a run that was killed too: what it does not have is no base."""
    following = _next_path(files)
    if following.exists():
        if known is not None and published_sequence(following) == known:
            following.replace(base_path(files))
        else:
            following.unlink()
    if known is None or published_sequence(base_path(files)) != known:
        base_path(files).unlink(missing_ok=True)


def _compare(connection: duckdb.DuckDBPyConnection, files: WarehouseFiles) -> list[Table]:
    """Return the tables with rows that differ from what was handed over; their keys are in the temporary tables `touched_*`."""
    connection.execute(f"ATTACH {quoted(str(_next_path(files)))} AS {NEW} (READ_ONLY)")
    before: dict[str, Table] = {}
    if base_path(files).exists():
        connection.execute(f"ATTACH {quoted(str(base_path(files)))} AS {OLD} (READ_ONLY)")
        before = {table.name: table for table in _described(base_path(files))}
    changed = []
    for table in _described(_next_path(files)):
        rows = _differing(table, before.get(table.name))
        connection.execute(f"CREATE TEMP TABLE touched_{table.name} AS SELECT DISTINCT {_listed(table.key)} FROM ({rows})")
        if connection.execute(f"SELECT count(*) FROM touched_{table.name}").fetchone() != (0,) or not before:
            changed.append(table)
    return changed


def _differing(table: Table, before: Table | None) -> str:
    """Return the query for the rows of a table that are in one of the two snapshots only."""
    new = f"SELECT {_listed(table.columns)} FROM {NEW}.{table.name}"
    if before is None:
        return new
    shown = ", ".join(f'"{one}"' if one in before.columns else f'NULL AS "{one}"' for one in table.columns)
    old = f"SELECT {shown} FROM {OLD}.{table.name}"
    return f"({new} EXCEPT {old}) UNION ALL ({old} EXCEPT {new})"


def _make_tables(connection: duckdb.DuckDBPyConnection, there: Mapping[str, Collection[str]], tables: Sequence[Table]) -> None:
    """Give the lake the tables and columns that it lacks."""
    connection.execute(f"CREATE TABLE IF NOT EXISTS {LAKE}.{OURS} (key VARCHAR, value VARCHAR)")
    for table in tables:
        if table.name not in there:
            columns = ", ".join(f'"{name}" {kind}' for name, kind in table.columns.items())
            connection.execute(f"CREATE TABLE IF NOT EXISTS {LAKE}.{table.name} ({columns})")
            connection.execute(f"COMMENT ON TABLE {LAKE}.{table.name} IS {quoted(table.comment)}")
            continue
        for name in table.columns.keys() - there[table.name]:
            connection.execute(f'ALTER TABLE {LAKE}.{table.name} ADD COLUMN IF NOT EXISTS "{name}" {table.columns[name]}')


def _fill_table(connection: duckdb.DuckDBPyConnection, table: Table) -> tuple[int, int]:
    """Replace the rows of one table that have a touched key; return how many came and how many went."""
    given = f"SELECT {_listed(table.columns)} FROM {NEW}.{table.name} AS one WHERE {_is_touched(table)}"
    if table.name in MERGED:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE given AS {given}")
        connection.execute(f"CREATE OR REPLACE TEMP TABLE merged AS {MERGED[table.name].format(lake=LAKE)}")
        given = "FROM merged"
    taken = connection.execute(f"DELETE FROM {LAKE}.{table.name} AS one WHERE {_is_touched(table)}").fetchone()
    put = connection.execute(f"INSERT INTO {LAKE}.{table.name} BY NAME {given}").fetchone()
    return int(put[0]) if put else 0, int(taken[0]) if taken else 0


def _is_touched(table: Table) -> str:
    same = " AND ".join(f'touched."{key}" IS NOT DISTINCT FROM one."{key}"' for key in table.key)
    return f"EXISTS (SELECT 1 FROM touched_{table.name} AS touched WHERE {same})"


def _listed(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _handed_over(connection: duckdb.DuckDBPyConnection, writer: str) -> int | None:
    row = connection.execute(f"SELECT value FROM {LAKE}.{OURS} WHERE key = ?", [f"{SEQUENCE_KEY} {writer}"]).fetchone()
    return int(row[0]) if row else None


def _note(connection: duckdb.DuckDBPyConnection, writer: str, sequence: int) -> None:
    """Say how far this writer is, and raise the number by which any two transactions conflict."""
    row = connection.execute(f"SELECT value FROM {LAKE}.{OURS} WHERE key = ?", [PUSHES]).fetchone()
    for key, value in ((f"{SEQUENCE_KEY} {writer}", sequence), (PUSHES, int(row[0]) + 1 if row else 1)):
        connection.execute(f"DELETE FROM {LAKE}.{OURS} WHERE key = ?", [key])
        connection.execute(f"INSERT INTO {LAKE}.{OURS} VALUES (?, ?)", [key, str(value)])


def _described(snapshot: Path) -> list[Table]:
    """Return the tables of a snapshot, asked apart from the lake: DuckDB's lists of tables go through every attached one."""
    with duckdb.connect(str(snapshot), read_only=True) as connection:
        comments = connection.execute("SELECT table_name, comment FROM duckdb_tables() ORDER BY table_name").fetchall()
        columns = connection.execute(
            "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal ORDER BY column_index"
        ).fetchall()
    tables = []
    for name, comment in comments:
        if name == OURS:
            continue
        own = {column: kind for table, column, kind in columns if table == name}
        found = KEY.search(comment or "")
        tables.append(Table(name, own, tuple(found[1].split(", ")) if found else tuple(own), comment or ""))
    return tables


def _tables(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, set[str]]:
    """Return the columns of each table of an attached database."""
    there: dict[str, set[str]] = {}
    for table, column in connection.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = ?", [database]
    ).fetchall():
        there.setdefault(table, set()).add(column)
    return there


def _link(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    os.link(source, target)


@contextmanager
def _transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    connection.execute("BEGIN TRANSACTION")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(duckdb.Error):
            connection.execute("ROLLBACK")
        raise


def _told(error: Exception) -> LakeUnreachable:
    if isinstance(error, LakeUnreachable):
        return error
    return LakeUnreachable(
        f"the lake does not take what was loaded ({str(error).splitlines()[0]}): it is safe in the warehouse file of this"
        " machine; see to the catalog and the folder, then run again, and the lake gets it then"
    )
