"""Open the warehouse: one writer on its own file, any number of readers on the published snapshot."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from warehouse.durable import FULL, disk_error, disk_full, disk_told
from warehouse.errors import QueryFailed, WarehouseLocked, WarehouseMissing, WarehouseUnreadable
from warehouse.files import WarehouseFiles
from warehouse.lease import hold_lease
from warehouse.ledger import Ledger
from warehouse.migrate import is_ours, migrate
from warehouse.notices import Notice, Tell, log_notice
from warehouse.publish import publish, published_sequence, state_of
from warehouse.recovery import Rebuilt, find_damage, is_as_closed, mend, note_closed, rebuild, set_aside
from warehouse.store import known_documents

if TYPE_CHECKING:
    import pyarrow as pa

# DuckDB's message on a held lock. Match: "(PID 4711)". Miss: "PID unknown".
LOCK_HOLDER = re.compile(r"\(PID (\d+)\)")
# DuckDB's words for a full disk and for a damaged file. Match: "No space left on device"; "Corrupt database file: computed
# checksum". Miss: "No such file or directory".
NO_SPACE = re.compile(r"No space left|Disk quota exceeded|File too large")
DAMAGED = re.compile(r"[Cc]orrupt|checksum|database has been invalidated")
READER_MEMORY_LIMIT = "2GB"

Writer = duckdb.DuckDBPyConnection  # a name for those who may not import DuckDB


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

    def arrow(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> "pa.Table":
        """Return the rows of a query as an Arrow table. Raises QueryFailed with DuckDB's words."""
        try:
            return self.connection.execute(sql, parameters or None).to_arrow_table()
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
def open_writer(
    published: Path, holder: str = "sanctionwire", *, wait_s: float = 0, flow_run_id: str | None = None, tell: Tell = log_notice
) -> Iterator[Writer]:
    """Open the warehouse for writing, up to date with its migrations; publish a snapshot at the end if anything changed.

    Creates the warehouse if there is none. A writer's file that is not what the ledger tells of is rebuilt first, which
    `tell` is told, as it is of a run that died. The snapshot is published also after an error, since every load is a
    transaction of its own.
    Raises WarehouseLocked if somebody else writes for longer than `wait_s` seconds, WarehouseUnreadable if a file is
    damaged beyond what can be rebuilt, DiskFull or NotWritable if the disk refuses.
    """
    files = WarehouseFiles(published)
    _make_folder(published.parent)
    with hold_lease(files.lease, holder, wait_s, flow_run_id) as crashed, _disk_and_damage_told(files):
        if crashed:
            tell(Notice(f"{crashed} was killed while it wrote; what it loaded is kept", crashed))
        _check_snapshot(files, tell)
        mend(files, tell)
        connection = _connect(files.writer, read_only=False, settings={})
        try:
            migrate(connection)
            yield connection
        finally:
            _close_and_publish(connection, files)


def probe_writer(published: Path, wait_s: float = 0) -> None:
    """Check that the warehouse could be written now, or in `wait_s` seconds, without changing it.

    Raises what `open_writer` would raise; what that would mend is no error.
    """
    files = WarehouseFiles(published)
    _make_folder(published.parent)
    with hold_lease(files.lease, "a check", wait_s, only_looks=True), _disk_and_damage_told(files):
        if files.published.exists() and not _is_known_and_damaged(files):
            with open_reader(files.published):
                pass


