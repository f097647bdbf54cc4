import gzip
import io
import zipfile

import pytest

from tasks.readers import plain
from tasks.readers.draft import Draft
from tasks.readers.errors import UnknownFormatError
from tasks.readers.registry import check_format, known_formats, read, sniff
from tasks.sources.limits import Limits
from warehouse.codes import PublishStatus

STORY = "GENEVA, March 3 - The council banned oil sales to the country on Monday, an envoy said.\n"
G2 = '<?xml version="1.0"?>\n<!-- sent -->\n<n:newsItem xmlns:n="http://iptc.org/std/nar/2006-10-01/"/>'
ANPA = b"\x16\x16\x01a0105\x1f-----\r\nu s\x13\x11 BC-Council   03-03 0344\r\n\x02BC-Council\r\n" + STORY.encode()
IPTC = b"\x01abc062 4 i 211 sw 061\r\n\r\nCouncil/\r\n\x02Council bans oil =\r\n" + STORY.encode()
MAIL = f"Received: by mail.example\r\nFrom: desk@wire.example\r\nSubject: Story\r\n\r\n{STORY}"


def zipped(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, STORY)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "format_name"),
    [
        (STORY, "plain"),
        (STORY.encode("utf-16"), "plain"),
        (STORY.encode("cp1252") + b"\x93quoted\x94", "plain"),
        ("<IBM> said on Monday that it would leave the country. " + STORY, "plain"),
        ("<<< ADVISORY >>> " + STORY, "plain"),
        ("[Editors: note the new figure] " + STORY, "plain"),
        ("Source: Sample Wire\nDate: Monday\n\n" + STORY, "plain"),
        ("{see below} " + STORY, "plain"),
        (f"<!doctype html><html><body><p>{STORY}</p></body></html>", "html"),
        (f"\n <!-- a --><HTML><body>{STORY}</body></HTML>", "html"),
        (f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{STORY}</body></html>', "html"),
        (f"<html><body>{STORY}</body></html>".encode("utf-16"), "html"),
        (f"<p>{STORY}</p><p>{STORY}</p>", "html"),
        (f"{STORY}<br>{STORY}<br>{STORY}<br>", "html"),
        ('<?xml version="1.0"?><nitf><body/></nitf>', "nitf"),
        ("<NewsML Version='1.2'><NewsItem/></NewsML>", "newsml_1_2"),
        ("<RBNews><NewsID>1</NewsID></RBNews>", "ritzau"),
        ('<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel/></rss>', "wordpress_wxr"),
        (G2, "newsml_g2"),
        ('<rss version="2.0"><channel/></rss>', "rss_atom"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "rss_atom"),
        ("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>", "sitemap"),
        ('<!DOCTYPE lewis SYSTEM "lewis.dtd">\n<REUTERS TOPICS="YES">', "reuters21578"),
        ("<story><p>x</p></story>", "xml"),
        ("<!ENTITY a 'b'>", "xml"),
        ('{"headline": "Council bans oil"}', "json"),
        ('[{"a": 1}]', "json"),
        ("[1, 2, 3]", "json"),
        (MAIL, "email_rfc822"),
        (ANPA, "anpa1312"),
        (IPTC, "iptc7901"),
        (b"WARC/1.1\r\n", "warc"),
        (gzip.compress(STORY.encode(), mtime=0), "gzip"),
        (zipped("story.txt"), "zip"),
        (zipped("[Content_Types].xml"), "office"),
        (b"%PDF-1.7\n" + STORY.encode(), "pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0", "png"),
        (STORY.encode() + b"\0", "binary"),
        (bytes(range(1, 9)) * 100, "binary"),
        (b"1234 5678", "unknown"),
    ],
)
def test_the_format_is_told_from_the_bytes(delivery, content, format_name):
    assert sniff(delivery(content)).format == format_name


@pytest.mark.parametrize(("name", "format_name"), [("README", "about"), ("Licence.txt", "about"), ("readme-first.txt", "plain")])
def test_notes_about_files_are_no_stories(delivery, name, format_name):
    assert sniff(delivery(STORY, uri=f"/a/{name}")).format == format_name


@pytest.mark.parametrize("hint", [None, "anpa1312"])
def test_a_telex_with_nuls_is_no_binary_data(delivery, hint):
    reading = read(delivery(ANPA.replace(b" ", b" \0"), format_hint=hint), Limits())
    assert (reading.format, len(reading.drafts)) == ("anpa1312", 1)


@pytest.mark.parametrize(
    ("uri", "media_type", "format_name"),
    [
        ("/a/table.csv", None, "csv"),
        ("/a/lines.jsonl", None, "jsonl"),
        ("https://wire.example/a?f=csv", "text/csv", "csv"),
        ("https://wire.example/a", "text/plain", "plain"),
    ],
)
def test_what_bytes_cannot_tell_the_name_or_media_type_does(delivery, uri, media_type, format_name):
    assert sniff(delivery("headline,body\n" + STORY, uri=uri, media_type=media_type)).format == format_name


