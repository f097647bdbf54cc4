"""Feeds and sitemaps through the whole command, from a server on loopback: what is followed, what is not, what the hints add."""

import gzip
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from warehouse.connect import open_reader

pytestmark = pytest.mark.slow

STORY = (
    "<p>The council of {place} met for hours on Monday and banned the sale of oil to Ruritania.</p>"
    "<p>Envoys said that the ban would be kept for a year and looked at again in the spring by all of its members.</p>"
)
PAGE = "<html><body><article>{story}</article></body></html>"
FEED = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Strelsau Courier</title>
<item><title>Zenda council bans oil</title><link>/zenda.html</link><pubDate>Mon, 03 Mar 2025 10:15:00 GMT</pubDate>
<description>The council met.</description></item>
<item><title>Hentzau council bans oil</title><link>/hentzau.html</link><guid>h-1</guid>
<content:encoded><![CDATA[{story}]]></content:encoded></item></channel></rss>"""
SITEMAP = "<urlset><url><loc>/zenda.html</loc></url><url><loc>/missing.html</loc></url></urlset>"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    (folder / "zenda.html").write_text(PAGE.format(story=STORY.format(place="Zenda")))
    (folder / "hentzau.html").write_text(PAGE.format(story=STORY.format(place="Hentzau")))
    (folder / "feed.xml").write_text(FEED.format(story=STORY.format(place="Hentzau")))
    (folder / "sitemap.xml").write_text(SITEMAP)
    (folder / "packed.xml.gz").write_bytes(gzip.compress(SITEMAP.encode(), mtime=0))
    (folder / "index.xml").write_text("<sitemapindex><sitemap><loc>/packed.xml.gz</loc></sitemap></sitemapindex>")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def ingest(sanctionwire, site, tmp_path, monkeypatch):
    monkeypatch.setenv("SANCTIONWIRE_TEST_HOSTS", site[1])

    def run(*arguments):
        return sanctionwire("ingest", *arguments, home=tmp_path / "home")

    return run


def rows(tmp_path, sql):
    with open_reader(tmp_path / "home" / "warehouse.duckdb") as reader:
        return [tuple(row.values()) for row in reader.rows(sql)]


STORIES = (
    "SELECT split_part(source_uri, '/', -1), headline, provider, is_fragment, published_at::DATE::VARCHAR FROM stories ORDER BY 1"
)


def test_a_feed_from_the_web_is_followed_and_its_hints_fill_the_page(ingest, site, tmp_path):
    ran = ingest(f"http://{site[1]}/feed.xml")
    assert ran.code == 0, ran.err
    assert rows(tmp_path, STORIES) == [
        ("feed.xml", "Hentzau council bans oil", "Strelsau Courier", False, None),
        ("zenda.html", "Zenda council bans oil", "Strelsau Courier", False, "2025-03-03"),
    ]
    assert rows(tmp_path, "SELECT reason FROM quarantine") == []


def test_a_feed_as_a_file_is_read_and_nothing_fetched(ingest, site, tmp_path):
    ran = ingest(site[0] / "feed.xml")
    assert ran.code == 0, ran.err
    assert sorted(row[1:4] for row in rows(tmp_path, STORIES)) == [
        ("Hentzau council bans oil", "Strelsau Courier", False),
        ("Zenda council bans oil", "Strelsau Courier", True),
    ]


def test_sitemaps_are_followed_from_an_index_and_packed(ingest, site, tmp_path):
    ran = ingest(f"http://{site[1]}/index.xml")
    assert ran.code == 0, ran.err
    assert [row[0] for row in rows(tmp_path, STORIES)] == ["zenda.html"]
    assert "missing.html" in ran.err + ran.out


def test_a_sitemap_file_says_how_to_follow_it(ingest, site, tmp_path):
    ran = ingest(site[0] / "sitemap.xml")
    assert ran.code == 4
    assert "names 2 pages and holds no story; ingest it with --follow to fetch them" in ran.err


def test_a_sitemap_file_is_followed_when_asked(ingest, site, tmp_path):
    listed = tmp_path / "pages.txt"
    listed.write_text(f"http://{site[1]}/zenda.html\n")
    ran = ingest("--follow", listed)
    assert ran.code == 0, ran.err
    assert [row[0] for row in rows(tmp_path, STORIES)] == ["zenda.html"]
