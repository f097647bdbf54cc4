"""The command with a lake as its warehouse."""

import pytest

pytestmark = pytest.mark.slow
STORY = """BRUSSELS, Jan 5 (Meridian) - The European Union imposed an arms embargo on Sudan on Monday, officials said.
The embargo takes effect at once, the ministers said in a statement.
"""
MEASURES = "SELECT measure_type, status, evidence_text FROM current_measures"


def test_what_is_ingested_into_a_lake_answers_queries_from_any_machine(sanctionwire, tmp_path):
    (tmp_path / "story.txt").write_text(STORY)
    lake = f"ducklake:sqlite:{tmp_path / 'lake.sqlite'}"
    ran = sanctionwire("ingest", tmp_path / "story.txt", "--warehouse", lake, home=tmp_path / "one")
    assert ran.code == 0, ran.err
    asked = sanctionwire("query", MEASURES, "--json", "--warehouse", lake, home=tmp_path / "another")
    own = sanctionwire("query", MEASURES, "--json", "--warehouse", own_file(tmp_path / "one"), home=tmp_path / "one")
    assert asked.code == 0, asked.err
    assert asked.json == own.json != []


def own_file(home):
    (found,) = home.glob("lakes/*/warehouse.duckdb")
    return found


def test_a_catalog_that_cannot_be_reached_is_told_before_anything_begins(sanctionwire, tmp_path):
    (tmp_path / "story.txt").write_text(STORY)
    lake = "ducklake:postgres:dbname=lake user=wires host=/nowhere"
    ran = sanctionwire("ingest", tmp_path / "story.txt", "--warehouse", lake, home=tmp_path)
    assert ran.code == 1
    assert "catalog of the lake cannot be reached" in ran.err
    asked = sanctionwire("query", "FROM stories", "--warehouse", lake, home=tmp_path)
    assert (asked.code, "cannot be reached" in asked.err) == (1, True)


def test_a_lake_that_is_not_there_is_told(sanctionwire, tmp_path):
    asked = sanctionwire("query", "FROM stories", "--warehouse", f"ducklake:sqlite:{tmp_path / 'x'}", home=tmp_path)
    assert asked.code == 1
    assert "no lake" in asked.err
    assert not (tmp_path / "x").exists()
