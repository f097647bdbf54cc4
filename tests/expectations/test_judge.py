"""Faults planted one to a story are each caught by their own expectation, and take nothing good with them.

The whole table is judged as one batch, because judging costs the same for two stories as for two hundred.
"""

import json
import re
from collections.abc import Callable
from dataclasses import asdict, fields, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from expectations.judge import Verdict, judge
from expectations.suites import SUITES
from warehouse.batch import Batch
from warehouse.codes import ContentKind, PublishStatus, Severity, Status
from warehouse.records import Quarantined
from warehouse.store import KEYS

CRITICAL, WARNING, INFO = Severity.CRITICAL, Severity.WARNING, Severity.INFO
Fault = Callable[[Batch, int], Batch]
TABLES = tuple(suite.table for suite in SUITES)
STORY_NUMBER = re.compile(r"_(\d+)")  # matches "story_12/v1" and "mention_12_Norland"; misses "v1"


def number_of(record_key: str) -> int:
    return int(STORY_NUMBER.search(record_key)[1])


def rows_of_story(batch: Batch, table: str, n: int) -> list[object]:
    suite = next(suite for suite in SUITES if suite.table == table)
    return [row for row in getattr(batch, table) if number_of(suite.record_key(row)) == n]


def filled(values: dict[str, object], n: int) -> dict[str, object]:
    return {name: value.format(n=n) if isinstance(value, str) else value for name, value in values.items()}


def change(table: str, which: int = 0, **values: object) -> Fault:
    """Return a fault: other values in one of the story's rows of a table; {n} is the number of the story."""

    def planted(batch: Batch, n: int) -> Batch:
        good = rows_of_story(batch, table, n)[which]
        bad = replace(good, **filled(values, n))
        return replace(batch, **{table: tuple(bad if row is good else row for row in getattr(batch, table))})

    return planted


def repeat(table: str, **values: object) -> Fault:
    """Return a fault: the story's first row of a table once more, with other values."""

    def planted(batch: Batch, n: int) -> Batch:
        again = replace(rows_of_story(batch, table, n)[0], **filled(values, n))
        return replace(batch, **{table: (*getattr(batch, table), again)})

    return planted


def leave_out(table: str, which: int) -> Fault:
    """Return a fault: one of the story's rows of a table is missing."""

    def planted(batch: Batch, n: int) -> Batch:
        gone = rows_of_story(batch, table, n)[which]
        return replace(batch, **{table: tuple(row for row in getattr(batch, table) if row is not gone)})

    return planted


def both(*faults: Fault) -> Fault:
    def planted(batch: Batch, n: int) -> Batch:
        for fault in faults:
            batch = fault(batch, n)
        return batch

    return planted


