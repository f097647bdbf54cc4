"""The whole warehouse is judged after a run: faults planted one at a time by SQL in a real warehouse of sample stories."""

import json
from datetime import UTC, datetime, timedelta

import duckdb
import pytest

from expectations import engine
from expectations.suites import WHOLE_SUITES
from expectations.whole import WHOLE, WholeVerdict, judge_whole
from tests.expectations.sampled import take_in_samples
from warehouse.codes import Severity
from warehouse.connect import Reader
from warehouse.migrate import migrate
from warehouse.questions import read_query

pytestmark = pytest.mark.slow

CRITICAL, WARNING, INFO = Severity.CRITICAL, Severity.WARNING, Severity.INFO
NOW = datetime(2026, 2, 3, tzinfo=UTC)
NAMES = [
    "2000-eu-austria-wrong.txt",
    "2000-eu-austria-kill.txt",
    "2008-nkorea-list-wrong.txt",
    "2008-nkorea-list-kill.txt",
    "2006-nkorea-1718-update1.txt",
    "2006-nkorea-1718-update3.txt",
    "2008-zimbabwe-veto.txt",
    "2011-libya-1970.txt",
    "2011-arab-league-syria.txt",
    "2010-iran-1929.html",
    "1992-libya-748-1stld.txt",
    "1992-libya-748-writethru.txt",
    "2018-eritrea-lifted.json",
    "2003-liberia-timber.xml",
]
A_MEASURE = "(SELECT min(measure_id) FROM measures)"
A_MENTION = "(SELECT min(mention_id) FROM mentions WHERE entity_id IS NOT NULL)"
AN_EVENT = "(SELECT min(measure_id) FROM case_events WHERE previous_status IS NULL)"
QUARANTINE_COLUMNS = (
    "(quarantine_id, run_id, stage, source_uri, record_kind, record_key, reason_code, reason, payload, created_at, resolved_at)"
)
ONE_CASE = "case_id = (SELECT min(case_id) FROM cases)"
SHOWN_KILLED = """
    CREATE OR REPLACE VIEW current_stories_with_copies AS
    SELECT *, FALSE AS has_correction_note, 1 AS copies, 1 AS copy_rank FROM stories
    WHERE is_current AND publish_status = 'usable'
"""
SHOWN_EMBARGOED = """
    UPDATE stories SET embargoed_until = '2999-01-01' WHERE story_id = (SELECT min(story_id) FROM current_stories);
    CREATE OR REPLACE VIEW current_stories_with_copies AS
    SELECT *, FALSE AS has_correction_note, 1 AS copies, 1 AS copy_rank FROM showable_stories
"""

