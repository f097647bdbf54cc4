from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tasks.readers.errors import UnreadableError
from tasks.readers.registry import read
from tasks.sources.delivery import Delivery, Item, Refusal
from tasks.sources.feeds import expand_feed
from tasks.sources.holders import holder_of, open_holder
from tasks.sources.limits import Limits
from tasks.sources.mails import attachments
from tasks.sources.sitemaps import expand_sitemap
from tasks.sources.spool import Spool

NOW = datetime(2025, 3, 3, tzinfo=UTC)
URL = "https://courier.example/feeds/news.xml"
FEED = """<rss version="2.0"><channel><title>Courier</title><language>en</language>{items}</channel></rss>"""
LINKED = """<item><title>Oil &lt;b&gt;ban&lt;/b&gt; ends now</title><link>../a</link>
<author>Ann Black</author><category>oil</category>
<pubDate>Mon, 03 Mar 2025 10:15:00 +0100</pubDate><description>Oil flows again.</description></item>"""
FULL = """<item><title>Talks</title><link>https://courier.example/b</link>
<body xmlns="http://www.w3.org/1999/xhtml">The talks failed.</body></item>"""
NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://courier.example/a</loc><news:news><news:publication><news:name>Courier</news:name><news:language>en</news:language>
</news:publication><news:publication_date>2025-03-03T10:15:00+01:00</news:publication_date><news:title>Oil ban ends</news:title>
<news:keywords>oil, ban</news:keywords></news:news></url></urlset>"""
INDEX = """<sitemapindex><sitemap><loc>/one.xml</loc></sitemap><sitemap><loc>/two.xml</loc></sitemap></sitemapindex>"""
MAIL = """Message-ID: <1@wire.example>
Subject: Files
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

{text}
--b
Content-Type: text/xml; charset=utf-8; name="../../story.xml"
Content-Disposition: attachment
Content-Transfer-Encoding: base64

PG5pdGYvPg==
--b
Content-Type: image/png; name=a.png

x
--b--
"""


def delivered(content, uri=URL, **fields) -> Delivery:
    return Delivery(uri, content.encode(), None, None, NOW, **fields)


def test_the_pages_of_a_feed_are_items_with_hints():
    (item,) = expand_feed(delivered(FEED.format(items=LINKED)), Limits())
    assert item.uri == "https://courier.example/a"
    assert item.follows is False
    hints = item.hints
    assert (hints.headline, hints.byline, hints.provider, hints.language) == ("Oil ban ends now", "Ann Black", "Courier", "en")
    assert hints.published_at == datetime(2025, 3, 3, 9, 15, tzinfo=UTC)
    assert hints.keywords == ("oil",)


def test_an_entry_with_its_whole_story_is_read_and_not_fetched():
    feed = delivered(FEED.format(items=LINKED + FULL))
    assert [item.uri for item in expand_feed(feed, Limits())] == ["https://courier.example/a"]
    assert [draft.text for draft in read(feed, Limits()).drafts] == ["The talks failed."]


def test_a_feed_as_a_file_is_read_whole():
    feed = delivered(FEED.format(items=LINKED + FULL), "/feeds/news.xml")
    assert len(read(feed, Limits()).drafts) == 2
    assert holder_of(feed) is None


@pytest.mark.parametrize(
    ("items", "uri", "name"),
    [
        (LINKED, URL, "feed of links"),
        (LINKED + FULL, URL, "feed with stories"),
        (FULL, URL, None),
        (LINKED, "/feeds/news.xml", None),
        ("", URL, None),
    ],
)
def test_a_followed_feed_is_a_document_if_it_holds_stories(items, uri, name):
    holder = holder_of(delivered(FEED.format(items=items), uri))
    assert (holder.name if holder else None) == name


def test_a_feed_that_a_feed_names_is_not_followed_on():
    assert holder_of(delivered(FEED.format(items=LINKED), follows=False)) is None


def test_each_address_is_taken_once_and_only_of_the_web():
    links = (
        "https://a.example/1",
        "https://a.example/1#top",
        "ftp://a.example/2",
        "javascript:alert(1)",
        "https://u:p@a.example/",
    )
    found = list(expand_sitemap(delivered("\n".join(links[:2])), Limits()))
    assert [item.uri for item in found] == ["https://a.example/1"]
    listed = "".join(f"<url><loc>{link}</loc></url>" for link in links)
    found = list(expand_sitemap(delivered(f"<urlset>{listed}</urlset>"), Limits()))
    assert [one.uri for one in found if isinstance(one, Item)] == ["https://a.example/1"]
    assert [one.reason_code for one in found if isinstance(one, Refusal)] == ["bad_url"] * 3


def test_no_more_pages_are_taken_than_the_limit():
    listed = "".join(f"https://a.example/{number}\n" for number in range(5))
    found = list(expand_sitemap(delivered(listed), Limits(max_feed_items=3)))
    assert [isinstance(one, Item) for one in found] == [True, True, True, False]
    assert "SANCTIONWIRE_MAX_FEED_ITEMS" in found[-1].reason


def test_a_news_sitemap_gives_hints():
    (item,) = expand_sitemap(delivered(NEWS), Limits())
    hints = item.hints
    assert (hints.headline, hints.provider, hints.language, hints.keywords) == ("Oil ban ends", "Courier", "en", ("oil", "ban"))
    assert hints.published_at == datetime(2025, 3, 3, 9, 15, tzinfo=UTC)
    assert (item.nesting, item.follows) == (1, False)


def test_an_index_gives_further_sitemaps_but_not_without_end():
    found = list(expand_sitemap(delivered(INDEX), Limits()))
    assert [(one.uri, one.nesting, one.follows) for one in found] == [
        ("https://courier.example/one.xml", 1, True),
        ("https://courier.example/two.xml", 1, True),
    ]
    (refusal,) = expand_sitemap(delivered(INDEX), Limits(), nesting=3)
    assert refusal.reason_code == "too_deep"


def test_a_broken_feed_says_why_it_is_not_followed():
    with pytest.raises(UnreadableError, match="entities of its own"):
        list(expand_sitemap(delivered('<!DOCTYPE urlset [<!ENTITY a "b">]><urlset>&a;</urlset>'), Limits()))
    with pytest.raises(UnreadableError, match="names no entries"):
        list(expand_feed(delivered(FEED.format(items="")), Limits()))


def test_attached_files_are_named_by_one_step_and_pictures_left_out():
    (attached,) = attachments(delivered(MAIL.format(text=""), "/mail.eml"), Limits())
    assert attached.name == "1-story.xml"
    assert attached.content == b"<nitf/>"
    assert (attached.media_type, attached.charset) == ("text/xml", "utf-8")


@pytest.mark.parametrize(("text", "is_document"), [("", False), ("The council banned oil sales.", True)])
def test_a_mail_with_files_is_a_document_if_it_says_something(tmp_path, text, is_document):
    letter = delivered(MAIL.format(text=text), "/mail.eml")
    holder = holder_of(letter)
    assert holder.is_document is is_document
    (item,) = open_holder(holder, Item("/mail.eml"), letter, Spool(tmp_path), Limits()).items
    assert (item.uri, item.nesting, item.media_type) == ("/mail.eml!/1-story.xml", 1, "text/xml")


def test_mails_in_mails_end(tmp_path):
    letter = delivered(MAIL.format(text=""), "/mail.eml")
    opened = open_holder(holder_of(letter), replace(Item("/mail.eml"), nesting=4), letter, Spool(tmp_path), Limits())
    assert opened.barren.reason_code == "too_deep"
