"""Whole ingests of bad input, suite by suite: nothing crashes, hangs or is lost."""

import pytest

from tests.hostile.suites import SMALL_SUITES, SUITES

pytestmark = pytest.mark.hostile


def test_small_bad_input_of_many_kinds_is_accounted_for(suite):
    cases = [(f"{name}-{case}", content) for name in SMALL_SUITES for case, content in SUITES[name]()]
    suite("small, every fourth", iter(cases[::4]))


@pytest.mark.slow
@pytest.mark.parametrize("name", SUITES)
def test_every_case_is_loaded_or_waits_with_its_reason(suite, name):
    suite(name, SUITES[name]())
