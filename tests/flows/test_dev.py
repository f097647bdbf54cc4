"""The annotated development stories: all loaded, and scored no worse than before."""

import json
import subprocess
import sys

import pytest

from warehouse.connect import open_reader

pytestmark = pytest.mark.slow

# Figures of the version in hand, rounded down. They go up with the extraction and never down in silence.
FLOORS = {"core": 0.88, "strict": 0.81, "positions": 0.80}


@pytest.fixture(scope="module")
def score(dev_home, shared):
    command = [
        sys.executable,
        shared / "gold" / "score.py",
        shared / "gold" / "dev.jsonl",
        dev_home / "warehouse.duckdb",
        "--json",
    ]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def test_every_development_story_is_current(dev_home, shared, score):
    files = list((shared / "stories" / "dev").glob("*.txt"))
    with open_reader(dev_home / "warehouse.duckdb") as reader:
        assert reader.rows("SELECT count(*) AS stories FROM current_stories") == [{"stories": len(files)}]
    assert (score["stories"], score["stories_missing"]) == (34, 0)


@pytest.mark.parametrize(("figure", "floor"), FLOORS.items())
def test_the_score_does_not_fall(score, figure, floor):
    assert score[figure]["f1"] >= floor


def test_stories_without_measures_stay_clean(score):
    clean, negative = score["negative_stories_clean"].split("/")
    assert clean == negative


def test_datelines_are_those_of_the_annotation(dev_home, shared):
    gold = [json.loads(line) for line in (shared / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    with open_reader(dev_home / "warehouse.duckdb") as reader:
        found = reader.rows("SELECT source_uri, dateline_place FROM stories")
    places = {row["source_uri"].rsplit("/", 1)[-1].removesuffix(".txt"): row["dateline_place"] for row in found}
    assert {row["id"]: places[row["id"]] for row in gold} == {row["id"]: row["dateline_place"] for row in gold}
