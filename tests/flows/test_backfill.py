"""An archive of three years, killed twice on the way: nothing is lost and nothing is there twice."""

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from datetime import date, timedelta

import pytest

from flows.server import start_server
from warehouse.connect import open_reader
from warehouse.files import WarehouseFiles

pytestmark = pytest.mark.slow

MAIN = "from flows.cli import main; main()"
WAIT_S = 300
FIRST, LAST = date(2019, 1, 1), date(2021, 12, 31)
EVERY = timedelta(days=9)
PLACES = ("Strelsau", "Zenda", "Hentzau", "Tarlenheim", "Modenstein")
STORY = "{place}, {day:%B} {day.day} (Courier) - The council banned the sale of oil to Ruritania on {day:%A}, item {number}.\n"


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """Three years of stories: the first and last in folders of days, the second in a packed file a month."""
    folder = tmp_path_factory.mktemp("archive")
    days = [FIRST + EVERY * number for number in range((LAST - FIRST) // EVERY + 1)]
    for number, day in enumerate(days):
        text = STORY.format(place=PLACES[number % len(PLACES)], day=day, number=number)
        if day.year == 2020:
            with zipfile.ZipFile(folder / f"{day:%Y-%m}.zip", "a") as packed:
                packed.writestr(f"{day:%Y%m%d}.txt", text)
        else:
            file = folder / f"{day:%Y/%m/%d}" / "story.txt"
            file.parent.mkdir(parents=True)
            file.write_text(text)
    return folder, len(days)


@pytest.fixture(scope="module")
def start(root):
    server = start_server()
    server.wait()

    def run(home, *arguments):
        environment = {**os.environ, "SANCTIONWIRE_HOME": str(home), "PREFECT_API_URL": server.api_url}
        command = [sys.executable, "-c", MAIN, "backfill", *map(str, arguments)]
        return subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    return run


def steps_told(home):
    """How many steps the ledger tells of, from outside the process that writes."""
    ledger = WarehouseFiles(home / "warehouse.duckdb").ledger
    return ledger.read_text().count('"backfill_step"') if ledger.exists() else 0


def kill_after(process, home, steps):
    deadline = time.monotonic() + WAIT_S
    while steps_told(home) < steps:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def rows(home, sql):
    with open_reader(home / "warehouse.duckdb") as reader:
        return [tuple(row.values()) for row in reader.rows(sql)]


def test_a_walk_of_three_years_that_is_killed_twice_loses_and_repeats_nothing(archive, start, tmp_path):
    folder, count = archive
    home = tmp_path / "home"
    arguments = ("--source", folder, "--from", FIRST, "--to", LAST, "--json")
    kill_after(start(home, *arguments), home, 7)
    kill_after(start(home, *arguments), home, 19)
    last = start(home, *arguments)
    out, err = last.communicate(timeout=WAIT_S)
    assert last.returncode == 0, err
    outcome = json.loads(out)
    assert outcome["unaccounted"] == []
    assert outcome["items"] < count  # what was done is not even fetched again
    assert rows(home, "SELECT count(*), count(DISTINCT source_uri) FROM documents") == [(count, count)]
    assert rows(home, "SELECT count(*), count(DISTINCT story_id) FROM stories") == [(count, count)]
    assert rows(home, "SELECT count(*) FROM document_stories") == [(count,)]
    assert rows(home, "SELECT count(*), count(DISTINCT first_on), sum(items)::INTEGER FROM backfill_steps") == [(36, 36, count)]
    assert rows(home, "SELECT state FROM runs ORDER BY started_at") == [("crashed",), ("crashed",), ("completed",)]
    survey = start(home, *arguments, "--dry-run")
    out, err = survey.communicate(timeout=WAIT_S)
    assert survey.returncode == 0, err
    assert all(step["done"] for step in json.loads(out)["steps"])
