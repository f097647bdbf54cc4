"""The rules of the wire over the families of takes among the samples (listed in seeds/stories/README.md)."""

import pytest

from warehouse.connect import open_reader

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def reader(sample_home):
    with open_reader(sample_home / "warehouse.duckdb") as reader:
        yield reader


def stems(rows):
    return {row["source_uri"].rsplit("/", 1)[-1].split(".")[0] for row in rows}


@pytest.fixture(scope="module")
def current(reader):
    return stems(reader.rows("SELECT source_uri FROM current_stories"))


@pytest.mark.parametrize(
    ("newest", "replaced"),
    [
        ("1990-iraq-661-lead", {"1990-iraq-661-urgent"}),
        ("1992-libya-748-writethru", {"1992-libya-748-1stld"}),
        ("1994-haiti-917-correction", {"1994-haiti-917-1stld", "1994-haiti-917-writethru"}),
        ("1994-vietnam-lifted", {"1994-vietnam-embargo-kept", "1994-vietnam-kill"}),
        ("2018-south-sudan-2428-corrected", {"2018-south-sudan-2428"}),
        ("2000-eu-austria-reissue", {"2000-eu-austria-wrong", "2000-eu-austria-kill"}),
    ],
)
def test_takes_are_versions_of_one_story_and_the_newest_is_current(reader, current, newest, replaced):
    (story,) = reader.rows("SELECT story_id FROM stories WHERE contains(source_uri, ?)", [newest])
    family = stems(reader.rows("SELECT source_uri FROM stories WHERE story_id = ?", [story["story_id"]]))
    assert family == {newest} | replaced
    assert (newest in current, current & replaced) == (True, set())


@pytest.mark.parametrize("victim", ["vietnam-embargo-kept", "eu-austria-wrong", "nkorea-list-wrong"])
def test_a_killed_story_keeps_its_measures_in_the_tables_only(reader, victim):
    killed = f"(SELECT story_id, version FROM stories WHERE contains(source_uri, '{victim}'))"
    assert reader.rows(f"SELECT measure_id FROM measures WHERE (story_id, version) IN {killed}")
    assert reader.rows(f"SELECT measure_id FROM current_measures WHERE (story_id, version) IN {killed}") == []


def test_kills_are_canceled_and_name_their_victims(reader):
    kills = {"1994-vietnam-kill", "2000-eu-austria-kill", "2008-nkorea-list-kill"}
    assert stems(reader.rows("SELECT source_uri FROM stories WHERE publish_status = 'canceled'")) == kills
    rows = reader.rows(
        "SELECT source_uri, resolved_by FROM story_references JOIN stories USING (story_id, version) WHERE kind = 'kills'"
    )
    assert {(next(iter(stems([row]))), row["resolved_by"]) for row in rows} == {
        ("1994-vietnam-kill", "number"),
        ("2000-eu-austria-kill", "number"),
        ("2008-nkorea-list-kill", "headline"),
    }


def test_takes_are_joined_and_the_joined_text_has_measures_of_both(reader, current):
    (joined,) = reader.rows("SELECT story_id, version, body, joined_takes FROM current_stories WHERE joined_takes IS NOT NULL")
    assert joined["joined_takes"] == 2
    assert "Dayton" in joined["body"] and "Russia abstained" in joined["body"]
    types = reader.rows("SELECT DISTINCT measure_type FROM current_measures WHERE story_id = ?", [joined["story_id"]])
    assert {row["measure_type"] for row in types} >= {"trade_embargo", "arms_embargo"}


@pytest.mark.parametrize(("family", "versions"), [("2007-iran-1747", 1), ("1997-sierra-leone-1132", 1)])
def test_a_repeat_is_no_new_version_and_is_noted(reader, family, versions):
    noted = reader.rows(
        "SELECT document_stories.story_id, document_stories.is_repeat FROM document_stories JOIN documents USING (document_id)"
        " WHERE contains(source_uri, ?)",
        [family],
    )
    (story_id,) = {row["story_id"] for row in noted}
    assert sorted(row["is_repeat"] for row in noted) == [False, True]
    assert len(reader.rows("SELECT version FROM stories WHERE story_id = ?", [story_id])) == versions


def test_a_correction_note_flags_its_victim_and_yields_no_measure(reader):
    flagged = stems(reader.rows("SELECT source_uri FROM current_stories WHERE has_correction_note"))
    assert flagged == {"1992-libya-748-writethru"}
    notes = "SELECT story_id FROM stories WHERE content_kind = 'correction_note'"
    assert len(reader.rows(notes)) == 1
    assert reader.rows(f"SELECT measure_id FROM measures WHERE story_id IN ({notes})") == []


