"""Great Expectations is imported late, kept silent, and never mistaken for a verdict when it breaks."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from expectations import checks, engine
from expectations.engine import EngineError, validate
from expectations.expectation import Check, Expectation, FrameRow, Owner, Suite
from warehouse.codes import Severity


def frame_of(row: object, around: object) -> FrameRow:
    raise AssertionError("the engine is given frames; it makes none")


def suite_of(*declared: Check, table: str = "things") -> Suite:
    expectations = tuple(
        Expectation(f"things_{n}", "a", Severity.CRITICAL, Owner.INGEST, "Reason", "Fault", "Remedy", check)
        for n, check in enumerate(declared)
    )
    return Suite(table, ("a",), frame_of, expectations)


CHECKS = [
    (checks.is_unique("a"), ["x", "y", "x"], (0, 2)),
    (checks.is_unique("a", "b"), ["x", "y", "x"], ()),
    (checks.is_not_null("a"), ["x", None, "y"], (1,)),
    (checks.is_not_null("a"), [None, None, None], (0, 1, 2)),
    (checks.is_in_set("a", ["x", "y"]), ["x", "z", None], (1,)),
    (checks.is_one_of("a", Severity), ["info", "warning", "loud"], (2,)),
    (checks.is_true("a"), [True, False, True], (1,)),
    (checks.is_true("a"), [True, None, False], (2,)),
    (checks.is_between("a", lowest=1), [0, 1, None], (0,)),
    (checks.is_between("a", 0.0, 1.0), [0.0, 1.0, 1.01], (2,)),
    (checks.is_between("a", highest=2), [None, None, None], ()),
    (checks.is_equal("a", "b"), [0, 5, 2], (1,)),
    (checks.has_shape("a", "^[a-z]+$"), ["abc", "A1", None], (1,)),
    (checks.has_length("a", 3), ["ab", "abc", ""], (0, 2)),
    (checks.is_within_bounds("a"), [5, None, -2], (0, 2)),
]
BOUNDS = {"a_lowest": -1, "a_highest": 4}
SPANS = [  # start, end, length of the text, whether that is a span of it
    (0, 3, 3, True),
    (2, 3, 3, True),
    (-1, 2, 3, False),
    (0, 4, 3, False),
    (2, 2, 3, False),
    (3, 1, 3, False),
    (0, 3, None, True),
    (None, 3, 3, True),
]


def test_each_check_fails_the_rows_that_it_should():
    for check, values, failing in CHECKS:
        (outcome,) = validate(suite_of(check), [{"a": value, "b": place, **BOUNDS} for place, value in enumerate(values)])
        assert (outcome.failing, outcome.success, outcome.element_count) == (failing, not failing, 3), check


def test_a_span_lies_within_its_text_and_a_row_without_one_passes():
    (outcome,) = validate(
        suite_of(checks.is_span("start", "end", "chars")), [{"start": s, "end": e, "chars": c} for s, e, c, _ in SPANS]
    )
    assert outcome.failing == tuple(place for place, (*_, good) in enumerate(SPANS) if not good)


@pytest.mark.parametrize(("lowest", "highest", "failing"), [(None, None, ()), (3, None, (0,)), (None, 3, (1,)), (3, 4, (0, 1))])
def test_each_row_is_held_to_its_own_bounds_and_a_null_bound_binds_nothing(lowest, highest, failing):
    frame = [{"a": value, "a_lowest": lowest, "a_highest": highest} for value in (1, 5, None)]
    (outcome,) = validate(suite_of(checks.is_within_bounds("a")), frame)
    assert outcome.failing == failing


@pytest.mark.parametrize(
    ("flags", "share"),
    [
        ([True, True, True, False], 0.75),
        ([True, True, False, False], None),  # as much as may be
        ([True, True, None, None], None),  # null is not set
        ([True, True, True, None], 0.75),
        ([None] * 4, None),
        ([True, True, True], None),  # too few rows to tell
    ],
)
def test_a_flag_that_is_set_too_often_is_told_as_a_share_of_the_batch(flags, share):
    suite = suite_of(checks.is_rarely_true("a", most=0.5, least_rows=4))
    suite = replace(suite, expectations=tuple(replace(each, of_batch=True) for each in suite.expectations))
    (outcome,) = validate(suite, [{"a": flag} for flag in flags])
    assert (outcome.success, outcome.failing, outcome.share) == (share is None, (), share)


def test_an_exception_in_an_expectation_of_our_own_is_no_data_failure():
    with pytest.raises(EngineError, match="things_0 could not be judged"):
        validate(suite_of(checks.is_span("a", "b", "c")), [{"a": "no number", "b": 1, "c": 2}])


def test_outcomes_come_in_the_order_of_the_suite():
    suite = suite_of(checks.is_not_null("a"), checks.is_unique("a"), checks.is_in_set("a", [1]))
    outcomes = validate(suite, [{"a": 1}, {"a": 2}])
    assert [outcome.expectation for outcome in outcomes] == list(suite.expectations)
    assert [outcome.failing for outcome in outcomes] == [(), (), (1,)]


def test_every_failing_row_is_told_and_not_only_the_first_twenty():
    (outcome,) = validate(suite_of(checks.is_true("a")), [{"a": False}] * 50)
    assert outcome.failing == tuple(range(50))


@pytest.mark.parametrize("check", [checks.is_true("missing"), checks.is_equal("a", "missing")])
def test_an_exception_is_no_data_failure(check):
    with pytest.raises(EngineError, match=r"things_1 could not be judged: .*missing"):
        validate(suite_of(checks.is_true("a"), check), [{"a": True}])


def test_no_rows_pass_without_the_engine(monkeypatch):
    monkeypatch.setattr(engine, "_engine", lambda: pytest.fail("the engine was asked about no rows"))
    (outcome,) = validate(suite_of(checks.is_true("a")), [])
    assert (outcome.success, outcome.element_count) == (True, 0)


def test_a_changed_suite_of_the_same_table_is_built_anew():
    suite = suite_of(checks.is_true("a"))
    assert validate(suite, [{"a": 1}])[0].success
    assert not validate(replace(suite_of(checks.is_in_set("a", [2]))), [{"a": 1}])[0].success


def test_threads_take_turns():
    suite = suite_of(checks.is_in_set("a", [1]))
    frames = [[{"a": value}] for value in (1, 2, 1, 2)]
    with ThreadPoolExecutor(4) as pool:
        assert [o[0].success for o in pool.map(lambda frame: validate(suite, frame), frames)] == [True, False] * 2


def test_the_engine_starts_without_a_network_and_with_analytics_off(socket_disabled):
    started = engine._Engine()
    assert os.environ["GX_ANALYTICS_ENABLED"] == "false"
    assert started._context.config.analytics_enabled is False


def test_importing_the_judge_imports_neither_great_expectations_nor_pandas(root):
    code = "import expectations.judge, sys; print({'great_expectations', 'pandas', 'jinja2'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
