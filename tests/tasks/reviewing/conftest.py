import pytest

from warehouse.connect import open_writer


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """A published warehouse without stories, made once."""
    path = tmp_path_factory.mktemp("migrated") / "warehouse.duckdb"
    with open_writer(path):
        pass
    return path
