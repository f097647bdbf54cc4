import pytest

from tasks import publishing
from tasks.publishing import Publishing


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still but for copying, which takes so many seconds of `clock["copy"]`; and how often was copied."""
    clock = {"now": 1000.0, "copy": 1.0, "copies": 0}

    def copy(*_):
        clock["now"] += clock["copy"]
        clock["copies"] += 1

    monkeypatch.setattr(publishing.time, "monotonic", lambda: clock["now"])
    monkeypatch.setattr(publishing, "publish_now", copy)
    return clock


def loads(clock, seconds_between, number, interval_s=0):
    """Return how many of so many loads were published."""
    run = Publishing(None, None, interval_s)
    for _ in range(number):
        run.after_load()
        clock["now"] += seconds_between
    return clock["copies"]


def test_every_load_is_published_where_copying_is_quick(clock):
    assert loads(clock, seconds_between=10, number=5) == 5


def test_copying_takes_no_more_than_a_fifth_of_the_time(clock):
    began = clock["now"]
    copies = loads(clock, seconds_between=0.5, number=100)
    assert 1 < copies <= 0.2 * (clock["now"] - began) + 1


def test_snapshots_of_one_run_are_as_far_apart_as_the_user_wants(clock):
    assert loads(clock, seconds_between=10, number=12, interval_s=60) == 2
