import itertools
from datetime import UTC, datetime, timedelta

import duckdb
import pytest

from tests.factories import (
    NOW,
    a_batch,
    a_country,
    a_document,
    a_measure,
    a_party,
    a_quarantined,
    a_run,
    a_story,
    delivered,
    sketched,
)
from warehouse.batch import Batch
from warehouse.codes import LinkKind, PublishStatus, Role, Status
from warehouse.records import Entity, StoryLink
from warehouse.settle import components, settle
from warehouse.store import (
    close_crashed_runs,
    finish_run,
    held_documents,
    is_quarantined,
    known_documents,
    known_versions,
    load,
    run_to_judge,
)


@pytest.fixture
def warehouse(published):
    with duckdb.connect(str(published)) as connection:
        yield connection


def load_all(connection, *batches, hashes=None):
    for batch in batches:
        counts = load(connection, batch, delivered(batch), sketched(batch, hashes), a_run())
    settle(connection)
    return counts


def contents(connection):
    """Every table as a sorted list of rows."""
    tables = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()]
    return {table: sorted(connection.execute(f"FROM {table}").fetchall(), key=repr) for table in tables}


def current(connection, columns="story_id, version"):
    return connection.execute(f"SELECT {columns} FROM current_stories ORDER BY ALL").fetchall()


def with_measure(story, status=Status.IMPOSED, sender="FR", target="IQ"):
    measure = a_measure(f"measure_{story.story_id}_{story.version}", story, status=status)
    parties = (a_party(measure.measure_id, Role.SENDER, sender), a_party(measure.measure_id, Role.TARGET, target))
    return a_batch(story, measures=(measure,), measure_parties=parties, entities=(a_country(sender), a_country(target)))


def test_a_batch_loaded_twice_changes_nothing_the_second_time(warehouse):
    batch = with_measure(a_story())
    first = load_all(warehouse, batch)
    before = {table: rows for table, rows in contents(warehouse).items() if table != "warehouse_settings"}
    second = load_all(warehouse, batch)
    after = {table: rows for table, rows in contents(warehouse).items() if table != "warehouse_settings"}
    assert (first.new_stories, first.changed_stories) == (1, 0)
    assert (second.new_stories, second.changed_stories) == (0, 0)
    assert after == before


def test_a_new_version_of_a_known_story_counts_as_changed(warehouse):
    load_all(warehouse, a_batch(a_story(version="v1", version_order=1)))
    counts = load_all(warehouse, a_batch(a_story(version="v2", version_order=2)))
    assert (counts.new_stories, counts.changed_stories) == (0, 1)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_newest_version_is_current_in_any_order_of_arrival(warehouse, order):
    versions = [a_story(version=f"v{number}", version_order=order_key) for number, order_key in enumerate((None, 2, 1132689232))]
    load_all(warehouse, *(a_batch(versions[place]) for place in order))
    assert current(warehouse) == [("story_a", "v2")]
    assert warehouse.execute("SELECT version, revision FROM stories ORDER BY revision").fetchall() == [
        ("v0", 1),
        ("v1", 2),
        ("v2", 3),
    ]


def test_versions_without_a_key_are_ordered_by_their_time(warehouse):
    early = a_story(version="z", published_at=datetime(2026, 1, 1, 8, tzinfo=UTC))
    late = a_story(version="a", published_at=datetime(2026, 1, 1, 9, tzinfo=UTC))
    load_all(warehouse, a_batch(late), a_batch(early))
    assert current(warehouse) == [("story_a", "a")]


def test_a_killed_story_leaves_the_current_views_and_stays_in_the_tables(warehouse):
    told = with_measure(a_story(version="v1", version_order=1))
    load_all(warehouse, told, a_batch(a_story(version="v2", version_order=2, publish_status=PublishStatus.CANCELED)))
    assert current(warehouse) == []
    assert warehouse.execute("FROM current_measures").fetchall() == []
    assert warehouse.execute("FROM cases").fetchall() == []
    assert warehouse.execute("SELECT count(*) FROM measures").fetchone() == (1,)


@pytest.mark.parametrize("kind", [LinkKind.KILLS, LinkKind.SUPERSEDES])
@pytest.mark.parametrize("victim_first", [True, False])
def test_a_separate_message_takes_its_victim_away_in_any_order(warehouse, kind, victim_first):
    note = a_story("story_note", content_kind="story")
    batches = [
        with_measure(a_story("story_victim")),
        a_batch(note, story_links=(StoryLink("story_note", "v1", "story_victim", kind),)),
    ]
    load_all(warehouse, *(batches if victim_first else reversed(batches)))
    assert current(warehouse) == [("story_note", "v1")]
    assert warehouse.execute("FROM current_measures").fetchall() == []
    assert warehouse.execute("FROM cases").fetchall() == []


