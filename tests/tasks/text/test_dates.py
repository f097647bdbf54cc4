from datetime import UTC, date, datetime

import pytest

from tasks.text.dates import find_dates, resolve
from tasks.text.interval import Interval, day_interval, month_interval, year_interval
from warehouse.codes import Precision

MONDAY = datetime(1987, 3, 16, 13, 19, tzinfo=UTC)

ABSOLUTE = [
    ("March 16, 1987", date(1987, 3, 16), date(1987, 3, 16), Precision.DAY),
    ("Monday, March 16, 1987", date(1987, 3, 16), date(1987, 3, 16), Precision.DAY),
    ("on 16 March 1987", date(1987, 3, 16), date(1987, 3, 16), Precision.DAY),
    ("16 MAR 89", date(1989, 3, 16), date(1989, 3, 16), Precision.DAY),
    ("6 JUN 04", date(2004, 6, 6), date(2004, 6, 6), Precision.DAY),
    ("2006-07-07", date(2006, 7, 7), date(2006, 7, 7), Precision.DAY),
    ("in February 2006", date(2006, 2, 1), date(2006, 2, 28), Precision.MONTH),
    ("Sept. 2004", date(2004, 9, 1), date(2004, 9, 30), Precision.MONTH),
    ("1986", date(1986, 1, 1), date(1986, 12, 31), Precision.YEAR),
    ("since 1979", date(1979, 1, 1), date(1979, 12, 31), Precision.YEAR),
    ("the end of 1986", date(1986, 12, 1), date(1986, 12, 31), Precision.MONTH),
    ("early 1986", date(1986, 1, 1), date(1986, 4, 30), Precision.YEAR),
    ("mid-1986", date(1986, 5, 1), date(1986, 8, 31), Precision.YEAR),
    ("the first quarter of 1987", date(1987, 1, 1), date(1987, 3, 31), Precision.QUARTER),
    ("Q3 1987", date(1987, 7, 1), date(1987, 9, 30), Precision.QUARTER),
    ("the second half of 1987", date(1987, 7, 1), date(1987, 12, 31), Precision.YEAR),
    ("the winter of 1986", date(1986, 12, 1), date(1987, 2, 28), Precision.QUARTER),
]
RELATIVE = [
    ("today", date(1987, 3, 16), date(1987, 3, 16), Precision.DAY),
    ("yesterday", date(1987, 3, 15), date(1987, 3, 15), Precision.DAY),
    ("last night", date(1987, 3, 15), date(1987, 3, 15), Precision.DAY),
    ("tomorrow", date(1987, 3, 17), date(1987, 3, 17), Precision.DAY),
    ("Monday", date(1987, 3, 16), date(1987, 3, 16), Precision.DAY),
    ("on Wednesday", date(1987, 3, 11), date(1987, 3, 11), Precision.DAY),
    ("late on Friday", date(1987, 3, 13), date(1987, 3, 13), Precision.DAY),
    ("Friday night", date(1987, 3, 13), date(1987, 3, 13), Precision.DAY),
    ("last Monday", date(1987, 3, 9), date(1987, 3, 9), Precision.DAY),
    ("next Friday", date(1987, 3, 20), date(1987, 3, 20), Precision.DAY),
    ("last week", date(1987, 3, 9), date(1987, 3, 15), Precision.MONTH),
    ("earlier this week", date(1987, 3, 16), date(1987, 3, 22), Precision.MONTH),
    ("the weekend", date(1987, 3, 14), date(1987, 3, 15), Precision.MONTH),
    ("three days ago", date(1987, 3, 13), date(1987, 3, 13), Precision.DAY),
    ("two weeks ago", date(1987, 3, 2), date(1987, 3, 8), Precision.MONTH),
    ("a month ago", date(1987, 2, 1), date(1987, 2, 28), Precision.MONTH),
    ("last month", date(1987, 2, 1), date(1987, 2, 28), Precision.MONTH),
    ("in February", date(1987, 2, 1), date(1987, 2, 28), Precision.MONTH),
    ("in December", date(1986, 12, 1), date(1986, 12, 31), Precision.MONTH),
    ("last March", date(1986, 3, 1), date(1986, 3, 31), Precision.MONTH),
    ("next January", date(1988, 1, 1), date(1988, 1, 31), Precision.MONTH),
    ("last fall", date(1986, 9, 1), date(1986, 11, 30), Precision.QUARTER),
    ("this summer", date(1987, 6, 1), date(1987, 8, 31), Precision.QUARTER),
    ("earlier this year", date(1987, 1, 1), date(1987, 12, 31), Precision.YEAR),
    ("last year", date(1986, 1, 1), date(1986, 12, 31), Precision.YEAR),
    ("ten years ago", date(1977, 1, 1), date(1977, 12, 31), Precision.YEAR),
    ("April 17", date(1987, 4, 17), date(1987, 4, 17), Precision.DAY),
    ("Wednesday, March 11", date(1987, 3, 11), date(1987, 3, 11), Precision.DAY),
    ("11 March", date(1987, 3, 11), date(1987, 3, 11), Precision.DAY),
]
UNRESOLVED = ["a week earlier", "the next day", "Feb. 30", "Feb. 30, 1987", "soon", "", "7/7/06", "the 1980s"]


