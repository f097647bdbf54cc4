"""What is good enough of a role in a measure."""

from expectations.checks import is_one_of, is_true, is_unique
from expectations.expectation import Expectation, FrameRow, Owner, Suite
from expectations.inert import required_code, token
from expectations.surroundings import Surroundings
from warehouse.codes import Role, Severity
from warehouse.records import Party


def party_frame(party: Party, around: Surroundings) -> FrameRow:
    """Return what the engine sees of a party."""
    return {
        "measure_id": token(party.measure_id),
        "role": required_code(party.role),
        "entity_id": token(party.entity_id),
        "measure_exists": party.measure_id in around.measures,
        "entity_exists": party.entity_id in around.entity_kinds,
        "country_known": around.knows_country(party.country),
    }


MEASURE_PARTIES = Suite(
    table="measure_parties",
    key=("measure_id", "role", "entity_id"),
    content=("country",),  # one actor under two names is one party: the first name stands for it
    frame=party_frame,
    expectations=(
        Expectation(
            name="measure_parties_measure_exists",
            column="measure_id",
            severity=Severity.CRITICAL,
            owner=Owner.EXTRACTION,
            reason="A role is a role in something",
            fault="The batch has no such measure for this party",
            remedy="Report a fault in the analysis: it must give parties the id of their measure",
            check=is_true("measure_exists"),
        ),
        Expectation(
            name="measure_parties_key_unique",
            column="entity_id",
            severity=Severity.CRITICAL,
            owner=Owner.EXTRACTION,
            reason="A sender that is counted twice doubles its cell of the sender-target matrix",
            fault="The party has this role twice with different countries; the first row is loaded, this one is not",
            remedy="Report a fault in the analysis: one actor has one country",
            check=is_unique("measure_id", "role", "entity_id"),
            keeps_first=True,
        ),
        Expectation(
            name="measure_parties_entity_exists",
            column="entity_id",
            severity=Severity.CRITICAL,
            owner=Owner.EXTRACTION,
            reason="A party that nobody defined has neither kind nor country",
            fault="The party is an actor that is not in the batch",
            remedy="Report a fault in the analysis: the actor must come with the measure",
            check=is_true("entity_exists"),
        ),
        Expectation(
            name="measure_parties_role_known",
            column="role",
            severity=Severity.CRITICAL,
            owner=Owner.EXTRACTION,
            reason="Who restricts and who is restricted must never be in doubt",
            fault="The role is not sender, target, proposer or implementer",
            remedy="Report a fault in the rule named in the row of the measure",
            check=is_one_of("role", Role),
        ),
        Expectation(
            name="measure_parties_country_known",
            column="country",
            severity=Severity.CRITICAL,
            owner=Owner.REFERENCE,
            reason="Country codes join the warehouse to every other data set; an invented one joins to nothing",
            fault="The country code of the party is not in the reference table of countries",
            remedy="Add the country to seeds/reference/countries.csv with its source, or correct the code",
            check=is_true("country_known"),
        ),
    ),
)
