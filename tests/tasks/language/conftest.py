"""The language model, loaded once for all tests of this folder."""

import pytest

from tasks.language.parsed import Language
from tasks.language.pipeline import load_language


@pytest.fixture(scope="session")
def language() -> Language:
    return load_language()
