"""The command `explore`, as a person or a program meets it."""

import os
import re
import shlex
import signal
import subprocess
import sys
import urllib.request

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


def test_it_says_where_the_site_is(sanctionwire, home, tmp_path):
    ran = sanctionwire("explore", tmp_path / "site", home=home)
    assert ran.code == 0, ran.err
    assert ran.out.startswith("4 stories, ")
    assert ran.out.rstrip().endswith(str(tmp_path / "site" / "index.html"))


def test_json_counts_the_pages(sanctionwire, home, tmp_path):
    ran = sanctionwire("explore", tmp_path / "site", "--target", "BY", "--json", home=home)
    assert ran.json["pages"]["stories"] == 3
    written = [path for path in (tmp_path / "site").rglob("*") if path.is_file()]
    assert ran.json["files"] == len(written) - 1  # without the mark of a folder of ours


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [(("--since", "soon"), 2, "--since"), (("--warehouse", "none.duckdb"), 1, "sanctionwire ingest")],
    ids=["no day", "no warehouse"],
)
def test_what_is_wrong_is_said_and_nothing_is_made(sanctionwire, home, tmp_path, arguments, code, message):
    ran = sanctionwire("explore", tmp_path / "site", *arguments, home=home)
    assert (ran.code, message in ran.err, ran.out) == (code, True, "")
    assert not (tmp_path / "site").exists()


def test_a_folder_with_files_of_others_is_refused(sanctionwire, home, tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    ran = sanctionwire("explore", tmp_path, home=home)
    assert ran.code == 2
    assert "name a folder that is empty or not there yet" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.slow
@pytest.mark.parametrize("page", ["explore.md", "export.md"])
def test_the_examples_of_the_pages_run(root, sanctionwire, sample_home, tmp_path, page):
    blocks = re.findall(r"```sh\n(.*?)```", (root / "docs" / page).read_text(encoding="utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if "--serve" not in line]
    assert len(lines) >= 2
    for line in lines:
        ran = sanctionwire(*shlex.split(line)[1:], home=sample_home, cwd=tmp_path)
        assert (ran.code, bool(ran.out.strip())) == (0, True), (line, ran.err)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted({shlex.split(line)[2] for line in lines})


@pytest.mark.slow
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "terminate"])
def test_serve_shows_the_site_until_it_is_told_to_stop(root, home, tmp_path, ending):
    command = [sys.executable, "-c", "from flows.cli import main; main()", "explore", str(tmp_path / "site"), "--serve"]
    environment = {**os.environ, "SANCTIONWIRE_HOME": str(home)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=root, env=environment, **pipes) as process:
        process.stdout.readline()
        address = process.stdout.readline().split(" ")[0]
        with urllib.request.urlopen(address, timeout=10) as answer:
            assert b"Sanction measures in the wire" in answer.read()
        process.send_signal(ending)
        assert (process.wait(10), process.stderr.read()) == (0, "")
