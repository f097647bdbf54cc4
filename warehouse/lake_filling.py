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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.durable import write_whole
from warehouse.errors import LakeUnreachable
from warehouse.files import WarehouseFiles
from warehouse.lake import LAKE, attached, quoted
from warehouse.lake_name import Lake
from warehouse.publish import published_sequence
from warehouse.sequence import SEQUENCE_KEY

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

    put: int
    taken: int
    retries: int


def fill_lake(lake: Lake, files: WarehouseFiles) -> Filled:
    """Make the lake hold what the published snapshot holds.

    Raises LakeUnreachable if the catalog does not answer, or others are in the way for three minutes; the next run goes on.
    """
    sequence = published_sequence(files.published)
    if sequence is None:
        return Filled(0, 0, 0)
    writer = _writer(files)
    deadline, retries = time.monotonic() + RETRY_FOR_S, 0
    while True:
        try:
            put, taken = _fill_once(lake, files, writer, sequence)
            return Filled(put, taken, retries)
        except (duckdb.Error, LakeUnreachable) as error:
            if not CONFLICT.search(str(error)):
                raise _told(error) from error
            if time.monotonic() > deadline:
                raise LakeUnreachable(f"others write to the lake all the time ({error}): run again later") from error
        retries += 1
        time.sleep(random.uniform(0.02, min(LONGEST_PAUSE_S, 0.1 * 2 ** min(retries, 6))))  # noqa: S311 - no secret


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


def _fill_once(lake: Lake, files: WarehouseFiles, writer: str, sequence: int) -> tuple[int, int]:
    with attached(lake, read_only=False) as connection, _transaction(connection):
        _make_tables(connection, files)
        known = _handed_over(connection, writer)
        _settle_base(files, known)
        if known == sequence and published_sequence(base_path(files)) == sequence:
            return 0, 0
        _link(files.published, _next_path(files))
        connection.execute(f"ATTACH {quoted(str(_next_path(files)))} AS {NEW} (READ_ONLY)")
        has_base = base_path(files).exists()
        if has_base:
            connection.execute(f"ATTACH {quoted(str(base_path(files)))} AS {OLD} (READ_ONLY)")
        rows = [_fill_table(connection, table, has_base) for table in _tables(connection, NEW)]
        _note(connection, writer, sequence)
    _next_path(files).replace(base_path(files))
    return sum(put for put, _ in rows), sum(taken for _, taken in rows)


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


def _make_tables(connection: duckdb.DuckDBPyConnection, files: WarehouseFiles) -> None:
    """Give the lake the tables and columns of the snapshot that it lacks, with their comments."""
    connection.execute(f"CREATE TABLE IF NOT EXISTS {LAKE}.{OURS} (key VARCHAR, value VARCHAR)")
    with duckdb.connect(str(files.published), read_only=True) as snapshot:
        columns = snapshot.execute(
            "SELECT table_name, column_name, data_type, comment FROM duckdb_columns() WHERE NOT internal AND table_name IN"
            " (SELECT table_name FROM duckdb_tables() WHERE NOT temporary) ORDER BY table_name, column_index"
        ).fetchall()
        comments = dict(snapshot.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall())
    there = {
        (table, column)
        for table, column in connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = ?", [LAKE]
        ).fetchall()
    }
    made = {table for table, _ in there}
    for table, column, kind, comment in columns:
        if table == OURS or (table, column) in there:
            continue
        if table in made:
            connection.execute(f'ALTER TABLE {LAKE}."{table}" ADD COLUMN "{column}" {kind}')
        else:
            connection.execute(f'CREATE TABLE {LAKE}."{table}" ("{column}" {kind})')
            made.add(table)
            connection.execute(f'COMMENT ON TABLE {LAKE}."{table}" IS {quoted(comments[table] or "")}')
        connection.execute(f'COMMENT ON COLUMN {LAKE}."{table}"."{column}" IS {quoted(comment or "")}')


