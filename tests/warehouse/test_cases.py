"""Cases: one measure followed across stories; numbered acts join, parties without names do not, jumps are flagged."""

import itertools
from datetime import UTC, datetime

import duckdb
import pytest

from tests.factories import a_batch, a_country, a_measure, a_run, a_story, delivered, sketched
from warehouse.codes import EntityKind, MeasureType, Role, Status
from warehouse.records import Entity, Party
from warehouse.reference import read_reference
from warehouse.settle import settle
from warehouse.store import load

COUNCIL = Entity("body:un-security-council", EntityKind.BODY, "UN Security Council", None)
NATIONS = Entity("body:united-nations", EntityKind.BODY, "United Nations", None)
FRANCE, SUDAN = a_country("FR"), a_country("SD")


@pytest.fixture
def warehouse(published):
    with duckdb.connect(str(published)) as connection:
        yield connection


def tell(connection, *tellings):
    """Load one story a telling, a day apart: (status, sender entity or None, target entity, fields of the measure)."""
    for day, (status, sender, target, fields) in enumerate(tellings, 1):
        story = a_story(f"story_{day}", published_at=datetime(2026, 1, fields.pop("day", day), tzinfo=UTC))
        measure = a_measure(f"measure_{day}", story, status=status, **fields)
        parties = [
            Party(measure.measure_id, role, entity.entity_id, entity.country, entity.name)
            for role, entity in ((Role.SENDER, sender), (Role.TARGET, target))
            if entity
        ]
        entities = tuple(entity for entity in (sender, target) if entity)
        batch = a_batch(story, measures=(measure,), measure_parties=tuple(parties), entities=entities)
        load(connection, batch, delivered(batch), sketched(batch), a_run())
    settle(connection)


def events(connection, columns="status, step, is_jump"):
    return connection.execute(f"SELECT {columns} FROM case_events ORDER BY case_id, as_of, measure_id").fetchall()


def cases(connection, columns="measure_type, sender_name, target_name, latest_status"):
    return connection.execute(f"SELECT {columns} FROM cases ORDER BY ALL").fetchall()


def test_a_measure_is_followed_from_proposal_to_its_end(warehouse):
    life = (Status.PROPOSED, Status.IMPOSED, Status.EXTENDED, Status.EASED, Status.LIFTED)
    tell(warehouse, *((status, FRANCE, SUDAN, {}) for status in life))
    assert events(warehouse, "step") == [("proposed",), ("adopted",), ("extended",), ("eased",), ("lifted",)]
    assert cases(warehouse) == [("import_restriction", "FR", "SD", "lifted")]


def test_another_act_on_what_is_in_force_tightens_it(warehouse):
    numbered = [{"instrument": f"Resolution {number}"} for number in (1101, 1101, 1202)]
    tell(warehouse, *((Status.IMPOSED, COUNCIL, SUDAN, fields) for fields in numbered))
    assert events(warehouse, "step") == [("imposed",), ("told again",), ("tightened",)]


def test_an_organ_and_its_body_are_one_sender(warehouse):
    tell(warehouse, (Status.PROPOSED, COUNCIL, SUDAN, {}), (Status.IMPOSED, NATIONS, SUDAN, {}))
    assert events(warehouse, "step") == [("proposed",), ("adopted",)]
    assert len(cases(warehouse)) == 1


@pytest.mark.parametrize(("acts", "expected"), [(("Resolution 1101", "resolution 1101"), 1), (("resolution", "resolution"), 2)])
def test_a_numbered_act_joins_what_is_told_of_another_sender_or_of_none(warehouse, acts, expected):
    first, second = ({"instrument": act} for act in acts)
    tell(warehouse, (Status.PROPOSED, FRANCE, SUDAN, first), (Status.IMPOSED, None, SUDAN, second))
    assert len(cases(warehouse)) == expected


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ((MeasureType.TRADE_EMBARGO, MeasureType.IMPORT_RESTRICTION), [("trade_embargo",)]),
        ((MeasureType.UNSPECIFIED, MeasureType.TRAVEL_BAN), [("travel_ban",)]),
        ((MeasureType.ASSET_FREEZE, MeasureType.TRAVEL_BAN), [("asset_freeze",), ("travel_ban",)]),
    ],
)
def test_a_numbered_act_joins_what_is_told_as_another_kind_where_one_contains_the_other(warehouse, kinds, expected):
    tell(
        warehouse,
        *((Status.IMPOSED, COUNCIL, SUDAN, {"instrument": "Resolution 1101", "measure_type": kind}) for kind in kinds),
    )
    found = cases(warehouse, "measure_type")
    assert len(found) == len(expected)
    assert set(found) <= {(kind,) for kind in kinds}


@pytest.mark.parametrize(
    ("sender", "target"), [(FRANCE, Entity("entity_g", EntityKind.GROUP, "eight officials", None)), (None, SUDAN)]
)
def test_parties_without_a_name_are_others_in_every_story(warehouse, sender, target):
    tell(warehouse, (Status.PROPOSED, sender, target, {}), (Status.IMPOSED, sender, target, {}))
    assert len(cases(warehouse)) == 2
    assert {step for (step,) in events(warehouse, "step")} == {"proposed", "imposed"}


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (Status.PROPOSED, Status.LIFTED, "lifted before any story tells that it was imposed"),
        (Status.LIFTED, Status.EXTENDED, "renewed after it was lifted"),
        (Status.IMPOSED, Status.REJECTED, "refused although it is in force: what is in force is lifted or kept"),
    ],
)
def test_a_jump_is_flagged_with_its_reason_and_not_hidden(warehouse, before, after, reason):
    tell(warehouse, (before, FRANCE, SUDAN, {}), (after, FRANCE, SUDAN, {}))
    found = events(warehouse, "previous_status, status, is_jump, jump_reason")
    assert found == [(None, str(before), False, None), (str(before), str(after), True, reason)]


def test_what_is_asked_for_on_top_leaves_a_measure_in_force(warehouse):
    tell(warehouse, (Status.IMPOSED, FRANCE, SUDAN, {}), (Status.PROPOSED, FRANCE, SUDAN, {}))
    assert events(warehouse) == [("imposed", "imposed", False), ("proposed", "more asked for", False)]
    assert cases(warehouse, "latest_status") == [("imposed",)]
    assert warehouse.execute("FROM open_proposals").fetchall() == []


def test_events_of_one_day_stand_in_the_order_of_a_measures_life(warehouse):
    tell(warehouse, (Status.IMPOSED, FRANCE, SUDAN, {"day": 5}), (Status.PROPOSED, FRANCE, SUDAN, {"day": 5}))
    assert sorted(events(warehouse)) == [("imposed", "adopted", False), ("proposed", "proposed", False)]


def test_a_body_goes_on_in_its_successor(warehouse):
    community = Entity("body:european-community", EntityKind.BODY, "European Community", None)
    union = Entity("body:european-union", EntityKind.BODY, "European Union", None)
    tell(warehouse, (Status.IMPOSED, community, SUDAN, {}), (Status.LIFTED, union, SUDAN, {}))
    assert len(cases(warehouse)) == 1


def test_every_pair_of_statuses_has_a_step_and_each_jump_a_reason():
    rows = read_reference("status_steps")
    statuses = [str(status) for status in Status]
    assert {(row["before"], row["after"]) for row in rows} == set(itertools.product(["", *statuses], statuses))
    assert all(row["code"] == f"{row['before'] or 'start'}-{row['after']}" for row in rows)
    assert all(row["step"] and (row["is_legal"] == "false") == bool(row["reason"]) for row in rows)
    assert {row["is_legal"] for row in rows} == {"true", "false"}
