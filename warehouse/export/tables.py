"""Tables as Parquet, CSV and JSON lines: the same rows, in the same order."""

import csv
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from warehouse.cells import without_formula
from warehouse.export.scope import YEAR, Exported

Written = int  # rows


def write_parquet(exported: Exported, table: str, folder: Path) -> Written:
    """Write one table, in a folder for each year of publication where its rows belong to stories."""
    rows = exported.table(table)
    counted = _Counted(rows)
    target = folder / "parquet" / table
    target.mkdir(parents=True)
    years = ds.partitioning(pa.schema([(YEAR, pa.int32())]), flavor="hive") if YEAR in rows.schema.names else None
    form = ds.ParquetFileFormat()
    ds.write_dataset(
        ds.Scanner.from_batches(counted, schema=rows.schema),
        target,
        format=form,
        partitioning=years,
        basename_template="part-{i}.parquet",
        file_options=form.make_write_options(compression="zstd"),
        use_threads=False,  # keeps the order of the rows
        existing_data_behavior="overwrite_or_ignore",
    )
    if not counted.rows:  # a reader of an increment finds the columns at least
        empty = rows.schema.empty_table()
        pq.write_table(empty.drop_columns([YEAR]) if years else empty, target / "part-0.parquet")
    return counted.rows


def write_csv(exported: Exported, table: str, folder: Path) -> Written:
    """Write one table as CSV in UTF-8: lists as JSON, and no cell that a spreadsheet would run."""
    rows = exported.table(table)
    columns = [name for name in rows.schema.names if name != YEAR]
    target = folder / "csv" / f"{table}.csv"
    target.parent.mkdir(exist_ok=True)
    return csv_file(target, columns, _rows(rows))


def csv_file(target: Path, columns: list[str], rows: Iterator[dict[str, Any]]) -> Written:
    """Write rows as CSV. Lines end in both characters, so that a lone one inside a cell is quoted and begins no new row."""
    written = 0
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([_cell(row[name]) for name in columns])
            written += 1
    return written


def write_jsonl(exported: Exported, table: str, folder: Path) -> Written:
    """Write one table as JSON lines, plain ASCII."""
    rows = exported.table(table)
    target = folder / "jsonl" / f"{table}.jsonl"
    target.parent.mkdir(exist_ok=True)
    return jsonl_file(target, ({name: value for name, value in row.items() if name != YEAR} for row in _rows(rows)))


def jsonl_file(target: Path, rows: Iterator[dict[str, Any]]) -> Written:
    """Write rows as JSON lines: each an object, times in ISO 8601."""
    written = 0
    with target.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, default=as_text) + "\n")
            written += 1
    return written


def as_text(value: object) -> str:
    """Return what JSON has no form for: times in UTC, which the warehouse keeps without a zone."""
    if isinstance(value, datetime):
        return f"{value.isoformat()}Z"
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


WRITERS: dict[str, Callable[[Exported, str, Path], Written]] = {"parquet": write_parquet, "csv": write_csv, "jsonl": write_jsonl}


class _Counted:
    """Batches on their way, with a count of their rows."""

    def __init__(self, batches: pa.RecordBatchReader) -> None:
        self._batches = batches
        self.rows = 0

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        for batch in self._batches:
            self.rows += batch.num_rows
            yield batch


def _rows(batches: pa.RecordBatchReader) -> Iterator[dict[str, Any]]:
    for batch in batches:
        yield from batch.to_pylist()


def _cell(value: object) -> object:
    if isinstance(value, str):
        return without_formula(value)
    if isinstance(value, list | dict):
        return json.dumps(value, default=as_text, ensure_ascii=False)
    return value.isoformat(sep=" ") if isinstance(value, datetime) else value