# What is wrong, the expectation that must say so, its severity, and the SQL that makes it so.
FAULTS: list[tuple[str, str, Severity, str]] = [
    (
        "a story whose delivery is gone",
        "warehouse_story_documents_exist",
        CRITICAL,
        "UPDATE stories SET document_id = 'doc_gone' WHERE story_id = (SELECT min(story_id) FROM stories)",
    ),
    (
        "a delivery neither loaded nor in quarantine",
        "warehouse_documents_accounted_for",
        CRITICAL,
        "INSERT INTO documents SELECT * REPLACE ('doc_lost' AS document_id, '/wires/lost' AS source_uri) FROM documents LIMIT 1",
    ),
    (
        "orphan furniture",
        "warehouse_furniture_stories_exist",
        CRITICAL,
        "INSERT INTO story_furniture VALUES ('story_gone', 'v1', 'byline', 'By Nobody', 0)",
    ),
    (
        "an orphan mention",
        "warehouse_mention_stories_exist",
        CRITICAL,
        f"UPDATE mentions SET version = 'v0' WHERE mention_id = {A_MENTION}",
    ),
    (
        "a mention of an actor that is gone",
        "warehouse_mention_entities_exist",
        CRITICAL,
        f"UPDATE mentions SET entity_id = 'body:gone' WHERE mention_id = {A_MENTION}",
    ),
    (
        "orphan evidence",
        "warehouse_evidence_measures_exist",
        CRITICAL,
        "INSERT INTO measure_evidence VALUES ('measure_gone', 'clause', 'words', 0, 5, 'rule')",
    ),
    (
        "an orphan party",
        "warehouse_party_measures_exist",
        CRITICAL,
        "INSERT INTO measure_parties SELECT * REPLACE ('measure_gone' AS measure_id) FROM measure_parties LIMIT 1",
    ),
    (
        "a party that is no actor",
        "warehouse_party_entities_exist",
        CRITICAL,
        f"INSERT INTO measure_parties VALUES ({A_MEASURE}, 'proposer', 'body:gone', NULL, 'Somebody')",
    ),
    (
        "a stance on a measure that is gone",
        "warehouse_position_measures_exist",
        CRITICAL,
        "UPDATE positions SET measure_id = 'measure_gone' WHERE position_id = (SELECT min(position_id) FROM positions)",
    ),
    (
        "a position without holder",
        "warehouse_position_holders_exist",
        CRITICAL,
        "UPDATE positions SET holder_entity_id = 'body:gone' WHERE position_id = (SELECT min(position_id) FROM positions)",
    ),
    (
        "a measure without a target",
        "warehouse_measure_targets_exist",
        CRITICAL,
        f"DELETE FROM measure_parties WHERE role = 'target' AND measure_id = {A_MEASURE}",
    ),
    (
        "a link of a story that is gone",
        "warehouse_link_stories_exist",
        CRITICAL,
        "INSERT INTO story_links SELECT story_id, version, 'story_gone', 'supersedes' FROM stories LIMIT 1",
    ),
    (
        "evidence of a measure shifted by one",
        "warehouse_offsets_match",
        CRITICAL,
        f"UPDATE measures SET evidence_start = evidence_start + 1, evidence_end = evidence_end + 1"
        f" WHERE measure_id = {A_MEASURE}",
    ),
    (
        "a negative offset",
        "warehouse_offsets_match",
        CRITICAL,
        f"UPDATE mentions SET start_char = -1 WHERE mention_id = {A_MENTION}",
    ),
    (
        "a body that was changed after its analysis",
        "warehouse_offsets_match",
        CRITICAL,
        f"UPDATE stories SET body = 'Added. ' || body"
        f" WHERE story_id = (SELECT story_id FROM measures WHERE measure_id = {A_MEASURE})",
    ),
    ("a duplicate key", "warehouse_keys_unique", CRITICAL, "INSERT INTO entities SELECT * FROM entities LIMIT 1"),
    (
        "a type outside of the list",
        "warehouse_codes_known",
        CRITICAL,
        f"UPDATE measures SET measure_type = 'scolding' WHERE measure_id = {A_MEASURE}",
    ),
    (
        "a country that is none",
        "warehouse_countries_known",
        CRITICAL,
        "UPDATE measure_parties SET country = 'XX' WHERE entity_id = (SELECT min(entity_id) FROM measure_parties)",
    ),
    (
        "quarantine without a reason code",
        "warehouse_quarantine_reasoned",
        CRITICAL,
        f"INSERT INTO quarantine {QUARANTINE_COLUMNS} VALUES"
        " ('q', 'r', 'read', '/wires/x', 'item', 'x', '', 'No reason code.', NULL, now()::TIMESTAMP, NULL)",
    ),
    (
        "two current versions",
        "warehouse_one_version_current",
        CRITICAL,
        "UPDATE stories SET is_current = TRUE WHERE story_id = (SELECT min(story_id) FROM stories WHERE NOT is_current)",
    ),
    (
        "an old version that stands as current",
        "warehouse_newest_version_current",
        CRITICAL,
        "UPDATE stories SET is_current = NOT is_current WHERE story_id = (SELECT min(story_id) FROM stories WHERE revision = 2)",
    ),
    ("killed stories that still show", "warehouse_killed_not_shown", CRITICAL, SHOWN_KILLED),
    ("an embargo that is not over", "warehouse_embargoed_not_shown", CRITICAL, SHOWN_EMBARGOED),
    (
        "copies that show twice",
        "warehouse_copies_shown_once",
        CRITICAL,
        "CREATE OR REPLACE VIEW current_stories AS SELECT * FROM current_stories_with_copies UNION ALL"
        " SELECT * FROM (FROM current_stories_with_copies ORDER BY story_id LIMIT 1)",
    ),
    (
        "an advisory with measures",
        "warehouse_measures_of_stories_only",
        CRITICAL,
        f"UPDATE stories SET content_kind = 'advisory'"
        f" WHERE story_id = (SELECT story_id FROM measures WHERE measure_id = {A_MEASURE})",
    ),
    (
        "an unknown kind of link",
        "warehouse_link_kinds_known",
        CRITICAL,
        "INSERT INTO story_links SELECT story_id, version, story_id, 'resembles' FROM stories LIMIT 1",
    ),
    (
        "a story that supersedes itself",
        "warehouse_links_to_another_story",
        CRITICAL,
        "INSERT INTO story_links SELECT story_id, version, story_id, 'supersedes' FROM stories LIMIT 1",
    ),
    (
        "copies in two clusters",
        "warehouse_copies_in_one_cluster",
        WARNING,
        "INSERT INTO story_links SELECT one.story_id, one.version, other.story_id, 'contains'"
        " FROM stories AS one, stories AS other WHERE one.cluster_id < other.cluster_id ORDER BY ALL LIMIT 1",
    ),
    ("most stories without a date", "warehouse_undated_few", WARNING, "UPDATE stories SET published_at = NULL"),
    ("pages on which extractors disagree", "warehouse_bodies_agree", WARNING, "UPDATE stories SET body_agreement = 0.3"),
    ("a service in another language", "warehouse_languages_as_read", WARNING, "UPDATE stories SET language = 'fr'"),
    ("all stories taken for copies", "warehouse_copies_few", WARNING, "UPDATE stories SET cluster_id = 'one'"),
    (
        "a quarantine that nobody empties",
        "warehouse_quarantine_small",
        WARNING,
        f"INSERT INTO quarantine {QUARANTINE_COLUMNS}"
        " SELECT document_id, run_id, 'read', source_uri, 'document', document_id, 'damaged', 'It is.',"
        " NULL, fetched_at, NULL FROM documents",
    ),
    ("a case without events", "cases_have_events", CRITICAL, f"DELETE FROM case_events WHERE {ONE_CASE}"),
    ("events without their case", "cases_of_events_exist", CRITICAL, f"DELETE FROM cases WHERE {ONE_CASE}"),
    (
        "an event of another story's measure",
        "cases_measures_exist",
        CRITICAL,
        f"UPDATE case_events SET story_id = 'story_other' WHERE measure_id = {AN_EVENT}",
    ),
    (
        "an event of a killed story",
        "cases_of_shown_stories_only",
        CRITICAL,
        "UPDATE stories SET publish_status = 'canceled' WHERE is_current"
        f" AND story_id = (SELECT story_id FROM measures WHERE measure_id = {AN_EVENT})",
    ),
    (
        "a case of a type outside of the list",
        "cases_codes_known",
        CRITICAL,
        f"UPDATE cases SET measure_type = 'x' WHERE {ONE_CASE}",
    ),
    (
        "a case at a status that nobody told",
        "cases_status_is_told",
        CRITICAL,
        f"UPDATE cases SET latest_status = CASE latest_status WHEN 'eased' THEN 'lifted' ELSE 'eased' END WHERE {ONE_CASE}",
    ),
    (
        "a case that ends before it begins",
        "cases_times_in_order",
        CRITICAL,
        f"UPDATE cases SET first_as_of = '2031-01-01', latest_as_of = '2030-01-01' WHERE {ONE_CASE}",
    ),
    (
        "a status jump that nobody flagged",
        "cases_jumps_flagged",
        CRITICAL,
        f"UPDATE case_events SET previous_status = 'proposed', status = 'extended' WHERE measure_id = {AN_EVENT}",
    ),
    (
        "a status jump",
        "cases_steps_legal",
        INFO,
        f"UPDATE case_events SET previous_status = 'proposed', status = 'extended', is_jump = TRUE WHERE measure_id = {AN_EVENT}",
    ),
]
# Faults that cannot be without another one beside them.
ALSO: dict[str, set[tuple[str, Severity]]] = {
    "a status jump that nobody flagged": {("cases_status_is_told", CRITICAL)},
    "a status jump": {("cases_status_is_told", CRITICAL)},
}


