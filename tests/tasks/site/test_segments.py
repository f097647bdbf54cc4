"""Overlapping spans cut a text into pieces that lose and double nothing."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.site.segments import Kind, Span, cut

TEXT = "Norway banned timber."


def pieces(*spans):
    return [(piece.text, "".join(sorted(span.of for span in piece.over))) for piece in cut(TEXT, spans)]


def span(start, end, of):
    return Span(start, end, Kind.CLAUSE, of)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], [(TEXT, "")]),
        ([span(0, 6, "a")], [("Norway", "a"), (" banned timber.", "")]),
        ([span(0, 13, "a"), span(7, 20, "b")], [("Norway ", "a"), ("banned", "ab"), (" timber", "b"), (".", "")]),
        ([span(0, 21, "a"), span(7, 13, "b")], [("Norway ", "a"), ("banned", "ab"), (" timber.", "a")]),
        ([span(0, 6, "a"), span(0, 6, "b")], [("Norway", "ab"), (" banned timber.", "")]),
        ([span(3, 3, "a"), span(5, 99, "b"), span(-1, 4, "c")], [(TEXT, "")]),
    ],
    ids=["none", "one", "crossing", "nested", "same", "impossible"],
)
def test_spans_cut_the_text(spans, expected):
    assert pieces(*spans) == expected


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)), max_size=8))
def test_the_pieces_are_the_text_and_each_span_is_its_words(text, ends):
    spans = [Span(start, end, Kind.ENTITY, str(number)) for number, (start, end) in enumerate(ends)]
    found = list(cut(text, spans))
    assert "".join(piece.text for piece in found) == text
    for one in spans:
        covered = "".join(piece.text for piece in found if one in piece.over)
        possible = 0 <= one.start < one.end <= len(text)
        assert covered == (text[one.start : one.end] if possible else "")
        assert sum(one in piece.begins for piece in found) == possible
