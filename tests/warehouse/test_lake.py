"""Lakes with a catalog in SQLite and in a real PostgreSQL that is started here."""

import os
import subprocess
import sys

import duckdb
import pytest

from tests.contents import contents
from tests.warehouse import lakes
from warehouse import lake_filling
from warehouse.connect import open_reader
from warehouse.errors import LakeUnreachable, QueryFailed, UsageError, WarehouseMissing
from warehouse.files import WarehouseFiles
from warehouse.lake import attached, open_lake_reader, probe_lake
from warehouse.lake_filling import base_path, fill_lake
from warehouse.lake_name import read_name

pytestmark = pytest.mark.slow
# What is told of all stories of one warehouse together (docs/scale.md).
TOLD_BY_A_WRITER = {"cases", "case_events"}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with lakes.postgres(tmp_path_factory.mktemp("postgres")) as connection:
        yield connection


@pytest.fixture(params=["postgres", "sqlite"])
def lake(request, tmp_path):
    if request.param == "sqlite":
        return read_name(f"ducklake:sqlite:{tmp_path / 'catalog.sqlite'}")
    server = request.getfixturevalue("server")
    name = f"lake_{len(list(tmp_path.parent.iterdir()))}_{os.getpid()}"
    with duckdb.connect() as connection:
        from duckdb_extensions import import_extension

        import_extension("postgres_scanner", con=connection)
        connection.execute(f"ATTACH '{server}' AS server (TYPE postgres)")
        connection.execute(f"CALL postgres_execute('server', 'CREATE DATABASE {name}', use_transaction => false)")
    return read_name(f"ducklake:postgres:{server.replace('dbname=postgres', f'dbname={name}')}", str(tmp_path / "files"))


def in_lake(lake):
    with attached(lake, read_only=True) as connection:
        connection.execute("USE lake")

        def rows(sql):
            cursor = connection.execute(sql)
            return [dict(zip([one[0] for one in cursor.description], row, strict=True)) for row in cursor.fetchall()]

        return contents(rows, "lake")


def in_file(published):
    with open_reader(published) as reader:
        return contents(reader.rows)


def test_what_an_ingest_publishes_is_in_the_lake_and_a_repetition_changes_nothing(lake, tmp_path):
    lakes.ingest(tmp_path, ["Meridian"], lake.name, lake.folder)
    assert in_lake(lake) == in_file(tmp_path / "warehouse.duckdb")
    filled = fill_lake(lake, WarehouseFiles(tmp_path / "warehouse.duckdb"))
    assert (filled.put, filled.taken) == (0, 0)


