import subprocess
import sys

import duckdb
import pytest

from warehouse.connect import WarehouseFiles, open_reader, open_writer, probe_writer
from warehouse.errors import QueryFailed, WarehouseLocked, WarehouseMissing, WarehouseUnreadable
from warehouse.store import transaction

pytestmark = pytest.mark.slow


def set_mark(connection, value):
    with transaction(connection):
        connection.execute("INSERT INTO warehouse_settings VALUES ('mark', ?)", [value])


def marks(path):
    with open_reader(path) as reader:
        return [row["value"] for row in reader.rows("SELECT value FROM warehouse_settings WHERE key = 'mark' ORDER BY 1")]


def test_a_change_is_published_when_the_writer_closes(published):
    with open_writer(published) as connection:
        set_mark(connection, "one")
        assert marks(published) == []
    assert marks(published) == ["one"]


def test_a_writer_that_changes_nothing_leaves_the_snapshot_alone(published):
    before = published.stat()
    with open_writer(published):
        pass
    assert (published.stat().st_mtime_ns, published.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_reader_keeps_its_snapshot_while_a_new_one_is_published(published):
    with open_reader(published) as reader:
        with open_writer(published) as connection:
            set_mark(connection, "new")
        assert reader.rows("SELECT * FROM warehouse_settings WHERE key = 'mark'") == []
    assert marks(published) == ["new"]


def test_what_was_committed_before_an_error_is_published(published):
    with pytest.raises(RuntimeError, match="stop here"), open_writer(published) as connection:
        set_mark(connection, "kept")
        raise RuntimeError("stop here")
    assert marks(published) == ["kept"]


def test_a_failed_transaction_leaves_no_trace(published):
    with open_writer(published) as connection, pytest.raises(RuntimeError), transaction(connection):
        connection.execute("INSERT INTO warehouse_settings VALUES ('mark', 'half')")
        raise RuntimeError
    assert marks(published) == []


def test_a_second_writer_is_refused_and_told_who_holds_the_warehouse(published):
    with (
        open_writer(published, holder="the nightly run"),
        pytest.raises(WarehouseLocked, match="the nightly run, process"),
        open_writer(published),
    ):
        pass


def test_a_snapshot_that_another_process_has_open_for_writing_is_refused(published):
    code = f"import duckdb; c = duckdb.connect({str(published)!r}); print('open', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "open\n"
        with pytest.raises(WarehouseLocked, match=f"process {other.pid}"), open_writer(published):
            pass
        other.communicate("\n")


def test_a_missing_warehouse_says_what_to_run(tmp_path):
    with pytest.raises(WarehouseMissing, match="sanctionwire ingest"), open_reader(tmp_path / "none.duckdb"):
        pass


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path):
    path = tmp_path / "warehouse.duckdb"
    path.write_text("dear diary" * 1000)
    with pytest.raises(WarehouseUnreadable, match="not a valid DuckDB"), open_writer(path):
        pass
    assert path.read_text().startswith("dear diary")


def test_a_database_of_somebody_else_is_left_as_it_is(tmp_path):
    path = tmp_path / "sales.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE sales (amount INTEGER)")
    with pytest.raises(WarehouseUnreadable, match="no warehouse of sanctionwire"), open_writer(path):
        pass
    assert not WarehouseFiles(path).writer.exists()


def test_a_lost_writer_file_is_rebuilt_from_the_snapshot(published):
    with open_writer(published) as connection:
        set_mark(connection, "kept")
    WarehouseFiles(published).writer.unlink()
    with open_writer(published) as connection:
        set_mark(connection, "more")
    assert marks(published) == ["kept", "more"]


def test_a_damaged_writer_file_is_rebuilt_and_kept_aside_and_the_user_is_told(published):
    files, told = WarehouseFiles(published), []
    with open_writer(published) as connection:
        set_mark(connection, "kept")
    files.writer.write_bytes(b"torn" * 4096)
    with open_writer(published, tell=told.append) as connection:
        set_mark(connection, "more")
    assert marks(published) == ["kept", "more"]
    (aside,) = files.damaged()
    assert aside.read_bytes().startswith(b"torn")
    assert "rebuilt from warehouse.duckdb" in str(told[0])
    assert str(aside) in str(told[0])


def test_a_snapshot_lost_before_publishing_is_published_by_the_next_run(published):
    published.unlink()
    with open_writer(published):
        pass
    assert published.exists()


def test_probing_changes_nothing(tmp_path):
    probe_writer(tmp_path / "warehouse.duckdb")
    assert not (tmp_path / "warehouse.duckdb").exists()


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE mine (a INTEGER)",
        "DELETE FROM stories",
        "SELECT * FROM read_text('/etc/hostname')",
        "COPY stories TO 'out.csv'",
        "ATTACH 'other.duckdb'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '64GB'",
        "not sql at all",
    ],
)
def test_a_reader_can_change_and_reach_nothing(published, sql):
    with open_reader(published) as reader, pytest.raises(QueryFailed):
        reader.rows(sql)


def test_the_settings_of_a_reader_are_locked_also_at_the_second_opening(published):
    with open_reader(published), open_reader(published) as reader:
        assert reader.rows("SELECT current_setting('lock_configuration') AS locked") == [{"locked": True}]
        with pytest.raises(QueryFailed, match="locked"):
            reader.rows("SET enable_external_access = true")


def test_nothing_is_drawn_on_standard_output(published):
    with open_reader(published) as reader:
        assert reader.rows("SELECT current_setting('enable_progress_bar') AS drawn") == [{"drawn": False}]
