"""What becomes of a damaged warehouse: rebuilt when the writer opens it, or by `recover`, which says what is lost."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.factories import NOW, a_batch, a_quarantined, a_run, a_story, delivered, sketched
from tests.warehouse import rehearsal
from tests.warehouse.crashing import DAMAGES, contents, ingest
from tests.warehouse.reviewing import reread, say
from warehouse.codes import Status
from warehouse.connect import WarehouseFiles, open_reader, open_writer, recover
from warehouse.errors import WarehouseMissing, WarehouseUnreadable
from warehouse.ledger import Ledger, note_received
from warehouse.records import BackfillStep, SourceState
from warehouse.redo import REDO
from warehouse.source_states import remember_states, remember_step
from warehouse.store import close_crashed_runs, finish_run, load, resolve_items, transaction
from warehouse.survey import survey

pytestmark = pytest.mark.slow


class Died(BaseException):
    """Stands for the end of the process where no finally runs."""


def take_in(connection, name, run_id="run_1", **tables):
    batch = a_batch(a_story(f"story_{name}", body=f"{name} banned imports of timber."), **tables)
    load(connection, batch, delivered(batch), sketched(batch), a_run(run_id=run_id))


def work(connection):
    """Every kind of change that can be made again, one after the other."""
    take_in(connection, "a", quarantine=(a_quarantined(record_kind="item", record_key="/wires/late.txt"),))
    close_crashed_runs(connection, NOW)
    take_in(connection, "b", run_id="run_2")
    resolve_items(connection, ["/wires/late.txt"], NOW)
    rehearsal.take_in(
        connection, [rehearsal.a_draft("Freedonia banned beets from Sylvania. It banned salt.", provider="Meridian")]
    )
    remember_states(connection, [SourceState("courier", "/wires/a.txt", "7:1", None, None, "ab", None, NOW)], "run_2")
    remember_step(connection, BackfillStep("courier", date(2019, 3, 1), date(2019, 3, 31), "run_2", 7, NOW))
    say(connection, "Freedonia banned beets", "reject")
    reread(connection, lambda measure: replace(measure, status=Status.PROPOSED))
    finish_run(connection, replace(a_run(run_id="run_2"), state="completed", finished_at=NOW + timedelta(hours=1)))


@pytest.fixture
def unpublished(published, monkeypatch):
    """A warehouse whose last changes are in the writer's file alone, as after a kill before publishing; and what it holds."""
    with monkeypatch.context() as patch:
        patch.setattr("warehouse.connect.publish", lambda *_: None)
        patch.setattr("warehouse.connect.note_closed", lambda *_: None)
        with open_writer(published) as connection:
            work(connection)
    return published, contents(WarehouseFiles(published).writer)


def seen(published):
    return {one.name: one for one in survey(published, every_block=True)}


def test_every_kind_of_change_is_made_again_from_ledger_and_parts(unpublished):
    published, expected = unpublished
    files = WarehouseFiles(published)
    kinds = {change["kind"] for change in Ledger(files.ledger).account().changes.values() if change["entry"] == "change"}
    assert kinds | {"migrate", "quality_results"} == set(REDO)
    files.writer.unlink()
    with open_writer(published) as connection:
        runs = connection.execute("SELECT run_id, state, finished_at IS NULL FROM runs ORDER BY 1").fetchall()
    assert runs == [("run_1", "crashed", False), ("run_2", "completed", False), ("run_rules_2", "running", True)]
    assert contents(published) == expected


def test_what_nobody_saw_committed_is_not_asked_for(unpublished):
    published, expected = unpublished
    files = WarehouseFiles(published)
    Ledger(files.ledger).append({"entry": "change", "sequence": 99, "kind": "settle", "arguments": {}, "counts": {}})
    with open_writer(published):
        pass
    assert contents(published) == expected
    assert files.damaged() == []


def test_without_any_snapshot_everything_is_made_again_as_long_as_the_parts_reach_back(tmp_path):
    published = tmp_path / "warehouse.duckdb"
    with open_writer(published) as connection:
        work(connection)
    expected = contents(published)
    published.unlink()
    WarehouseFiles(published).writer.unlink()
    with open_writer(published):
        pass
    assert contents(published) == expected


def test_a_damaged_snapshot_is_set_aside_and_the_previous_one_is_built_on(published):
    files = WarehouseFiles(published)
    for name in "abc":
        with open_writer(published) as connection:
            take_in(connection, name)
    expected = contents(published)
    published.write_bytes(b"torn" * 4096)
    files.writer.unlink()
    with pytest.raises(WarehouseUnreadable, match="sanctionwire recover"), open_reader(published):
        pass
    told = []
    with open_writer(published, tell=told.append):
        pass
    assert contents(published) == expected
    assert [path.name.rpartition(".")[2] for path in files.damaged()] == ["duckdb"]
    assert "rebuilt from .warehouse.duckdb.previous and 1 later changes" in " ".join(map(str, told))