def test_two_writers_at_once_lose_nothing_and_double_nothing(lake, root, tmp_path):
    for provider in lakes.PROVIDERS:
        (tmp_path / provider).mkdir()
    arguments = [[lake.name, lake.folder, str(tmp_path / provider), provider] for provider in lakes.PROVIDERS]
    command = [sys.executable, "-m", "tests.warehouse.lakes"]
    writers = [subprocess.Popen([*command, *given], cwd=root, stderr=subprocess.PIPE, text=True) for given in arguments]
    errors = [writer.communicate(timeout=120)[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], errors

    lakes.ingest(tmp_path / "both", lakes.PROVIDERS)
    expected, found = in_file(tmp_path / "both" / "warehouse.duckdb"), in_lake(lake)
    for told in TOLD_BY_A_WRITER:
        del expected[told], found[told]
    assert found == expected
    assert sorted(name for row in found["entities"] for name in ("Syldavia", "SYLDAVIA") if name in row) == ["Syldavia"]
    assert_keys_are_unique(lake)


def assert_keys_are_unique(lake):
    with attached(lake, read_only=True) as connection:
        tables = connection.execute("SELECT table_name, comment FROM duckdb_tables() WHERE database_name = 'lake'").fetchall()
        for table, comment in tables:
            key = lake_filling.KEY.search(comment or "")
            columns = key[1] if key else "*"
            twice = connection.execute(
                f"SELECT count(*) FROM (SELECT {columns} FROM lake.{table} GROUP BY ALL HAVING count(*) > 1)"
            )
            assert twice.fetchone() == (0,), table


@pytest.mark.parametrize("moment", ["before the commit", "after the commit"])
@pytest.mark.parametrize("lake", ["sqlite"], indirect=True)
def test_a_writer_killed_while_it_hands_over_is_made_good_by_the_next(lake, tmp_path, moment, monkeypatch):
    files = WarehouseFiles(tmp_path / "warehouse.duckdb")
    lakes.ingest(tmp_path, ["Meridian"], lake.name, lake.folder, most=1)
    lakes.ingest(tmp_path, ["Borealis"], most=1)
    killed = "_note" if moment == "before the commit" else "_transaction"
    with monkeypatch.context() as patch:
        patch.setattr(lake_filling, killed, stopping(getattr(lake_filling, killed)))
        with pytest.raises(KeyboardInterrupt):
            fill_lake(lake, files)
    lakes.ingest(tmp_path, ["Cordillera"], most=1)
    fill_lake(lake, files)
    assert in_lake(lake) == in_file(files.published)


def stopping(work):
    """What the work does, and then the end of the process."""
    from contextlib import contextmanager

    def note(*arguments):
        raise KeyboardInterrupt

    @contextmanager
    def transaction(connection):
        with work(connection):
            yield
        raise KeyboardInterrupt

    return transaction if work.__name__ == "_transaction" else note


def test_a_lake_that_was_lost_is_filled_anew(tmp_path):
    lakes.ingest(tmp_path, ["Meridian"], f"ducklake:sqlite:{tmp_path / 'one.sqlite'}", most=1)
    other = read_name(f"ducklake:sqlite:{tmp_path / 'other.sqlite'}")
    assert base_path(WarehouseFiles(tmp_path / "warehouse.duckdb")).exists()
    fill_lake(other, WarehouseFiles(tmp_path / "warehouse.duckdb"))
    assert in_lake(other) == in_file(tmp_path / "warehouse.duckdb")


def test_views_answer_over_a_lake_and_nothing_can_be_written_or_reached(lake, tmp_path):
    lakes.ingest(tmp_path, ["Meridian"], lake.name, lake.folder, most=1)
    (tmp_path / "secret.txt").write_text("secret")
    count = "SELECT count(*) AS stories FROM current_stories"
    with open_lake_reader(lake) as reader, open_reader(tmp_path / "warehouse.duckdb") as own:
        assert reader.rows(count) == own.rows(count)
        for refused in (
            f"COPY stories TO '{lake.folder}/stolen.parquet'",
            f"SELECT * FROM read_text('{tmp_path / 'secret.txt'}')",
            "DELETE FROM lake.stories",
            "SET enable_external_access = TRUE",
            "CALL postgres_execute('__ducklake_metadata_lake', 'DROP TABLE ducklake_table')",
            "FROM postgres_execute('__ducklake_metadata_lake', 'DROP TABLE ducklake_table')",
        ):
            with pytest.raises(QueryFailed):
                reader.rows(refused)
        assert reader.rows(count) == own.rows(count)


def test_what_cannot_be_reached_is_told(tmp_path, server):
    nowhere = read_name("ducklake:postgres:dbname=lake user=postgres host=/nowhere", str(tmp_path))
    with pytest.raises(LakeUnreachable, match="check that the database runs"):
        probe_lake(nowhere)
    with (
        pytest.raises(UsageError, match="SANCTIONWIRE_LAKE_FOLDER"),
        attached(read_name(f"ducklake:postgres:{server}"), read_only=False),
    ):
        pass
    with (
        pytest.raises(WarehouseMissing, match="no lake"),
        open_lake_reader(read_name(f"ducklake:sqlite:{tmp_path / 'x.sqlite'}")),
    ):
        pass


def test_missing_packages_are_named(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "duckdb_extensions", None)
    with pytest.raises(UsageError, match=r"sanctionwire\[ducklake\]"):
        probe_lake(read_name(f"ducklake:sqlite:{tmp_path / 'x.sqlite'}"))


@pytest.mark.parametrize(
    "name",
    [
        "ducklake:x.duckdb",
        "ducklake:mysql:x",
        "ducklake:postgres:host=db password=secret",
        "ducklake:postgres:postgresql://a:b@db/x",
    ],
)
def test_names_of_no_lake_and_names_with_a_password_are_refused(name):
    with pytest.raises(UsageError):
        read_name(name)
