"""The figures are what the queries say, with owners and remedies from the code."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from expectations.judge import judge
from expectations.report.as_json import report_as_json
from expectations.report.figures import Outcome, ReportFigures
from expectations.report.gathering import gather
from warehouse.codes import Severity
from warehouse.connect import open_reader, open_writer
from warehouse.questions import read_query
from warehouse.records import Run
from warehouse.store import load


def test_checks_have_the_owner_and_the_remedy_of_the_code(rows_of):
    check, *_ = gather(rows_of).checks
    assert check.owner == "extraction"
    assert check.fault == "The measure has no target that may load"
    assert check.remedy.startswith("See whether its target was refused")
    assert check.failing == ("measure_9",)


def test_a_check_that_the_code_no_longer_has_says_so(answers, rows_of):
    answers["report/checks"][0]["expectation"] = "measures_moon_phase"
    assert gather(rows_of).checks[0].owner == "no longer declared"


def test_times_are_utc(rows_of):
    assert gather(rows_of).runs[0].started_at == datetime(2026, 11, 24, 6, 30, tzinfo=UTC)


def test_failing_checks_come_by_severity_the_most_rows_first(answers, rows_of):
    answers["report/checks"].append({**answers["report/checks"][0], "expectation": "measures_type_known", "failed": 9})
    figures = gather(rows_of)
    critical = [check.expectation for check in figures.failing(Severity.CRITICAL)]
    assert critical == ["measures_type_known", "measures_target_known"]
    assert [check.expectation for check in figures.failing(Severity.WARNING)] == ["stories_published_at_known"]


@pytest.mark.parametrize(
    ("kept", "outcome"),
    [(slice(None), Outcome.FAILED), (slice(1, None), Outcome.PASSED), (slice(0), Outcome.NOT_JUDGED)],
)
def test_the_verdict_is_that_of_the_critical_checks(answers, rows_of, kept, outcome):
    answers["report/checks"] = answers["report/checks"][kept]
    assert gather(rows_of).outcome is outcome


def test_json_begins_with_the_verdict_and_holds_every_figure(rows_of, generated_at):
    told = json.loads(json.dumps(report_as_json(gather(rows_of), generated_at)))
    assert list(told)[:3] == ["verdict", "generated_at", "failing"]
    assert told["verdict"] == "failed"
    assert told["failing"] == {
        "critical": ["measures_target_known"],
        "warning": ["stories_published_at_known"],
        "info": [],
    }
    assert told["totals"]["last_published_at"] == "2026-11-24T06:30:00+00:00"
    assert told["runs"][0]["critical"] == 1
    assert told["checks"][0]["severity"] == "critical"
    assert told["quarantined_items"][1]["record_key"] == "measure_8"


def gathered_from(warehouse) -> ReportFigures:
    with open_reader(warehouse) as reader:
        return gather(lambda name: reader.rows(read_query(name)))


def test_the_queries_run_on_an_empty_warehouse(tmp_path):
    with open_writer(tmp_path / "warehouse.duckdb"):
        pass
    figures = gathered_from(tmp_path / "warehouse.duckdb")
    assert figures.outcome is Outcome.NOT_JUDGED
    assert (figures.totals.stories, figures.runs, figures.coverage, figures.quarantine) == (0, (), (), ())


def test_the_queries_tell_what_was_judged_and_loaded(tmp_path, batch_of, now):
    batch = batch_of(4)
    undated = replace(batch.stories[0], published_at=None, published_precision=None)
    scolding = replace(batch.measures[1], measure_type="scolding")
    batch = replace(
        batch,
        stories=(undated, *batch.stories[1:]),
        measures=(batch.measures[0], scolding, *batch.measures[2:]),
    )
    verdict = judge(batch, run_id="run_1", batch_number=0, now=now)
    run = Run("run_1", "ingest", None, now, None, "running", "{}", "{}")
    with open_writer(tmp_path / "warehouse.duckdb") as writer:
        load(writer, verdict.accepted, [], [], run)
    figures = gathered_from(tmp_path / "warehouse.duckdb")

    assert figures.outcome is Outcome.FAILED
    assert (figures.totals.stories, figures.totals.measures, figures.totals.quarantined) == (4, 3, 1)
    (line,) = figures.coverage
    assert (line.provider, line.format, line.stories, line.dated, line.with_dateline) == ("Nordic Desk", "plain", 4, 3, 4)
    assert (line.with_measures, line.measures, line.lines) == (3, 3, 1)
    assert [(one.measure_type, one.status, one.measures) for one in figures.measures] == [("import_restriction", "imposed", 3)]
    (newest,) = figures.runs
    assert (newest.documents, newest.story_versions, newest.critical, newest.warnings) == (4, 4, 1, 1)
    (failed,) = figures.failing(Severity.CRITICAL)
    assert (failed.expectation, failed.judged, failed.failed) == ("measures_type_known", 4, 1)
    assert failed.failing == ("measure_1",)
    (reason,) = figures.quarantine
    assert (reason.reason_code, reason.items, reason.closed) == ("measures_type_known", 1, 0)
    (item,) = figures.quarantined_items
    assert (item.record_key, item.source_uri) == ("measure_1", "/in/1.txt")
