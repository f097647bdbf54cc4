"""A batch that is bad as a whole stops only itself."""

import json

import pytest

from warehouse.connect import open_reader

pytestmark = pytest.mark.slow

SIZE = 20
TOWNS = ["Strelsau", "Zenda", "Hentzau", "Tarlenheim"]


def write_stories(folder, start, *, garbled):
    for number in range(start, start + SIZE):
        town = TOWNS[number % len(TOWNS)]
        body = f"Ruritania banned imports of timber from Syldavia on Monday, the mayor of {town} said, for the {number}th time."
        text = f"{town.upper()}, Jan. 5 (MW) - {body}\n\nThe ban of shipment number {number} takes effect at once.\n"
        (folder / f"{number:03}.txt").write_text(text.replace("a", "\ufffd") if garbled else text, encoding="utf-8")


@pytest.fixture(scope="module")
def ran(sanctionwire, tmp_path_factory):
    """Three batches, of which the second is in the wrong charset; the data folder and what came of it."""
    folder, home = tmp_path_factory.mktemp("stories"), tmp_path_factory.mktemp("home")
    for place in range(3):
        write_stories(folder, place * SIZE, garbled=place == 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SANCTIONWIRE_BATCH_SIZE", str(SIZE))
        return home, sanctionwire("ingest", folder, "--json", home=home)


def ask(home, sql):
    with open_reader(home / "warehouse.duckdb") as reader:
        return reader.table(sql)[1]


def test_the_other_batches_load_and_the_gate_fails(ran):
    home, outcome = ran
    assert outcome.code == 3, outcome.err
    loaded = {int(uri[-7:-4]) for (uri,) in ask(home, "SELECT source_uri FROM stories")}
    assert loaded == {*range(SIZE), *range(2 * SIZE, 3 * SIZE)}
    assert ask(home, "SELECT state FROM runs") == [("gate_failed",)]


def test_each_item_of_the_bad_batch_waits_in_quarantine_with_its_bytes(ran):
    home, _ = ran
    rows = ask(home, "SELECT source_uri, stage, record_kind, reason_code, payload FROM quarantine ORDER BY source_uri")
    assert {int(uri[-7:-4]) for uri, *_ in rows} == {*range(SIZE, 2 * SIZE)}
    assert {tuple(rest) for _, *rest, _ in rows} == {("judge", "document", "stories_batch_readable")}
    assert all(payload for *_, payload in rows)


def test_every_document_is_accounted_for(ran):
    home, _ = ran
    assert ask(home, "SELECT count(*) FROM documents") == [(3 * SIZE,)]
    assert ask(home, "FROM warehouse_faults") == []


def test_the_results_tell_which_batch_it_was(ran):
    home, _ = ran
    sql = "SELECT batch, observed FROM quality_results WHERE NOT success AND severity = 'critical'"
    assert [(batch, json.loads(observed)["told"]) for batch, observed in ask(home, sql)] == [
        (1, ["100% of 20 rows of the batch"])
    ]


def test_the_whole_warehouse_is_judged_once_after_the_last_batch(ran):
    home, _ = ran
    sql = (
        "SELECT suite, count(DISTINCT expectation), count(*) FROM quality_results WHERE batch = -1 GROUP BY suite ORDER BY suite"
    )
    found = ask(home, sql)
    assert [suite for suite, *_ in found] == ["cases", "providers", "warehouse"]
    assert all(names == rows > 0 for _, names, rows in found)


def test_a_run_that_changes_nothing_is_not_judged(ran, sanctionwire):
    home, _ = ran
    before = ask(home, "SELECT count(*) FROM quality_results")
    folder = ask(home, "SELECT source_uri FROM stories ORDER BY source_uri LIMIT 1")[0][0]
    again = sanctionwire("ingest", folder, "--json", home=home)
    assert again.code == 0, again.err
    assert ask(home, "SELECT count(*) FROM quality_results") == before