FAULTS: list[tuple[str, Severity, Fault]] = [
    ("documents_id_unique", CRITICAL, repeat("documents", sha256="f" * 64)),
    ("documents_sha256_shape", CRITICAL, change("documents", sha256="ABC")),
    ("documents_sha256_shape", CRITICAL, change("documents", sha256=None)),
    ("documents_byte_size_positive", WARNING, change("documents", byte_size=0)),
    ("stories_key_unique", CRITICAL, repeat("stories", body="Other words.", word_count=2)),
    ("stories_body_not_empty", CRITICAL, change("stories", body=" \n", word_count=0)),
    ("stories_body_not_empty", CRITICAL, change("stories", body=None, word_count=0)),
    (
        "stories_body_not_empty",
        CRITICAL,
        change("stories", body=None, word_count=0, publish_status=PublishStatus.CANCELED),
    ),
    ("stories_content_kind_known", CRITICAL, change("stories", content_kind="gossip")),
    ("stories_content_kind_known", CRITICAL, change("stories", content_kind=None)),
    ("stories_publish_status_known", CRITICAL, change("stories", publish_status="maybe")),
    ("stories_word_count_matches", WARNING, change("stories", word_count=3)),
    ("stories_published_not_in_future", WARNING, change("stories", published_at=datetime(2024, 3, 8, tzinfo=UTC))),
    (
        "stories_published_since_telegraph",
        WARNING,
        both(change("stories", published_at=datetime(1849, 12, 31, tzinfo=UTC)), change("measures", date_value=None)),
    ),
    ("stories_embargo_after_publication", WARNING, change("stories", embargoed_until=datetime(2024, 3, 3, tzinfo=UTC))),
    ("stories_kill_withdraws", CRITICAL, change("stories", content_kind=ContentKind.KILL_NOTE)),
    ("stories_published_at_known", WARNING, change("stories", published_at=None)),
    ("stories_dateline_known", INFO, change("stories", dateline_text=None)),
    ("stories_headline_known", INFO, change("stories", headline=" ")),
    ("stories_language_known", WARNING, change("stories", language=None)),
    ("stories_language_english", WARNING, change("stories", language="de-CH")),
    ("stories_language_english", WARNING, change("stories", language="<script>alert(1)</script>")),
    ("stories_body_agreement_high", WARNING, change("stories", body_agreement=0.41)),
    ("story_furniture_story_exists", CRITICAL, change("story_furniture", version="v9")),
    ("story_furniture_key_unique", CRITICAL, repeat("story_furniture", kind="byline")),
    ("story_links_story_exists", CRITICAL, change("story_links", version="v9")),
    ("story_links_kind_known", CRITICAL, change("story_links", kind="resembles")),
    ("story_links_to_another_story", CRITICAL, change("story_links", other_story_id="story_{n}", kind="duplicates")),
    ("entities_kind_agrees", CRITICAL, repeat("entities", kind="person")),
    ("entities_kind_known", CRITICAL, change("entities", 2, kind="planet")),
    ("entities_name_present", CRITICAL, change("entities", 2, name=" ")),
    ("entities_country_known", CRITICAL, change("entities", 2, country="QQ")),
    ("mentions_story_exists", CRITICAL, change("mentions", version="v9")),
    ("mentions_id_unique", CRITICAL, repeat("mentions", label="NORP")),
    ("mentions_entity_exists", CRITICAL, change("mentions", entity_id="country_{n}:ZZ")),
    ("mentions_offsets_match", CRITICAL, change("mentions", start_char=1, end_char=8)),
    ("mentions_offsets_in_body", CRITICAL, change("mentions", text="", start_char=5, end_char=5)),
    ("mentions_offsets_in_body", CRITICAL, change("mentions", start_char=-7, end_char=0)),
    ("measure_parties_measure_exists", CRITICAL, repeat("measure_parties", measure_id="orphan_{n}")),
    ("measure_parties_key_unique", CRITICAL, repeat("measure_parties", country="SE")),
    ("measure_parties_entity_exists", CRITICAL, repeat("measure_parties", entity_id="country_{n}:ZZ", country=None)),
    ("measure_parties_role_known", CRITICAL, repeat("measure_parties", role="bystander")),
    ("measure_parties_country_known", CRITICAL, repeat("measure_parties", role="proposer", country="QQ")),
    ("measures_story_exists", CRITICAL, change("measures", version="v9")),
    ("measures_kind_may_have_them", CRITICAL, change("stories", content_kind=ContentKind.ADVISORY)),
    ("measures_offsets_match", CRITICAL, change("measures", evidence_start=1)),
    ("measures_offsets_match", CRITICAL, change("measures", evidence_text="Norland spared Finmark")),
    ("measures_offsets_match", CRITICAL, change("measures", evidence_start=1, evidence_end=35)),
    ("measures_offsets_match", CRITICAL, change("measures", evidence_text="")),
    ("measures_offsets_in_body", CRITICAL, change("measures", evidence_start=-82)),
    ("measures_offsets_in_body", CRITICAL, change("measures", evidence_end=4_000)),
    ("measures_sender_from_text", CRITICAL, leave_out("measure_evidence", 1)),
    (
        "measures_sender_from_text",
        CRITICAL,
        both(change("measure_parties", 0, name="Oslo", country=None), leave_out("measure_evidence", 1)),
    ),
    ("measures_roles_quoted", CRITICAL, leave_out("measure_evidence", 2)),
    ("measures_trigger_in_body", CRITICAL, change("measures", trigger_text="ban on")),
    ("measures_id_unique", CRITICAL, repeat("measures", confidence=0.5)),
    ("measures_type_known", CRITICAL, change("measures", measure_type="scolding")),
    ("measures_status_known", CRITICAL, change("measures", status="likely")),
    ("measures_status_known", CRITICAL, change("measures", status=None)),
    ("measures_flow_known", CRITICAL, change("measures", flow="sideways")),
    ("measures_confidence_in_range", CRITICAL, change("measures", confidence=1.2)),
    ("measures_confidence_in_range", CRITICAL, change("measures", confidence=None)),
    ("measures_target_known", CRITICAL, leave_out("measure_parties", 1)),
    ("measures_sender_known", INFO, leave_out("measure_parties", 0)),
    ("measures_sender_is_not_target", CRITICAL, repeat("measure_parties", role="target")),
    ("measures_sender_is_not_target", CRITICAL, change("measure_parties", 1, country="NO")),
    ("measures_imposed_not_after_publication", WARNING, change("measures", date_value=date(2024, 3, 7))),
    ("measure_evidence_measure_exists", CRITICAL, repeat("measure_evidence", measure_id="orphan_{n}")),
    ("measure_evidence_offsets_in_body", CRITICAL, change("measure_evidence", end_char=0)),
    ("measure_evidence_offsets_match", CRITICAL, change("measure_evidence", end_char=5)),
    ("positions_measure_exists", CRITICAL, change("positions", measure_id="measure_0")),
    ("positions_id_unique", CRITICAL, repeat("positions", holder_name="Sweden")),
    ("positions_holder_exists", CRITICAL, change("positions", holder_entity_id="country_{n}:ZZ")),
    ("positions_holder_exists", CRITICAL, change("positions", holder_entity_id=None)),
    ("positions_holder_named", CRITICAL, change("positions", holder_name=" ")),
    ("positions_stance_known", CRITICAL, change("positions", stance="shrugs")),
    ("positions_country_known", CRITICAL, change("positions", holder_country="QQ")),
    ("positions_offsets_in_body", CRITICAL, change("positions", end_char=12)),
    ("positions_offsets_match", CRITICAL, change("positions", start_char=0)),
]
FAULT_IDS = [f"{n}-{name}" for n, (name, _, _) in enumerate(FAULTS)]

