import json
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.factories import NOW, a_batch, a_country, a_measure, a_party, a_quarantined, a_run, a_story, delivered, sketched
from warehouse.codes import Role
from warehouse.connect import open_writer
from warehouse.errors import UsageError
from warehouse.quarantine import Resolution, close, discard, note_replay, waiting
from warehouse.records import Evidence
from warehouse.settle import settle
from warehouse.store import load

pytestmark = pytest.mark.slow

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def writer(published):
    with open_writer(published) as connection:
        yield connection


def put(writer, *rows, **tables):
    batch = a_batch(quarantine=rows, **tables)
    return load(writer, batch, delivered(batch), sketched(batch), a_run())


def state(writer, columns="resolution"):
    return writer.execute(f"SELECT {columns} FROM quarantine ORDER BY quarantine_id").fetchall()


@pytest.mark.parametrize("resolution", list(Resolution))
def test_what_is_refused_again_opens_its_row_unless_it_was_discarded(writer, resolution):
    put(writer, a_quarantined())
    if resolution is Resolution.DISCARDED:
        discard(writer, ["quarantine_1"], by="ada", because="a photo", now=LATER)
    else:
        close(writer, [("quarantine_1", resolution)], LATER)
    put(writer, a_quarantined(run_id="run_2", reason="Still no reader.", created_at=LATER + timedelta(hours=1)))
    stays_closed = resolution is Resolution.DISCARDED
    ((now, by, run_id, reason),) = state(writer, "resolution, resolved_by, run_id, reason")
    assert (now, by) == (("discarded", "ada") if stays_closed else (None, None))
    assert (run_id, reason) == (("run_1", "No reader.") if stays_closed else ("run_2", "Still no reader."))


@pytest.mark.parametrize(("said", "resolution"), [("It has 5 bytes.", "discarded"), ("It has 6 bytes.", None)])
def test_a_discarded_item_opens_again_when_something_else_is_said_of_it(writer, said, resolution):
    row = a_quarantined(record_kind="item", record_key="/wires/y", source_uri="/wires/y", reason="It has 5 bytes.")
    put(writer, row)
    discard(writer, ["quarantine_1"], by="ada", because="too long", now=LATER)
    put(writer, replace(row, reason=said))
    assert state(writer) == [(resolution,)]


def test_discarding_needs_a_row_and_changes_a_closed_one_no_more(writer):
    put(writer, a_quarantined(), a_quarantined(quarantine_id="quarantine_2"))
    assert discard(writer, ["quarantine_1", "quarantine_1"], by="ada", because="why", now=LATER) == ["quarantine_1"]
    assert discard(writer, ["quarantine_1", "quarantine_2"], by="bob", because="x", now=LATER) == ["quarantine_2"]
    with pytest.raises(UsageError, match="quarantine_9"):
        discard(writer, ["quarantine_9"], by="bob", because="x", now=LATER)
    assert state(writer, "resolved_by, resolved_because, resolved_at") == [
        ("ada", "why", LATER.replace(tzinfo=None)),
        ("bob", "x", LATER.replace(tzinfo=None)),
    ]


def test_a_replay_that_changes_nothing_is_noted(writer):
    put(writer, a_quarantined())
    note_replay(writer, [("quarantine_1", "No reader yet.")], LATER)
    assert state(writer, "reason, replayed_at, resolved_at") == [("No reader yet.", LATER.replace(tzinfo=None), None)]


def refused_row(quarantine_id, kind, key, **row):
    return a_quarantined(
        quarantine_id=quarantine_id,
        stage="judge",
        record_kind=kind,
        record_key=key,
        payload=json.dumps({"row": row}),
        source_uri="/x",
    )


def test_every_row_is_traced_to_its_document_and_story_version(writer):
    story = a_story()
    document_id = story.document_id
    put(
        writer,
        a_quarantined(quarantine_id="q1", record_key=document_id, payload="ab/cd.gz"),
        a_quarantined(quarantine_id="q2", record_key=f"{document_id}#refused 0"),
        a_quarantined(quarantine_id="q3", record_kind="item", record_key="/wires/big", source_uri="/wires/big"),
        refused_row("q4", "stories", "story_b/v1", story_id="story_b", version="v1", document_id=document_id),
        refused_row("q5", "measures", "measure_b", measure_id="measure_b", story_id="story_a", version="v1"),
        refused_row("q6", "measure_parties", "measure_a/target/x", measure_id="measure_a"),
        refused_row("q7", "measure_evidence", "measure_b/trigger/0/1", measure_id="measure_b"),
        replace(refused_row("q8", "entities", "x"), source_uri="/wires/60.txt"),
        a_quarantined(quarantine_id="q9", resolved_at=LATER, resolution="replayed"),
        measures=(a_measure(),),
    )  # fmt: skip
    found = {row.quarantine_id: (row.document_id, row.story_id, row.version) for row in waiting(writer)}
    source = writer.execute("SELECT source_uri FROM documents").fetchone()[0]
    assert found == {
        "q1": (document_id, None, None),
        "q2": (document_id, None, None),
        "q3": (None, None, None),
        "q4": (document_id, "story_b", "v1"),
        "q5": (document_id, "story_a", "v1"),
        "q6": (document_id, "story_a", "v1"),
        "q7": (document_id, "story_a", "v1"),
        "q8": (document_id if source == "/wires/60.txt" else None, None, None),
    }


def test_what_is_read_anew_takes_the_place_of_what_was_read_before(writer):
    story, old, new = a_story(), a_measure("measure_old"), a_measure("measure_new")
    parties = (a_party("measure_old", Role.SENDER, "RU"), a_party("measure_old", Role.TARGET, "SY"))
    evidence = (Evidence("measure_old", "trigger", "banned", 10, 16, "test"),)
    entities = (a_country("RU"), a_country("SY"))
    batch = a_batch(story, measures=(old,), measure_parties=parties, measure_evidence=evidence, entities=entities)
    load(writer, batch, delivered(batch), sketched(batch), a_run())
    settle(writer)
    again = replace(
        batch,
        measures=(new,),
        measure_evidence=(),
        measure_parties=tuple(replace(one, measure_id="measure_new") for one in parties),
    )
    key = (story.story_id, story.version)
    counts = load(writer, again, delivered(again), sketched(again), a_run(), anew=[key, ("story_other", "v1")])
    settle(writer)
    assert (counts.new_stories, counts.changed_stories) == (0, 0)
    for table in ("measures", "measure_parties", "case_events"):
        assert {one for (one,) in writer.execute(f"SELECT measure_id FROM {table}").fetchall()} == {"measure_new"}, table
    assert writer.execute("SELECT count(*) FROM measure_evidence").fetchone() == (0,)


def test_what_is_not_accepted_anew_stays_as_it_was_read(writer):
    batch = a_batch(a_story(), measures=(a_measure(),))
    load(writer, batch, delivered(batch), sketched(batch), a_run())
    load(writer, replace(batch, stories=(), measures=()), [], [], a_run(), anew=[("story_a", "v1")])
    assert writer.execute("SELECT count(*) FROM measures").fetchone() == (1,)
