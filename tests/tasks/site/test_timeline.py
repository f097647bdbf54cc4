"""Bars by period, stacked by status, in as many periods as can be told apart."""

from datetime import date

import pytest

from tasks.site.timeline import HEIGHT, MOST_BARS, timeline_of
from warehouse.codes import Status


def test_bars_stack_without_gaps_and_count_everything():
    chart = timeline_of(
        [
            (date(2026, 1, 5), Status.IMPOSED),
            (date(2026, 1, 9), Status.PROPOSED),
            (date(2026, 3, 1), Status.IMPOSED),
            (None, Status.LIFTED),
        ]
    )
    assert chart.table == (("2026-01", {Status.IMPOSED: 1, Status.PROPOSED: 1}), ("2026-03", {Status.IMPOSED: 1}))
    assert chart.undated == 1
    bottom, top = sorted(chart.pieces[:2], key=lambda piece: -piece.y)
    assert bottom.y + bottom.height == pytest.approx(HEIGHT)
    assert top.y + top.height == pytest.approx(bottom.y, abs=0.02)


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        (date(2026, 1, 1), date(2026, 2, 1), "2026-01"),
        (date(2016, 1, 1), date(2026, 2, 1), "2016 Q1"),
        (date(1980, 1, 1), date(2026, 2, 1), "1980"),
        (date(1800, 1, 1), date(2026, 2, 1), "1800–1804"),
    ],
    ids=["months", "quarters", "years", "five years"],
)
def test_the_length_of_a_period_grows_with_the_time(first, last, name):
    chart = timeline_of([(first, Status.IMPOSED), (last, Status.LIFTED)])
    assert chart.table[0][0] == name
    assert all(piece.x >= 0 and piece.x + piece.width <= 100 for piece in chart.pieces)
    assert len(chart.labels) <= 6
    assert round(100 / chart.pieces[0].width) <= MOST_BARS * 1.3


def test_nothing_dated_gives_no_bars():
    assert timeline_of([(None, Status.IMPOSED)]).pieces == ()
