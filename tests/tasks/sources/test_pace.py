import pytest

from tasks.sources.errors import HostRestsError
from tasks.sources.pace import Pace


@pytest.fixture
def pace(passing):
    return Pace(2.0, 120.0, passing.clock, passing.sleep)


def test_the_first_request_to_a_host_does_not_wait(pace, passing):
    assert (pace.take("a"), passing.slept) == (0.0, [])


def test_the_next_request_to_the_same_host_waits_for_what_is_left(pace, passing):
    pace.take("a")
    passing.now += 0.5
    assert (pace.take("a"), passing.slept) == (1.5, [1.5])


def test_another_host_does_not_wait(pace, passing):
    pace.take("a")
    pace.take("b")
    assert passing.slept == []


def test_a_longer_rest_is_kept_by_a_shorter_one(pace, passing):
    pace.hold("a", 30)
    pace.hold("a", 1)
    assert pace.take("a") == 30


def test_a_rest_that_is_too_long_for_a_run_is_said_and_not_slept(pace, passing):
    pace.hold("a", 3_600)
    with pytest.raises(HostRestsError, match="3,600 s"):
        pace.take("a")
    assert passing.slept == []
