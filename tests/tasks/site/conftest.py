"""A site of a warehouse with one story of every fate, built once."""

from datetime import UTC, datetime

import pytest

from tasks.exploring import explore
from tasks.site.contents import Filters

MADE_AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def site(stocked, tmp_path_factory):
    """The folder of its site. Tests only read it."""
    return explore(stocked, tmp_path_factory.mktemp("sites") / "site", Filters(), MADE_AT).index.parent
