import json

import pytest

from tasks.reviewing.values import changes, measure_value, party_value, position_value
from tests.warehouse.reviewing import an_actor
from warehouse.codes import Decision, ReviewKind
from warehouse.errors import UsageError

IRAQ = {"role": "target", "entity_id": "country:IQ", "entity_kind": "country", "name": "Iraq", "country": "IQ"}


@pytest.mark.parametrize(
    ("name", "written", "stored"),
    [
        ("status", " lifted ", "lifted"),
        ("goods", "oil | gas|", '["oil", "gas"]'),
        ("goods", '["oil; crude"]', '["oil; crude"]'),
        ("goods", "", "[]"),
        ("date_value", "2006-10-14", "2006-10-14"),
        ("instrument", "", None),
        ("flow", "", None),
    ],
)
def test_a_value_of_a_measure(name, written, stored):
    assert measure_value(name, written) == stored


@pytest.mark.parametrize(
    ("name", "written", "message"),
    [
        ("status", "gone", "no status: choose one of proposed"),
        ("status", "", "cannot be without status"),
        ("date_value", "14 October", "no day"),
        ("flow", "sideways", "to_target"),
        ("rule_id", "x", "can be edited"),
        ("instrument", "x" * 1001, "at most 1000"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_what_can(name, written, message):
    with pytest.raises(UsageError, match=message):
        measure_value(name, written)


def test_several_changes_are_written_in_one_line():
    found = list(changes("status=lifted; +target=IQ ;-sender=US;", an_actor))
    assert [(one.kind, one.field, one.decision) for one in found] == [
        (ReviewKind.MEASURE, "status", Decision.EDIT),
        (ReviewKind.PARTY, "target", Decision.ADD),
        (ReviewKind.PARTY, "sender", Decision.REJECT),
    ]
    assert json.loads(found[1].value)["entity_id"] == "country:IQ"
    assert found[2].party["entity_id"] == "country:US"


@pytest.mark.parametrize("written", ["status", "+victim=IQ", "=", "colour=red"])
def test_changes_that_cannot_be_read_are_refused(written):
    with pytest.raises(UsageError):
        list(changes(written, an_actor))


@pytest.mark.parametrize(
    ("written", "role", "entity"),
    [("US", "target", "country:US"), ("sender:US", "sender", "country:US"), ("sender:", "sender", "country:IQ")],
)
def test_a_party_in_place_of_another(written, role, entity):
    found = json.loads(party_value(written, IRAQ, an_actor))
    assert (found["role"], found["entity_id"]) == (role, entity)


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("opposes", {"stance": "opposes"}),
        (
            ":IQ",
            {"holder_entity_id": "country:IQ", "holder_name": "IQ", "holder_country": "IQ", "entity_kind": "country"},
        ),
    ],
)
def test_a_position_in_place_of_another(written, values):
    assert json.loads(position_value(written, an_actor)) == values


@pytest.mark.parametrize("written", ["", "likes", ":"])
def test_a_position_that_cannot_be_is_refused(written):
    with pytest.raises(UsageError):
        position_value(written, an_actor)
