import os
from datetime import date
from pathlib import Path

import psutil
import pytest

from warehouse.confined import QueryLimits, open_confined
from warehouse.connect import open_writer
from warehouse.errors import QueryFailed, WarehouseMissing, WarehouseUnreadable

pytestmark = pytest.mark.slow


@pytest.fixture
def confined(published):
    with open_writer(published):
        pass
    with open_confined(published, QueryLimits(seconds=20, memory_mb=1_500, result_mb=2)) as reader:
        yield reader


def test_it_answers_with_the_values_of_the_columns(confined):
    assert confined.table("SELECT 1 AS one, DATE '2024-02-29' AS day, [1, 2] AS list, $word AS word", {"word": "a'b"}) == (
        ["one", "day", "list", "word"],
        [(1, date(2024, 2, 29), [1, 2], "a'b")],
    )
    assert confined.rows("SELECT ? AS first, ? AS second", ["a", 2]) == [{"first": "a", "second": 2}]


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("FROM read_csv('/etc/hostname')", "disabled"),
        ("SELECT * FROM read_text('{here}')", "disabled"),
        ("FROM glob('/*')", "disabled"),
        ("COPY (SELECT 1) TO '{here}.out'", "disabled"),
        ("EXPORT DATABASE '{here}.out'", "disabled"),
        ("ATTACH '{here}.out' AS other", "disabled"),
        ("INSTALL httpfs", "disabled"),
        ("LOAD fts", "disabled"),
        ("FROM read_csv('http://127.0.0.1:9/x')", "disabled"),
        ("SET memory_limit = '64GB'", "locked"),
        ("SET enable_external_access = true", "locked"),
        ("RESET lock_configuration", "locked"),
        ("PRAGMA threads = 64", "locked"),
        ("CREATE TABLE more (x INT)", "read-only"),
        ("DELETE FROM stories", "read-only"),
        ("DROP VIEW current_stories", "read-only"),
        ("SELECT nothing FROM nowhere", "nowhere"),
        ("SELECT", "selection list"),
    ],
)
def test_it_can_reach_nothing_and_change_nothing(confined, tmp_path, sql, words):
    with pytest.raises(QueryFailed, match=f"(?i){words}"):
        confined.table(sql.format(here=tmp_path / "file"))
    assert not list(tmp_path.glob("file*"))
    assert confined.table("SELECT 1")[1] == [(1,)]


def test_a_query_with_more_memory_than_it_may_have_ends_and_the_next_one_is_answered(confined):
    for sql in ("SELECT length(repeat('a', 4000000000))", "SELECT list(range) FROM range(400000000)"):
        with pytest.raises(QueryFailed, match=r"memory|Memory"):
            confined.table(sql)
        assert confined.table("SELECT 1")[1] == [(1,)]


def test_a_query_that_takes_too_long_is_stopped_and_leaves_no_process(published):
    with open_writer(published):
        pass
    with open_confined(published, QueryLimits(seconds=2)) as reader:
        with pytest.raises(QueryFailed, match=r"more than 2 s.*SANCTIONWIRE_QUERY_SECONDS"):
            reader.table("SELECT count(*) FROM range(1000000000000) WHERE sin(range) > 2")
        assert reader.table("SELECT 1")[1] == [(1,)]
    asked = [child for child in psutil.Process(os.getpid()).children() if "warehouse.confinement" in " ".join(child.cmdline())]
    assert asked == []


def test_an_answer_that_is_too_large_is_refused(confined):
    with pytest.raises(QueryFailed, match=r"larger than 2 MB.*LIMIT"):
        confined.table("SELECT repeat('a', 1000) FROM range(10000)")
    assert len(confined.table("SELECT repeat('a', 1000) FROM range(1000)")[1]) == 1000


def test_a_missing_or_foreign_file_is_named(tmp_path):
    with open_confined(tmp_path / "none.duckdb", QueryLimits()) as reader, pytest.raises(WarehouseMissing, match=r"none\.duckdb"):
        reader.table("SELECT 1")
    foreign = Path(tmp_path / "foreign.duckdb")
    foreign.write_bytes(b"not a database" * 1000)
    with open_confined(foreign, QueryLimits()) as reader, pytest.raises(WarehouseUnreadable, match=r"foreign\.duckdb"):
        reader.table("SELECT 1")
