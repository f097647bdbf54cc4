"""A page fetched by the command from a real server on loopback, again and again."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tasks.sources.archive import reopen
from warehouse.connect import open_reader

pytestmark = pytest.mark.slow

PAGE = """<html lang="en"><head><title>Timber ban lifted</title></head><body><article><h1>Timber ban lifted</h1>
<p>STRELSAU, Jan 5 (Meridian) - Ruritania lifted its ban on timber from Syldavia on Monday, the trade ministry said.</p>
<p>The ban had been in force for two years. Syldavia welcomed the step and said that its sawmills would take workers back.</p>
</article></body></html>"""
ETAG = '"v1"'


@pytest.fixture
def site(monkeypatch):
    """A site of one page, whose statuses are noted; robots.txt forbids /closed."""
    statuses = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            is_known = self.headers.get("If-None-Match") == ETAG
            status, body = {
                "/robots.txt": (200, "User-agent: *\nDisallow: /closed"),
                "/story.html": (304, "") if is_known else (200, PAGE),
                "/short": (302, ""),
                "/empty.html": (304, "") if is_known else (200, "<html><body></body></html>"),
            }.get(self.path, (404, ""))
            statuses.append((self.path, status))
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if status == 302:
                self.send_header("Location", "/story.html")
            self.send_header("ETag", ETAG)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    monkeypatch.setenv("SANCTIONWIRE_TEST_HOSTS", f"127.0.0.1:{server.server_port}")
    monkeypatch.setenv("SANCTIONWIRE_HOST_INTERVAL_S", "0")
    yield f"http://127.0.0.1:{server.server_port}", statuses
    server.shutdown()
    server.server_close()


def contents(home):
    """Every table of the published snapshot, as sorted rows."""
    with open_reader(home / "warehouse.duckdb") as reader:
        tables = [row["table_name"] for row in reader.rows("SELECT table_name FROM duckdb_tables() WHERE NOT internal")]
        return {table: sorted(map(str, reader.rows(f"FROM {table}"))) for table in tables}


def stories(home):
    """The stories, except for what tells of the run."""
    with open_reader(home / "warehouse.duckdb") as reader:
        return reader.rows("SELECT * EXCLUDE (run_id) FROM stories ORDER BY ALL")


def test_a_page_is_fetched_once_and_then_only_asked_about(sanctionwire, tmp_path, site):
    address, statuses = site
    first = sanctionwire("ingest", f"{address}/story.html", "--json", home=tmp_path)
    assert (first.code, first.json["stories_new"]) == (0, 1), first.err
    before, stamp = contents(tmp_path), (tmp_path / "warehouse.duckdb").stat().st_mtime_ns

    second = sanctionwire("ingest", f"{address}/story.html", "--json", home=tmp_path)
    assert (second.code, second.json["stories_new"], second.json["stories_unchanged"]) == (0, 0, 1), second.err
    assert [status for path, status in statuses if path == "/story.html"] == [200, 304]
    assert contents(tmp_path) == before
    assert (tmp_path / "warehouse.duckdb").stat().st_mtime_ns == stamp

    (kept,) = (tmp_path / "deliveries").rglob("*.warc.gz")
    again = reopen(f"{kept.parent.name}/{kept.name}", tmp_path / "deliveries")
    assert (again.content, again.uri, again.charset) == (PAGE.encode(), f"{address}/story.html", "utf-8")


def test_a_kept_page_can_be_ingested_again_and_gives_the_same_story(sanctionwire, tmp_path, site):
    address, _ = site
    assert sanctionwire("ingest", f"{address}/short", home=tmp_path / "one").code == 0
    (kept,) = (tmp_path / "one" / "deliveries").rglob("*.warc.gz")
    ran = sanctionwire("ingest", kept, "--json", home=tmp_path / "two")
    assert (ran.code, ran.json["stories_new"]) == (0, 1), ran.err
    first, second = (stories(tmp_path / home) for home in ("one", "two"))
    assert first == second
    assert first[0]["source_uri"] == f"{address}/short"

    same = sanctionwire("ingest", kept, "--json", home=tmp_path / "one")
    assert (same.code, same.json["stories_new"], same.json["stories_unchanged"]) == (0, 0, 1)


def test_a_page_in_quarantine_that_has_not_changed_stays_there(sanctionwire, tmp_path, site):
    address, statuses = site
    first = sanctionwire("ingest", f"{address}/empty.html", home=tmp_path)
    before = contents(tmp_path)
    second = sanctionwire("ingest", f"{address}/empty.html", "--json", home=tmp_path)
    assert (first.code, second.code, second.json["still_in_quarantine"]) == (4, 4, 1)
    assert [status for path, status in statuses if path == "/empty.html"] == [200, 304]
    assert contents(tmp_path) == before


def test_a_page_that_robots_disallow_is_named(sanctionwire, tmp_path, site):
    address, statuses = site
    ran = sanctionwire("ingest", f"{address}/closed/story.html", home=tmp_path)
    assert ran.code == 4
    assert "robots.txt" in ran.err
    assert "SANCTIONWIRE_OWN_HOSTS" in ran.err
    assert statuses == [("/robots.txt", 200)]


def test_explain_tells_why_a_page_cannot_be_had(sanctionwire, tmp_path, site):
    address, _ = site
    ran = sanctionwire("explain", f"{address}/nothing.html", home=tmp_path)
    assert (ran.code, "404" in ran.err) == (4, True)
