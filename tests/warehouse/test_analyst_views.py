"""What analysts ask: what is in force on a day, what was never adopted, how long it took, who opposes it, what changed."""

from datetime import UTC, date, datetime

import duckdb
import pytest

from tests.factories import NOW, a_batch, a_country, a_document, a_measure, a_run, a_story, delivered, sketched
from warehouse.codes import MeasureType, PublishStatus, Role, Stance, Status
from warehouse.records import Party, Position
from warehouse.settle import settle
from warehouse.store import load

pytestmark = pytest.mark.slow

FRANCE, SUDAN, RUSSIA = a_country("FR"), a_country("SD"), a_country("RU")


@pytest.fixture
def warehouse(published):
    with duckdb.connect(str(published)) as connection:
        yield connection


def tell(connection, *tellings, sender=FRANCE, target=SUDAN):
    """Load one story a telling: (day of January 2026 or None, status, changes of the story and of the measure)."""
    for day, status, changes in tellings:
        number = connection.execute("SELECT count(*) FROM stories").fetchone()[0]
        fields = {"published_at": day and datetime(2026, 1, day, tzinfo=UTC), **changes.get("story", {})}
        story = a_story(**{"story_id": f"story_{number}", **fields})
        measure = a_measure(f"measure_{number}", story, status=status, **changes.get("measure", {}))
        parties = tuple(
            Party(measure.measure_id, role, one.entity_id, one.country, one.name)
            for role, one in ((Role.SENDER, sender), (Role.TARGET, target))
        )
        batch = a_batch(
            story, measures=(measure,), measure_parties=parties, entities=(sender, target), **changes.get("tables", {})
        )
        load(connection, batch, delivered(batch), sketched(batch), a_run())
    settle(connection)


def in_force(connection, target, day, columns="measure_type, status, in_force_since, stories"):
    return connection.execute(f"SELECT {columns} FROM in_force_as_of(?, ?) ORDER BY ALL", [target, date(2026, 1, day)]).fetchall()


LIFE = (
    (2, Status.PROPOSED, {}),
    (4, Status.IMPOSED, {}),
    (6, Status.EASED, {}),
    (8, Status.LIFTED, {}),
    (10, Status.IMPOSED, {}),
)


@pytest.mark.parametrize(
    ("day", "status", "since"),
    [
        (1, None, None),
        (3, None, None),
        (4, "imposed", 4),
        (5, "imposed", 4),
        (7, "eased", 4),
        (8, None, None),
        (9, None, None),
        (31, "imposed", 10),
    ],
)
def test_what_is_in_force_depends_on_the_day(warehouse, day, status, since):
    tell(warehouse, *LIFE)
    found = in_force(warehouse, "SD", day, "status, in_force_since")
    assert found == ([(status, date(2026, 1, since))] if status else [])


def test_a_measure_that_several_stories_tell_counts_once(warehouse):
    tell(warehouse, (2, Status.IMPOSED, {}), (3, Status.IMPOSED, {}), (5, Status.IMPOSED, {}))
    assert in_force(warehouse, "SD", 4) == [("import_restriction", "imposed", date(2026, 1, 2), 2)]


def test_more_that_is_asked_for_leaves_in_force_what_is(warehouse):
    tell(warehouse, (2, Status.IMPOSED, {}), (3, Status.THREATENED, {}))
    assert in_force(warehouse, "SD", 9, "status") == [("imposed",)]


def test_what_nobody_can_date_is_in_force_on_no_day(warehouse):
    tell(warehouse, (None, Status.IMPOSED, {"story": {"published_precision": None, "published_basis": None}}))
    assert in_force(warehouse, "SD", 31) == []


@pytest.mark.parametrize("asked", ["SD", "sd", "Sudan", "SUDAN", "SDN", None])
def test_a_target_is_asked_for_by_code_or_name(warehouse, asked):
    tell(warehouse, (2, Status.IMPOSED, {}))
    assert len(in_force(warehouse, asked, 3)) == 1


@pytest.mark.parametrize("asked", ["FR", "Suda", "' OR 1=1 --", "%"])
def test_another_name_finds_nothing(warehouse, asked):
    tell(warehouse, (2, Status.IMPOSED, {}))
    assert in_force(warehouse, asked, 3) == []


def test_a_story_under_embargo_or_killed_says_nothing_yet(warehouse):
    held = {"story": {"embargoed_until": datetime(2999, 1, 1, tzinfo=UTC)}}
    killed = {"story": {"publish_status": PublishStatus.CANCELED}}
    tell(warehouse, (2, Status.IMPOSED, held), (2, Status.IMPOSED, killed))
    assert in_force(warehouse, None, 9) == []


