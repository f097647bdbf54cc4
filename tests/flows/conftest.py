import pytest


@pytest.fixture(scope="session")
def dev_home(sanctionwire, shared, tmp_path_factory):
    """The data folder of a run over the annotated development stories."""
    home = tmp_path_factory.mktemp("dev")
    ran = sanctionwire("ingest", shared / "stories" / "dev", home=home)
    assert ran.code == 0, ran.err
    return home


@pytest.fixture(scope="session")
def seed_home(sanctionwire, shared, tmp_path_factory):
    """The data folder of a run over the story the project began with."""
    home = tmp_path_factory.mktemp("seed")
    ran = sanctionwire("ingest", shared / "seed" / "seed.txt", home=home)
    assert ran.code == 0, ran.err
    return home