# Changes that are no faults, or more than one: told by name in the tests below.
KILL = {"content_kind": ContentKind.KILL_NOTE, "publish_status": PublishStatus.CANCELED}
HARMLESS: dict[str, Fault] = {
    "a measure dated a day after its story, for time zones": change("measures", date_value=date(2024, 3, 6)),
    "a proposal for a later date": change("measures", date_value=date(2024, 9, 1), status=Status.PROPOSED),
    "a measure without a date": change("measures", date_value=None),
    "a clock that is hours ahead": change("stories", published_at=datetime(2024, 3, 7, 11, tzinfo=UTC)),
    "a time without a zone, which is UTC": change("stories", published_at=datetime(2024, 3, 7, 11)),  # noqa: DTZ001
    "British English": change("stories", language="en-GB"),
    "an embargo that ends after publication": change("stories", embargoed_until=datetime(2024, 3, 5, 18, tzinfo=UTC)),
    "a sender that is at home in the dateline and named in the text": change("stories", dateline_place="Norland"),
    "two extractors that agree": change("stories", body_agreement=0.6),
    "a mention without a link": change("mentions", entity_id=None),
    "an actor without a country": change("entities", country=None),
    "a former state": change("entities", country="YU"),
    "a row that came twice, equal": repeat("mentions"),
    "a story that was delivered twice": repeat("stories", document_id="document_copy", source_uri="/in/copy.txt"),
    "a document that was delivered twice": repeat("documents", source_uri="/in/copy.txt"),
    "evidence that two rules found": repeat("measure_evidence", rule_id="ban.passive"),
    "a party under two names": repeat("measure_parties", name="the Norland government"),
    "an actor in another spelling": repeat("entities", name="NORLAND"),
    "a measure of a flash": change("stories", content_kind=ContentKind.FLASH),
}
SPECIAL: dict[str, Fault] = {
    "twice bad": change("measures", confidence=7.0, status="likely"),
    "target refused": change("entities", 1, country="QQ"),
    "sender refused": change("entities", 0, country="QQ"),
    "holder named nowhere else": both(
        leave_out("mentions", 2),
        repeat("entities", entity_id="body_{n}:league", country=None),
        change("positions", stance="shrugs"),
    ),
}
ALL_FAULTS: list[Fault] = [fault for _, _, fault in FAULTS] + list(HARMLESS.values()) + list(SPECIAL.values())
CLEAN_STORY = len(ALL_FAULTS)


def numbered(name: str) -> int:
    """Return the number of the story that a harmless or special change was made in."""
    return len(FAULTS) + [*HARMLESS, *SPECIAL].index(name)


