"""The whole command killed, run twice at once, and run on a full disk."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.warehouse.test_disk import mounted
from warehouse.connect import WarehouseFiles, open_reader, open_writer
from warehouse.lease import lease_holder

pytestmark = pytest.mark.slow

MAIN = "from flows.cli import main; main()"
WAIT_S = 300
BATCH_SIZE = "20"
# What tells of one run, and not of what was received.
OF_THE_RUN = {"run_id", "fetched_at", "first_seen_at", "created_at", "extracted_at"}


def start(root, home, *arguments):
    environment = {**os.environ, "SANCTIONWIRE_HOME": str(home), "SANCTIONWIRE_BATCH_SIZE": BATCH_SIZE}
    return subprocess.Popen(
        [sys.executable, "-c", MAIN, *map(str, arguments)],
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def contents(home):
    with open_reader(home / "warehouse.duckdb") as reader:
        tables = {row["table_name"] for row in reader.rows("SELECT table_name FROM duckdb_tables()")} - {
            "runs",
            "warehouse_settings",
        }
        return {
            table: sorted(
                repr([value for name, value in row.items() if name not in OF_THE_RUN]) for row in reader.rows(f"FROM {table}")
            )
            for table in tables
        }


def wait_for(condition):
    deadline = time.monotonic() + WAIT_S
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def flow_state(flow_run_id):
    with sqlite3.connect(Path(os.environ["PREFECT_HOME"]) / "prefect.db") as database:
        return database.execute("SELECT state_type FROM flow_run WHERE id = ?", [flow_run_id]).fetchone()[0]


@pytest.fixture(scope="module")
def undisturbed(root, sanctionwire, tmp_path_factory):
    """A run in small batches over the samples that nothing disturbs; the other commands here use its Prefect server."""
    home = tmp_path_factory.mktemp("undisturbed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SANCTIONWIRE_BATCH_SIZE", BATCH_SIZE)
        assert sanctionwire("ingest", root / "seeds" / "stories", home=home).code == 0
    return home


def test_a_command_that_is_killed_is_made_good_by_the_next_and_closed_in_the_flow_engine(root, undisturbed, tmp_path):
    files = WarehouseFiles(tmp_path / "warehouse.duckdb")
    with start(root, tmp_path, "ingest", root / "seeds" / "stories") as child:
        wait_for(lambda: len(list(files.runs.glob("*/analysed/*.parquet"))) and files.published.exists())
        child.send_signal(signal.SIGKILL)
    killed, is_held = lease_holder(files.lease)
    assert (killed.pid, is_held, flow_state(killed.flow_run_id)) == (child.pid, False, "RUNNING")
    with start(root, tmp_path, "ingest", root / "seeds" / "stories", "--json") as child:
        out, err = child.communicate()
    assert child.returncode == 0, err
    assert "was killed while it wrote" in err
    assert "was killed while it wrote" in json.loads(out)["notices"][0]
    assert flow_state(killed.flow_run_id) == "CRASHED"
    with open_reader(files.published) as reader:
        assert reader.rows("SELECT state FROM runs ORDER BY started_at") == [{"state": "crashed"}, {"state": "completed"}]
    assert contents(tmp_path) == contents(undisturbed)
    assert not list(files.runs.glob("*/analysed/*"))


def test_of_two_runs_at_once_one_is_refused_and_one_that_may_wait_waits(root, sanctionwire, undisturbed, tmp_path):
    story = root / "seeds" / "stories" / "2008-zimbabwe-veto.txt"
    published = tmp_path / "warehouse.duckdb"
    with open_writer(published, "the nightly run"):
        ran = sanctionwire("ingest", story, home=tmp_path)
        assert ran.code == 5
        assert f"by the nightly run, process {os.getpid()} on " in ran.err
        with start(root, tmp_path, "ingest", story, "--wait", "0.5") as child:
            assert child.wait() == 5
            assert "after 0.5 seconds of waiting" in child.stderr.read()
        waiting = start(root, tmp_path, "ingest", story, "--wait", WAIT_S)
        time.sleep(3)
        assert waiting.poll() is None
    with waiting:
        assert waiting.wait() == 0
    assert len(contents(tmp_path)["stories"]) == 1
    assert lease_holder(WarehouseFiles(published).lease) == (None, False)


def test_readers_see_a_load_while_the_run_goes_on(root, undisturbed, tmp_path):
    files = WarehouseFiles(tmp_path / "warehouse.duckdb")
    with start(root, tmp_path, "ingest", root / "seeds" / "stories") as child:
        wait_for(files.published.exists)
        assert child.poll() is None
        with open_reader(files.published) as reader:
            assert reader.rows("SELECT state FROM runs") == [{"state": "running"}]
            assert reader.rows("SELECT count(*) > 0 AS any FROM stories") == [{"any": True}]
        assert child.wait() == 0


def test_a_full_disk_ends_the_command_with_one_line_and_a_snapshot_that_can_be_read(root, sanctionwire, tmp_path):
    home = tmp_path / "disk"
    home.mkdir()
    mounted(home, "size=9000000")
    try:
        ran = sanctionwire("ingest", root / "seeds" / "stories", home=home)
        assert ran.code == 1
        assert "no space is left" in ran.err
        assert "Traceback" not in ran.err
        shown = sanctionwire("query", "SELECT count(*) AS n FROM stories", "--json", home=home)
        assert shown.code == 0 or "sanctionwire ingest" in shown.err
        subprocess.run(["mount", "-o", "remount,size=200000000", str(home)], check=True)
        assert sanctionwire("ingest", root / "seeds" / "stories", home=home).code == 0
        assert len(contents(home)["stories"]) > 90
    finally:
        subprocess.run(["umount", str(home)], check=True)


def test_a_corrupt_warehouse_names_the_command_that_brings_it_back(root, sanctionwire, tmp_path):
    story = root / "seeds" / "stories" / "2008-zimbabwe-veto.txt"
    assert sanctionwire("ingest", story, home=tmp_path).code == 0
    files, before = WarehouseFiles(tmp_path / "warehouse.duckdb"), contents(tmp_path)
    assert sanctionwire("recover", "--check", home=tmp_path).code == 0
    files.writer.write_bytes(b"torn" * 4096)
    checked = sanctionwire("recover", "--check", home=tmp_path)
    assert (checked.code, "sanctionwire recover" in checked.out) == (1, True)
    assert sanctionwire("query", "FROM stories", home=tmp_path).code == 0
    files.published.write_bytes(b"torn" * 4096)
    ran = sanctionwire("query", "FROM stories", home=tmp_path)
    assert ran.code == 1
    assert "`sanctionwire recover` brings it back" in ran.err
    found = sanctionwire("doctor", "--json", home=tmp_path)
    assert {one["name"] for one in found.json if not one["ok"]} >= {"ledger and tables", "snapshot"}
    ran = sanctionwire("recover", "--json", home=tmp_path)
    assert ran.code == 0
    assert ran.json["rebuilt"]["lost"] == []
    assert len(ran.json["rebuilt"]["set_aside"]) == 1
    assert all(one["ok"] for one in ran.json["checks"])
    assert contents(tmp_path) == before
    assert "nothing to rebuild" in sanctionwire("recover", home=tmp_path).out
