"""Search: words in any form, phrases, filters; the index follows the snapshot; nothing typed can break it."""

import os
import shutil
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.factories import a_batch, a_country, a_measure, a_party, a_run, a_story, delivered, sketched
from warehouse.codes import PublishStatus, Role
from warehouse.connect import open_writer
from warehouse.errors import UsageError, WarehouseMissing
from warehouse.search import Scope, Search, open_index
from warehouse.settle import settle
from warehouse.store import load

pytestmark = pytest.mark.slow

TEXTS = {
    "story_oil": "The council imposed an oil embargo on Syldavia. Resolution 1718 bans émigrés too.",
    "story_ban": "Ruritania banned imports of timber from Syldavia on Monday.",
    "story_split": "An embargo came late. Arms were not named, and oil was cheap.",
    "story_hostile": "<script>alert(1)</script> \x1b[31m OR ' \" % _ oil \u202e",
}


def fill(published, texts, **fields):
    with open_writer(published) as writer:
        for day, (story_id, body) in enumerate(texts.items(), 1):
            story = a_story(
                story_id,
                body=body,
                word_count=len(body.split()),
                published_at=datetime(2026, 1, day, tzinfo=UTC),
                headline=None,
                **fields,
            )
            measure = a_measure(f"measure_{story_id}", story, evidence_text=body, evidence_end=len(body))
            batch = a_batch(
                story,
                measures=(measure,),
                measure_parties=(a_party(measure.measure_id, Role.TARGET, "SD"),),
                entities=(a_country("SD"),),
            )
            load(writer, batch, delivered(batch), sketched(batch), a_run())
        settle(writer)


@pytest.fixture(scope="module")
def filled(tmp_path_factory, migrated):
    path = shutil.copy(migrated, tmp_path_factory.mktemp("filled") / "warehouse.duckdb")
    fill(path, TEXTS)
    return path


def found(published, words, **options):
    with open_index(published) as index:
        return [hit.story_id for hit in index.find(Search(words, **options))]


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("timber", {"story_ban"}),
        ("TIMBERS banning", {"story_ban"}),
        ("oil embargo", {"story_oil", "story_split"}),
        ('"oil embargo"', {"story_oil"}),
        ('"OIL-embargo" syldavia', {"story_oil"}),
        ('"embargo oil"', set()),
        ("resolution 1718", {"story_oil"}),
        ("emigres", {"story_oil"}),
        ("timber oil", set()),
        ("the", {"story_oil"}),
        ("of from on", {"story_ban"}),
    ],
)
def test_all_words_must_occur_in_any_form_and_phrases_as_they_are(filled, scope, words, expected):
    assert set(found(filled, words, scope=scope)) == expected


def test_one_word_is_enough_if_asked_for(filled):
    assert set(found(filled, "timber oil", any_word=True)) == set(TEXTS)


@pytest.mark.parametrize(
    "words",
    [
        "'; DROP TABLE stories; --",
        'a "lone quote',
        "oil*",
        "(oil AND",
        "oil\x00",
        "x\\",
        "100%",
        "oil " * 5000,
        "🛢 oil",
        "$limit",
        '"' * 99 + "x",
    ],
)
@pytest.mark.parametrize("scope", Scope)
def test_whatever_is_typed_is_only_words(filled, scope, words):
    assert set(found(filled, words, scope=scope)) <= set(TEXTS)


@pytest.mark.parametrize("words", ["", "  ", "!!!", '""', "- _"])
def test_nothing_to_look_for_is_a_usage_error(filled, words):
    with pytest.raises(UsageError, match="no word"):
        found(filled, words)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"since": date(2026, 1, 3)}, {"story_split", "story_hostile"}),
        ({"provider": "meridian wire"}, {"story_oil", "story_split", "story_hostile"}),
        ({"provider": "Nobody"}, set()),
        ({"target": "Sudan"}, {"story_oil", "story_split", "story_hostile"}),
        ({"target": "sd"}, {"story_oil", "story_split", "story_hostile"}),
        ({"target": "France"}, set()),
    ],
)
@pytest.mark.parametrize("scope", Scope)
def test_hits_can_be_narrowed(filled, scope, options, expected):
    assert set(found(filled, "oil", scope=scope, **options)) == expected