def test_a_correction_note_flags_its_victim(warehouse):
    link = StoryLink("story_note", "v1", "story_a", LinkKind.CORRECTS)
    note = a_story("story_note", content_kind="correction_note")
    load_all(warehouse, a_batch(a_story()), a_batch(note, story_links=(link,)))
    assert current(warehouse, "story_id, has_correction_note") == [("story_a", True), ("story_note", False)]


@pytest.mark.parametrize(("year", "shown"), [(2999, False), (1999, True)])
def test_an_embargoed_story_is_loaded_and_shown_after_its_time(warehouse, year, shown):
    load_all(warehouse, with_measure(a_story(embargoed_until=datetime(year, 1, 1, tzinfo=UTC))))
    assert bool(current(warehouse)) is shown
    assert bool(warehouse.execute("FROM current_measures").fetchall()) is shown
    assert warehouse.execute("SELECT count(*) FROM stories").fetchone() == (1,)


def test_copies_are_clustered_by_containment_and_shown_once_the_fullest_one(warehouse):
    whole, trim, other = a_story("story_w", word_count=500), a_story("story_t", word_count=90), a_story("story_o")
    hashes = {"story_w": tuple(range(100)), "story_t": tuple(range(20)), "story_o": tuple(range(1000, 1100))}
    load_all(warehouse, a_batch(trim), a_batch(other), a_batch(whole), hashes=hashes)
    assert current(warehouse, "story_id, copies") == [("story_o", 1), ("story_w", 2)]
    assert warehouse.execute("SELECT count(*) FROM current_stories_with_copies").fetchone() == (3,)


@pytest.mark.parametrize("order", list(itertools.permutations(["story_1", "story_2", "story_3"])))
@pytest.mark.parametrize("one_by_one", [True, False])
def test_clusters_are_the_same_in_any_order_and_any_split_into_runs(warehouse, order, one_by_one):
    hashes = {"story_1": tuple(range(40)), "story_2": tuple(range(25, 65)), "story_3": tuple(range(45, 85))}
    stories = [a_story(story_id) for story_id in order]
    if one_by_one:
        for story in stories:
            load_all(warehouse, a_batch(story), hashes=hashes)
    else:
        load_all(warehouse, a_batch(*stories), hashes=hashes)
    clusters = warehouse.execute("SELECT story_id, cluster_id FROM stories ORDER BY 1").fetchall()
    assert clusters == [("story_1", "story_1"), ("story_2", "story_2"), ("story_3", "story_2")]


def test_components_take_the_smallest_name():
    assert components([("c", "b"), ("b", "a"), ("y", "x")]) == {"a": "a", "b": "a", "c": "a", "x": "x", "y": "x"}


def test_a_case_follows_one_measure_across_stories_and_flags_impossible_steps(warehouse):
    days = {Status.PROPOSED: 1, Status.IMPOSED: 2, Status.LIFTED: 3, Status.EASED: 4}
    batches = [
        with_measure(a_story(f"story_{status}", published_at=datetime(2026, 1, day, tzinfo=UTC)), status)
        for status, day in days.items()
    ]
    load_all(warehouse, *batches)
    assert warehouse.execute("SELECT sender_name, target_name, latest_status FROM cases").fetchall() == [("FR", "IQ", "eased")]
    events = warehouse.execute("SELECT status, is_jump FROM case_events ORDER BY as_of").fetchall()
    assert events == [("proposed", False), ("imposed", False), ("lifted", False), ("eased", True)]


def test_an_open_proposal_is_listed_until_it_is_imposed(warehouse):
    load_all(warehouse, with_measure(a_story("story_p", published_at=datetime(2026, 1, 1, tzinfo=UTC)), Status.PROPOSED))
    assert warehouse.execute("SELECT target_name FROM open_proposals").fetchall() == [("IQ",)]
    load_all(warehouse, with_measure(a_story("story_i", published_at=datetime(2026, 2, 1, tzinfo=UTC)), Status.IMPOSED))
    assert warehouse.execute("SELECT target_name FROM open_proposals").fetchall() == []


def test_the_matrix_counts_measures_of_a_pair(warehouse):
    load_all(warehouse, with_measure(a_story("story_1")), with_measure(a_story("story_2"), Status.PROPOSED))
    row = warehouse.execute("SELECT sender, target, measures, in_force, pending, stories FROM sender_target_matrix").fetchall()
    assert row == [("FR", "IQ", 2, 1, 1, 2)]


