"""A site of a warehouse with one story of every fate, built once."""

from datetime import UTC, datetime

import pytest

from tasks.exploring import explore
from tasks.site.contents import Filters
from tests.stocked import stock
from warehouse.connect import open_writer

MADE_AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def stocked(tmp_path_factory):
    """A warehouse with one story of every fate."""
    path = tmp_path_factory.mktemp("stocked") / "warehouse.duckdb"
    with open_writer(path):
        pass
    return stock(path)


@pytest.fixture(scope="session")
def site(stocked, tmp_path_factory):
    """The folder of its site. Tests only read it."""
    return explore(stocked, tmp_path_factory.mktemp("sites") / "site", Filters(), MADE_AT).index.parent
