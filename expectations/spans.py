"""Whether stored words are the words at their offsets."""

from expectations.checks import is_span
from expectations.expectation import Expectation, FrameRow, Owner
from warehouse.codes import Severity


def span_cells(body: str | None, text: str, start: int, end: int) -> FrameRow:
    """Return what the engine sees of a span: its offsets, the length of the body, and whether the words are there.

    Without a body all but the offsets are null: the expectation that the story exists speaks for the row. The words of a
    span that leaves the body are not looked for, so that one fault is told once.
    """
    chars = None if body is None else len(body)
    return {"start_char": start, "end_char": end, "body_chars": chars, "offsets_match": _is_quoted(body, text, start, end)}


def _is_quoted(body: str | None, text: str, start: int, end: int) -> bool | None:
    if body is None or not 0 <= start < end <= len(body):
        return None
    return body[start:end] == text


def offsets_in_body(table: str, column: str) -> Expectation:
    """Return the expectation that the spans of a table lie within the bodies that they point into."""
    return Expectation(
        name=f"{table}_offsets_in_body",
        column=column,
        severity=Severity.CRITICAL,
        owner=Owner.EXTRACTION,
        reason="Words are somewhere: a span that is empty, runs backwards or leaves the body points at nothing",
        fault="The offsets are no span of the body",
        remedy="Report a fault in the rule named in the row: offsets count code points of the body from 0, the end exclusive",
        check=is_span("start_char", "end_char", "body_chars"),
    )