@pytest.fixture(scope="module")
def warehouse(language):
    with duckdb.connect(":memory:") as connection:
        migrate(connection)
        take_in_samples(connection, NAMES, language, NOW)
        yield connection


@pytest.fixture
def faulty(warehouse):
    """The warehouse, as it was again after the test."""
    warehouse.execute("BEGIN TRANSACTION")
    yield warehouse
    warehouse.execute("ROLLBACK")


def judged(connection, run_id="run_samples", now=NOW) -> WholeVerdict:
    reader = Reader(connection)
    return judge_whole(lambda name: reader.rows(read_query(name)), run_id=run_id, now=now)


def failing(verdict: WholeVerdict) -> set[tuple[str, Severity]]:
    return {(result.expectation, result.severity) for result in verdict.results if not result.success}


def test_a_sound_warehouse_raises_nothing(warehouse):
    verdict = judged(warehouse)
    assert failing(verdict) == set()
    assert not verdict.gate_failed
    counts = {
        name: warehouse.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("measures", "positions", "cases")
    }
    assert min(counts.values()) > 10
    assert warehouse.execute("SELECT kind, count(*) > 0 FROM story_links WHERE kind = 'kills' GROUP BY kind").fetchall()


def test_every_expectation_of_the_whole_leaves_one_result(warehouse):
    results = judged(warehouse).results
    declared = [(suite.table, expectation.name) for suite in WHOLE_SUITES for expectation in suite.expectations]
    assert [(result.suite, result.expectation) for result in results] == declared
    assert {(result.run_id, result.batch, result.created_at) for result in results} == {("run_samples", WHOLE, NOW)}
    assert all(result.owner for result in results)
    rows = warehouse.execute("SELECT count(*) FROM mentions").fetchone()[0]
    assert next(r for r in results if r.expectation == "warehouse_mention_stories_exist").element_count == rows > 100


