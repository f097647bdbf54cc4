"""Every named query runs on a warehouse, also an empty one, and declares exactly the parameters that it uses."""

import re

import duckdb
import pytest

from warehouse.questions import EXPECTED, QUERIES, READ, questions

NAMED = pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)


def test_there_are_many_of_them():
    assert len(questions()) >= 25


@NAMED
def test_a_named_query_runs_on_an_empty_warehouse(migrated, question):
    with duckdb.connect(str(migrated), read_only=True) as connection:
        found = connection.execute(question.sql, question.values(question.examples()) or None).fetchall()
    assert found == [] or question.name == "programmes_of"


@NAMED
def test_a_named_query_says_what_it_asks_and_declares_the_parameters_that_it_uses(question):
    assert question.question.endswith("?")
    body = "\n".join(line for line in question.sql.splitlines() if not line.startswith("--"))
    assert set(re.findall(r"\$(\w+)", body)) == {one.name for one in question.parameters}
    assert {one.kind for one in question.parameters} <= set(READ) == set(EXPECTED)
    assert [one.name for one in question.parameters if not (one.default or one.example)] == []


@NAMED
def test_every_comment_at_its_head_is_read(question):
    lines = [line for line in question.sql.splitlines() if line.startswith("-- param")]
    assert len(lines) == len(question.parameters)
    assert question.answer


@NAMED
def test_a_named_query_has_an_order(question):
    assert "ORDER BY" in question.sql, "without an order, the same question may be answered differently"


def test_queries_lie_in_files_of_their_own():
    assert {path.stem for path in QUERIES.glob("*.sql")} == {question.name for question in questions()}
