import socket
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tasks.alerting.deliver import due_alerts, send_due
from tasks.alerting.rules import Flood, GateFailed, NewMeasure, Silence
from tasks.alerting.sending import check_addresses, redacted, send
from tests.factories import NOW, a_batch, a_country, a_measure, a_party, a_quarantined, a_run, a_story, delivered, sketched
from warehouse.codes import ContentKind, MeasureType, Role, Severity, Status
from warehouse.connect import open_reader, open_writer
from warehouse.errors import UsageError, WarehouseLocked
from warehouse.lease import hold_lease
from warehouse.records import QualityResult
from warehouse.settle import settle
from warehouse.store import load

pytestmark = pytest.mark.slow

URL = "json://127.0.0.1:1/hook"
ANY = NewMeasure("any", (URL,))


class Spy:
    """Stands for a service: notes what it is sent, and takes it unless it is told to fail."""

    def __init__(self, failure=None):
        self.failure = failure
        self.messages = []

    def __call__(self, url, title, body):
        self.messages.append((url, title))
        return self.failure


@pytest.fixture
def warehouse(tmp_path) -> Path:
    return tmp_path / "warehouse.duckdb"


def measured(
    run_id="run_1", story_id="story_a", version="v1", target="SY", sender="RU", status=Status.IMPOSED, hashes=None, **changes
):
    """Load one story with one measure, in a run of its own."""
    key = f"measure_{story_id}_{version}_{target}_{status}"
    story = a_story(story_id, version, version_order=int(version[1:]), run_id=run_id, content_kind=ContentKind.STORY, **changes)
    measure = a_measure(key, story, status=status, measure_type=MeasureType.ARMS_EMBARGO)
    parties = (a_party(key, Role.SENDER, sender), a_party(key, Role.TARGET, target))
    entities = (a_country(sender), a_country(target))
    return a_batch(story, measures=(measure,), measure_parties=parties, entities=entities), hashes


def run(warehouse, run_id, *batches, **tables):
    with open_writer(warehouse) as writer:
        for batch, hashes in batches:
            load(writer, replace(batch, **tables), delivered(batch), sketched(batch, hashes), a_run(run_id=run_id))
        if not batches:
            load(writer, replace(a_batch(a_story(run_id=run_id)), **tables), [], [], a_run(run_id=run_id))
        settle(writer)


def titles(warehouse, rules, run_id="run_1", now=NOW):
    return [one.finding.title for one in due_alerts(warehouse, rules, run_id, now)]


def checked(warehouse, rules, run_id="run_1", spy=None, now=NOW):
    spy = spy or Spy()
    send_due(warehouse, rules, run_id, lambda: now, spy)
    return spy.messages


def test_a_new_measure_is_told_once(warehouse):
    run(warehouse, "run_1", measured())
    assert titles(warehouse, [ANY]) == ["New measure: imposed arms embargo: Russia against Syria"]
    assert len(checked(warehouse, [ANY])) == 1
    assert checked(warehouse, [ANY]) == []
    with open_reader(warehouse) as reader:
        (row,) = reader.rows("FROM alerts")
    assert (row["rule"], row["state"], row["run_id"]) == ("any", "sent", "run_1")
    assert URL not in str(row)


@pytest.mark.parametrize(
    ("rule", "fits"),
    [
        (NewMeasure("r", (URL,), targets=("SY",)), True),
        (NewMeasure("r", (URL,), targets=("IR", "sy")), True),
        (NewMeasure("r", (URL,), targets=("IR",)), False),
        (NewMeasure("r", (URL,), senders=("RU",)), True),
        (NewMeasure("r", (URL,), senders=("SY",)), False),
        (NewMeasure("r", (URL,), types=("arms_embargo",)), True),
        (NewMeasure("r", (URL,), types=("travel_ban",)), False),
        (NewMeasure("r", (URL,), statuses=("imposed",)), True),
        (NewMeasure("r", (URL,), statuses=("proposed",)), False),
        (NewMeasure("r", (URL,), targets=("SY",), statuses=("proposed",)), False),
    ],
    ids=range(10),
)
def test_a_rule_asks_for_parties_type_and_status(warehouse, rule, fits):
    run(warehouse, "run_1", measured())
    assert bool(titles(warehouse, [rule])) is fits


def test_another_version_of_the_story_is_no_news(warehouse):
    run(warehouse, "run_1", measured())
    run(warehouse, "run_2", measured("run_2", version="v2"))
    assert titles(warehouse, [ANY], "run_2") == []


def test_two_versions_in_one_run_are_told_once(warehouse):
    run(warehouse, "run_1", measured(), measured(version="v2"))
    assert len(titles(warehouse, [ANY])) == 1


def test_a_copy_of_the_story_is_no_news(warehouse):
    hashes = {"story_a": tuple(range(20)), "story_b": tuple(range(20))}
    run(warehouse, "run_1", measured(hashes=hashes))
    run(warehouse, "run_2", measured("run_2", "story_b", hashes=hashes, word_count=99))
    assert titles(warehouse, [ANY], "run_2") == []


