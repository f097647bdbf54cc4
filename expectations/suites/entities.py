"""What is good enough of an actor."""

from expectations.checks import has_length, is_one_of, is_true
from expectations.expectation import Expectation, FrameRow, Owner, Suite
from expectations.inert import required_code, token
from expectations.surroundings import Surroundings
from warehouse.codes import EntityKind, Severity
from warehouse.records import Entity

SHORTEST_ID = len("x:y")  # a kind, a colon, a name


def entity_frame(entity: Entity, around: Surroundings) -> FrameRow:
    """Return what the engine sees of an entity."""
    return {
        "entity_id": token(entity.entity_id) or "",
        "kind": required_code(entity.kind),
        "kind_agrees": entity.kind == around.entity_kinds[entity.entity_id],
        "has_name": bool(entity.name and entity.name.strip()),
        # A flag and not a set: two hundred and fifty codes as an argument would cost more than the rest of the suite.
        "country_known": around.knows_country(entity.country),
    }


ENTITIES = Suite(
    table="entities",
    key=("entity_id",),
    frame=entity_frame,
    expectations=(
        Expectation(
            name="entities_id_present",
            column="entity_id",
            severity=Severity.CRITICAL,
            owner=Owner.EXTRACTION,
            reason="Mentions, parties and positions name their actor by this id",
            fault="The entity has no id",
            remedy="Report a fault in the entity linking: no actor may be made without an id",
            check=has_length("entity_id", SHORTEST_ID),
        ),
        Expectation(
            name="entities_kind_agrees",
            column="kind",
            severity=Severity.CRITICAL,
            owner=Owner.EXTRACTION,
            reason="One actor has one kind; stories may spell its name in more than one way, which the load merges",
            fault="The actor came before in this batch as another kind; that row is loaded, this one is not",
            remedy="Report a fault in the entity linking: the id of an actor must tell its kind",
            check=is_true("kind_agrees"),
        ),
        Expectation(
            name="entities_kind_known",
            column="kind",
            severity=Severity.CRITICAL,
            owner=Owner.EXTRACTION,
            reason="Whether an actor is a state or a person decides what may be said of it",
            fault="The kind of the actor is not in the closed list",
            remedy="Map it to one of the list in the entity linking, then ingest the item again",
            check=is_one_of("kind", EntityKind),
        ),
        Expectation(
            name="entities_name_present",
            column="name",
            severity=Severity.CRITICAL,
            owner=Owner.EXTRACTION,
            reason="An actor without a name cannot be told from any other",
            fault="The actor has no name",
            remedy="Report a fault in the entity linking: a name is the words of the story or of the reference tables",
            check=is_true("has_name"),
        ),
        Expectation(
            name="entities_country_known",
            column="country",
            severity=Severity.CRITICAL,
            owner=Owner.REFERENCE,
            reason="Country codes join the warehouse to every other data set; an invented one joins to nothing",
            fault="The country code of the actor is not in the reference table of countries",
            remedy="Add the country to seeds/reference/countries.csv with its source, or correct the code",
            check=is_true("country_known"),
        ),
    ),
)
