"""The command `export`, as a person or a program meets it."""

import json

import pytest

from tests.stocked import stock
from warehouse.connect import open_writer


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A data folder with one story of every fate."""
    home = tmp_path_factory.mktemp("home")
    with open_writer(home / "warehouse.duckdb"):
        pass
    stock(home / "warehouse.duckdb")
    return home


def test_it_says_what_it_wrote(sanctionwire, home, tmp_path):
    ran = sanctionwire("export", tmp_path / "out", "--format", "csv", "--format", "events", home=home)
    assert ran.code == 0, ran.err
    assert ran.out.splitlines()[1] == "events: 4 rows"
    assert ran.out.rstrip().endswith(str(tmp_path / "out" / "manifest.json"))


def test_json_is_the_manifest(sanctionwire, home, tmp_path):
    ran = sanctionwire("export", tmp_path / "out", "--tables", "stories, measures", "--json", home=home)
    assert ran.json == json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert ran.json["rows"] == {"parquet": {"stories": 4, "measures": 4}}


def test_since_counts_what_is_gone(sanctionwire, home, tmp_path):
    ran = sanctionwire("export", tmp_path / "out", "--since", "2998-01-01", home=home)
    assert "0 gone since then; manifest:" in ran.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--format", "xlsx"), "there is no format 'xlsx': choose parquet"),
        (("--tables", "runs"), "there is no table 'runs'"),
        (("--since", "soon"), "--since"),
        (("--format", "followthemoney", "--all"), "--all takes what may not be shown"),
    ],
    ids=["format", "table", "time", "all"],
)
def test_what_is_wrong_is_said_and_nothing_is_made(sanctionwire, home, tmp_path, arguments, message):
    ran = sanctionwire("export", tmp_path / "out", *arguments, home=home)
    assert (ran.code, message in ran.err) == (2, True), ran.err
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_the_samples_come_out_in_every_format(sanctionwire, sample_home, tmp_path):
    formats = ("parquet", "csv", "jsonl", "followthemoney", "jsonld", "events")
    ran = sanctionwire("export", tmp_path / "out", *(f"--format={name}" for name in formats), "--json", home=sample_home)
    assert ran.code == 0, ran.err
    assert set(ran.json["rows"]) == set(formats)
    assert ran.json["rows"]["csv"] == ran.json["rows"]["parquet"] == ran.json["rows"]["jsonl"]
    assert ran.json["rows"]["events"] > 100
