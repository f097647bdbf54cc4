"""Dates in names, and the steps of a walk."""

from datetime import date

import pytest

from tasks.watching.dated import Days, Step, days_of_name, steps


def days(first, last=None):
    return Days(date.fromisoformat(first), date.fromisoformat(last or first))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2019/03/07/a.txt", days("2019-03-07")),
        ("wire-20190307-0815.xml", days("2019-03-07")),
        ("2019-03/story.txt", days("2019-03-01", "2019-03-31")),
        ("a_2020-02.zip", days("2020-02-01", "2020-02-29")),
        ("2019/2019-03-07.txt", days("2019-03-07")),
        ("2019/13/07/a.txt", None),
        ("20190399.txt", None),
        ("120190307.txt", None),
        ("story7.txt", None),
    ],
    ids=["folders", "compact", "month", "leap_month", "last_wins", "no_month", "no_day", "longer_number", "none"],
)
def test_a_path_tells_a_day_or_a_month(name, expected):
    assert days_of_name(name) == expected


def test_months_are_cut_at_both_ends():
    assert list(steps(days("2019-12-15", "2020-02-03"), Step.MONTH)) == [
        days("2019-12-15", "2019-12-31"),
        days("2020-01-01", "2020-01-31"),
        days("2020-02-01", "2020-02-03"),
    ]


def test_days_are_steps_of_their_own():
    assert [str(one) for one in steps(days("2020-02-28", "2020-03-01"), Step.DAY)] == ["2020-02-28", "2020-02-29", "2020-03-01"]
