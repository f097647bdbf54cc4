import pytest

from tasks.readers.values.moments import first_moment, moment
from warehouse.codes import Precision


@pytest.mark.parametrize(
    ("written", "utc", "precision"),
    [
        ("20131020T192751+1100", "2013-10-20T08:27:51", Precision.SECOND),
        ("20140829T135006Z", "2014-08-29T13:50:06", Precision.SECOND),
        ("2018-02-01T18:44:52.973+01:00", "2018-02-01T17:44:52", Precision.SECOND),
        ("2018-02-01 18:44 GMT", "2018-02-01T18:44:00", Precision.MINUTE),
        ("20200703165136-0400", "2020-07-03T20:51:36", Precision.SECOND),
        ("20200703000000-0400", "2020-07-03T00:00:00", Precision.DAY),
        ("20200703", "2020-07-03T00:00:00", Precision.DAY),
        ("20161231T235960Z", "2016-12-31T23:59:59", Precision.SECOND),
        ("2021-05-16T09:00:04", "2021-05-16T09:00:04", Precision.DAY),
    ],
)
def test_written_times_are_moments_in_utc(written, utc, precision):
    found = moment(written)
    assert found is not None
    assert (found.at.strftime("%Y-%m-%dT%H:%M:%S"), found.precision) == (utc, precision)


@pytest.mark.parametrize(("written", "hour"), [("20210516T090004", 7), ("20210116T090004", 8), ("20210516T090004Z", 9)])
def test_a_senders_zone_counts_only_where_the_time_names_none(written, hour):
    found = moment(written, "Europe/Oslo")
    assert found is not None
    assert (found.at.hour, found.precision) == (hour, Precision.SECOND)


@pytest.mark.parametrize(
    "written", [None, "", "YYYYMMDD000000-HHMM", "20201301", "20200230", "20200101T250000Z", "yesterday", "0000-00-00 00:00:00"]
)
def test_what_is_no_time_is_none(written):
    assert moment(written) is None


def test_a_zone_further_away_than_a_day_is_none():
    found = moment("20200101T120000+9900")
    assert found is not None
    assert found.precision is Precision.DAY


def test_the_first_and_last_day_do_not_overflow():
    assert moment("00010101T000100+1200") is None
    assert moment("99991231T235900-1200") is None


def test_the_first_time_that_is_one_counts():
    found = first_moment(None, "never", "20200703", "20200704")
    assert found is not None
    assert found.at.day == 3
    assert first_moment(None, "never") is None