def number_of_fault(expectation: str) -> int:
    return next(n for n, (name, _, _) in enumerate(FAULTS) if name == expectation)


def judged(batch: Batch, now: datetime) -> Verdict:
    return judge(batch, run_id="run_1", batch_number=3, now=now)


@pytest.fixture(scope="module")
def received(batch_of) -> Batch:
    batch = batch_of(CLEAN_STORY + 1)
    for n, fault in enumerate(ALL_FAULTS):
        batch = fault(batch, n)
    return batch


@pytest.fixture(scope="module")
def verdict(received, now) -> Verdict:
    return judged(received, now)


@pytest.fixture(scope="module")
def accepted(verdict) -> Batch:
    return verdict.accepted


@pytest.fixture(scope="module")
def failures(accepted) -> dict[int, set[tuple[str, Severity]]]:
    """The expectations that failed, by the number of the story they failed in."""
    failed: dict[int, set[tuple[str, Severity]]] = {n: set() for n in range(CLEAN_STORY + 1)}
    for result in accepted.quality_results:
        for key in json.loads(result.observed)["failing"] if result.observed else ():
            failed[number_of(key)].add((result.expectation, result.severity))
    return failed


@pytest.mark.parametrize(("n", "expectation", "severity"), [(n, f[0], f[1]) for n, f in enumerate(FAULTS)], ids=FAULT_IDS)
def test_a_planted_fault_is_caught_by_its_expectation_alone(failures, n, expectation, severity):
    assert failures[n] == {(expectation, severity)}


@pytest.mark.parametrize(("n", "expectation", "severity"), [(n, f[0], f[1]) for n, f in enumerate(FAULTS)], ids=FAULT_IDS)
def test_only_critical_faults_are_quarantined_and_once(accepted, n, expectation, severity):
    reasons = [row.reason_code for row in accepted.quarantine if number_of(row.record_key) == n]
    assert reasons == ([expectation] if severity is CRITICAL else [])


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_odd_fails_nothing(failures, name):
    assert failures[numbered(name)] == set()


def test_every_expectation_that_a_row_can_fail_alone_has_a_fault_here():
    # Without an id an entity has no number, and whatever names it fails as well.
    declared = {each.name for suite in SUITES for each in suite.expectations if not each.of_batch}
    assert declared - {name for name, _, _ in FAULTS} == {"entities_id_present"}


def test_suites_and_the_loader_agree_on_keys():
    assert {suite.table: suite.key for suite in SUITES} == {suite.table: KEYS[suite.table] for suite in SUITES}


def test_every_table_of_the_batch_has_a_suite():
    assert {field.name for field in fields(Batch)} - set(TABLES) == {"quarantine", "quality_results"}


def test_a_warning_loads(received, accepted):
    for n, (_, severity, _) in enumerate(FAULTS):
        if severity is not CRITICAL:
            for table in TABLES:
                assert rows_of_story(accepted, table, n) == rows_of_story(received, table, n)


def test_the_clean_story_loads_whole(received, accepted):
    for table in TABLES:
        assert rows_of_story(accepted, table, CLEAN_STORY) == rows_of_story(received, table, CLEAN_STORY) != []


def test_documents_always_load(received, accepted):
    ids = {document.document_id for document in received.documents}
    assert {document.document_id for document in accepted.documents} == ids
    assert len(accepted.documents) == len(ids)


def test_no_row_that_loads_refers_to_a_row_that_does_not(accepted):
    versions = {(story.story_id, story.version) for story in accepted.stories}
    measures = {measure.measure_id for measure in accepted.measures}
    entities = {entity.entity_id for entity in accepted.entities}
    for table in ("story_furniture", "story_links", "mentions", "measures", "positions"):
        assert {(row.story_id, row.version) for row in getattr(accepted, table)} <= versions
    for table in ("measure_evidence", "measure_parties", "positions"):
        assert {row.measure_id for row in getattr(accepted, table)} <= measures
    assert {mention.entity_id for mention in accepted.mentions} - {None} <= entities
    assert {party.entity_id for party in accepted.measure_parties} <= entities
    assert {position.holder_entity_id for position in accepted.positions} <= entities


