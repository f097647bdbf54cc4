"""Tables in Parquet, CSV and JSON lines, opened by the programs that will open them."""

import csv
import json

import polars as pl
import pyarrow.dataset as ds
import pytest

from tests.stocked import FORMULA, HIDDEN_WORD, HOSTILE_BODY
from warehouse.cells import FORMULA_STARTS
from warehouse.connect import open_reader
from warehouse.export.scope import TABLES

SHOWN = {"story_imposed", "story_proposed", "story_hostile", "story_corrected"}


@pytest.mark.parametrize("table", TABLES)
def test_every_format_holds_the_same_rows(exported, table):
    folder, manifest = exported
    parquet = pl.read_parquet(folder / "parquet" / table / "**" / "*.parquet", hive_partitioning=True)
    arrow = ds.dataset(folder / "parquet" / table, partitioning="hive")
    sheet = pl.read_csv(folder / "csv" / f"{table}.csv", infer_schema=False)
    lines = [json.loads(line) for line in (folder / "jsonl" / f"{table}.jsonl").read_text("ascii").splitlines()]
    counts = {manifest["rows"][form][table] for form in ("parquet", "csv", "jsonl")}
    assert {len(parquet), arrow.count_rows(), len(sheet), len(lines)} == counts
    assert counts != {0}
    columns = [name for name in parquet.columns if name != "published_year"]
    assert sheet.columns == columns
    assert all(list(line) == columns for line in lines)


def test_parquet_is_partitioned_by_the_year_of_publication(exported):
    folder, _ = exported
    assert {path.name for path in (folder / "parquet" / "stories").iterdir()} == {
        "published_year=2026",
        "published_year=__HIVE_DEFAULT_PARTITION__",
    }
    undated = pl.scan_parquet(folder / "parquet" / "stories" / "**" / "*.parquet", hive_partitioning=True)
    assert undated.filter(pl.col("published_year").is_null()).collect()["story_id"].to_list() == ["story_proposed"]


def test_values_come_through_as_they_are_stored(exported, stocked):
    folder, _ = exported
    with open_reader(stocked) as reader:
        stored = reader.rows("SELECT * FROM current_stories ORDER BY story_id")
    read = pl.read_parquet(folder / "parquet" / "stories" / "**" / "*.parquet").sort("story_id").to_dicts()
    for kept, row in zip(stored, read, strict=True):
        assert {name: row[name] for name in kept} == kept


def test_only_what_may_be_shown_is_exported(exported):
    folder, _ = exported
    assert set(pl.read_csv(folder / "csv" / "stories.csv")["story_id"]) == SHOWN
    for path in folder.rglob("*"):
        if path.is_file():
            assert HIDDEN_WORD.encode() not in path.read_bytes(), path.name


def test_no_cell_of_csv_runs_in_a_spreadsheet(exported):
    folder, _ = exported
    for path in [*(folder / "csv").iterdir(), folder / "events.csv"]:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                assert not [cell for cell in row if cell.startswith(FORMULA_STARTS)], path.name
    headlines = pl.read_csv(folder / "csv" / "stories.csv")["headline"].to_list()
    assert any(headline.startswith(f"'{FORMULA}") for headline in headlines)


def test_json_lines_keep_hostile_text_whole(exported):
    folder, _ = exported
    lines = [json.loads(line) for line in (folder / "jsonl" / "stories.jsonl").read_text("ascii").splitlines()]
    (hostile,) = [line for line in lines if line["story_id"] == "story_hostile"]
    assert hostile["body"] == HOSTILE_BODY
    assert hostile["published_at"] == "2026-01-01T00:00:00Z"