def test_the_limit_keeps_the_best(filled):
    assert found(filled, "oil", limit=1) == found(filled, "oil")[:1]


def test_a_hit_shows_the_words_that_were_found(filled):
    with open_index(filled) as index:
        (hit,) = index.find(Search("banning timbers", Scope.EVIDENCE))
    assert [hit.snippet.text[start:end] for start, end in hit.snippet.marks] == ["banned", "timber"]
    assert (hit.measure_id, hit.targets, hit.measures) == ("measure_story_ban", ("SD",), ("imposed import_restriction",))


def test_the_index_is_made_once_for_a_snapshot_and_anew_for_the_next(published):
    fill(published, {"story_1": "Timber is banned."})
    index_file = published.with_name(".warehouse.duckdb.search")
    assert not index_file.exists(), "the writer pays nothing"
    assert found(published, "timber") == ["story_1"]
    made = index_file.stat().st_mtime_ns
    assert found(published, "timber") == ["story_1"]
    assert index_file.stat().st_mtime_ns == made
    fill(published, {"story_1": "Timber is banned.", "story_2": "More timber is banned."})
    assert set(found(published, "timber")) == {"story_1", "story_2"}


@pytest.mark.parametrize("damage", [b"", b"not a database", None])
def test_a_damaged_index_is_made_anew(published, damage):
    fill(published, {"story_1": "Timber is banned."})
    found(published, "timber")
    index_file = published.with_name(".warehouse.duckdb.search")
    index_file.write_bytes(index_file.read_bytes()[:9000] if damage is None else damage)
    assert found(published, "timber") == ["story_1"]


def test_killed_and_withheld_stories_are_not_found(published):
    fill(published, {"story_1": "Timber is banned."}, publish_status=PublishStatus.CANCELED)
    fill(published, {"story_2": "Timber is banned."}, publish_status=PublishStatus.WITHHELD)
    assert found(published, "timber") == []


def test_a_story_is_found_once_its_embargo_has_ended(published, monkeypatch):
    ends = datetime.now(UTC) + timedelta(seconds=3600)
    fill(published, {"story_1": "Timber is banned."}, embargoed_until=ends)
    assert found(published, "timber") == []
    with open_index(published) as index:
        valid_until = index.connection.execute("SELECT valid_until FROM index_state").fetchone()[0]
    assert valid_until == ends.replace(tzinfo=None), "then the index is made anew"


def test_an_index_that_an_embargo_has_outlived_is_made_anew(published):
    fill(published, {"story_1": "Timber is banned."})
    with open_index(published) as index:
        path = index.path
    import duckdb

    with duckdb.connect(str(path)) as old:
        old.execute("UPDATE index_state SET valid_until = TIMESTAMP '2000-01-01'; DELETE FROM found_stories")
    assert found(published, "timber") == ["story_1"]


def test_a_folder_that_cannot_be_written_to_is_searched_all_the_same(published, monkeypatch):
    fill(published, {"story_1": "Timber is banned."})
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert found(published, "timber") == ["story_1"]
    assert not published.with_name(".warehouse.duckdb.search").exists()


def test_no_leftovers_stay_beside_the_index(published):
    before = set(published.parent.iterdir())
    with open_index(published):
        pass
    assert {path.name for path in set(published.parent.iterdir()) - before} == {".warehouse.duckdb.search"}


def test_a_missing_warehouse_is_told(tmp_path):
    with pytest.raises(WarehouseMissing), open_index(tmp_path / "none.duckdb"):
        pass
