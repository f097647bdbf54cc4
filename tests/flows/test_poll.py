"""`poll` as a whole: what it takes in, what it costs when nothing is new, and what a source that fails does to the others."""

import os
import subprocess
import sys

import pytest

from tests.tasks.sources.servers import Server, answer
from warehouse.connect import open_reader

pytestmark = pytest.mark.slow

FEED = (
    b"<rss version='2.0'><channel><title>Wire</title>"
    b"<item><link>/zenda.html</link><title>Zenda council bans oil</title><pubDate>Mon, 03 Mar 2025 10:15:00 GMT</pubDate></item>"
    b"</channel></rss>"
)
PAGE = (
    b"<html><body><article><p>The council of Zenda met for hours on Monday and banned the sale of oil to Ruritania.</p>"
    b"<p>Envoys said that the ban would be kept for a year and looked at again in the spring by all members.</p>"
    b"</article></body></html>"
)
SOURCES = """
sources:
  - {{name: broken, url: {url}/broken}}
  - {{name: courier, url: {url}/feed, interval: 0.01}}
  - {{name: folder, path: incoming}}
"""
# What an idle poll must not load: the language model, the checks, the flow engine, the page readers.
HEAVY = ("spacy", "great_expectations", "prefect.flows", "newspaper", "trafilatura")
LIGHT = f"""
import sys
from flows.cli import main
try:
    main()
finally:
    print([name for name in {HEAVY} if name in sys.modules])
"""


@pytest.fixture(scope="module")
def server():
    started = Server()
    started.answers |= {"/feed": answer(body=FEED, ETag='"1"'), "/zenda.html": answer(body=PAGE, Content_Type="text/html")}
    yield started
    started.close()


@pytest.fixture(scope="module")
def home(server, tmp_path_factory):
    home = tmp_path_factory.mktemp("poll")
    (home / "incoming").mkdir()
    (home / "incoming" / "story.txt").write_text(
        "STRELSAU, March 3 (Courier) - The council of Strelsau banned the sale of oil to Ruritania on Monday.\n"
    )
    (home / "sources.yaml").write_text(SOURCES.format(url=f"http://{server.host}"))
    return home


@pytest.fixture(autouse=True)
def hosts(server, monkeypatch):
    monkeypatch.setenv("SANCTIONWIRE_TEST_HOSTS", server.host)


def rows(home, sql):
    with open_reader(home / "warehouse.duckdb") as reader:
        return [tuple(row.values()) for row in reader.rows(sql)]


def test_news_of_each_source_is_taken_in_and_a_failing_one_stops_nothing(sanctionwire, home, server):
    ran = sanctionwire("poll", "--json", home=home)
    assert ran.code == 1
    assert "1 of 3 sources failed" in ran.err
    assert {one["source"]: (one["news"], bool(one["failures"])) for one in ran.json} == {
        "broken": (False, True),
        "courier": (True, False),
        "folder": (True, False),
    }
    assert rows(home, "SELECT count(*) FROM stories") == [(2,)]
    assert rows(home, "SELECT source, count(*), max(issued_at)::DATE::VARCHAR FROM source_states GROUP BY ALL ORDER BY 1") == [
        ("courier", 2, "2025-03-03"),
        ("folder", 1, None),
    ]
    assert rows(home, "SELECT flow_name, state FROM runs") == [("poll", "completed")] * 2


def test_an_idle_poll_asks_once_changes_nothing_and_loads_nothing_heavy(home, server, root):
    server.answers["/feed"] = answer(304, b"")
    server.seen.clear()
    files = [home / "warehouse.duckdb", home / ".warehouse.duckdb.writer"]
    before = [file.stat().st_mtime_ns for file in files]
    ran = subprocess.run(
        [sys.executable, "-c", LIGHT, "poll", "courier", "folder"],
        cwd=root,
        env={**os.environ, "SANCTIONWIRE_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.splitlines() == ["courier: nothing new", "folder: nothing new", "[]"], ran.stderr
    assert [path for path in server.paths if path != "/robots.txt"] == ["/feed"]
    assert "/robots.txt" not in server.paths  # it was asked for today
    assert [file.stat().st_mtime_ns for file in files] == before


def test_sources_are_listed_with_how_far_they_were_read(sanctionwire, home):
    listed = {one["source"]: one for one in sanctionwire("sources", "list", "--json", home=home).json}
    assert (listed["courier"]["seen"], listed["broken"]["seen"]) == (2, 0)
    assert listed["courier"]["newest_at"].startswith("2025-03-03")
    assert sanctionwire("sources", "check", home=home).out.strip().endswith("3 sources, 3 enabled")


def test_an_unknown_source_and_a_missing_file_are_usage_errors(sanctionwire, home, tmp_path):
    ran = sanctionwire("poll", "herald", home=home)
    assert (ran.code, "it has broken, courier, folder" in ran.err) == (2, True)
    assert sanctionwire("poll", home=tmp_path / "empty").code == 2