def test_another_story_of_the_same_case_is_no_news_and_a_new_status_is(warehouse):
    run(warehouse, "run_1", measured())
    run(warehouse, "run_2", measured("run_2", "story_b"))
    assert titles(warehouse, [ANY], "run_2") == []
    run(warehouse, "run_3", measured("run_3", "story_c", status=Status.LIFTED))
    assert len(titles(warehouse, [ANY], "run_3")) == 1


def test_another_target_in_a_later_version_is_news(warehouse):
    run(warehouse, "run_1", measured())
    run(warehouse, "run_2", measured("run_2", version="v2", target="LY"))
    assert titles(warehouse, [ANY], "run_2") == ["New measure: imposed arms embargo: Russia against Libya"]


def test_a_killed_story_is_not_told(warehouse):
    run(warehouse, "run_1", measured(publish_status="canceled"))
    assert titles(warehouse, [ANY]) == []


def test_an_alert_that_fails_is_written_down_and_tried_again_at_the_next_run(warehouse):
    run(warehouse, "run_1", measured())
    assert len(checked(warehouse, [ANY], spy=Spy("the service answered 503"))) == 1
    with open_reader(warehouse) as reader:
        assert reader.rows("SELECT state, failure FROM alerts") == [{"state": "failed", "failure": "the service answered 503"}]
    assert len(checked(warehouse, [ANY], "run_2")) == 1
    assert checked(warehouse, [ANY], "run_2") == []


def test_each_address_is_told_once_whatever_becomes_of_the_other(warehouse):
    run(warehouse, "run_1", measured())
    other = "json://127.0.0.1:2/hook"
    both = NewMeasure("any", (URL, other))
    send_due(warehouse, [both], "run_1", lambda: NOW, lambda url, title, body: None if url == URL else "it is down")
    assert [url for url, _ in checked(warehouse, [both])] == [other]


def test_a_failed_critical_check_is_told(warehouse):
    result = QualityResult("run_1", 0, "measures", "offsets_match", None, Severity.CRITICAL, False, None, 5, 2, "Why", NOW)
    warning = replace(result, expectation="has_dateline", severity=Severity.WARNING)
    run(warehouse, "run_1", measured(), quality_results=(result, warning))
    (due,) = due_alerts(warehouse, [GateFailed("gate", (URL,))], "run_1", NOW)
    assert "offsets_match: 2 rows" in due.finding.body
    assert "has_dateline" not in due.finding.body
    assert titles(warehouse, [GateFailed("gate", (URL,))], "run_2") == []


@pytest.mark.parametrize(("rows", "told"), [(2, True), (3, False)])
def test_a_flood_is_told_from_so_many_rows_of_one_run(warehouse, rows, told):
    held = [a_quarantined(quarantine_id=f"q{place}", run_id=f"run_{min(place, 1)}") for place in range(3)]
    run(warehouse, "run_1", measured(), quarantine=tuple(held))
    assert bool(titles(warehouse, [Flood("flood", (URL,), rows=rows)])) is told


def test_silence_is_told_once_until_a_story_comes(warehouse):
    rule = Silence("quiet", (URL,), provider="meridian wire", hours=6)
    run(warehouse, "run_1", measured(first_seen_at=NOW))
    assert checked(warehouse, [rule], now=NOW + timedelta(hours=5)) == []
    assert len(checked(warehouse, [rule], now=NOW + timedelta(hours=7))) == 1
    assert checked(warehouse, [rule], now=NOW + timedelta(hours=9)) == []
    run(warehouse, "run_2", measured("run_2", "story_b", first_seen_at=NOW + timedelta(hours=10)))
    assert len(checked(warehouse, [rule], now=NOW + timedelta(hours=17))) == 1
    assert len(checked(warehouse, [Silence("nobody", (URL,), provider="AFQ", hours=1)])) == 1


def test_two_checks_at_once_do_not_send_twice(warehouse):
    run(warehouse, "run_1", measured())
    with hold_lease(warehouse.with_name(f".{warehouse.name}.alerts"), "another check"), pytest.raises(WarehouseLocked):
        checked(warehouse, [ANY])


def test_without_rules_nothing_is_opened(tmp_path):
    assert send_due(tmp_path / "nosuch.duckdb", [], "run_1", lambda: NOW, Spy()) == []


@pytest.mark.parametrize(
    "url", ["slack://secrettoken/another/third", "json://user:secret@host/path?token=secret", "secret", "https://[secret"]
)
def test_of_an_address_nothing_but_the_service_is_told(url):
    assert "secret" not in redacted(url)


def test_an_address_of_no_service_is_refused_without_telling_it():
    with pytest.raises(UsageError) as told:
        check_addresses((GateFailed("gate", (URL, "nosuch://secret")),))
    assert "'gate': address 2 (nosuch://***)" in str(told.value)


def test_only_the_named_host_is_asked(monkeypatch):
    asked = []

    def refuse(host, *_, **__):
        asked.append(host)
        raise socket.gaierror("spied")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert send("json://alerts.example.test/hook", "title", "body") == "the service could not be reached, or did not take it"
    assert set(asked) == {"alerts.example.test"}
