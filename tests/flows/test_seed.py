"""The story that the project began with must come out right, whole."""

import json
import subprocess
import sys

import pytest

from warehouse.connect import open_reader

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def seed(seed_home):
    with open_reader(seed_home / "warehouse.duckdb") as reader:
        yield reader


def measures(seed, **wanted):
    rows = seed.rows("FROM current_measures")
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]


def test_the_dateline_is_a_place_and_no_actor(seed):
    (story,) = seed.rows("FROM current_stories")
    assert (story["dateline_place"], story["dateline_country"]) == ("WASHINGTON", "US")
    assert story["body"].startswith("Japan asked the U.N. Security Council")
    first = seed.rows("SELECT text FROM mentions ORDER BY start_char LIMIT 1")
    assert first == [{"text": "Japan"}]


@pytest.mark.parametrize("text", ["(c) 2006, McClatchy-Tribune Information Services.", "———", "Need to map"])
def test_furniture_is_kept_beside_the_body(seed, text):
    (story,) = seed.rows("SELECT body FROM current_stories")
    assert text not in story["body"]
    assert seed.rows("SELECT text FROM story_furniture WHERE text = ?", [text]) == [{"text": text}]


def test_japan_proposes_a_measure_of_the_security_council_on_north_korea(seed):
    proposed = [
        row for row in measures(seed, status="proposed") if "UN Security Council" in row["senders"] and "KP" in row["targets"]
    ]
    assert proposed
    assert any(row["proposers"] == ["JP"] for row in proposed)


def test_the_suspended_food_and_fertilizer_of_south_korea_is_imposed(seed):
    (aid,) = measures(seed, measure_type="aid_suspension")
    assert (aid["status"], aid["senders"], aid["targets"]) == ("imposed", ["KR"], ["KP"])
    assert [word for word in ("food", "fertilizer") if not any(word in goods for goods in aid["goods"])] == []


def test_positions_of_the_permanent_members(seed):
    held = seed.rows("SELECT DISTINCT holder_country AS holder, stance FROM positions")
    assert {row["holder"] for row in held if row["stance"] == "supports"} >= {"US", "GB", "FR"}
    assert {row["holder"] for row in held if row["stance"] == "opposes"} >= {"RU", "CN"}


def test_the_year_comes_from_the_copyright_line_and_is_no_day(seed):
    (story,) = seed.rows("SELECT published_at, published_precision, published_basis FROM current_stories")
    assert (story["published_at"].year, story["published_precision"], story["published_basis"]) == (2006, "year", "copyright")


def test_all_measures_and_positions_of_the_annotation_are_found_and_no_others(seed_home, shared, tmp_path):
    annotated = (shared / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    gold = tmp_path / "seed.jsonl"
    gold.write_text(next(row for row in annotated if json.loads(row)["id"] == "seed"), encoding="utf-8")
    command = [sys.executable, shared / "gold" / "score.py", gold, seed_home / "warehouse.duckdb", "--json"]
    score = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    found = [(score[figure]["tp"], score[figure]["fp"], score[figure]["fn"]) for figure in ("core", "positions")]
    assert found == [(8, 0, 0), (5, 0, 0)]
