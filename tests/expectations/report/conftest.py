"""Rows as the report queries give them: a run that failed one critical check and one warning."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

JUDGED_AT = datetime(2026, 11, 24, 6, 30)  # noqa: DTZ001 - DuckDB gives times without a zone
Answers = dict[str, list[dict[str, object]]]


@pytest.fixture(scope="session")
def generated_at() -> datetime:
    return datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


@pytest.fixture
def answers() -> Answers:
    return {
        "report/totals": [
            {
                "documents": 1204,
                "stories": 1100,
                "story_versions": 1180,
                "mentions": 9000,
                "measures": 410,
                "current_measures": 377,
                "positions": 58,
                "quarantined": 2,
                "first_published_at": datetime(1986, 4, 14),  # noqa: DTZ001
                "last_published_at": JUDGED_AT,
            }
        ],
        "report/runs": [run(0, critical=1, state="gate_failed"), run(1, warnings=4), run(2)],
        "report/checks": [
            check("measures_target_known", "measures", "critical", failed=1, observed=['{"failing": ["measure_9"]}']),
            check("stories_published_at_known", "stories", "warning", failed=3, observed=['{"failing": ["s/1", "s/2"]}']),
            check("stories_body_not_empty", "stories", "critical"),
        ],
        "report/rows": [
            failing_row("measures_target_known", "measures", "measure_9", "critical", is_quarantined=True),
            failing_row(
                "stories_published_at_known", "stories", "s/1", "warning", starts=None, ends=None, before=None, after=None
            ),
        ],
        "report/check_trend": [point("measures_target_known", "measures", days_ago) for days_ago in (2, 1, 0)],
        "report/drift": [
            {
                "suite": "stories",
                "expectation": "stories_published_at_known",
                "severity": "warning",
                "judged": 200,
                "share": 0.31,
                "median_share": 0.02,
                "runs": 30,
            }
        ],
        "report/has_rule_precision": [],
        "report/rule_precision": [
            {"rule_id": "ban.active", "reviewed": 40, "accepted": 36, "edited": 2, "rejected": 2, "precision": 0.9}
        ],
        "report/coverage": [
            {
                "provider": "Nordic Desk",
                "format": "plain",
                "stories": 1100,
                "killed": 3,
                "dated": 1099,
                "with_dateline": 1045,
                "with_measures": 300,
                "measures": 410,
                "last_published_at": None,
                "last_seen_at": JUDGED_AT,
                "lines": 1,
            }
        ],
        "report/measures": [
            {"measure_type": "travel_ban", "status": "imposed", "measures": 300},
            {"measure_type": "arms_embargo", "status": "proposed", "measures": 77},
        ],
        "report/quarantine_reasons": [quarantine("measures_target_known", "measures", items=2)],
        "report/quarantine_items": [item("measure_9"), item("measure_8")],
    }


@pytest.fixture
def rows_of(answers) -> Callable[[str], list[dict[str, object]]]:
    return answers.__getitem__


def run(days_ago: int, *, critical: int = 0, warnings: int = 0, state: str = "completed") -> dict[str, object]:
    started_at = JUDGED_AT - timedelta(days=days_ago)
    return {
        "run_id": f"run_{days_ago}",
        "flow_name": "ingest",
        "started_at": started_at,
        "finished_at": started_at + timedelta(seconds=30),
        "state": state,
        "documents": 12,
        "story_versions": 11,
        "quarantined": critical,
        "critical": critical,
        "warnings": warnings,
        "notes": 0,
    }


def check(name: str, suite: str, severity: str, *, failed: int = 0, observed: list[str] | None = None) -> dict[str, object]:
    return {
        "run_id": "run_0",
        "suite": suite,
        "expectation": name,
        "column_name": None,
        "severity": severity,
        "success": failed == 0,
        "judged": 200,
        "failed": failed,
        "reason": f"Why {name} is there",
        "observed": observed or [],
        "batches": 2,
        "judged_at": JUDGED_AT,
    }


def quarantine(reason_code: str, record_kind: str, items: int) -> dict[str, object]:
    return {
        "stage": "judge",
        "reason_code": reason_code,
        "record_kind": record_kind,
        "items": items,
        "closed": 3,
        "oldest_at": JUDGED_AT - timedelta(days=1),
        "newest_at": JUDGED_AT,
    }


def item(record_key: str) -> dict[str, object]:
    return {
        "quarantine_id": f"quarantine_{record_key}",
        "stage": "judge",
        "source_uri": "/in/9.txt",
        "record_kind": "measures",
        "record_key": record_key,
        "reason_code": "measures_target_known",
        "reason": "The measure has no target that may load.",
        "created_at": JUDGED_AT,
    }


def failing_row(expectation: str, suite: str, record_key: str, severity: str, **changes: object) -> dict[str, object]:
    return {
        "suite": suite,
        "expectation": expectation,
        "severity": severity,
        "place": 1,
        "record_key": record_key,
        "is_quarantined": False,
        "story_id": "story_9",
        "version": "v1",
        "story_is_loaded": True,
        "may_show": True,
        "provider": "Nordic Desk",
        "published_at": JUDGED_AT,
        "source_uri": "/in/9.txt",
        "headline": "Norland bans timber",
        "before": "On Tuesday ",
        "words": "Norland banned timber",
        "after": " from Finmark.",
        "starts": 11,
        "ends": 32,
    } | changes


def point(expectation: str, suite: str, days_ago: int) -> dict[str, object]:
    return {
        "suite": suite,
        "expectation": expectation,
        "judged_at": JUDGED_AT - timedelta(days=days_ago),
        "failed": days_ago,
        "judged": 200,
    }