def _fill_table(connection: duckdb.DuckDBPyConnection, table: str, has_base: bool) -> tuple[int, int]:
    """Replace the rows of one table whose keys are those of rows that differ; return how many came and how many went."""
    new, old, there = f'{NEW}."{table}"', f'{OLD}."{table}"', f'{LAKE}."{table}"'
    columns = _columns(connection, NEW, table)
    listed = ", ".join(f'"{column}"' for column in columns)
    keys = _key(connection, table) or columns
    if not has_base or table not in _tables(connection, OLD):
        changed = f"SELECT {listed} FROM {new}"
    else:
        both = [column for column in columns if column in _columns(connection, OLD, table)]
        shown = ", ".join(f'"{column}"' if column in both else f'NULL AS "{column}"' for column in columns)
        changed = (
            f"(SELECT {listed} FROM {new} EXCEPT SELECT {shown} FROM {old})"
            f" UNION ALL (SELECT {shown} FROM {old} EXCEPT SELECT {listed} FROM {new})"
        )
    key_list = ", ".join(f'"{key}"' for key in keys)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE touched AS SELECT DISTINCT {key_list} FROM ({changed})")
    touched = connection.execute("SELECT count(*) FROM touched").fetchone()
    if touched == (0,):
        return 0, 0
    connection.execute(f"CREATE OR REPLACE TEMP TABLE given AS SELECT {listed} FROM {new} AS one WHERE {_among(keys, 'one')}")
    if table in MERGED:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE merged AS {MERGED[table].format(lake=LAKE)}")
        connection.execute("DROP TABLE given; ALTER TABLE merged RENAME TO given")
    taken = connection.execute(f"DELETE FROM {there} AS one WHERE {_among(keys, 'one')}").fetchone()
    put = connection.execute(f"INSERT INTO {there} BY NAME SELECT {listed} FROM given").fetchone()
    return int(put[0]) if put else 0, int(taken[0]) if taken else 0


def _among(keys: Sequence[str], alias: str) -> str:
    """Return the condition that a row has one of the touched keys."""
    same = " AND ".join(f'touched."{key}" IS NOT DISTINCT FROM {alias}."{key}"' for key in keys)
    return f"EXISTS (SELECT 1 FROM touched WHERE {same})"


def _handed_over(connection: duckdb.DuckDBPyConnection, writer: str) -> int | None:
    row = connection.execute(f"SELECT value FROM {LAKE}.{OURS} WHERE key = ?", [f"{SEQUENCE_KEY} {writer}"]).fetchone()
    return int(row[0]) if row else None


def _note(connection: duckdb.DuckDBPyConnection, writer: str, sequence: int) -> None:
    """Say how far this writer is, and raise the number by which any two transactions conflict."""
    row = connection.execute(f"SELECT value FROM {LAKE}.{OURS} WHERE key = ?", [PUSHES]).fetchone()
    for key, value in ((f"{SEQUENCE_KEY} {writer}", sequence), (PUSHES, int(row[0]) + 1 if row else 1)):
        connection.execute(f"DELETE FROM {LAKE}.{OURS} WHERE key = ?", [key])
        connection.execute(f"INSERT INTO {LAKE}.{OURS} VALUES (?, ?)", [key, str(value)])


def _tables(connection: duckdb.DuckDBPyConnection, database: str) -> list[str]:
    found = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = ? ORDER BY table_name", [database]
    ).fetchall()
    return [table for (table,) in found if table != OURS]


def _columns(connection: duckdb.DuckDBPyConnection, database: str, table: str) -> list[str]:
    found = connection.execute(
        "SELECT column_name FROM duckdb_columns() WHERE database_name = ? AND table_name = ? ORDER BY column_index",
        [database, table],
    ).fetchall()
    return [column for (column,) in found]


def _key(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """Return the columns that tell the rows of a table apart, as its comment says; none if all of them do."""
    row = connection.execute(
        "SELECT comment FROM duckdb_tables() WHERE database_name = ? AND table_name = ?", [NEW, table]
    ).fetchone()
    found = KEY.search(row[0] or "") if row else None
    return found[1].split(", ") if found else []


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
