from datetime import UTC, datetime

import feedparser
import pytest

from tasks.readers.registry import read
from tasks.sources.limits import Limits
from warehouse.codes import ContentKind, Precision

RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Strelsau Courier</title><link>https://courier.example/</link><language>en-GB</language>
<copyright>(c) Strelsau Courier</copyright>
{items}</channel></rss>"""
FULL = """<item><title>Council bans oil sales</title><link>https://courier.example/a</link><guid isPermaLink="false">c-1</guid>
<pubDate>Mon, 03 Mar 2025 10:15:00 +0100</pubDate><dc:creator>Ann Black</dc:creator>
<category domain="https://courier.example/topics">Sanctions</category><category>Oil</category>
<description>The council acted on Monday.</description>
<content:encoded>
<![CDATA[<p>The council banned oil sales on Monday.</p><p>It freed &amp; eased nothing.</p>]]></content:encoded></item>"""
BRIEF = """<item><title>Ruritania frees assets</title><link>https://courier.example/b</link>
<description>Ruritania freed the bank's assets on Tuesday.</description></item>"""
LONE = "<item><title>Ruritania lifts its oil embargo</title><link>https://courier.example/c</link></item>"
SILENT = "<item><link>https://courier.example/d</link></item>"
PODCAST = '<item><title>Episode twelve on sanctions</title><enclosure url="https://a.example/a.mp3" type="audio/mpeg"/></item>'
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Zenda Wire</title>
<author><name>Zenda Wire desk</name></author>{entries}</feed>"""
ENTRY = """<entry><id>urn:zenda:7</id>
<title type="html">Talks &lt;b&gt;fail&lt;/b&gt; in Zenda</title>
<published>2025-03-03T08:00:00Z</published><updated>2025-03-03T09:30:05Z</updated>
<category term="5" scheme="urn:topics" label="Talks"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>The talks failed.</p><p>Both sides left.</p></div></content></entry>"""


@pytest.fixture
def story(delivery):
    def first(content):
        (draft,) = read(delivery(content), Limits()).drafts
        return draft

    return first


def test_full_content_of_rss_is_the_story(story):
    draft = story(RSS.format(items=FULL))
    assert draft.text == "The council banned oil sales on Monday.\n\nIt freed & eased nothing."
    assert draft.is_laid_out
    assert not draft.is_fragment
    assert draft.content_kind is None
    assert (draft.provider, draft.provider_key, draft.headline) == ("Strelsau Courier", "c-1", "Council bans oil sales")
    assert (draft.byline, draft.language, draft.rights) == ("Ann Black", "en", "(c) Strelsau Courier")
    assert draft.keywords == ("Sanctions", "Oil")
    assert draft.subjects == ("https://courier.example/topics:Sanctions",)
    assert (draft.published_at, draft.published_precision) == (datetime(2025, 3, 3, 9, 15, tzinfo=UTC), Precision.SECOND)


def test_an_atom_entry_is_issued_when_it_was_updated(story):
    draft = story(ATOM.format(entries=ENTRY))
    assert draft.text == "The talks failed.\n\nBoth sides left."
    assert draft.headline == "Talks fail in Zenda"
    assert draft.published_at == datetime(2025, 3, 3, 9, 30, 5, tzinfo=UTC)
    assert draft.version_key == "20250303093005"
    assert draft.byline == "Zenda Wire desk"
    assert draft.subjects == ("urn:topics:5",)


def test_an_entry_alone_is_a_feed_of_one(story):
    entry = ENTRY.replace("<entry>", '<entry xmlns="http://www.w3.org/2005/Atom">')
    assert story(entry).provider_key == "urn:zenda:7"


@pytest.mark.parametrize(
    "content",
    [
        '<rss version="0.91"><channel><title>A</title><item><title>Oil ban</title>'
        "<description>Sales of oil end.</description></item></channel></rss>",
        '<CHANNEL HREF="https://a.example/"><TITLE>A</TITLE><ITEM HREF="https://a.example/b"><TITLE>Oil ban</TITLE>'
        "<ABSTRACT>Sales of oil end.</ABSTRACT></ITEM></CHANNEL>",
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        '<channel rdf:about="a"><title>A</title></channel><item rdf:about="b"><title>Oil ban</title>'
        "<description>Sales of oil end.</description></item></rdf:RDF>",
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>A</title><entry><title>Oil ban</title>'
        "<summary>Sales of oil end.</summary></entry></feed>",
        '{"version": "https://jsonfeed.org/version/1.1", "title": "A", "items": '
        '[{"id": "1", "title": "Oil ban", "summary": "Sales of oil end."}]}',
    ],
)
def test_every_dialect_is_read_and_a_summary_is_a_fragment(story, content):
    draft = story(content)
    assert (draft.reader, draft.provider, draft.headline, draft.text) == ("rss_atom", "A", "Oil ban", "Sales of oil end.")
    assert draft.is_fragment
    assert draft.content_kind is ContentKind.BRIEF


def test_each_entry_is_read_or_refused_alone(delivery):
    reading = read(delivery(RSS.format(items=FULL + BRIEF + LONE + SILENT + PODCAST)), Limits())
    assert [(draft.position, draft.is_fragment) for draft in reading.drafts] == [(0, False), (1, True), (2, True)]
    assert reading.drafts[2].text == "Ruritania lifts its oil embargo"
    assert [(refusal.reason_code, refusal.reason.partition(":")[0]) for refusal in reading.refused] == [
        ("empty", "entry 3 (https"),
        ("no_story", "entry 4 (without a link)"),
    ]
    assert "https://courier.example/d" in reading.refused[0].reason
    assert "recording" in reading.refused[1].reason


def test_markup_without_words_is_no_text(story):
    item = LONE.replace("</item>", "<description>&lt;!-- none --&gt;</description></item>")
    assert story(RSS.format(items=item)).text == "Ruritania lifts its oil embargo"


def test_a_source_is_the_provider_of_what_was_taken_over(story):
    entry = ENTRY.replace("<content", "<source><title>Hentzau Press</title></source><content")
    assert story(ATOM.format(entries=entry)).provider == "Hentzau Press"


def test_plain_text_keeps_what_looks_like_tags(story):
    entry = '<entry><content type="text">The &lt;b&gt; tag is old</content></entry>'
    assert story(ATOM.format(entries=entry)).text == "The <b> tag is old"


def test_a_picture_as_content_is_no_text(delivery):
    entry = '<entry><id>urn:a</id><content type="image/png">iVBORw0KGgoAAAANSUhEUg==</content></entry>'
    (refusal,) = read(delivery(ATOM.format(entries=entry)), Limits()).refused
    assert "urn:a" in refusal.reason


@pytest.mark.parametrize(
    ("written", "precision"),
    [
        ("2025-03-03", Precision.DAY),
        ("2025-03", Precision.MONTH),
        ("20250303", Precision.DAY),
        ("2025-03-03T10:15Z", Precision.MINUTE),
        ("Mon, 03 Mar 2025 10:15 GMT", Precision.MINUTE),
        ("Mon, 03 Mar 25 10:15:00 EST", Precision.SECOND),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(story, written, precision):
    item = BRIEF.replace("</item>", f"<pubDate>{written}</pubDate></item>")
    draft = story(RSS.format(items=item))
    assert draft.published_precision is precision
    assert draft.published_at.year == 2025


@pytest.mark.parametrize(
    ("content", "reason_code", "words"),
    [
        (RSS.format(items=""), "empty", "the feed names no entries"),
        ('{"version": "https://jsonfeed.org/version/1", "items": []}', "empty", "the feed names no entries"),
        (
            '<!DOCTYPE rss [<!ENTITY a "b">]>' + RSS.format(items=BRIEF.replace("bank", "&a;"))[21:],
            "entities",
            "entities of its own",
        ),
        (RSS.format(items="<a>" * 220 + "x" + "</a>" * 220), "too_deep", "nests more than"),
        (RSS.format(items="<item/>" * 100_001), "too_many_tags", "more than 100,000 elements"),
        (
            RSS.format(items="<item " + " ".join(f'a{n}="1"' for n in range(3000)) + "/>"),
            "too_many_attributes",
            "2,000 attributes",
        ),
        (
            RSS.format(
                items='<item><links a="b"/><link>https://a.example</link><authors c="d"/><author>e</author><name>f</name></item>'
            ),
            "malformed",
            "contradict each other",
        ),
    ],
)
def test_what_is_no_harmless_feed_is_refused_with_its_reason(delivery, content, reason_code, words):
    (refusal,) = read(delivery(content), Limits()).refused
    assert refusal.reason_code == reason_code
    assert words in refusal.reason


def test_a_feed_over_its_size_is_refused(delivery):
    (refusal,) = read(delivery(RSS.format(items=FULL)), Limits(max_item_bytes=100)).refused
    assert refusal.reason_code == "too_large"


def test_the_library_gets_neither_a_name_nor_an_address(delivery, monkeypatch):
    seen = []
    parse = feedparser.parse
    monkeypatch.setattr(feedparser, "parse", lambda source, **settings: seen.append(settings) or parse(source, **settings))
    monkeypatch.setattr("builtins.open", lambda *_, **__: pytest.fail("a file was opened"))
    monkeypatch.setattr("urllib.request.urlopen", lambda *_, **__: pytest.fail("an address was opened"))
    read(delivery(RSS.format(items=FULL)), Limits())
    assert seen == [{"response_headers": {}, "sanitize_html": False, "resolve_relative_uris": False}]


def test_a_hundred_thousand_categories_do_not_hang(delivery):
    many = "".join(f"<category>c{number}</category>" for number in range(90_000))
    (draft,) = read(delivery(RSS.format(items=BRIEF.replace("</item>", many + "</item>"))), Limits()).drafts
    assert len(draft.keywords) == 50


def test_a_document_cut_in_its_last_tag_is_read(story):
    assert story(RSS.format(items=BRIEF).removesuffix(">")).headline == "Ruritania frees assets"


def test_stray_signs_are_text(story):
    item = BRIEF.replace("bank's assets", "AT&T assets if a < b").replace("frees", "<![CDATA[Q&A:]]> frees")
    draft = story(RSS.format(items=item))
    assert draft.text == "Ruritania freed the AT&T assets if a < b on Tuesday."
    assert draft.headline == "Ruritania Q&A: frees assets"


def test_a_search_form_in_an_item_does_not_break_the_feed(story):
    item = BRIEF.replace("</item>", "<textinput><title>Search</title><description>Find</description></textinput></item>")
    assert story(RSS.format(items=item)).headline == "Ruritania frees assets"


def test_an_undeclared_prefix_does_not_break_the_feed(story):
    item = BRIEF.replace("</item>", "<media:credit>Ann Black</media:credit></item>")
    assert story(RSS.format(items=item)).text.startswith("Ruritania freed")


@pytest.mark.parametrize(
    ("name", "headline", "text"),
    [
        ("rss_atom/feedp__koi8r.xml", "Как пережить новогоднюю ночь", "Наверное, единственное, во что сегодня можно"),
        ("rss_atom/feedp__euckr.xml", "EUC-KR 에서 TypeKey 한글닉네임 표시하기", "TypeKey 시스템이 UTF-8로 돌아가는데,"),
        ("rss_atom/feedp__windows1255.xml", None, "האם תדפיס נייר של אתר"),
        ("rss_atom/feedp__entry_content_text_plain_brackets.xml", None, "History of the <blink> tag"),
        ("other_xml/core__wenn.xml", "Suge Knight involved in fatal hit and run incident", "This is body content1."),
    ],
)
def test_real_feeds_are_read(shared, delivery, name, headline, text):
    path = shared / "wire" / name
    draft = read(delivery(path.read_bytes(), str(path)), Limits()).drafts[0]
    assert draft.reader == "rss_atom"
    assert draft.headline == headline
    assert draft.text.startswith(text)


def test_every_real_feed_is_read_or_refused_with_a_true_reason(shared, delivery):
    true = {"empty", "little_text"}
    for path in sorted((shared / "wire" / "rss_atom").iterdir()):
        reading = read(delivery(path.read_bytes(), str(path)), Limits())
        assert reading.drafts or {refusal.reason_code for refusal in reading.refused} <= true, path