def test_confidence_is_between_0_and_1(delivery):
    sure, unsure = sniff(delivery("<html></html>")), sniff(delivery(STORY))
    assert 0 < unsure.confidence < sure.confidence <= 1


def test_a_story_is_read_in_its_format(delivery):
    reading = read(delivery(STORY), Limits())
    assert (reading.format, [draft.text for draft in reading.drafts], reading.refused) == ("plain", [STORY], ())


@pytest.mark.parametrize(
    ("content", "reason_code", "named"),
    [
        (b"", "empty", "empty"),
        (b" \r\n\t\0", "empty", "empty"),
        (b"\xef\xbb\xbf\n", "empty", "empty"),
        (b"%PDF-1.7\n", "unknown_format", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "unknown_format", "a PNG picture"),
        (zipped("[Content_Types].xml"), "unknown_format", "an Office document"),
        (bytes(range(256)) * 9, "unknown_format", "binary"),
        (b"1234 5678", "unknown_format", "plain"),
        (zipped("a.txt"), "format_not_supported", "a zip archive"),
        (gzip.compress(b"x", mtime=0), "format_not_supported", "a gzip file"),
        (G2.encode(), "empty", "a news item without any content"),
        (b'{"a": 1}', "format_not_supported", "JSON"),
        (b"\xff\xfe" + b"\x00\xd8" * 50 + b"a\0", "undecodable", "UTF-8"),
        (b"Two words", "little_text", "2 words"),
        (b"<html><body><script>x()</script></body></html>", "empty", "no text"),
    ],
)
def test_what_holds_no_story_is_refused_with_what_it_is(delivery, content, reason_code, named):
    item = delivery(content)
    reading = read(item, Limits())
    (refusal,) = reading.refused
    assert (reading.drafts, refusal.stage, refusal.reason_code) == ((), "read", reason_code)
    assert named in refusal.reason
    assert (refusal.uri, refusal.delivery) == (item.uri, item)


def test_a_story_over_the_limit_is_refused_and_the_setting_named(delivery):
    (refusal,) = read(delivery("word " * 500_000), Limits()).refused
    assert refusal.reason_code == "too_large"
    assert "2,500,000" in refusal.reason
    assert "SANCTIONWIRE_MAX_STORY_CHARS" in refusal.reason


def test_a_scrap_among_stories_is_refused_alone(delivery):
    reading = read(delivery(f"ZCZC A\n{STORY}NNNN\nEND\nZCZC B\n{STORY}NNNN\n"), Limits())
    assert ([draft.position for draft in reading.drafts], len(reading.refused)) == ([0, 2], 1)


@pytest.mark.parametrize(
    ("content", "hint", "expected"),
    [
        ('{"a": "the council bans oil"}', "plain", '{"a": "the council bans oil"}'),
        ("<p>The council bans oil.</p>", "plain", "<p>The council bans oil.</p>"),
        ("The council\nbans oil.", "html", "The council bans oil."),
    ],
)
def test_a_hint_forces_a_reader(delivery, content, hint, expected):
    reading = read(delivery(content, format_hint=hint), Limits())
    assert (reading.format, reading.drafts[0].text) == (hint, expected)


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", gzip.compress(b"x", mtime=0), b"text with a\0NUL in it"])
def test_a_hint_does_not_make_text_of_binary_data(delivery, content):
    assert read(delivery(content, format_hint="plain"), Limits()).drafts == ()


def test_an_unknown_hint_lists_the_known_ones(delivery):
    with pytest.raises(UnknownFormatError, match=r"known formats: .*plain"):
        read(delivery(STORY, format_hint="pdf"), Limits())
    with pytest.raises(UnknownFormatError):
        check_format("word")
    check_format(None)
    for name in known_formats():
        check_format(name)


@pytest.mark.parametrize(("status", "key", "kept"), [("canceled", "k1", 1), ("canceled", None, 0), ("usable", "k1", 0)])
def test_a_kill_that_names_its_story_needs_no_words(delivery, monkeypatch, status, key, kept):
    draft = Draft("", "plain", provider_key=key, publish_status=PublishStatus(status))
    monkeypatch.setattr(plain, "read", lambda *_: [draft])
    assert len(read(delivery(STORY), Limits()).drafts) == kept


def test_a_reader_that_breaks_costs_only_its_item(delivery, monkeypatch):
    def broken(*_):
        raise RecursionError("deep")

    monkeypatch.setattr(plain, "read", broken)
    (refusal,) = read(delivery(STORY), Limits()).refused
    assert refusal.reason_code == "reader_failed"
    assert "RecursionError: deep" in refusal.reason


@pytest.mark.parametrize(("text", "count"), [("More follows", 1), ("More", 0)])
def test_two_words_are_a_text_below_a_headline(delivery, text, count):
    assert len(read(delivery(f"---\nheadline: Council bans oil\n---\n{text}\n"), Limits()).drafts) == count
