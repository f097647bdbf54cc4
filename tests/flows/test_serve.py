"""`serve` as it runs for years: the installed command, from another folder, under the clock of the wall."""

import itertools
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from urllib.request import Request, urlopen

import psutil
import pytest

from warehouse.connect import open_reader, probe_writer

pytestmark = pytest.mark.slow

START_S, STOP_S, FIRES_S, ANSWER_S = 180, 120, 420, 120
SOURCES = """
sources:
  - {name: each minute, path: incoming, cron: "* * * * *"}
  - {name: often, path: quick, every: 25s}
  - {name: broken, path: no/such/folder, cron: "*/2 * * * *"}
  - {name: never, path: quick, cron: "* * * * *", enabled: false}
"""
STORY = (
    "STRELSAU, March 3 (Courier) - The council of Strelsau banned the sale of oil to Ruritania on Monday, the chancellor said.\n"
)


class Serving:
    """The command while it runs."""

    def __init__(self, home: Path, root: Path, elsewhere: Path) -> None:
        self.port = free_port()
        self.api = f"http://127.0.0.1:{self.port}/api"
        self.log = home.parent / f"log.{self.port}"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [Path(sys.executable).with_name("sanctionwire"), "serve", "--port", str(self.port), "--json"],
                cwd=elsewhere,
                env={**kept, "SANCTIONWIRE_HOME": str(home), "PYTHONPATH": str(root)},
                stderr=log,
                stdout=log,
                start_new_session=True,
            )

    def lines(self) -> list[dict]:
        return [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]

    def wait_for(self, ready, seconds):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.log.read_text()
            if found := ready():
                return found
            time.sleep(1)
        pytest.fail(f"nothing came in {seconds} s: {self.log.read_text()}")

    def ask(self, path: str, **body) -> list[dict]:
        request = Request(f"{self.api}/{path}", json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urlopen(request, timeout=ANSWER_S) as response:
            return json.load(response)

    def runs(self, deployment: str, **more) -> list[dict]:
        filters = {"deployments": {"name": {"any_": [deployment]}}, **more}
        return self.ask("flow_runs/filter", **filters, sort="EXPECTED_START_TIME_ASC", limit=200)

    def completed(self, deployment: str) -> list[dict]:
        return self.runs(deployment, flow_runs={"state": {"name": {"any_": ["Completed"]}}})

    def kill(self) -> None:
        """End everything that is left of it, if the test has failed."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def stop(self, number=signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(STOP_S)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def left_over(home: Path) -> list[str]:
    """The processes that were started for a data folder and still run."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("SANCTIONWIRE_HOME") == str(home) and process.status() != psutil.STATUS_ZOMBIE:
                found.append(" ".join(process.cmdline()))
        except psutil.Error:
            continue
    return found


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("serve") / "home"
    (home / "incoming").mkdir(parents=True)
    (home / "quick").mkdir()
    (home / "incoming" / "story.txt").write_text(STORY)
    (home / "sources.yaml").write_text(SOURCES)
    return home


def test_schedules_fire_are_seen_through_the_api_and_stop_cleanly(home, root, tmp_path):
    serving = Serving(home, root, tmp_path)
    try:
        serving.wait_for(lambda: any(line["event"] == "serving" for line in serving.lines()), START_S)
        with urlopen(f"http://127.0.0.1:{serving.port}/ui-settings", timeout=ANSWER_S) as response:
            assert json.load(response)["api_url"] == serving.api
        with urlopen(f"http://127.0.0.1:{serving.port}/", timeout=ANSWER_S) as response:
            assert b"<html" in response.read().lower()
        runs = serving.wait_for(lambda: (done := serving.completed("each minute"))[2:] and done, FIRES_S)
        assert [line for line in left_over(home) if "uvicorn" in line] == []  # no second server over the same database
        deployments = {one["name"] for one in serving.ask("deployments/filter")}
        broken = serving.runs("broken", flow_runs={"state": {"name": {"any_": ["Failed"]}}})
        often = serving.completed("often")
        assert serving.stop() == 0, serving.log.read_text()
    finally:
        serving.kill()
    due = [datetime.fromisoformat(run["expected_start_time"]) for run in runs]
    assert all(run["auto_scheduled"] for run in runs)
    assert all(at.second == 0 for at in due)
    assert [later - earlier for earlier, later in itertools.pairwise(due)] == [timedelta(minutes=1)] * (len(due) - 1)
    assert len(often) >= 2
    assert broken
    assert deployments == {
        *("each minute", "often", "broken"),
        *("watched-sources", "nightly-audit", "weekly-maintenance", "by-hand", "archive"),
    }
    assert left_over(home) == []
    probe_writer(home / "warehouse.duckdb")
    with open_reader(home / "warehouse.duckdb") as reader:
        assert [row["state"] for row in reader.rows("SELECT state FROM runs")] == ["completed"]
        assert len(reader.rows("FROM stories")) == 1


def test_a_restart_resumes_the_schedules_and_makes_up_for_what_was_missed(home, root, tmp_path):
    time.sleep(26)  # in which `often` would have fired
    serving = Serving(home, root, tmp_path)
    try:
        serving.wait_for(lambda: any(line["event"] == "serving" for line in serving.lines()), START_S)
        began = serving.lines()[-1]["at"]
        made_up = [line for line in serving.lines() if line["event"] == "catch-up"]
        assert "poll/often" in {line["deployment"] for line in made_up}
        assert {(line["policy"], line["made_up_for"]) for line in made_up} == {("once", 1)}

        def fired_anew():
            return [
                run for run in serving.completed("often") if run["auto_scheduled"] and run["expected_start_time"] > began[:19]
            ]

        serving.wait_for(fired_anew, FIRES_S)
        assert any("catch-up" in run["tags"] for run in serving.completed("often"))
        assert not any(one["paused"] for one in serving.ask("deployments/filter"))
        os.killpg(serving.process.pid, signal.SIGINT)  # as Ctrl-C in a terminal does
        assert serving.process.wait(STOP_S) == 0, serving.log.read_text()
    finally:
        serving.kill()
    assert left_over(home) == []
