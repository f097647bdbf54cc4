"""Killed at random moments, with files damaged after it: the next run ends with what an undisturbed one gives."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.warehouse.crashing import DAMAGES, contents, ingest
from warehouse.connect import WarehouseFiles, open_reader

KILLS = 12


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """What an undisturbed run gives, and the seconds that it takes in a process of its own."""
    folder = tmp_path_factory.mktemp("undisturbed")
    started = 0.0
    with start(folder) as child:
        child.stdout.readline()
        started = time.monotonic()
    return contents(folder / "warehouse.duckdb"), time.monotonic() - started


def start(folder):
    command = [sys.executable, "-m", "tests.warehouse.crashing", str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).resolve().parents[2])


def kill_after(folder, seconds):
    with start(folder) as child:
        assert child.stdout.readline() == "open\n"
        time.sleep(seconds)
        child.kill()
    return child.returncode


@pytest.mark.slow
@pytest.mark.parametrize("number", range(KILLS))
def test_a_killed_run_is_made_good_by_the_next_one_whatever_became_of_its_files(undisturbed, tmp_path, number):
    expected, seconds = undisturbed
    chance, files = random.Random(number), WarehouseFiles(tmp_path / "warehouse.duckdb")
    kill_after(tmp_path, chance.uniform(0, seconds))
    if files.published.exists():
        with open_reader(files.published):
            pass
    DAMAGES[number % len(DAMAGES)](files, chance)
    ingest(tmp_path)
    assert contents(files.published) == expected
