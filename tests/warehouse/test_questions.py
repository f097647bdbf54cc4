import pytest

from warehouse.connect import open_reader
from warehouse.errors import QueryFailed, UsageError
from warehouse.questions import parameters, questions, read_query


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_every_named_query_runs_on_the_snapshot(published, question):
    values = {"at": "2026-01-31 12:00"} if "$at" in question.sql else {}
    with open_reader(published) as reader:
        columns, rows = reader.table(question.sql, values)
    assert columns
    assert rows == [] or question.name.startswith("measures_by")


def test_values_of_parameters_come_from_pairs():
    assert parameters(["at=2026-01-31 12:00", "name=a=b"]) == {"at": "2026-01-31 12:00", "name": "a=b"}


@pytest.mark.parametrize("pair", ["at", "=2026", "1a=2", ""])
def test_what_is_no_pair_is_a_usage_error(pair):
    with pytest.raises(UsageError, match="KEY=VALUE"):
        parameters([pair])


@pytest.mark.parametrize("values", [{}, {"other": "2026-01-31"}])
def test_a_missing_or_unknown_value_is_told(published, values):
    with open_reader(published) as reader, pytest.raises(QueryFailed):
        reader.table(read_query("stories_as_of"), values)