@pytest.mark.parametrize(("fault", "expectation", "severity", "sql"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_a_fault_in_a_sound_warehouse_is_caught_by_its_expectation_alone(faulty, fault, expectation, severity, sql):
    faulty.execute(sql)
    verdict = judged(faulty)
    found = failing(verdict) - ALSO.get(fault, set())
    assert found == {(expectation, severity)}
    assert verdict.gate_failed is any(level is CRITICAL for _, level in failing(verdict))
    (result,) = [each for each in verdict.results if each.expectation == expectation]
    assert result.unexpected_count > 0
    assert json.loads(result.observed)["told"]


def test_a_kill_whose_link_was_lost_lets_its_victim_show(faulty):
    faulty.execute("DELETE FROM story_links WHERE kind = 'kills'")
    assert {"warehouse_killed_not_shown", "warehouse_references_linked"} <= {name for name, _ in failing(judged(faulty))}


def test_measures_of_stories_that_are_gone_are_orphans_with_all_they_have(faulty):
    faulty.execute("DELETE FROM stories WHERE story_id = (SELECT max(story_id) FROM measures)")
    caught = {name for name, _ in failing(judged(faulty))}
    assert {
        "warehouse_measure_stories_exist",
        "warehouse_mention_stories_exist",
        "warehouse_documents_accounted_for",
    } - caught == {
        "warehouse_documents_accounted_for"  # its deliveries are still noted
    }


def test_many_jumps_are_a_rule_that_takes_one_status_for_another(faulty):
    faulty.execute("UPDATE case_events SET is_jump = TRUE")
    assert ("cases_jumps_few", WARNING) in failing(judged(faulty))


def test_every_expectation_of_warehouse_and_cases_has_a_fault_here():
    elsewhere = {"warehouse_references_linked", "warehouse_measure_stories_exist", "cases_jumps_few"}
    declared = {each.name for suite in WHOLE_SUITES if suite.table != "providers" for each in suite.expectations}
    assert declared - {name for _, name, _, _ in FAULTS} == elsewhere


def test_the_views_and_the_suites_have_the_same_names(warehouse):
    views = read_sql("55_warehouse_faults")
    declared = {each.name for suite in WHOLE_SUITES if suite.table != "providers" for each in suite.expectations}
    assert {name for name in declared if f"'{name}'" not in views} == set()


def read_sql(name):
    from warehouse.migrate import view_files

    return next(path.read_text(encoding="utf-8") for path in view_files() if path.stem == name)


def test_failing_rows_are_told_by_key_and_never_by_text(faulty):
    faulty.execute(f"UPDATE measures SET evidence_text = 'Secret words.' WHERE measure_id = {A_MEASURE}")
    (result,) = [each for each in judged(faulty).results if not each.success]
    key = faulty.execute(f"SELECT {A_MEASURE}").fetchone()[0]
    assert json.loads(result.observed) == {"failing": [f"measures/{key}"], "told": ["1 found"]}


def test_an_exception_of_the_engine_is_no_verdict_on_the_warehouse(warehouse, monkeypatch):
    class Broken:
        def validate(self, suite, frame):
            raise engine.EngineError("it broke")

    monkeypatch.setattr(engine, "_engine", Broken)
    with pytest.raises(engine.EngineError, match="it broke"):
        judged(warehouse)


def test_a_provider_that_fell_silent_or_sends_too_little_is_warned_of_in_words(faulty):
    earlier = NOW - timedelta(days=1)
    hours = [(f"run_{n:02}", earlier + timedelta(hours=n)) for n in range(12)]
    for run_id, at in hours:
        faulty.execute("INSERT INTO runs VALUES (?, 'ingest', NULL, ?, ?, 'completed', '{}', '{}')", [run_id, at, at])
        faulty.execute(
            "INSERT INTO stories BY NAME SELECT * REPLACE (story_id || ? AS story_id, story_id || ? AS cluster_id, ? AS run_id,"
            " ?::TIMESTAMP AS first_seen_at, 'AFP' AS provider, 1 AS revision, TRUE AS is_current)"
            " FROM (FROM stories WHERE run_id = 'run_samples' AND publish_status = 'usable' ORDER BY story_id, version LIMIT 10)",
            [run_id, run_id, run_id, at],
        )
    results = {result.expectation: result for result in judged(faulty, run_id="run_11").results}
    silent = results["providers_not_silent"]
    assert (silent.success, silent.severity, silent.element_count, silent.unexpected_count) == (False, WARNING, 1, 1)
    assert json.loads(silent.observed)["failing"] == ["AFP: nothing for 13 h, usually every 60 min (median of 11 gaps)"]
    assert results["providers_volume_usual"].success
    faulty.execute(
        "DELETE FROM stories WHERE run_id = 'run_11'"
        " AND word_count < (SELECT max(word_count) FROM stories WHERE run_id = 'run_11')"
    )
    dropped = next(r for r in judged(faulty, run_id="run_11").results if r.expectation == "providers_volume_usual")
    assert json.loads(dropped.observed)["failing"] == ["AFP: 1 story, usually 10 (median of 11 runs)"]