def test_a_change_that_cannot_be_made_again_stops_the_writer_and_recover_says_what_is_lost(unpublished):
    published, expected = unpublished
    files = WarehouseFiles(published)
    min(files.runs.glob("run_2/loads/*")).write_bytes(b"torn")  # its first change took story b in
    files.writer.write_bytes(b"torn" * 4096)
    with pytest.raises(WarehouseUnreadable, match="sanctionwire recover"), open_writer(published):
        pass
    assert files.writer.read_bytes().startswith(b"torn")
    rebuilt = recover(published).rebuilt
    assert [lost for lost in rebuilt.lost if "run_2/loads" in lost]
    assert len(contents(published)["stories"]) == len(expected["stories"]) - 1
    with open_writer(published) as connection:
        take_in(connection, "b", run_id="run_2")
    assert len(contents(published)["stories"]) == len(expected["stories"])
    assert recover(published).rebuilt is None


def test_a_change_without_a_part_is_lost_only_until_it_is_published(published):
    files = WarehouseFiles(published)
    with open_writer(published) as connection, transaction(connection):
        connection.execute("INSERT INTO warehouse_settings VALUES ('mark', 'kept')")
    files.writer.unlink()
    with open_writer(published) as connection:
        assert connection.execute("SELECT value FROM warehouse_settings WHERE key = 'mark'").fetchall() == [("kept",)]


def test_a_change_without_a_part_whose_command_was_killed_is_named_and_the_rest_is_made_again(published, monkeypatch):
    files, told = WarehouseFiles(published), []
    with monkeypatch.context() as patch:
        patch.setattr("warehouse.connect.publish", lambda *_: None)
        with open_writer(published) as connection:
            take_in(connection, "a")
            with transaction(connection):
                connection.execute("INSERT INTO warehouse_settings VALUES ('mark', 'lost')")
            take_in(connection, "b")
    files.writer.unlink()
    with open_writer(published, tell=told.append):
        pass
    assert "LOST: change 3: unnamed by a command that was killed before it ended: run that again" in str(told[0])
    assert len(contents(published)["stories"]) == 2
    assert recover(published).rebuilt is None


@pytest.mark.parametrize("number", range(1, len(DAMAGES)), ids=[damage.__name__ for damage in DAMAGES[1:]])
def test_damage_between_two_runs_changes_nothing(tmp_path, number):
    ingest(tmp_path)
    files = WarehouseFiles(tmp_path / "warehouse.duckdb")
    expected = contents(files.published)
    DAMAGES[number](files, random.Random(number))
    ingest(tmp_path)
    assert contents(files.published) == expected


def test_a_ledger_that_is_lost_begins_anew_with_what_is_there(published):
    files = WarehouseFiles(published)
    with open_writer(published) as connection:
        take_in(connection, "a")
    files.ledger.unlink()
    with open_writer(published) as connection:
        take_in(connection, "b")
    files.writer.unlink()
    with open_writer(published):
        pass
    assert len(contents(published)["stories"]) == 2


def test_a_writer_file_that_is_older_than_the_snapshot_is_noticed_also_without_a_ledger(published):
    files = WarehouseFiles(published)
    with open_writer(published):
        pass
    old = files.writer.read_bytes()
    with open_writer(published) as connection:
        take_in(connection, "a")
    files.ledger.unlink()
    files.writer.write_bytes(old)
    told = []
    with open_writer(published, tell=told.append):
        pass
    assert len(contents(published)["stories"]) == 1
    assert "has lost changes" in str(told[0])


def test_only_the_last_damaged_files_are_kept(published):
    files = WarehouseFiles(published)
    for _ in range(4):
        with open_writer(published):
            pass
        files.writer.write_bytes(b"torn" * 4096)
    with open_writer(published):
        pass
    assert len(files.damaged()) == 2


def test_recovering_what_is_well_changes_nothing(published):
    with open_writer(published):
        pass
    before = published.stat().st_mtime_ns
    assert recover(published).rebuilt is None
    assert published.stat().st_mtime_ns == before
    assert all(one.ok for one in survey(published, every_block=True))


def test_recovering_nothing_says_so(tmp_path):
    with pytest.raises(WarehouseMissing, match="sanctionwire ingest"):
        recover(tmp_path / "none.duckdb")


def test_a_survey_tells_of_damage_of_lost_parts_and_of_items_that_were_received_and_not_loaded(unpublished):
    published, _ = unpublished
    files = WarehouseFiles(published)
    with open_writer(published) as connection:
        note_received(connection, "run_1", [{"document_id": "doc_lost", "uri": "http://wire.example/1", "kept": "ab/abc.gz"}])
    assert not seen(published)["received items"].ok
    assert "http://wire.example/1" in seen(published)["received items"].seen
    assert seen(published)["ledger and tables"].ok
    files.writer.write_bytes(b"torn" * 4096)
    published.write_bytes(b"torn" * 4096)
    looked = seen(published)
    assert [name for name, one in looked.items() if not one.ok] == ["ledger and tables", "snapshot"]
    assert "sanctionwire recover" in looked["snapshot"].mend
