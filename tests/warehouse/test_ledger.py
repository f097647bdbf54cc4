import json

import pytest

from tests.factories import a_batch, a_run, delivered, sketched
from warehouse.connect import WarehouseFiles, open_writer
from warehouse.ledger import Ledger, note_received
from warehouse.store import load

pytestmark = pytest.mark.slow


def test_a_line_that_a_crash_has_torn_is_no_entry_and_does_not_spoil_the_next(tmp_path):
    ledger = Ledger(tmp_path / "ledger")
    ledger.append({"entry": "committed", "sequence": 1})
    with ledger.path.open("ab") as file:
        file.write(b'{"entry":"committed","sequ')
    ledger.append({"entry": "committed", "sequence": 2})
    assert [entry["sequence"] for entry in ledger.entries()] == [1, 2]
    assert ledger.account().committed == 2


def test_a_change_whose_commit_nobody_saw_is_known_and_does_not_count(tmp_path):
    ledger = Ledger(tmp_path / "ledger")
    ledger.append({"entry": "change", "sequence": 1, "kind": "settle", "arguments": {}, "counts": {"stories": 1}})
    assert ledger.account().committed == 0
    assert ledger.account().counts(1) == {"stories": 1}


def test_a_change_takes_the_place_of_one_that_was_rolled_back(tmp_path):
    ledger = Ledger(tmp_path / "ledger")
    for stories in (1, 2):
        ledger.append({"entry": "change", "sequence": 1, "kind": "settle", "arguments": {}, "counts": {"stories": stories}})
    assert ledger.account().counts(1) == {"stories": 2}


def test_every_load_is_told_with_its_part_and_the_rows_that_it_leaves(published):
    files = WarehouseFiles(published)
    batch = a_batch()
    with open_writer(published) as connection:
        load(connection, batch, delivered(batch), sketched(batch), a_run())
    account = Ledger(files.ledger).account()
    change = account.changes[account.committed]
    assert (change["kind"], change["counts"]["stories"], change["counts"]["documents"]) == ("load", 1, 1)
    assert (files.runs / change["arguments"]["part"]).exists()
    assert account.closed["sequence"] == account.committed


def test_a_large_ledger_forgets_what_both_snapshots_hold_and_keeps_items_that_were_never_loaded(published, monkeypatch):
    monkeypatch.setattr("warehouse.ledger.COMPACT_FROM_BYTES", 1)
    files = WarehouseFiles(published)
    for number in range(4):
        batch = a_batch()
        with open_writer(published) as connection:
            note_received(connection, "run_1", [{"document_id": f"lost_{number}", "uri": "/wires/a.txt", "kept": "ab/abc.gz"}])
            note_received(
                connection, "run_1", [{"document_id": batch.documents[0].document_id, "uri": "/b", "kept": "cd/cde.gz"}]
            )
            load(connection, batch, delivered(batch), sketched(batch), a_run(run_id=f"run_{number}"))
    account = Ledger(files.ledger).account()
    assert min(account.changes) > 2
    assert set(account.received) - {a_batch().documents[0].document_id} == {f"lost_{number}" for number in range(4)}
    assert all(json.loads(line) for line in files.ledger.read_text().splitlines())


def test_parts_that_both_snapshots_hold_are_removed(published):
    files = WarehouseFiles(published)
    for number in range(5):
        batch = a_batch()
        with open_writer(published) as connection:
            load(connection, batch, delivered(batch), sketched(batch), a_run(run_id=f"run_{number}"))
    assert sorted(path.name for path in files.runs.iterdir()) == ["run_4"]
