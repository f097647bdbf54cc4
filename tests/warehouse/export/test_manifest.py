"""What an export says of itself, increments, everything, and folders of others."""

import hashlib
import json
from datetime import UTC, datetime, timedelta

import duckdb
import polars as pl
import pytest

from tests.factories import NOW, a_batch, a_story
from tests.stocked import BODY, stock, take, telling
from warehouse.codes import PublishStatus, Status
from warehouse.errors import UsageError, WarehouseUnreadable
from warehouse.export.run import export
from warehouse.export.scope import TABLES, Form, Scope

pytestmark = pytest.mark.slow

MADE_AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=10)
BETWEEN = (NOW + timedelta(days=5)).replace(tzinfo=None)


def stories(folder):
    return sorted(pl.read_csv(folder / "csv" / "stories.csv")["story_id"].to_list())


def test_the_manifest_fits_the_files(exported):
    folder, manifest = exported
    assert json.loads((folder / "manifest.json").read_text()) == manifest
    listed = {file["path"]: file for file in manifest["files"]}
    assert set(listed) == {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {
        "manifest.json",
        ".sanctionwire",
    }
    for name, file in listed.items():
        written = (folder / name).read_bytes()
        assert (len(written), hashlib.sha256(written).hexdigest()) == (file["bytes"], file["sha256"])
    assert manifest["schema_version"]
    assert manifest["deleted"] == {"stories": [], "measures": []}
    assert "belong to their providers" in manifest["licences"]


def test_the_same_warehouse_gives_the_same_bytes(stocked, tmp_path):
    first, second = (export(stocked, tmp_path / name, Scope(tuple(Form)), MADE_AT).manifest["files"] for name in ("a", "b"))
    assert first == second


def test_an_increment_holds_what_came_since_and_names_what_is_gone(published, tmp_path):
    stock(published)
    late = {"published_at": datetime(2026, 1, 3, tzinfo=UTC), "first_seen_at": LATER}
    take(
        published,
        telling(a_story("story_new", body=BODY, headline="News", **late), Status.LIFTED),
        a_batch(a_story("story_imposed", "v9", 9, publish_status=PublishStatus.CANCELED, **late)),
        telling(a_story("story_corrected", "v3", 3, body=BODY, headline="Very last words", **late), Status.IMPOSED),
        run_id="run_2",
    )
    done = export(published, tmp_path / "out", Scope((Form.CSV,), since=BETWEEN), MADE_AT)
    assert stories(done.folder) == ["story_corrected", "story_new"]
    assert done.manifest["deleted"]["stories"] == ["story_imposed"]
    assert "measure_story_imposed" in done.manifest["deleted"]["measures"]
    assert done.manifest["since"] == f"{BETWEEN.isoformat()}Z"


def test_an_increment_without_changes_is_empty_and_opens(stocked, tmp_path):
    done = export(stocked, tmp_path / "out", Scope(tuple(Form), since=datetime(2999, 1, 1)), MADE_AT)  # noqa: DTZ001
    assert set(done.manifest["rows"]["csv"].values()) == {0}
    assert done.manifest["rows"]["events"] == 0
    for table in TABLES:
        assert pl.read_parquet(done.folder / "parquet" / table / "**" / "*.parquet").shape[0] == 0


def test_everything_holds_what_may_not_be_shown(stocked, tmp_path):
    done = export(stocked, tmp_path / "out", Scope((Form.CSV,), everything=True), MADE_AT)
    assert {"story_embargoed", "story_killed"} <= set(stories(done.folder))
    assert stories(done.folder).count("story_corrected") == 2


@pytest.mark.parametrize("form", [Form.FOLLOWTHEMONEY, Form.JSONLD, Form.EVENTS])
def test_everything_is_refused_where_it_would_be_taken_for_true(form):
    with pytest.raises(UsageError, match="--all"):
        Scope((form,), everything=True)


def test_tables_can_be_chosen(stocked, tmp_path):
    done = export(stocked, tmp_path / "out", Scope((Form.JSONL,), ("measures",)), MADE_AT)
    assert done.manifest["rows"] == {"jsonl": {"measures": 4}}
    with pytest.raises(UsageError, match=TABLES[-1]):
        Scope((Form.JSONL,), ("runs",))


def test_a_folder_of_somebody_else_is_refused(stocked, tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(UsageError, match="no export of sanctionwire"):
        export(stocked, tmp_path, Scope((Form.CSV,)), MADE_AT)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_warehouse_of_another_version_is_named_with_the_way_out(published, tmp_path):
    with duckdb.connect(str(published)) as connection:
        connection.execute("UPDATE warehouse_settings SET value = 'other' WHERE key = 'views_sha256'")
    with pytest.raises(WarehouseUnreadable, match="sanctionwire ingest"):
        export(published, tmp_path / "out", Scope((Form.CSV,)), MADE_AT)
    assert not (tmp_path / "out").exists()