@pytest.mark.parametrize("table", sorted(set(TABLES) - {"documents", "entities"}))
def test_what_loads_and_what_is_refused_is_everything_that_was_received(received, accepted, table):
    payloads = [json.loads(row.payload) for row in accepted.quarantine]
    refused = sum(row.record_kind == table for row in accepted.quarantine)
    held_back = sum(len(payload["held_back"].get(table, ())) for payload in payloads)
    suite = next(suite for suite in SUITES if suite.table == table)
    different = {suite.content_of(row) for row in getattr(received, table)}
    assert len(getattr(accepted, table)) + refused + held_back == len(different)


def test_a_refused_story_takes_its_rows_with_it_as_one_item(accepted):
    n = number_of_fault("stories_body_not_empty")
    (refused,) = (row for row in accepted.quarantine if row.record_key == f"story_{n}/v1")
    assert (refused.stage, refused.record_kind, refused.source_uri) == ("judge", "stories", f"/in/{n}.txt")
    payload = json.loads(refused.payload)
    assert payload["row"]["published_at"] == "2024-03-05T09:30:00+00:00"
    assert {table: len(rows) for table, rows in payload["held_back"].items()} == {
        "story_furniture": 1,
        "story_links": 1,
        "mentions": 3,
        "positions": 1,
        "measures": 1,
        "measure_evidence": 3,
        "measure_parties": 2,
    }
    assert refused.reason.startswith("The story has no text (body_chars is 0). Open the item: ")
    assert "Held back with it: 1 story_furniture, 1 story_links, 3 mentions" in refused.reason


def test_a_refused_measure_takes_its_evidence_parties_and_positions_and_leaves_the_mentions(accepted):
    n = number_of_fault("measures_confidence_in_range")
    for table in ("measures", "measure_evidence", "measure_parties", "positions"):
        assert rows_of_story(accepted, table, n) == []
    assert len(rows_of_story(accepted, "mentions", n)) == 3


def test_a_mention_of_a_refused_entity_loads_without_its_link(accepted):
    mentions = rows_of_story(accepted, "mentions", numbered("sender refused"))
    assert [mention.entity_id is None for mention in mentions] == [True, False, False]


def test_a_measure_that_lost_its_sender_loads_and_says_so(accepted, failures):
    n = numbered("sender refused")
    assert failures[n] == {("entities_country_known", CRITICAL), ("measures_sender_known", INFO)}
    assert len(rows_of_story(accepted, "measures", n)) == 1


def test_a_measure_that_lost_its_only_target_is_refused(accepted, failures):
    n = numbered("target refused")
    assert failures[n] == {("entities_country_known", CRITICAL), ("measures_target_known", CRITICAL)}
    assert rows_of_story(accepted, "measures", n) == []


def test_an_entity_that_only_refused_rows_name_is_dropped(accepted):
    n = numbered("holder named nowhere else")
    kept = {entity.entity_id for entity in rows_of_story(accepted, "entities", n)}
    assert kept == {f"country_{n}:NO", f"country_{n}:FI", f"body_{n}:league"}  # what nothing ever named stays


def test_the_first_of_two_rows_with_one_key_loads_with_its_dependents(received, accepted):
    n = number_of_fault("stories_key_unique")
    assert rows_of_story(accepted, "stories", n) == rows_of_story(received, "stories", n)[:1]
    assert rows_of_story(accepted, "mentions", n) == rows_of_story(received, "mentions", n)


def test_a_row_that_fails_twice_is_one_item_that_names_both(accepted):
    (refused,) = (row for row in accepted.quarantine if number_of(row.record_key) == numbered("twice bad"))
    assert refused.reason_code == "measures_status_known"
    assert "(status is likely)" in refused.reason
    assert "Also failed: measures_confidence_in_range." in refused.reason


def test_a_repeat_gives_the_same_ids_and_keeps_earlier_quarantine_rows(received, accepted, now):
    earlier = Quarantined("q", "run_1", "read", "/in/x", "document", "x", "binary", "It is binary.", None, now, None)
    later = judge(replace(received, quarantine=(earlier,)), run_id="run_2", batch_number=4, now=now + timedelta(hours=1))
    assert later.accepted.quarantine[0] == earlier
    again = later.accepted.quarantine[1:]
    assert [row.quarantine_id for row in again] == [row.quarantine_id for row in accepted.quarantine]
    assert len({row.quarantine_id for row in again}) == len(again)
    assert {(row.run_id, row.created_at) for row in again} == {("run_2", now + timedelta(hours=1))}


