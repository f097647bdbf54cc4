"""What becomes of fires that were missed."""

from datetime import UTC, datetime, timedelta

import pytest

from tasks.watching.fires import fires
from tasks.watching.missed import MAX_MADE_UP, made_up_for
from tasks.watching.source import CatchUp, Schedule

NOON = datetime(2025, 3, 3, 12, tzinfo=UTC)
HOURLY = [NOON, NOON + timedelta(hours=1), NOON + timedelta(hours=2)]


@pytest.mark.parametrize(
    ("policy", "expected"),
    [(CatchUp.SKIP, []), (CatchUp.ONCE, HOURLY[-1:]), (CatchUp.ALL, HOURLY)],
    ids=["skip", "once", "all"],
)
def test_missed_fires_are_made_up_for_by_the_policy(policy, expected):
    assert made_up_for([HOURLY[2], HOURLY[0], HOURLY[1], HOURLY[1]], policy) == expected


@pytest.mark.parametrize("policy", CatchUp)
def test_nothing_is_made_up_for_where_nothing_was_missed(policy):
    assert made_up_for([], policy) == []


def test_of_very_many_missed_fires_the_last_are_made_up_for():
    many = [NOON + timedelta(minutes=minute) for minute in range(MAX_MADE_UP + 7)]
    assert made_up_for(many, CatchUp.ALL) == many[7:]


def test_a_cron_line_fires_after_the_first_instant_and_up_to_the_last():
    found = fires(Schedule("0 * * * *"), NOON, NOON + timedelta(hours=3))
    assert found == [NOON + timedelta(hours=hour) for hour in (1, 2, 3)]


def test_a_cron_line_fires_by_the_clock_of_its_time_zone():
    # Clocks in Vienna went forward on 30 March 2025: 6 o'clock came an hour earlier by UTC.
    start = datetime(2025, 3, 29, tzinfo=UTC)
    found = fires(Schedule("0 6 * * *", "Europe/Vienna"), start, start + timedelta(days=2))
    assert [fire.astimezone(UTC).hour for fire in found] == [5, 4]


def test_an_interval_fires_as_often_as_it_fits():
    found = fires(Schedule(every_s=60), NOON, NOON + timedelta(seconds=150))
    assert len(found) == 2
    assert all(NOON < fire <= NOON + timedelta(seconds=150) for fire in found)
