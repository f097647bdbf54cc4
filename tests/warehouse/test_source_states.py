"""What is remembered of watched sources and of walks through archives."""

from dataclasses import replace
from datetime import UTC, date, datetime

from warehouse.connect import open_writer
from warehouse.records import BackfillStep, SourceState
from warehouse.source_states import covered, done_steps, remember_states, remember_step
from warehouse.watched import high_water_marks, published_steps, source_states

NOW = datetime(2025, 3, 3, 12, tzinfo=UTC)
FEED = SourceState("courier", "https://courier.example/feed", None, '"1"', None, "ab", None, NOW)
PAGE = SourceState("courier", "https://courier.example/a", "2025-03-01", None, None, None, NOW.replace(day=1), NOW)
MARCH = BackfillStep("courier", date(2019, 3, 1), date(2019, 3, 31), "run_1", 7, NOW)


def test_without_a_warehouse_nothing_is_known(tmp_path):
    assert source_states(tmp_path / "warehouse.duckdb", "courier") == {}
    assert high_water_marks(tmp_path / "warehouse.duckdb") == {}
    assert published_steps(tmp_path / "warehouse.duckdb", "courier") == []


def test_a_later_state_takes_the_place_of_the_earlier_and_of_no_other_source(tmp_path):
    published = tmp_path / "warehouse.duckdb"
    with open_writer(published) as writer:
        remember_states(writer, [FEED, PAGE, replace(PAGE, source="herald")], "run_1")
        remember_states(writer, [replace(PAGE, stamp="2025-03-02", issued_at=NOW.replace(day=2))], "run_2")
    assert source_states(published, "herald") == {PAGE.uri: replace(PAGE, source="herald")}
    assert {uri: state.stamp for uri, state in source_states(published, "courier").items()} == {
        FEED.uri: None,
        PAGE.uri: "2025-03-02",
    }
    marks = high_water_marks(published)
    assert (marks["courier"]["seen"], marks["courier"]["newest_at"].day) == (2, 2)


def test_steps_cover_the_days_inside_them(tmp_path):
    with open_writer(tmp_path / "warehouse.duckdb") as writer:
        remember_step(writer, MARCH)
        remember_step(writer, replace(MARCH, run_id="run_2"))
        (step,) = done_steps(writer, "courier")
    assert step.run_id == "run_2"
    assert covered([step], date(2019, 3, 7), date(2019, 3, 7))
    assert not covered([step], date(2019, 3, 7), date(2019, 4, 1))