def test_entities_keep_the_spelling_with_lower_case_in_any_order(warehouse):
    shouted, written = (Entity("entity_h", "person", name, None) for name in ("JANE DOE", "Jane Doe"))
    load_all(warehouse, a_batch(a_story("story_1"), entities=(written,)), a_batch(a_story("story_2"), entities=(shouted,)))
    assert warehouse.execute("SELECT name FROM entities").fetchall() == [("Jane Doe",)]


def test_rows_of_a_refused_story_version_are_not_noted_as_delivered(warehouse):
    refused = a_story("story_refused")
    load(warehouse, a_batch(a_story()), delivered(a_batch(a_story(), refused)), [], a_run())
    assert warehouse.execute("SELECT story_id FROM document_stories").fetchall() == [("story_a",)]


def test_documents_and_versions_are_known_once_loaded(warehouse):
    load_all(warehouse, a_batch())
    assert known_documents(warehouse, [a_document().document_id, "doc_other"]) == {a_document().document_id}
    assert known_versions(warehouse, [("story_a", "v1"), ("story_a", "v2")]) == {("story_a", "v1")}


def test_a_document_is_held_while_any_part_of_it_waits_in_quarantine(warehouse):
    rows = (
        a_quarantined(),
        a_quarantined(quarantine_id="q2", record_key="doc_y#3"),
        a_quarantined(quarantine_id="q3", record_key="doc_z", resolved_at=NOW),
    )
    load_all(warehouse, a_batch(quarantine=rows))
    held = held_documents(warehouse, ["doc_x", "doc_y", "doc_z"])
    assert held.keys() == {"doc_x", "doc_y"}
    assert held["doc_x"].reason == rows[0].reason


def test_an_item_that_comes_whole_closes_its_row_in_quarantine(warehouse):
    row = a_quarantined(record_kind="item", record_key=a_document().source_uri)
    load(warehouse, Batch(quarantine=(row,)), [], [], a_run())
    assert is_quarantined(warehouse, row.quarantine_id)
    load_all(warehouse, a_batch())
    assert not is_quarantined(warehouse, row.quarantine_id)


def test_a_document_that_gives_stories_after_all_closes_its_row_in_quarantine(warehouse):
    row = a_quarantined(record_key=a_document().document_id, created_at=NOW - timedelta(days=1))
    other = a_quarantined(quarantine_id="q2", record_key="doc_y", created_at=NOW - timedelta(days=1))
    part = a_quarantined(quarantine_id="q3", record_key=f"{a_document().document_id}#refused 0", created_at=NOW)
    load(warehouse, Batch(quarantine=(row, other)), [], [], a_run())
    load_all(warehouse, a_batch(quarantine=(part,)))
    assert [is_quarantined(warehouse, one.quarantine_id) for one in (row, other, part)] == [False, True, True]


def test_a_run_that_changed_something_is_ended_and_one_that_did_not_leaves_no_row(warehouse):
    load_all(warehouse, a_batch())
    finish_run(warehouse, a_run(state="completed", finished_at=NOW))
    finish_run(warehouse, a_run(run_id="run_idle", state="completed", finished_at=NOW))
    assert warehouse.execute("SELECT run_id, state FROM runs").fetchall() == [("run_1", "completed")]


def test_the_next_run_closes_a_run_that_never_ended(warehouse):
    load(warehouse, a_batch(), [], [], a_run(flow_run_id="flow-1"))
    assert close_crashed_runs(warehouse, NOW) == ["flow-1"]
    assert close_crashed_runs(warehouse, NOW) == []
    assert warehouse.execute("SELECT state FROM runs").fetchall() == [("crashed",)]


def test_the_whole_is_judged_for_a_run_that_changed_something_or_for_a_killed_one_that_could_not(warehouse):
    assert run_to_judge(warehouse, "run_1") is None
    load_all(warehouse, a_batch())
    assert run_to_judge(warehouse, "run_1") == "run_1"
    assert run_to_judge(warehouse, "run_2") is None
    close_crashed_runs(warehouse, NOW)
    assert run_to_judge(warehouse, "run_2") == "run_1"
    warehouse.execute(
        "INSERT INTO quality_results BY NAME SELECT 'run_1' AS run_id, -1 AS batch, 's' AS suite, 'e' AS expectation,"
        " 'info' AS severity, TRUE AS success, 'r' AS reason, now()::TIMESTAMP AS created_at"
    )
    assert run_to_judge(warehouse, "run_2") is None
