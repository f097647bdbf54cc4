"""What is good enough of a stance on a measure."""

from expectations.checks import is_one_of, is_true, is_unique
from expectations.expectation import Expectation, FrameRow, Owner, Suite
from expectations.inert import required_code, token
from expectations.spans import offsets_in_body, span_cells
from expectations.surroundings import Surroundings
from warehouse.codes import Severity, Stance
from warehouse.records import Position


def position_frame(position: Position, around: Surroundings) -> FrameRow:
    """Return what the engine sees of a position."""
    body = around.body_of(position.story_id, position.version)
    measure = around.measures.get(position.measure_id)
    return {
        "position_id": token(position.position_id),
        "stance": required_code(position.stance),
        "measure_exists": measure is not None and (measure.story_id, measure.version) == _version_of(position),
        "entity_exists": position.holder_entity_id in around.entity_kinds,
        "country_known": around.knows_country(position.holder_country),
        "has_name": bool(position.holder_name and position.holder_name.strip()),
    } | span_cells(body, position.evidence_text, position.start_char, position.end_char)


def _version_of(position: Position) -> tuple[str, str]:
    return position.story_id, position.version


POSITIONS = Suite(
    table="positions",
    key=("position_id",),
    frame=position_frame,
    expectations=(
        Expectation(
            name="positions_measure_exists",
            column="measure_id",
            severity=Severity.CRITICAL,
            owner=Owner.EXTRACTION,
            reason="A stance is a stance on a measure of the same story version",
            fault="The story version has no such measure for this position",
            remedy="Report a fault in the analysis: it must give positions the id of a measure of their story",
            check=is_true("measure_exists"),
        ),
        Expectation(
            name="positions_id_unique",
            column="position_id",
            severity=Severity.CRITICAL,
            owner=Owner.EXTRACTION,
            reason="A vote that is counted twice changes the majority",
            fault="The position is in the batch twice with different values; the first row is loaded, this one is not",
            remedy="Report a fault in the analysis: one holder has one stance on one measure",
            check=is_unique("position_id"),
            keeps_first=True,
        ),
        Expectation(
            name="positions_holder_exists",
            column="holder_entity_id",
            severity=Severity.CRITICAL,
            owner=Owner.EXTRACTION,
            reason="A holder that nobody defined has neither kind nor country",
            fault="The holder is an actor that is not in the batch",
            remedy="Report a fault in the analysis: the actor must come with the position",
            check=is_true("entity_exists"),
        ),
        Expectation(
            name="positions_holder_named",
            column="holder_name",
            severity=Severity.CRITICAL,
            owner=Owner.EXTRACTION,
            reason="A stance that nobody holds cannot be counted for anybody",
            fault="The holder of the position has no name",
            remedy="Report a fault in the rules for positions: a holder is named as the story names it",
            check=is_true("has_name"),
        ),
        Expectation(
            name="positions_stance_known",
            column="stance",
            severity=Severity.CRITICAL,
            owner=Owner.EXTRACTION,
            reason="Only three stances can be counted",
            fault="The stance is not supports, opposes or abstains",
            remedy="Report a fault in the rules for positions",
            check=is_one_of("stance", Stance),
        ),
        Expectation(
            name="positions_country_known",
            column="holder_country",
            severity=Severity.CRITICAL,
            owner=Owner.REFERENCE,
            reason="Country codes join the warehouse to every other data set; an invented one joins to nothing",
            fault="The country code of the holder is not in the reference table of countries",
            remedy="Add the country to seeds/reference/countries.csv with its source, or correct the code",
            check=is_true("country_known"),
        ),
        offsets_in_body("positions", "start_char"),
        Expectation(
            name="positions_offsets_match",
            column="start_char",
            severity=Severity.CRITICAL,
            owner=Owner.EXTRACTION,
            reason="Every stored value must point at the words it came from",
            fault="The words at the offsets in the body are not the words of the position",
            remedy="Report a fault in the rules for positions: offsets count code points of the body as it is stored",
            check=is_true("offsets_match"),
        ),
    ),
)