@dataclass(frozen=True)
class Recovered:
    """What a recovery did: how the writer's file was rebuilt, if it was, and what else came to light."""

    rebuilt: Rebuilt | None
    notices: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything, a line each, for people."""
        return *self.notices, str(self.rebuilt or "the writer's file is what the ledger tells of: nothing to rebuild")


def recover(published: Path) -> Recovered:
    """Rebuild the writer's file if it is damaged, as far as that can be done, and publish it.

    Raises WarehouseMissing if there is none, WarehouseLocked if somebody writes to it.
    """
    files = WarehouseFiles(published)
    if not any(path.exists() for path in (files.published, files.writer, files.previous, files.ledger)):
        raise WarehouseMissing(f"there is no warehouse at {published}: run `sanctionwire ingest SOURCE` first")
    rebuilt, notices = None, list[Notice]()
    with hold_lease(files.lease, "`sanctionwire recover`", only_looks=True), _disk_and_damage_told(files):
        _check_snapshot(files, notices.append)
        account = Ledger(files.ledger).account()
        damage, _ = find_damage(files, account)
        if damage:
            rebuilt = rebuild(files, account, damage, lossy=True)
        mend(files, notices.append)
        _close_and_publish(_connect(files.writer, read_only=False, settings={}), files)
    return Recovered(rebuilt, tuple(map(str, notices)))


def _close_and_publish(connection: duckdb.DuckDBPyConnection, files: WarehouseFiles) -> None:
    """Close the writer's file and publish it if it has seen changes that the snapshot has not.

    After a failure of the disk DuckDB refuses every question; what is committed is then published by the next run.
    """
    state = None
    try:
        with suppress(duckdb.Error):
            with suppress(duckdb.TransactionException):  # no transaction was open
                connection.rollback()
            state = state_of(connection)
        is_news = state is not None and state[0] != published_sequence(files.published)
        if is_news:
            _forget_old(connection, files)
            connection.execute("CHECKPOINT")
    finally:
        connection.close()
    if state is None or files.log.exists():
        return
    if is_news:
        publish(files, state)
    if not is_as_closed(files, Ledger(files.ledger).account()):
        note_closed(files, state[0])


def _forget_old(connection: duckdb.DuckDBPyConnection, files: WarehouseFiles) -> None:
    """Keep the ledger small: what both snapshots hold need not be told any more."""
    ledger = Ledger(files.ledger)
    kept = published_sequence(files.previous)
    if kept is not None and ledger.is_large():
        ledger.compact(kept, known_documents(connection, ledger.account().received))


def _check_snapshot(files: WarehouseFiles, tell: Tell) -> None:
    """Refuse a snapshot that others write to or that is not ours; set one of ours aside that cannot be opened any more."""
    if not files.published.exists():
        return
    if _is_known_and_damaged(files):
        aside = set_aside(files, files.published)
        tell(Notice(f"the snapshot {files.published} could not be read: it is kept as {aside[0]}, and a new one is published"))
        return
    with open_reader(files.published):
        pass


def _is_known_and_damaged(files: WarehouseFiles) -> bool:
    if not Ledger(files.ledger).account().committed:
        return False
    try:
        _connect(files.published, read_only=True, settings={}).close()
    except WarehouseUnreadable:
        return True
    return False


@contextmanager
def _disk_and_damage_told(files: WarehouseFiles) -> Iterator[None]:
    """Raise what the disk refuses, and damage that DuckDB meets, as errors that say what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise disk_error(error, files.published.parent) from error
        raise
    except duckdb.Error as error:
        words = str(error)
        if NO_SPACE.search(words):
            raise disk_full(files.published.parent) from error
        if DAMAGED.search(words) or isinstance(error, duckdb.FatalException):
            raise WarehouseUnreadable(f"{files.writer} is damaged ({_first_line(error)}){_way_out(files.writer)}") from error
        raise


def _make_folder(folder: Path) -> None:
    with disk_told(folder):
        folder.mkdir(parents=True, exist_ok=True)


def _connect(path: Path, *, read_only: bool, settings: dict[str, Any]) -> duckdb.DuckDBPyConnection:
    try:
        connection = duckdb.connect(str(path), read_only=read_only, config=settings)
        # Where DuckDB takes itself to be in a console it draws on standard output, which is for data.
        with suppress(duckdb.InvalidInputException):  # locked already, as above
            connection.execute("SET enable_progress_bar = FALSE")
        return connection
    except duckdb.IOException as error:
        if "Could not set lock" in str(error):
            found = LOCK_HOLDER.search(str(error))
            who = f"process {found[1]}" if found else "another process"
            raise WarehouseLocked(f"{path} is open for writing in {who}: close it there, then run again") from error
        raise WarehouseUnreadable(f"{path} cannot be opened ({_first_line(error)}){_way_out(path)}") from error
    except duckdb.Error as error:
        raise WarehouseUnreadable(f"{path} cannot be opened ({_first_line(error)}){_way_out(path)}") from error


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def _way_out(path: Path) -> str:
    if path.name.endswith(".writer"):
        return ": run `sanctionwire recover`, which rebuilds it from the published snapshot; that can be read meanwhile"
    return ": if it is a warehouse of sanctionwire, `sanctionwire recover` brings it back; else name another --warehouse"