def test_a_clean_batch_loads_whole_and_passes_the_gate(batch_of, now):
    batch = batch_of(2)
    kill = change("stories", body="", word_count=0, **KILL)(Batch(stories=batch_of(3).stories[2:]), 2)
    batch = replace(batch, stories=(*batch.stories, *kill.stories))  # a kill may come without words
    verdict = judged(batch, now)
    assert not verdict.gate_failed
    assert [result.expectation for result in verdict.accepted.quality_results if not result.success] == []
    assert replace(verdict.accepted, quality_results=()) == batch


def test_any_critical_failure_fails_the_gate(verdict):
    assert verdict.gate_failed


def test_warnings_alone_pass_the_gate(batch_of, now):
    verdict = judged(change("stories", published_at=None)(batch_of(1), 0), now)
    assert not verdict.gate_failed
    assert [r.expectation for r in verdict.accepted.quality_results if not r.success] == ["stories_published_at_known"]


def test_every_expectation_leaves_one_result_even_over_no_rows(accepted, now):
    declared = [(suite.table, expectation.name) for suite in SUITES for expectation in suite.expectations]
    empty = judged(Batch(), now).accepted.quality_results
    for results in (accepted.quality_results, empty):
        assert [(result.suite, result.expectation) for result in results] == declared
    assert {(result.element_count, result.success) for result in empty} == {(0, True)}
    assert {(result.run_id, result.batch, result.created_at) for result in empty} == {("run_1", 3, now)}


def test_quality_results_tell_counts_and_keys_and_no_article_text(accepted):
    told = json.dumps([asdict(result) for result in accepted.quality_results], default=str)
    assert "Norland banned" not in told
    assert "script" not in told
    (failed,) = (r for r in accepted.quality_results if r.expectation == "measures_flow_known")
    key = f"measure_{number_of_fault('measures_flow_known')}"
    assert (failed.success, failed.unexpected_count, json.loads(failed.observed)) == (False, 1, {"failing": [key]})


def garbled(batch: Batch, stories: int) -> Batch:
    """So many stories of a batch in the wrong charset."""
    bad = tuple(replace(story, body=story.body.replace("a", "\ufffd")) for story in batch.stories[:stories])
    return replace(batch, stories=(*bad, *batch.stories[stories:]))


def failing_of_batch(verdict: Verdict) -> list[str]:
    names = {each.name for suite in SUITES for each in suite.expectations if each.of_batch}
    return [r.expectation for r in verdict.accepted.quality_results if not r.success and r.expectation in names]


def test_a_batch_in_the_wrong_charset_is_stopped_as_a_whole(batch_of, now):
    batch = batch_of(20)
    verdict = judged(garbled(batch, 11), now)
    assert (verdict.stopped_by.name, verdict.gate_failed) == ("stories_batch_readable", True)
    assert failing_of_batch(verdict) == ["stories_batch_readable"]
    assert replace(verdict.accepted, quality_results=()) == Batch(documents=batch.documents)
    (result,) = (r for r in verdict.accepted.quality_results if not r.success and r.expectation == "stories_batch_readable")
    assert (result.unexpected_count, result.element_count) == (11, 20)
    assert json.loads(result.observed) == {"failing": [], "told": ["55% of 20 rows of the batch"]}


def test_a_batch_of_one_text_is_stopped_as_a_whole(batch_of, now):
    batch = batch_of(20)
    login = tuple(replace(story, body="Please log in to read on.", word_count=6) for story in batch.stories)
    verdict = judged(replace(batch, stories=login, mentions=(), measures=(), positions=()), now)
    assert verdict.stopped_by.name == "stories_batch_bodies_differ"
    assert verdict.accepted.stories == ()


@pytest.mark.parametrize("stories", [10, 0])
def test_a_batch_that_is_bad_in_part_is_not_stopped(batch_of, now, stories):
    verdict = judged(garbled(batch_of(20), stories), now)
    assert verdict.stopped_by is None
    assert len(verdict.accepted.stories) == 20


def test_few_stories_say_nothing_of_a_batch(batch_of, now):
    assert judged(garbled(batch_of(19), 19), now).stopped_by is None


def test_every_result_names_its_owner(accepted):
    owners = {suite.table: {str(each.owner) for each in suite.expectations} for suite in SUITES}
    assert {result.owner for result in accepted.quality_results} == set().union(*owners.values())
