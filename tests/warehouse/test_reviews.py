"""docs/review.md, sentence by sentence, on deliveries of an invented agency."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import duckdb
import pytest

from tasks.readers.draft import KeyReference
from tests.factories import NOW, a_run
from tests.warehouse.rehearsal import a_draft, take_in, told
from tests.warehouse.reviewing import LATER, decided, item, renamed, reread, say
from warehouse.codes import LinkKind, MeasureType, PublishStatus, ReviewKind, Status
from warehouse.connect import Reader
from warehouse.readings import Scope, is_older, keys_in_scope
from warehouse.reviews import Wanted, list_items, list_reviews, record
from warehouse.states import differences_between

pytestmark = pytest.mark.slow

THURSDAY = datetime(1994, 3, 3, 9, tzinfo=UTC)
BEETS, SALT = "Freedonia banned beets from Sylvania on Thursday", "Its parliament banned salt as well"
TEXT = f"{BEETS}. {SALT}."


@pytest.fixture
def warehouse(published):
    with duckdb.connect(str(published), config={"threads": 1}) as connection:
        yield connection


def version(text=TEXT, key="1", story="k1", hour=9, provider="Northgate"):
    at = THURSDAY.replace(hour=hour)
    return a_draft(text, provider=provider, provider_key=story, version_key=key, published_at=at, is_laid_out=True)


def load(connection, *drafts, at=NOW):
    take_in(connection, list(drafts), at)


def states(connection):
    return [state for (state,) in connection.execute("SELECT state FROM review_states ORDER BY review_id").fetchall()]


def decisions(connection, columns="review_decision"):
    return connection.execute(f"SELECT {columns} FROM current_measures ORDER BY evidence_start").fetchall()


def test_a_rejected_measure_is_out_of_what_is_shown_and_can_be_found(warehouse):
    load(warehouse, version())
    say(warehouse, BEETS, "reject")
    assert told(warehouse) == {SALT}
    assert warehouse.execute("SELECT evidence_text, reviewer, review_reason FROM rejected_measures").fetchall() == [
        (BEETS, "ann", "read it again")
    ]
    assert warehouse.execute("SELECT count(*) FROM measures").fetchone() == (2,), "the tables keep everything"
    assert warehouse.execute("SELECT count(*) FROM measure_timeline").fetchone() == (1,)


def test_an_edit_is_shown_with_who_made_it(warehouse):
    load(warehouse, version())
    say(warehouse, SALT, "edit", "status=proposed; measure_type=trade_embargo; goods=salt|brine; date_value=1994-03-03")
    assert decisions(warehouse, "status, measure_type, goods, review_decision, reviewer, reviewed_at") == [
        ("imposed", "import_restriction", ["timber"], None, None, None),
        ("proposed", "trade_embargo", ["salt", "brine"], "edit", "ann", LATER.replace(tzinfo=None)),
    ]
    assert warehouse.execute("SELECT status FROM measures").fetchall() == [("imposed",)] * 2


def test_parties_that_are_put_in_and_taken_out_are_shown_everywhere(warehouse):
    load(warehouse, version())
    say(warehouse, BEETS, "edit", "+sender=FR; +target=SY; +target=DE")
    say(warehouse, BEETS, "edit", "-target=DE", at=LATER + timedelta(hours=1))
    assert decisions(warehouse, "senders, targets")[0] == (["FR"], ["SY"])
    assert ("FR", "SY", 1) in warehouse.execute("SELECT sender, target, measures FROM sender_target_matrix").fetchall()
    assert warehouse.execute("SELECT sender_name, target_name FROM cases").fetchall() == [("FR", "SY")]
    say(warehouse, BEETS, "reject", at=LATER + timedelta(hours=2))
    assert warehouse.execute("SELECT count(*) FROM cases").fetchone() == (0,)


def test_the_latest_decision_holds_and_all_are_kept(warehouse):
    load(warehouse, version())
    say(warehouse, BEETS, "accept", by="bea", at=LATER + timedelta(hours=2))
    say(warehouse, BEETS, "reject", by="ann", at=LATER)
    assert decisions(warehouse)[0] == ("accept",)
    assert sorted(states(warehouse)) == ["applied", "overruled"]
    say(warehouse, BEETS, "reject", by="cyd", at=LATER + timedelta(hours=3))
    assert told(warehouse) == {SALT}
    assert len(list_reviews(Reader(warehouse))) == 3


def test_a_decision_follows_its_words_into_the_next_version(warehouse):
    load(warehouse, version())
    say(warehouse, BEETS, "reject")
    load(warehouse, version(f"The duke has spoken. {SALT}. {BEETS}.", key="2", hour=11), at=NOW + timedelta(hours=1))
    assert told(warehouse) == {SALT}
    assert states(warehouse) == ["applied"]


@pytest.mark.parametrize(
    "text",
    [f"Freedonia banned beets from Osterlich on Thursday. {SALT}.", f"{BEETS}. Again: {BEETS}. {SALT}.", f"{SALT}."],
    ids=["other words", "twice the words", "no such words"],
)
def test_a_decision_on_other_words_is_stale_and_kept(warehouse, text):
    load(warehouse, version())
    say(warehouse, BEETS, "reject")
    load(warehouse, version(text, key="2", hour=11), at=NOW + timedelta(hours=1))
    assert states(warehouse) == ["stale"]
    assert told(warehouse) == {sentence.removesuffix(".") for sentence in text.split(". ")}
    ((words, detail),) = warehouse.execute("SELECT words, detail FROM stale_reviews").fetchall()
    assert words == BEETS
    assert "look at it again" in detail


def test_a_late_old_version_leaves_the_decision_as_it_is(warehouse):
    load(warehouse, version(key="2", hour=11))
    say(warehouse, BEETS, "reject")
    load(warehouse, version("Nothing yet.", key="1", hour=8), at=NOW + timedelta(hours=1))
    assert states(warehouse) == ["applied"]
    assert told(warehouse) == {SALT}


def test_a_decision_bears_on_a_copy_of_the_very_text_and_on_no_other_story(warehouse):
    load(warehouse, version(), version(story="k2", provider="The Courier"))
    say(warehouse, BEETS, "reject")
    load(warehouse, version(f"{BEETS}. Nothing else.", story="k3"))
    rejected = warehouse.execute(
        "SELECT provider_key FROM rejected_measures JOIN stories USING (story_id, version) ORDER BY ALL"
    ).fetchall()
    assert rejected == [("k1",), ("k2",)]
    assert BEETS in told(warehouse, "current_measures_with_copies")


def test_a_rejected_measure_stays_rejected_when_other_rules_read_it(warehouse):
    load(warehouse, version())
    say(warehouse, BEETS, "reject")
    reread(warehouse, lambda measure: renamed(measure, status=Status.EXTENDED))
    assert told(warehouse) == {SALT}
    assert decisions(warehouse, "status, rule_id, extractor_version") == [("extended", "test-2", "2")]
    assert states(warehouse) == ["applied"]


def test_an_accepted_measure_keeps_what_was_accepted_when_other_rules_read_it(warehouse):
    load(warehouse, version())
    say(warehouse, BEETS, "edit", "+target=SY")
    say(warehouse, BEETS, "accept", at=LATER + timedelta(hours=1))
    reread(warehouse, lambda measure: renamed(measure, status=Status.EXTENDED, measure_type=MeasureType.ARMS_EMBARGO))
    assert decisions(warehouse, "status, measure_type, targets, review_decision") == [
        ("imposed", "import_restriction", ["SY"], "accept"),
        ("extended", "arms_embargo", [], None),
    ]


def test_an_accepted_measure_stays_though_the_rules_no_longer_read_it(warehouse):
    load(warehouse, version())
    say(warehouse, BEETS, "accept")
    say(warehouse, SALT, "reject")
    reread(warehouse, lambda measure: None)
    assert decisions(warehouse, "evidence_text, rule_id, review_decision, confidence") == [(BEETS, "H-review", "accept", 1.0)]
    assert sorted(states(warehouse)) == ["applied", "unread"]
    spans = "SELECT field, body[start_char + 1 : end_char] = text FROM measure_evidence JOIN measures USING (measure_id)"
    assert warehouse.execute(f"{spans} JOIN stories USING (story_id, version) ORDER BY ALL").fetchall() == [
        ("clause", True),
        ("measure_type", True),
    ]
    reread(warehouse, lambda measure: measure, "3", NOW + timedelta(days=3))
    assert decisions(warehouse, "rule_id") == [("H-review",)], "nothing is made of nothing, or twice"
    say(warehouse, BEETS, "reject", at=NOW + timedelta(days=4))
    assert told(warehouse) == set()


def test_reading_the_same_again_changes_nothing(warehouse):
    load(warehouse, version())
    say(warehouse, BEETS, "edit", "status=lifted")
    reread(warehouse, renamed)
    before = {name: warehouse.execute(f"FROM {name} ORDER BY ALL").fetchall() for name in tables(warehouse)}
    assert reread(warehouse, lambda measure: measure, "2", NOW + timedelta(days=5)) == []
    assert {name: warehouse.execute(f"FROM {name} ORDER BY ALL").fetchall() for name in tables(warehouse)} == before


def tables(connection):
    return [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()]


def test_what_the_warehouse_said_before_a_decision_and_before_a_replay_can_be_asked(warehouse):
    load(warehouse, version())
    say(warehouse, BEETS, "reject")  # on the second day
    reread(warehouse, lambda measure: renamed(measure, status=Status.EXTENDED) if measure.evidence_text == SALT else None)
    asked = "SELECT evidence_text, status FROM measures_as_of(?) ORDER BY evidence_start"
    days = [(NOW + timedelta(days=day, minutes=5)).replace(tzinfo=None) for day in (0, 1, 2)]
    assert [warehouse.execute(asked, [day]).fetchall() for day in days] == [
        [(BEETS, "imposed"), (SALT, "imposed")],
        [(SALT, "imposed")],
        [(SALT, "extended")],
    ]
    assert warehouse.execute(
        "FROM measures_as_of(?) ORDER BY measure_id", [LATER.replace(year=2100, tzinfo=None)]
    ).fetchall() == (warehouse.execute("FROM current_measures ORDER BY measure_id").fetchall())


def test_a_replay_keeps_what_was_accepted_and_vanished_for_the_time_before_it(warehouse):
    load(warehouse, version())
    say(warehouse, BEETS, "accept")
    reread(warehouse, lambda measure: None)
    asked = "SELECT evidence_text, rule_id FROM measures_as_of(?) WHERE evidence_text = ?"
    before, after = ((NOW + timedelta(days=day, hours=1)).replace(tzinfo=None) for day in (1, 2))
    assert warehouse.execute(asked, [before, BEETS]).fetchall() == [(BEETS, "test")]
    assert warehouse.execute(asked, [after, BEETS]).fetchall() == [(BEETS, "H-review")]


def test_a_diff_tells_the_source_the_rules_and_the_reviewer_apart(warehouse):
    load(warehouse, version())
    say(warehouse, BEETS, "reject")  # after a day
    reread(warehouse, lambda measure: renamed(measure, status=Status.EXTENDED))  # after two
    load(warehouse, version(f"Nothing more. {BEETS}.", key="2", hour=12), at=NOW + timedelta(days=3))
    reader = Reader(warehouse)

    def between(day, other):
        times = [f"{NOW + timedelta(days=one, minutes=1):%Y-%m-%d %H:%M:%S}" for one in (day, other)]
        return [(one.words, one.change, one.cause) for one in differences_between(reader, *times)]

    assert between(0, 1) == [(BEETS, "vanished", "review")]
    assert between(1, 2) == [(SALT, "changed", "extractor")]
    assert between(2, 3) == [(SALT, "vanished", "source")]
    assert between(3, 3) == []
    (by_rules, *_) = differences_between(reader, "rules:1", "rules:2") if known(warehouse, "1") else [None]
    assert by_rules is None or by_rules.cause == "extractor"


def known(connection, rules):
    return connection.execute("SELECT 1 FROM past_extractions WHERE extractor_version = ?", [rules]).fetchone()


def test_two_versions_of_a_story_differ_by_its_source(warehouse):
    load(warehouse, version())
    load(warehouse, version(f"{BEETS}.", key="2", hour=11), at=NOW + timedelta(hours=1))
    ((story,),) = warehouse.execute("SELECT DISTINCT story_id FROM stories").fetchall()
    found = differences_between(Reader(warehouse), f"{story}@1", f"{story}@2")
    assert [(one.words, one.change, one.cause) for one in found] == [(SALT, "vanished", "source")]


def test_a_link_that_is_rejected_takes_nobody_out(warehouse):
    kill = a_draft(
        "This story is killed.",
        provider="Northgate",
        provider_key="k9",
        version_key="1",
        published_at=THURSDAY.replace(hour=10),
        publish_status=PublishStatus.CANCELED,
        references=(KeyReference(LinkKind.KILLS, "k1"),),
        is_laid_out=True,
    )
    take_in(warehouse, [version("Freedonia banned beets."), kill])
    links = list_items(Reader(warehouse), Wanted(kinds=(ReviewKind.STORY_LINK,)))
    assert len(links) == 1
    assert told(warehouse) == set()
    record(warehouse, decided(links[0], "reject"))
    assert told(warehouse) == {"Freedonia banned beets"}
    record(warehouse, decided(links[0], "accept", at=LATER + timedelta(hours=1)))
    assert told(warehouse) == set()


def test_precision_counts_the_last_word_on_each_row(warehouse):
    load(warehouse, version())
    say(warehouse, BEETS, "accept")
    say(warehouse, SALT, "reject")
    say(warehouse, SALT, "edit", "status=lifted", at=LATER + timedelta(hours=1))
    columns = "rule_id, reviewed, accepted, edited, rejected, precision"
    assert warehouse.execute(f"SELECT {columns} FROM rule_precision").fetchall() == [("test", 2, 1, 1, 0, 0.5)]
    say(warehouse, SALT, "reject", at=LATER + timedelta(hours=2))
    assert warehouse.execute(f"SELECT {columns} FROM rule_precision").fetchall() == [("test", 2, 1, 0, 1, 0.5)]


def test_a_decision_on_a_story_that_is_not_here_waits_for_it(warehouse, migrated, tmp_path):
    load(warehouse, version())
    reviews = decided(item(warehouse, BEETS), "reject")
    with duckdb.connect(config={"threads": 1}) as other:
        other.execute(f"ATTACH '{migrated}' AS empty (READ_ONLY)")
        other.execute("COPY FROM DATABASE empty TO memory")
        record(other, reviews)
        assert states(other) == ["waiting"]
        load(other, version())
        take_in(other, [version("Nothing.", story="k9")])
        assert states(other) == ["applied"]
        assert told(other) == {SALT}


def test_a_decision_is_stored_once(warehouse):
    load(warehouse, version())
    reviews = say(warehouse, BEETS, "reject")
    assert record(warehouse, reviews) == 0


def test_filters_choose_what_is_looked_at(warehouse):
    load(warehouse, version())
    say(warehouse, BEETS, "edit", "+target=SY; measure_type=other")
    reader = Reader(warehouse)

    def words(**wanted):
        return [one.words for one in list_items(reader, Wanted(**wanted))]

    assert words(unreviewed=True) == [SALT]
    assert words(target="sy") == [BEETS]
    assert words(measure_type="other") == [BEETS]
    assert words(rule="test-9") == []
    assert words(confidence_below=0.5) == []
    assert words(since=datetime(1994, 3, 4, tzinfo=UTC)) == []
    assert len(words(since=THURSDAY)) == 2


def test_a_replay_can_be_bounded(warehouse):
    load(warehouse, version(), version(story="k2", provider="The Courier", text="The Courier knows of nothing at all."))
    assert len(keys_in_scope(warehouse, Scope())) == 2
    assert len(keys_in_scope(warehouse, Scope(provider="the courier"))) == 1
    assert len(keys_in_scope(warehouse, Scope(published_from=THURSDAY.date(), published_to=THURSDAY.date()))) == 2
    assert keys_in_scope(warehouse, Scope(published_from=THURSDAY.date() + timedelta(days=1))) == []
    assert len(keys_in_scope(warehouse, Scope(older_than="1"))) == 2, "no version was recorded"
    reread(warehouse, lambda measure: measure, "1")
    assert keys_in_scope(warehouse, Scope(older_than="1")) == []
    assert len(keys_in_scope(warehouse, Scope(older_than="1.1"))) == 2, "also the one where nothing was read"


@pytest.mark.parametrize(
    ("one", "other", "older"),
    [(None, "1", True), ("1", "1", False), ("1.9", "1.10", True), ("2", "1.10", False), ("1", "1.1", True), ("1a", "1b", True)],
)
def test_versions_of_the_rules_are_compared_as_numbers(one, other, older):
    assert is_older(one, other) is older


def test_the_tables_of_the_past_have_the_columns_of_their_tables(warehouse):
    ending = {"extracted_at", "replaced_at", "run_id", "replaced_by"}
    for table in ("measures", "measure_evidence", "measure_parties", "positions", "mentions", "extractions"):
        past = set(warehouse.table(f"past_{table}").columns)
        assert past - ending == set(warehouse.table(table).columns) - ending, table


def test_a_run_of_its_own_is_noted_only_where_something_changed(warehouse):
    load(warehouse, version())
    reread(warehouse, lambda measure: measure, "2")
    assert warehouse.execute("SELECT run_id FROM runs").fetchall() == [(a_run().run_id,)]
    reread(warehouse, lambda measure: replace(measure, amount_text="all"), "3")
    assert ("run_rules_3",) in warehouse.execute("SELECT run_id FROM runs").fetchall()
    assert warehouse.execute("SELECT amount_text, replaced_by FROM past_measures").fetchall() == [(None, "run_rules_3")] * 2
