"""The Python interface: light to import, read-only, frames of three kinds, clear errors."""

import subprocess
import sys
from datetime import date

import pytest

import warehouse
from warehouse.confined import QueryLimits
from warehouse.errors import QueryFailed, UsageError, WarehouseMissing


@pytest.fixture
def wires(published):
    with warehouse.open(published) as opened:
        yield opened


def test_importing_it_loads_nothing_heavy(root):
    code = "import sys, warehouse; print({'duckdb', 'pyarrow', 'pandas', 'polars', 'prefect'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert ran.stdout == "set()\n"


def test_a_query_gives_rows_and_frames(wires):
    answer = wires.sql("SELECT unnest([1, 2]) AS n, ['a'] AS words, DATE '2026-01-02' AS day WHERE $x = 'y'", {"x": "y"})
    assert (len(answer), answer.columns) == (2, ["n", "words", "day"])
    assert answer.rows()[1] == {"n": 2, "words": ["a"], "day": date(2026, 1, 2)} == list(answer)[1]
    assert answer.arrow().num_rows == 2
    assert answer.pandas()["n"].tolist() == [1, 2]
    assert answer.polars()["n"].to_list() == [1, 2]


def test_named_queries_take_python_values(wires):
    assert wires.ask("in_force", target="Libya", on=date(1993, 1, 1)).rows() == []
    assert wires.ask("who_opposes_what", target=None, limit=5).columns[0] == "holder"
    with pytest.raises(UsageError, match="needs --param target"):
        wires.ask("in_force")


def test_without_polars_the_message_says_what_to_install(wires, monkeypatch):
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(UsageError, match=r"pip install 'sanctionwire\[polars\]'"):
        wires.sql("SELECT 1 AS n").polars()


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE x (n INTEGER)",
        "DELETE FROM stories",
        "SELECT * FROM read_text('/etc/hostname')",
        "COPY stories TO 'out.csv'",
        "ATTACH 'other.duckdb'",
        "SET enable_external_access = TRUE",
    ],
)
def test_it_can_only_be_read(wires, sql):
    with pytest.raises(QueryFailed):
        wires.sql(sql)


@pytest.mark.parametrize(
    ("sql", "limits", "told"),
    [
        ("SELECT repeat('a', 4000000000) AS long", QueryLimits(memory_mb=1_500), "(?i)memory"),
        ("SELECT count(*) AS n FROM range(1000000000000) WHERE range % 7 = 8", QueryLimits(seconds=2), "more than 2 s"),
        ("SELECT repeat('a', 3000000) AS long", QueryLimits(result_mb=2), "larger than 2 MB"),
    ],
)
def test_a_query_that_breaks_a_limit_ends_and_the_next_one_is_answered(published, sql, limits, told):
    with warehouse.open(published, limits) as wires:
        with pytest.raises(QueryFailed, match=told):
            wires.sql(sql)
        assert wires.sql("SELECT 1 AS n").rows() == [{"n": 1}]


def test_the_default_is_the_warehouse_of_the_command(published, monkeypatch):
    monkeypatch.setenv("SANCTIONWIRE_HOME", str(published.parent))
    with warehouse.open() as wires:
        assert wires.path == published


def test_it_can_be_closed_twice_and_not_used_afterwards(published):
    wires = warehouse.open(str(published))
    wires.close()
    wires.close()
    with pytest.raises(QueryFailed):
        wires.sql("SELECT 1")


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(WarehouseMissing, match="sanctionwire ingest"):
        warehouse.open(tmp_path / "none.duckdb")


def test_it_searches_and_lists_its_questions(wires):
    assert wires.search("timber", evidence=True, limit=3) == []
    assert {"in_force", "adoption_times"} <= {question.name for question in wires.questions()}
