"""A good batch of real stories passes; each of these faults, planted alone in it, is caught by its expectation alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from expectations.judge import Verdict, judge
from tests.expectations.sampled import batch_of_samples, received
from warehouse.batch import Batch
from warehouse.codes import ContentKind, PublishStatus, Role, Severity, Status
from warehouse.records import Measure, Party, Story

pytestmark = pytest.mark.slow

CRITICAL, WARNING, INFO = Severity.CRITICAL, Severity.WARNING, Severity.INFO
NAMES = ["2008-zimbabwe-veto.txt", "2011-libya-1970.txt", "2018-eritrea-lifted.json", "2003-liberia-timber.xml"]
NOW = datetime(2026, 2, 3, tzinfo=UTC)
Fault = Callable[[Batch], Batch]


def first(table: str, **values: object) -> Fault:
    """Return a fault: other values in the first row of a table."""
    return lambda batch: with_first(batch, table, replace(getattr(batch, table)[0], **values))


def with_first(batch: Batch, table: str, row: object) -> Batch:
    return replace(batch, **{table: (row, *getattr(batch, table)[1:])})


def again(table: str, **values: object) -> Fault:
    """Return a fault: the first row of a table once more, with other values."""
    return lambda batch: replace(batch, **{table: (*getattr(batch, table), replace(getattr(batch, table)[0], **values))})


def shifted(table: str, start: str, end: str, by: int) -> Fault:
    """Return a fault: the offsets of the first row of a table moved."""

    def planted(batch: Batch) -> Batch:
        row = getattr(batch, table)[0]
        return with_first(batch, table, replace(row, **{start: getattr(row, start) + by, end: getattr(row, end) + by}))

    return planted


def measure_of(batch: Batch) -> tuple[Measure, Story, list[Party]]:
    """Return the first imposed measure that has a date, with its story and parties."""
    measure = next(each for each in batch.measures if each.status == Status.IMPOSED and each.date_value)
    story = next(each for each in batch.stories if (each.story_id, each.version) == (measure.story_id, measure.version))
    return measure, story, [each for each in batch.measure_parties if each.measure_id == measure.measure_id]


def imposed_in_the_future(batch: Batch) -> Batch:
    measure, story, _ = measure_of(batch)
    later = replace(measure, date_value=story.published_at.date() + timedelta(days=40))
    return replace(batch, measures=tuple(later if each is measure else each for each in batch.measures))


def target_equal_to_sender(batch: Batch) -> Batch:
    measure, _, parties = measure_of(batch)
    sender = next(each for each in parties if each.role == Role.SENDER)
    added = replace(sender, role=Role.TARGET)
    kept = tuple(each for each in batch.measure_parties if (each.measure_id, each.role) != (measure.measure_id, Role.TARGET))
    return replace(batch, measure_parties=(*kept, added))


def without_target(batch: Batch) -> Batch:
    measure, _, _ = measure_of(batch)
    gone = {(measure.measure_id, Role.TARGET)}
    return replace(batch, measure_parties=tuple(p for p in batch.measure_parties if (p.measure_id, p.role) not in gone))


def without_evidence_of(role: Role) -> Fault:
    def planted(batch: Batch) -> Batch:
        measure, _, _ = measure_of(batch)
        gone = (measure.measure_id, role)
        return replace(batch, measure_evidence=tuple(e for e in batch.measure_evidence if (e.measure_id, e.field) != gone))

    return planted


def dateline_as_sender(batch: Batch) -> Batch:
    """The sender is read from the dateline: its name and country are those of the place, and no words of the text are kept."""
    _, story, parties = measure_of(batch)
    sender = next(each for each in parties if each.role == Role.SENDER)
    read = replace(sender, name=story.dateline_place, country=story.dateline_country)
    batch = replace(batch, measure_parties=tuple(read if each is sender else each for each in batch.measure_parties))
    return without_evidence_of(Role.SENDER)(batch)


def advisory_with_measures(batch: Batch) -> Batch:
    """One measure is left, so that one row is at fault."""
    measure, story, _ = measure_of(batch)
    kept = [each for each in batch.measures if each is measure or each.story_id != story.story_id]
    ids = {each.measure_id for each in kept}
    stories = tuple(replace(s, content_kind=ContentKind.ADVISORY) if s is story else s for s in batch.stories)
    return replace(
        batch,
        stories=stories,
        measures=tuple(kept),
        measure_evidence=tuple(each for each in batch.measure_evidence if each.measure_id in ids),
        measure_parties=tuple(each for each in batch.measure_parties if each.measure_id in ids),
        positions=tuple(each for each in batch.positions if each.measure_id in ids),
    )


FAULTS: list[tuple[str, str, Severity, Fault]] = [
    ("one id for two documents", "documents_id_unique", CRITICAL, again("documents", sha256="f" * 64)),
    ("a digest in capitals", "documents_sha256_shape", CRITICAL, first("documents", sha256="F" * 64)),
    ("an empty delivery", "documents_byte_size_positive", WARNING, first("documents", byte_size=0)),
    ("two texts under one version", "stories_key_unique", CRITICAL, again("stories", body="Other words.", word_count=2)),
    ("a null body", "stories_body_not_empty", CRITICAL, first("stories", body=None, word_count=0)),
    ("a body of blanks", "stories_body_not_empty", CRITICAL, first("stories", body=" \n ", word_count=0)),
    ("an unknown kind of content", "stories_content_kind_known", CRITICAL, first("stories", content_kind="gossip")),
    ("an unknown publish status", "stories_publish_status_known", CRITICAL, first("stories", publish_status="maybe")),
    (
        "a kill that may be shown",
        "stories_kill_withdraws",
        CRITICAL,
        first("stories", content_kind=ContentKind.KILL_NOTE, publish_status=PublishStatus.USABLE),
    ),
    ("a wrong count of words", "stories_word_count_matches", WARNING, first("stories", word_count=7)),
    ("no language", "stories_language_known", WARNING, first("stories", language=None)),
    ("a German story", "stories_language_english", WARNING, first("stories", language="de")),
    ("an extractor that failed", "stories_body_agreement_high", WARNING, first("stories", body_agreement=0.2)),
    ("no dateline", "stories_dateline_known", INFO, first("stories", dateline_text=None)),
    ("no headline", "stories_headline_known", INFO, first("stories", headline="")),
    ("furniture of no story", "story_furniture_story_exists", CRITICAL, again("story_furniture", version="v9")),
    ("an unknown kind of actor", "entities_kind_known", CRITICAL, again("entities", entity_id="planet:mars", kind="planet")),
    ("an actor of two kinds", "entities_kind_agrees", CRITICAL, again("entities", kind="vessel")),
    ("an actor without a name", "entities_name_present", CRITICAL, again("entities", entity_id="body:nameless", name="")),
    ("an actor in no country", "entities_country_known", CRITICAL, again("entities", entity_id="body:lost", country="ZZ")),
    ("a mention of no story", "mentions_story_exists", CRITICAL, again("mentions", mention_id="mention_x", version="v9")),
    ("a mention shifted by one", "mentions_offsets_match", CRITICAL, shifted("mentions", "start_char", "end_char", 1)),
    ("a negative offset", "mentions_offsets_in_body", CRITICAL, first("mentions", start_char=-1)),
    ("a mention twice", "mentions_id_unique", CRITICAL, again("mentions", label="OTHER")),
    ("a mention of nobody defined", "mentions_entity_exists", CRITICAL, first("mentions", entity_id="country:nowhere")),
    ("an orphan party", "measure_parties_measure_exists", CRITICAL, again("measure_parties", measure_id="measure_gone")),
    ("a party that is no actor", "measure_parties_entity_exists", CRITICAL, again("measure_parties", entity_id="body:unknown")),
    ("an unknown role", "measure_parties_role_known", CRITICAL, again("measure_parties", role="bystander")),
    (
        "a country that is none",
        "measure_parties_country_known",
        CRITICAL,
        again("measure_parties", role=Role.PROPOSER, country="XX"),
    ),
    ("an unknown type", "measures_type_known", CRITICAL, first("measures", measure_type="scolding")),
    ("an unknown status", "measures_status_known", CRITICAL, first("measures", status="likely")),
    ("an unknown flow", "measures_flow_known", CRITICAL, first("measures", flow="sideways")),
    ("a confidence of 1.2", "measures_confidence_in_range", CRITICAL, first("measures", confidence=1.2)),
    ("evidence shifted by one", "measures_offsets_match", CRITICAL, shifted("measures", "evidence_start", "evidence_end", 1)),
    ("evidence not in the body", "measures_offsets_match", CRITICAL, first("measures", evidence_text="Nobody said so.")),
    (
        "empty evidence",
        "measures_offsets_in_body",
        CRITICAL,
        first("measures", evidence_text="", evidence_start=0, evidence_end=0),
    ),
    ("a trigger that nobody wrote", "measures_trigger_in_body", CRITICAL, first("measures", trigger_text="zapped")),
    ("one id for two measures", "measures_id_unique", CRITICAL, again("measures", confidence=0.1)),
    ("a measure without a target", "measures_target_known", CRITICAL, without_target),
    ("a target equal to the sender", "measures_sender_is_not_target", CRITICAL, target_equal_to_sender),
    ("a dateline as sender", "measures_sender_from_text", CRITICAL, dateline_as_sender),
    ("a target without words", "measures_roles_quoted", CRITICAL, without_evidence_of(Role.TARGET)),
    ("imposed in the future", "measures_imposed_not_after_publication", WARNING, imposed_in_the_future),
    ("an advisory with measures", "measures_kind_may_have_them", CRITICAL, advisory_with_measures),
    ("evidence of no measure", "measure_evidence_measure_exists", CRITICAL, again("measure_evidence", measure_id="measure_gone")),
    (
        "evidence of a value shifted by one",
        "measure_evidence_offsets_match",
        CRITICAL,
        shifted("measure_evidence", "start_char", "end_char", 1),
    ),
    ("a position without holder", "positions_holder_exists", CRITICAL, first("positions", holder_entity_id=None)),
    ("a holder without a name", "positions_holder_named", CRITICAL, first("positions", holder_name="")),
    ("an unknown stance", "positions_stance_known", CRITICAL, first("positions", stance="shrugs")),
    ("a stance on another story's measure", "positions_measure_exists", CRITICAL, first("positions", measure_id="measure_gone")),
    ("a stance shifted by one", "positions_offsets_match", CRITICAL, shifted("positions", "start_char", "end_char", 1)),
]
DATES: list[tuple[str, str, Severity, datetime | None]] = [
    ("published before 1850", "stories_published_since_telegraph", WARNING, datetime(1849, 12, 31, tzinfo=UTC)),
    ("published tomorrow week", "stories_published_not_in_future", WARNING, NOW + timedelta(days=8)),
    ("not dated", "stories_published_at_known", WARNING, None),
]


@pytest.fixture(scope="module")
def good(language) -> Batch:
    found = received(NAMES, NOW, "run_1")
    return batch_of_samples(found, [cleaned for _, cleaned in found], language)


def judged(batch: Batch) -> Verdict:
    return judge(batch, run_id="run_1", batch_number=0, now=NOW)


def failing(verdict: Verdict) -> set[tuple[str, Severity]]:
    return {(each.expectation, each.severity) for each in verdict.accepted.quality_results if not each.success}


def test_the_good_batch_raises_nothing_and_loads_whole(good):
    verdict = judged(good)
    assert failing(verdict) == set()
    assert (verdict.gate_failed, verdict.stopped_by, verdict.accepted.quarantine) == (False, None, ())
    for table in ("documents", "stories", "story_furniture", "mentions", "measures", "measure_parties", "positions"):
        assert len(getattr(verdict.accepted, table)) == len(getattr(good, table)) > 0


@pytest.mark.parametrize(("expectation", "severity", "fault"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_a_fault_in_a_good_batch_is_caught_by_its_expectation_alone(good, expectation, severity, fault):
    verdict = judged(fault(good))
    assert failing(verdict) == {(expectation, severity)}
    assert verdict.gate_failed is (severity is CRITICAL)
    assert [row.reason_code for row in verdict.accepted.quarantine] == ([expectation] if severity is CRITICAL else [])


@pytest.mark.parametrize(("expectation", "severity", "at"), [d[1:] for d in DATES], ids=[d[0] for d in DATES])
def test_a_wrong_date_is_caught_by_its_expectation_alone(good, expectation, severity, at):
    measures = tuple(replace(each, date_value=None) for each in good.measures)  # the old date would be after the new one
    assert failing(judged(first("stories", published_at=at)(replace(good, measures=measures)))) == {(expectation, severity)}


def test_an_embargo_that_was_over_before_the_story_was_sent_is_reported(good):
    before = good.stories[0].published_at - timedelta(days=3)
    assert failing(judged(first("stories", embargoed_until=before)(good))) == {("stories_embargo_after_publication", WARNING)}


def test_thirty_faults_and_more_are_planted():
    names = {name for _, name, _, _ in FAULTS} | {name for _, name, _, _ in DATES}
    assert len(FAULTS) >= 30
    assert len(names) > 45


def test_the_first_day_of_1850_is_no_fault(good):
    kept = first("stories", published_at=datetime(1850, 1, 1, tzinfo=UTC))(good)
    measures = tuple(replace(each, date_value=date(1850, 1, 1)) for each in kept.measures)
    assert failing(judged(replace(kept, measures=measures))) == set()
