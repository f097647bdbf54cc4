import pytest

from tasks.readers.registry import read
from tasks.sources.limits import Limits

SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://courier.example/a</loc></url><url><loc>https://courier.example/b</loc></url></urlset>"""
INDEX = "<sitemapindex><sitemap><loc>https://courier.example/s.xml</loc></sitemap></sitemapindex>"


@pytest.mark.parametrize(
    ("content", "reason_code", "words"),
    [
        (SITEMAP, "not_followed", "names 2 pages and holds no story; ingest it with --follow to fetch them"),
        (INDEX, "not_followed", "names 1 sitemaps"),
        ("https://courier.example/a\nhttps://courier.example/b\n", "not_followed", "names 2 pages"),
        ("<urlset/>", "empty", "names no pages"),
    ],
)
def test_a_sitemap_that_is_not_followed_is_refused_with_what_it_names(delivery, content, reason_code, words):
    reading = read(delivery(content), Limits())
    (refusal,) = reading.refused
    assert (reading.format, refusal.reason_code) == ("sitemap", reason_code)
    assert words in refusal.reason


def test_a_text_with_an_address_is_no_sitemap(delivery):
    assert read(delivery("https://courier.example/a\nThe council banned oil sales."), Limits()).format == "plain"
