"""How an expectation fares run by run, and when that is more than usual."""

from datetime import timedelta

import duckdb
import pytest

from tests.factories import NOW
from warehouse.codes import Severity
from warehouse.migrate import migrate
from warehouse.records import QualityResult
from warehouse.store import add_quality_results, has_run

pytestmark = pytest.mark.slow


@pytest.fixture
def warehouse():
    with duckdb.connect(":memory:") as connection:
        migrate(connection)
        yield connection


def keep(warehouse, failed_by_run, judged=100):
    rows = []
    for place, failed in enumerate(failed_by_run):
        rows += [
            QualityResult(
                run_id=f"run_{place:02}",
                batch=batch,
                suite="stories",
                expectation="stories_dateline_known",
                column_name="dateline_text",
                severity=Severity.INFO,
                success=not failed,
                observed=None,
                element_count=judged // 2,
                unexpected_count=failed // 2,
                reason="Why",
                created_at=NOW + timedelta(hours=place),
                owner="ingest",
            )
            for batch in (0, 1)
        ]
    add_quality_results(warehouse, rows)


def trend(warehouse):
    return warehouse.execute(
        "SELECT run_id, failed_share, earlier_runs, usual_share, has_risen, owner FROM quality_trend ORDER BY judged_at"
    ).fetchall()


def test_a_share_that_doubles_after_eight_runs_has_risen(warehouse):
    keep(warehouse, [10, 12, 10, 8, 10, 10, 12, 10, 24, 12])
    rows = trend(warehouse)
    assert [run_id for run_id, *_, has_risen, _ in rows if has_risen] == ["run_08"]
    assert rows[8] == ("run_08", 0.24, 8, 0.10, True, "ingest")


def test_few_runs_tell_nothing(warehouse):
    keep(warehouse, [0, 0, 0, 0, 0, 0, 0, 80])
    assert [row[4] for row in trend(warehouse)] == [False] * 8


def test_what_goes_up_and_down_anyway_has_not_risen(warehouse):
    keep(warehouse, [10, 40, 20, 60, 10, 50, 30, 70, 20, 80])
    assert not any(row[4] for row in trend(warehouse))


def test_a_result_is_kept_once(warehouse):
    keep(warehouse, [10])
    keep(warehouse, [10])
    assert warehouse.execute("SELECT count(*) FROM quality_results").fetchone() == (2,)


def test_a_run_that_changed_nothing_has_no_row(warehouse):
    assert not has_run(warehouse, "run_00")