@pytest.mark.parametrize(
    ("statuses", "outcome"),
    [
        ((Status.PROPOSED,), "open"),
        ((Status.THREATENED, Status.REJECTED), "rejected"),
        ((Status.PROPOSED, Status.IMPOSED), None),
        ((Status.IMPOSED, Status.PROPOSED), None),
    ],
)
def test_what_was_never_adopted_is_open_or_rejected(warehouse, statuses, outcome):
    tell(warehouse, *((day, status, {}) for day, status in enumerate(statuses, 1)))
    found = warehouse.execute("SELECT outcome, target, stories FROM never_adopted").fetchall()
    assert found == ([(outcome, "SD", len(statuses))] if outcome else [])


def test_the_days_from_proposal_to_adoption_are_counted_from_the_first_proposal(warehouse):
    tell(warehouse, (2, Status.THREATENED, {}), (3, Status.PROPOSED, {}), (9, Status.IMPOSED, {}), (12, Status.IMPOSED, {}))
    assert warehouse.execute("SELECT sender, target, days FROM adoption_times").fetchall() == [("FR", "SD", 7)]


def test_what_is_imposed_before_it_is_proposed_has_no_time_of_adoption(warehouse):
    tell(warehouse, (2, Status.IMPOSED, {}), (9, Status.PROPOSED, {}))
    assert warehouse.execute("FROM adoption_times").fetchall() == []


def test_months_count_measures_and_leave_out_dates_exact_only_to_the_year(warehouse):
    year = {"measure": {"date_value": date(2026, 1, 1), "date_precision": "year", "date_text": "2026"}}
    tell(warehouse, (2, Status.IMPOSED, {}), (3, Status.IMPOSED, {}), (4, Status.IMPOSED, year))
    found = warehouse.execute("SELECT month, sender, target, measure_type, status, measures FROM measures_by_month").fetchall()
    assert found == [(date(2026, 1, 1), "FR", "SD", "import_restriction", "imposed", 2)]


def test_a_stance_stands_beside_the_measure_that_it_is_on(warehouse):
    stance = Position(
        "position_1",
        "story_0",
        "v1",
        "measure_0",
        RUSSIA.entity_id,
        "RU",
        "Russia",
        Stance.OPPOSES,
        "on Monday",
        49,
        58,
        "P-vote",
    )
    tell(warehouse, (2, Status.IMPOSED, {"tables": {"positions": (stance,)}}))
    found = warehouse.execute("SELECT holder, stance, targets, measure_type, stance_evidence FROM stances").fetchall()
    assert found == [("RU", "opposes", ["SD"], "import_restriction", "on Monday")]


def changes(connection, moment):
    return connection.execute("SELECT change, why, status FROM changes_since(?) ORDER BY ALL", [moment]).fetchall()


LATER = datetime(2026, 2, 1, tzinfo=UTC)
BETWEEN = datetime(2026, 1, 15)  # noqa: DTZ001 - the warehouse keeps UTC without a zone


def test_a_change_is_a_new_story_a_new_version_or_a_story_that_is_gone(warehouse):
    late = {"fetched_at": LATER, "source_uri": "/wires/late.txt"}
    tell(
        warehouse,
        (1, Status.PROPOSED, {"story": {"story_id": "story_a"}}),
        (1, Status.IMPOSED, {"story": {"story_id": "story_b"}}),
    )
    documents = [a_document("late one", **late), a_document("late other", **late), a_document("late third", **late)]
    for document, story_id, version, fields in (
        (documents[0], "story_a", "v2", {"status": Status.IMPOSED}),
        (documents[1], "story_b", "v2", {"publish_status": PublishStatus.CANCELED}),
        (documents[2], "story_c", "v1", {"status": Status.LIFTED}),
    ):
        status = fields.pop("status", None)
        story = a_story(
            story_id, version, 2, document_id=document.document_id, first_seen_at=LATER, cluster_id=story_id, **fields
        )
        measures = (a_measure(f"late_{story_id}", story, status=status),) if status else ()
        batch = a_batch(story, measures=measures)
        load(warehouse, batch.__class__(**{**vars(batch), "documents": (document,)}), delivered(batch), sketched(batch), a_run())
    settle(warehouse)
    assert changes(warehouse, BETWEEN) == [
        ("gone", "new version", "proposed"),
        ("gone", "story no longer shown", "imposed"),
        ("new", "new story", "lifted"),
        ("new", "new version", "imposed"),
    ]


def test_nothing_changes_since_now(warehouse):
    tell(warehouse, (1, Status.PROPOSED, {"measure": {"measure_type": MeasureType.TRAVEL_BAN}}))
    assert changes(warehouse, datetime.now(UTC).replace(tzinfo=None)) == []
    assert changes(warehouse, NOW.replace(year=2000, tzinfo=None)) == [("new", "new story", "proposed")]