@pytest.mark.parametrize(("expression", "first", "last", "precision"), ABSOLUTE)
def test_absolute_dates_need_no_publication_date(expression, first, last, precision):
    assert resolve(expression, None, None) == Interval(first, last, precision)


@pytest.mark.parametrize(("expression", "first", "last", "precision"), RELATIVE)
def test_relative_dates_are_read_against_publication(expression, first, last, precision):
    assert resolve(expression, MONDAY, Precision.SECOND) == Interval(first, last, precision)


@pytest.mark.parametrize("expression", [row[0] for row in RELATIVE])
def test_relative_dates_stay_open_without_a_publication_date(expression):
    assert resolve(expression, None, None) is None


@pytest.mark.parametrize("expression", UNRESOLVED)
def test_what_is_not_certain_stays_open(expression):
    assert resolve(expression, MONDAY, Precision.SECOND) is None


@pytest.mark.parametrize(
    ("expression", "expected"),
    [("Friday", day_interval(date(1987, 3, 20))), ("Monday", day_interval(date(1987, 3, 16))),
     ("in February", month_interval(1988, 2)), ("March 2", day_interval(date(1988, 3, 2)))],
)  # fmt: skip
def test_words_that_look_ahead_mean_the_next_such_day(expression, expected):
    assert resolve(expression, MONDAY, Precision.DAY, future=True) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [("in February", month_interval(2006, 2)), ("this year", year_interval(2006)), ("last year", year_interval(2005)),
     ("July 6", day_interval(date(2006, 7, 6))), ("Friday", None), ("last week", None), ("yesterday", None),
     ("last month", None)],
)  # fmt: skip
def test_a_known_year_alone_places_months_and_years_only(expression, expected):
    assert resolve(expression, date(2006, 1, 1), Precision.YEAR) == expected


def test_a_known_month_places_the_month_before():
    assert resolve("last month", date(2006, 1, 1), Precision.MONTH) == month_interval(2005, 12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Freedonia imposed it on March 16, 1987 and lifted it last week.", ["March 16, 1987", "last week"]),
        ("It has applied since 1979 and in February was widened.", ["1979", "February"]),
        ("Resolution 1973 of 2011 names 1,986 beets.", ["2011"]),
        ("They may march on Friday night; two days ago they did.", ["Friday night", "two days ago"]),
        ("THE BAN OF 16 MAR 89 ENDS IN MAY.", ["16 MAR 89", "MAY"]),
        ("The 1987/88 crop and flight 1988-5 came late.", []),
        ("Wednesday, July 6, was quiet.", ["Wednesday, July 6"]),
        ("Nothing happened.", []),
    ],
)
def test_dates_are_found_in_prose(text, expected):
    found = find_dates(text)
    assert [span.text for span in found] == expected
    assert all(text[span.start : span.end] == span.text for span in found)
