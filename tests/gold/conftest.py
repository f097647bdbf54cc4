"""The annotated sets, skipped where their stories are not there."""

import pytest

from tests.gold.sets import DEVELOPMENT, SAMPLES, GoldSet


@pytest.fixture(scope="session", params=[SAMPLES, DEVELOPMENT], ids=lambda gold_set: gold_set.name)
def gold_set(request: pytest.FixtureRequest) -> GoldSet:
    """Each annotated set in turn; its stories are read once per process, whoever asks first."""
    if request.param is DEVELOPMENT:
        request.getfixturevalue("shared")
    return request.param


@pytest.fixture(scope="session")
def development(shared: object) -> GoldSet:
    """The development stories."""
    return DEVELOPMENT
