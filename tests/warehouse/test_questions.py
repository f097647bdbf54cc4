from datetime import UTC, date, datetime, timedelta

import pytest

from warehouse.connect import open_reader
from warehouse.errors import QueryFailed, UsageError
from warehouse.questions import Parameter, parameters, questions, read_query, read_question


def test_values_of_parameters_come_from_pairs():
    assert parameters(["at=2026-01-31 12:00", "name=a=b"]) == {"at": "2026-01-31 12:00", "name": "a=b"}


@pytest.mark.parametrize("pair", ["at", "=2026", "1a=2", ""])
def test_what_is_no_pair_is_a_usage_error(pair):
    with pytest.raises(UsageError, match="KEY=VALUE"):
        parameters([pair])


@pytest.mark.parametrize("values", [{}, {"other": "2026-01-31"}])
def test_a_missing_or_unknown_value_of_ones_own_sql_is_told(published, values):
    with open_reader(published) as reader, pytest.raises(QueryFailed):
        reader.table(read_query("stories_as_of"), values)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "needs --param target=VALUE: it takes target .*country code.*like Libya"),
        ({"target": "Libya", "colour": "red"}, "no parameter 'colour': it takes target .* on "),
        ({"target": "Libya", "on": "soon"}, "on='soon' does not fit: .*YYYY-MM-DD"),
        ({"target": "  "}, "target='  ' does not fit"),
        ({"target": "any"}, None),
    ],
)
def test_a_wrong_or_missing_parameter_is_told_with_what_is_expected(given, told):
    question = read_question("in_force")
    if told is None:
        assert question.values(given)["target"] == "any"
        return
    with pytest.raises(UsageError, match=told):
        question.values(given)


@pytest.mark.parametrize("question", [one for one in questions() if not one.parameters][:2], ids=lambda question: question.name)
def test_a_query_without_parameters_says_that_it_takes_none(question):
    assert question.values({}) == {}
    with pytest.raises(UsageError, match="it takes none"):
        question.values({"target": "Libya"})


def test_defaults_fill_what_is_not_given():
    values = read_question("in_force").values({"target": "Libya"})
    assert abs(values["on"] - datetime.now(UTC).date()) <= timedelta(days=1)
    assert read_question("who_opposes_what").values({}) == {"target": None, "stance": None, "limit": 200}


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        ("day", "2026-01-31", date(2026, 1, 31)),
        ("time", "2026-01-31 12:00", datetime(2026, 1, 31, 12)),  # noqa: DTZ001 - UTC, as the warehouse keeps it
        ("time", "2026-01-31T12:00+02:00", datetime(2026, 1, 31, 10)),  # noqa: DTZ001 - as above
        ("number", "7", 7),
        ("share", "0.5", 0.5),
        ("type", "arms_embargo", "arms_embargo"),
        ("stance", "opposes", "opposes"),
        ("status", "lifted", "lifted"),
        ("text", " two words ", "two words"),
    ],
)
def test_a_value_is_read_by_its_kind(kind, written, value):
    assert Parameter("it", kind, "what").value(written) == value


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("day", "31.1.2026"),
        ("time", "noon"),
        ("number", "0"),
        ("number", "-1"),
        ("number", "1e3"),
        ("share", "2"),
        ("type", "embargo"),
        ("stance", "hates"),
        ("status", "any"),
        ("text", ""),
    ],
)
def test_a_value_that_does_not_fit_is_told_with_its_kind(kind, written):
    with pytest.raises(UsageError, match="does not fit: it takes it \\(what: "):
        Parameter("it", kind, "what").value(written)


@pytest.mark.parametrize("name", ["nonsense", "load/revise_stories", "../views/05_lineage", ""])
def test_only_named_queries_can_be_called(name):
    with pytest.raises(UsageError, match=r"choose one of .*in_force"):
        read_question(name)
