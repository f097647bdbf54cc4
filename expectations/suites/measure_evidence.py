"""What is good enough of the words behind one value of a measure."""

from expectations.checks import is_true
from expectations.expectation import Expectation, FrameRow, Owner, Suite
from expectations.spans import offsets_in_body, span_cells
from expectations.surroundings import Surroundings
from warehouse.codes import Severity
from warehouse.records import Evidence


def evidence_frame(evidence: Evidence, around: Surroundings) -> FrameRow:
    """Return what the engine sees of a piece of evidence."""
    measure = around.measures.get(evidence.measure_id)
    body = around.body_of(measure.story_id, measure.version) if measure else None
    span = span_cells(body, evidence.text, evidence.start_char, evidence.end_char)
    return {"measure_exists": measure is not None} | span


MEASURE_EVIDENCE = Suite(
    table="measure_evidence",
    key=("measure_id", "field", "start_char", "end_char"),
    content=("text",),  # words that two rules found are one piece of evidence: the first rule stands for it
    frame=evidence_frame,
    expectations=(
        Expectation(
            name="measure_evidence_measure_exists",
            column="measure_id",
            severity=Severity.CRITICAL,
            owner=Owner.EXTRACTION,
            reason="Evidence is evidence of something",
            fault="The batch has no such measure for this evidence",
            remedy="Report a fault in the analysis: it must give evidence the id of its measure",
            check=is_true("measure_exists"),
        ),
        offsets_in_body("measure_evidence", "start_char"),
        Expectation(
            name="measure_evidence_offsets_match",
            column="start_char",
            severity=Severity.CRITICAL,
            owner=Owner.EXTRACTION,
            reason="Every stored value must point at the words it came from",
            fault="The words at the offsets in the body are not the words of the evidence",
            remedy="Report a fault in the rule named in the row: offsets count code points of the body as it is stored",
            check=is_true("offsets_match"),
        ),
    ),
)
