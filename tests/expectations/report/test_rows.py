"""Failing rows are found where they stand, loaded or refused, with their words; drift is told from the history."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from expectations.judge import judge
from expectations.report.gathering import gather
from warehouse.codes import PublishStatus, Severity
from warehouse.connect import open_reader, open_writer
from warehouse.questions import read_query
from warehouse.records import DocumentStory, QualityResult, Run
from warehouse.store import load

pytestmark = pytest.mark.slow


@pytest.fixture
def figures_of(tmp_path, now):
    """The figures of a warehouse into which the batches were loaded, a run each."""

    def gathered(*batches, results=()):
        with open_writer(tmp_path / "warehouse.duckdb") as writer:
            for number, batch in enumerate(batches):
                at = now + timedelta(hours=number)
                run = Run(f"run_{number}", "ingest", None, at, None, "completed", "{}", "{}")
                judged = judge(batch, run_id=run.run_id, batch_number=0, now=at).accepted
                deliveries = [DocumentStory(one.document_id, 0, one.story_id, one.version) for one in judged.stories]
                load(writer, replace(judged, quality_results=(*judged.quality_results, *results)), deliveries, [], run)
        with open_reader(tmp_path / "warehouse.duckdb") as reader:
            return gather(lambda name: reader.rows(read_query(name)))

    return gathered


def row_of(figures, expectation):
    (row,) = [row for row in figures.failing_rows if row.expectation == expectation]
    return row


def test_a_refused_measure_is_shown_with_the_words_of_its_loaded_story(figures_of, batch_of):
    batch = batch_of(3)
    scolding = replace(batch.measures[1], measure_type="scolding", evidence_start=8, evidence_end=14, evidence_text="banned")
    row = row_of(figures_of(replace(batch, measures=(batch.measures[0], scolding, batch.measures[2]))), "measures_type_known")
    assert (row.record_key, row.is_quarantined, row.story_id, row.story_is_loaded) == ("measure_1", True, "story_1", True)
    assert (row.before, row.words, row.after[:7]) == ("Norland ", "banned", " timber")
    assert (row.headline, row.severity) == ("Norland bans timber", Severity.CRITICAL)


def test_a_loaded_row_with_a_warning_is_shown_with_its_story(figures_of, batch_of):
    batch = batch_of(3)
    undated = replace(batch.stories[2], published_at=None, published_precision=None)
    row = row_of(figures_of(replace(batch, stories=(*batch.stories[:2], undated))), "stories_published_at_known")
    assert (row.record_key, row.is_quarantined, row.starts) == ("story_2/v1", False, None)
    assert row.words.startswith("Norland banned timber")


def test_a_refused_story_is_shown_from_quarantine(figures_of, batch_of):
    batch = batch_of(2)
    gossip = replace(batch.stories[1], content_kind="gossip")
    row = row_of(figures_of(replace(batch, stories=(batch.stories[0], gossip))), "stories_content_kind_known")
    assert (row.is_quarantined, row.story_is_loaded, row.headline) == (True, False, "Norland bans timber")


@pytest.mark.parametrize(
    "changes",
    [
        {"publish_status": PublishStatus.CANCELED},
        {"publish_status": PublishStatus.WITHHELD},
        {"embargoed_until": "far ahead"},
    ],
    ids=["killed", "withheld", "embargoed"],
)
def test_words_that_may_not_be_shown_are_left_out(figures_of, batch_of, now, changes):
    if "embargoed_until" in changes:
        changes = {"embargoed_until": now.replace(year=2999)}
    batch = batch_of(2)
    hidden = replace(batch.stories[1], published_at=None, published_precision=None, **changes)
    row = row_of(figures_of(replace(batch, stories=(batch.stories[0], hidden))), "stories_published_at_known")
    assert (row.story_id, row.may_show) == ("story_1", False)
    assert (row.headline, row.before, row.words, row.after) == (None, None, None, None)


def test_of_many_failing_rows_the_first_five_are_shown(figures_of, batch_of):
    batch = batch_of(9)
    undated = tuple(replace(story, published_at=None, published_precision=None) for story in batch.stories)
    figures = figures_of(replace(batch, stories=undated))
    shown = [row.record_key for row in figures.failing_rows if row.expectation == "stories_published_at_known"]
    (check,) = [check for check in figures.checks if check.expectation == "stories_published_at_known"]
    assert shown == list(check.failing)
    assert len(shown) == 5


def results(name, shares, now, rows=100):
    """Results of one expectation, one run a day, the last one now."""
    for age, share in enumerate(reversed(shares)):
        yield QualityResult(
            run_id=f"earlier_{age}" if age else "run_0",
            batch=0,
            suite="stories",
            expectation=name,
            column_name=None,
            severity=Severity.WARNING,
            success=not share,
            observed=None,
            element_count=rows,
            unexpected_count=round(share * rows),
            reason="Why",
            created_at=now - timedelta(days=age),
        )


def test_a_share_that_leaves_its_history_is_drift_in_either_direction(figures_of, batch_of, now):
    usual = [0.02, 0.03, 0.02, 0.02, 0.03, 0.02]
    told = (
        *results("doubled", [*usual, 0.3], now),
        *results("as_ever", [*usual, 0.03], now),
        *results("mended", [0.4, 0.41, 0.4, 0.42, 0.4, 0.0], now),
        *results("restless", [0.1, 0.5, 0.2, 0.6, 0.1, 0.5, 0.6], now),
        *results("new", [0.0, 0.0, 0.5], now),
        *results("few_rows", [*usual, 0.5], now, rows=10),
    )
    moves = {move.expectation: move for move in figures_of(batch_of(1), results=told).drift}
    assert set(moves) == {"doubled", "mended"}
    assert (moves["doubled"].share, moves["doubled"].median_share, moves["doubled"].runs) == (0.3, 0.02, 6)


def test_the_history_of_a_failing_check_is_told_run_by_run(figures_of, batch_of, now):
    history = figures_of(batch_of(1), results=tuple(results("odd", [0.1, 0.0, 0.2], now))).check_trend
    assert [(point.failed, point.judged) for point in history if point.expectation == "odd"] == [(10, 100), (0, 100), (20, 100)]


@pytest.mark.parametrize(
    ("record_key", "words"),
    [
        ("measures/measure_0", "Norland banned timber from Finmark"),
        ("position_0", "Swedia said it was against the ban"),
        ("story_0/v1", "Norland banned timber from Finmark on Tuesday"),
    ],
)
def test_rows_of_checks_of_the_whole_warehouse_are_found_by_their_keys(figures_of, batch_of, now, record_key, words):
    (result,) = results("warehouse_offsets_match", [0.5], now)
    result = replace(
        result, suite="warehouse", observed=json.dumps({"failing": [record_key, "Nothing came from X"], "told": ["2 found"]})
    )
    figures = figures_of(batch_of(1), results=(result,))
    row = row_of(figures, "warehouse_offsets_match")
    assert row.words.startswith(words)
    (check,) = [check for check in figures.checks if check.suite == "warehouse"]
    assert (check.failing, check.told) == ((record_key, "Nothing came from X"), ("2 found",))
