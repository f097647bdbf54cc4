"""The flows that nobody starts by hand: the nightly audit and the weekly maintenance."""

from datetime import UTC, datetime, timedelta

import pytest

from flows.server import start_server
from flows.settings import prefect_api_url, prepare_prefect
from warehouse.connect import open_reader, open_writer

pytestmark = pytest.mark.slow

STORY = "STRELSAU, March 3 (Courier) - The council of Strelsau banned the sale of oil to Ruritania on Monday.\n"


@pytest.fixture(scope="module")
def home(sanctionwire, tmp_path_factory):
    home = tmp_path_factory.mktemp("nightly")
    (home / "story.txt").write_text(STORY)
    (home / "refused.bin").write_bytes(bytes(range(256)) * 8)
    assert sanctionwire("ingest", home / "story.txt", home / "refused.bin", home=home).code == 0
    return home


@pytest.fixture
def engine(home, monkeypatch):
    """The flow engine, with the data folder of the test."""
    monkeypatch.setenv("SANCTIONWIRE_HOME", str(home))
    prepare_prefect(home)
    server = start_server()
    server.wait()
    monkeypatch.setenv("PREFECT_API_URL", server.api_url)
    prefect_api_url(server.api_url)


def rows(home, sql):
    with open_reader(home / "warehouse.duckdb") as reader:
        return [tuple(row.values()) for row in reader.rows(sql)]


def deliveries(home):
    return sorted(file.name for file in (home / "deliveries").rglob("*.gz"))


def test_an_audit_judges_the_whole_warehouse_and_is_a_run_of_its_own(engine, home):
    from flows.audit import audit

    (home / "report.html").unlink()
    outcome = audit()
    assert rows(home, f"SELECT flow_name, state FROM runs WHERE run_id = '{outcome.run_id}'") == [("audit", "completed")]
    ((checks,),) = rows(home, f"SELECT count(*) FROM quality_results WHERE run_id = '{outcome.run_id}'")
    assert checks > 5
    assert (home / "report.html").exists()


def test_maintenance_removes_only_old_deliveries_whose_stories_are_loaded(engine, home, monkeypatch):
    from flows.maintain import maintain

    before = deliveries(home)
    assert len(before) == 2
    assert maintain().deliveries_removed == 0  # nothing is removed unless somebody says so
    monkeypatch.setenv("SANCTIONWIRE_KEEP_DELIVERIES_DAYS", "30")
    assert maintain().deliveries_removed == 0
    with open_writer(home / "warehouse.duckdb") as writer:
        old = (datetime.now(UTC) - timedelta(days=31)).replace(tzinfo=None)
        writer.execute("UPDATE documents SET fetched_at = ?", [old])
    left = home / "spool" / "left"
    left.mkdir()
    assert maintain().deliveries_removed == 1
    refused = rows(home, "SELECT sha256 FROM documents ANTI JOIN document_stories USING (document_id)")
    assert [name.removesuffix(".gz") for name in deliveries(home)] == [sha256 for (sha256,) in refused]
    assert not left.exists()
    assert rows(home, "SELECT count(*) FROM stories") == [(1,)]