def test_a_story_on_hold_is_loaded_and_not_shown(reader, current):
    assert stems(reader.rows("SELECT source_uri FROM stories WHERE publish_status = 'withheld'")) == {"1999-taliban-1267-hold"}
    assert "1999-taliban-1267-hold" not in current


def test_an_embargo_that_is_over_is_kept_as_a_time_and_hides_nothing(reader, current):
    (story,) = reader.rows("SELECT source_uri, embargoed_until FROM stories WHERE embargoed_until IS NOT NULL")
    assert stems([story]) <= current


@pytest.mark.parametrize("trim", ["2006-nkorea-1718-courier", "2011-arab-league-courier"])
def test_a_syndicated_trim_is_clustered_with_its_whole_and_shown_once(reader, current, trim):
    (copy,) = reader.rows("SELECT copies, copy_rank FROM current_stories_with_copies WHERE contains(source_uri, ?)", [trim])
    assert copy == {"copies": 2, "copy_rank": 2}
    assert trim not in current


@pytest.mark.parametrize("kind", ["budget", "table", "kill_note", "correction_note"])
def test_what_is_no_story_is_told_apart_and_yields_no_measures(reader, kind):
    rows = reader.rows("SELECT story_id, version FROM stories WHERE content_kind = ?", [kind])
    assert rows
    for row in rows:
        found = "SELECT measure_id FROM measures WHERE story_id = ? AND version = ?"
        assert reader.rows(found, [row["story_id"], row["version"]]) == []


def test_words_of_an_optional_trim_stay_and_its_marks_go(reader):
    with_marks = reader.rows("SELECT body FROM stories WHERE contains(body, 'OPTIONAL TRIM')")
    assert with_marks == []
    assert reader.rows("SELECT text FROM story_furniture WHERE contains(text, 'OPTIONAL TRIM')")


def test_as_of_now_equals_the_current_views_and_as_of_the_past_is_empty(reader):
    now = "(SELECT max(fetched_at) + INTERVAL 1 SECOND FROM documents)"
    for view, macro in (("current_stories", "stories_as_of"), ("current_measures", "measures_as_of")):
        assert reader.table(f"FROM {macro}({now}) ORDER BY ALL") == reader.table(f"FROM {view} ORDER BY ALL")
        assert reader.rows(f"FROM {macro}(TIMESTAMP '2000-01-01')") == []


def steps(reader, target, kind, sender):
    """The steps of a case in order, each with the year."""
    return reader.rows(
        """
        SELECT case_events.step, case_events.status, year(case_events.as_of) AS told, case_events.is_jump
        FROM cases JOIN case_events USING (case_id)
        WHERE target_name = ? AND cases.measure_type = ? AND contains(sender_name, ?)
        ORDER BY case_events.as_of NULLS FIRST, list_position(['proposed', 'threatened', 'rejected', 'imposed'], status)
        """,
        [target, kind, sender],
    )


@pytest.mark.parametrize(
    ("target", "kind", "wanted"),
    [
        ("IQ", "trade_embargo", ["proposed", "adopted"]),  # a draft on one day, the vote on the next
        ("LY", "arms_embargo", ["proposed", "adopted"]),  # 1992, and again in 2011
        ("IR", "arms_embargo", ["lifted", "reimposed"]),  # told of the council in 2010 and of the United Nations in 2025
    ],
)
def test_a_case_follows_a_measure_of_the_council_across_stories(reader, target, kind, wanted):
    found = [row["step"] for row in steps(reader, target, kind, "U")]
    places = [found.index(step) for step in wanted]
    assert places == sorted(places)


def test_each_event_of_a_case_names_its_story_and_jumps_say_why(reader):
    assert reader.rows("SELECT * FROM case_events ANTI JOIN stories USING (story_id)") == []
    assert reader.rows("SELECT * FROM case_events WHERE is_jump <> (jump_reason IS NOT NULL)") == []
    assert reader.rows("SELECT * FROM case_events WHERE step IS NULL") == []


def test_targets_without_a_name_join_no_case_across_stories(reader):
    cases = reader.rows("""
        SELECT case_id, count(DISTINCT story_id) AS stories, bool_and(kind = 'group') AS is_unnamed
        FROM case_events
        JOIN measure_parties AS party ON party.measure_id = case_events.measure_id AND party.role = 'target'
        JOIN entities USING (entity_id)
        GROUP BY case_id
    """)
    assert any(case["is_unnamed"] for case in cases)
    assert [case for case in cases if case["is_unnamed"] and case["stories"] > 1] == []
