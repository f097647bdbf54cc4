import os
from datetime import timedelta

import duckdb
import pytest

from tasks.measures.analysis import Analysis
from tasks.measures.handover import AnalysedStory
from tasks.run_folder import LEFTOVERS_KEPT, RunFolder
from tests.factories import NOW, a_batch, a_run, a_story
from warehouse.migrate import migrate
from warehouse.parts import write_part
from warehouse.store import load


@pytest.fixture
def writer():
    with duckdb.connect() as connection:
        migrate(connection)
        load(connection, a_batch(a_story("story_stored")), [], [], a_run())
        yield connection


def left(runs, name, *story_ids, age=timedelta(0)):
    """A part that a crashed run left so long before now."""
    rows = [AnalysedStory(story_id, "v1", "inputs", "1 model", Analysis(story_id, "v1")) for story_id in story_ids]
    part = write_part(runs / name / "analysed" / "000000.parquet", rows, AnalysedStory)
    os.utime(part, ((NOW - age).timestamp(),) * 2)
    return part


def test_the_analyses_of_a_crashed_run_are_kept_until_they_are_loaded_or_old(tmp_path, writer):
    waiting = left(tmp_path, "run_waiting", "story_stored", "story_new")
    loaded = left(tmp_path, "run_loaded", "story_stored")
    old = left(tmp_path, "run_old", "story_new", age=LEFTOVERS_KEPT + timedelta(hours=1))
    torn = left(tmp_path, "run_torn", "story_new")
    torn.write_bytes(b"torn")
    half = torn.with_name(".000001.parquet.ab12")
    half.write_bytes(b"half")
    folder = RunFolder(tmp_path, "run_now")
    assert set(folder.leftovers.parts) == {waiting, loaded, old, torn}
    folder.forget_leftovers(writer, NOW)
    assert [path for path in (waiting, loaded, old, torn, half) if path.exists()] == [waiting]
    assert [path.name for path in tmp_path.iterdir()] == ["run_waiting"]


def test_the_analyses_of_a_portion_go_when_it_is_loaded(tmp_path):
    folder = RunFolder(tmp_path, "run_now")
    part = write_part(folder.analysed(3), [], AnalysedStory)
    folder.drop_analysed(3)
    folder.drop_analysed(4)
    assert not part.exists()
