"""What is usual is told by earlier runs, and by enough of them only."""

import pytest

from expectations.history import LEAST_RUNS, Bounds, Usual, share_bounds, silence_bounds, usual_of, volume_bounds


def test_few_runs_tell_nothing():
    assert usual_of([5.0] * (LEAST_RUNS - 1)) is None
    assert usual_of([5.0] * LEAST_RUNS) == Usual(5.0, 0.0, LEAST_RUNS)


def test_one_odd_run_moves_neither_the_middle_nor_the_width():
    assert usual_of([10, 11, 9, 10, 12, 8, 10, 11, 5_000]) == Usual(10, 1, 9)


@pytest.mark.parametrize(
    ("counts", "bounds"),
    [
        ([100] * 10, Bounds(pytest.approx(100 / 3), 300)),  # a steady feed: a third, three times
        ([100, 60, 140, 100, 20, 180, 100, 60, 140, 100], Bounds(None, 100 + 5 * 1.4826 * 40)),  # an unsteady one: far
        ([0] * 10, Bounds(None, 0)),
    ],
)
def test_a_flood_or_drop_is_three_times_or_a_third_and_far_from_the_middle(counts, bounds):
    assert volume_bounds(usual_of(counts)) == bounds


def test_a_share_that_doubles_is_far_and_a_little_more_is_not():
    bounds = share_bounds(usual_of([0.2] * 10), of=400)
    assert bounds.highest == pytest.approx(0.4)
    assert bounds.lowest == pytest.approx(0.1)


def test_a_share_of_few_stories_is_far_by_chance():
    usual = usual_of([0.2] * 10)
    assert share_bounds(usual, of=4).highest > 0.75
    assert share_bounds(usual, of=4).lowest is None


def test_a_share_that_was_always_none_may_become_a_twentieth():
    assert share_bounds(usual_of([0.0] * 10), of=1_000) == Bounds(None, pytest.approx(0.05))


@pytest.mark.parametrize(
    ("gaps", "hours"), [([0.5] * 10, 1.5), ([0.1] * 10, 1.0), ([24.0] * 10, 72.0), ([2, 4] * 5, 3 + 5 * 1.4826)]
)
def test_a_silence_is_three_times_as_long_as_usual_far_and_at_least_an_hour(gaps, hours):
    assert silence_bounds(usual_of(gaps)) == Bounds(highest=pytest.approx(hours))
