"""Every named query runs on a warehouse, also an empty one."""

from pathlib import Path

import duckdb
import pytest

QUERIES = sorted((Path(__file__).resolve().parents[2] / "warehouse" / "queries").glob("*.sql"))


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_named_query_runs_and_says_what_it_asks(migrated, path):
    text = path.read_text(encoding="utf-8")
    assert text.startswith("-- ")
    with duckdb.connect(str(migrated), read_only=True) as connection:
        asked = {"at": "2026-01-31 12:00"} if "$at" in text else None
        assert connection.execute(text, asked).fetchall() == []
