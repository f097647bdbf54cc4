"""What `serve` registers, and what it refuses before it starts anything."""

import socket
from pathlib import Path

import pytest

from flows.deployments import home_tag, plans
from flows.server import ServerFailed, serving_server
from tasks.watching.source import CatchUp, Schedule, Source
from warehouse.errors import UsageError

WAREHOUSE = Path("/data/warehouse.duckdb")
MINUTELY = Schedule("* * * * *", catch_up=CatchUp.ALL)


def by_name(*sources):
    return {plan.full_name: plan for plan in plans(sources, WAREHOUSE)}


def test_each_scheduled_source_has_a_deployment_in_place_of_the_one_that_polls_all():
    found = by_name(Source("courier", "https://courier.example/", MINUTELY), Source("unscheduled", "/in"))
    assert found["poll/courier"].schedule == MINUTELY
    assert found["poll/courier"].parameters == {"sources": ["courier"], "warehouse": str(WAREHOUSE)}
    assert found["poll/watched-sources"].schedule is None
    assert "poll/unscheduled" not in found


def test_without_scheduled_sources_all_are_polled_together():
    found = by_name(Source("courier", "https://courier.example/", MINUTELY, enabled=False))
    assert found["poll/watched-sources"].schedule == Schedule("*/10 * * * *")
    assert "poll/courier" not in found


def test_the_audit_is_nightly_the_maintenance_weekly_and_the_rest_by_hand():
    found = by_name()
    assert {name: plan.schedule.cron for name, plan in found.items() if plan.schedule} == {
        "poll/watched-sources": "*/10 * * * *",
        "audit/nightly-audit": "17 2 * * *",
        "maintain/weekly-maintenance": "43 3 * * SUN",
    }
    assert {"ingest/by-hand", "backfill/archive"} <= found.keys()


def test_two_data_folders_have_two_tags():
    assert home_tag(Path("/a")) != home_tag(Path("/b"))


def test_a_port_that_is_taken_is_a_usage_error(tmp_path, monkeypatch):
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UsageError, match="--port"), serving_server(tmp_path, taken.getsockname()[1]):
            pass


def test_a_named_server_that_does_not_answer_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    with serving_server(tmp_path, 4200) as ready, pytest.raises(ServerFailed, match="PREFECT_API_URL names, does not answer"):
        ready()
