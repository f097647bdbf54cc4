"""Bad input, made here: each suite gives named bytes. A case is one file; what must become of it is for the accounts to say."""
# ruff: noqa: E501 - tables of strings, which say more side by side

import bz2
import csv
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from html import escape
from itertools import pairwise

import zstandard

Cases = Iterator[tuple[str, bytes]]

PARAGRAPH = "The council of Ruritania banned imports of timber from Syldavia on Monday, officials in Strelsau said."
# What breaks programs that take text for something else. One line a kind.
# fmt: off
NAUGHTY = (
    "undefined", "null", "NaN", "-Infinity", "1E+02", "0x0", "True", "\\", "\\0", "%00", "%s%s%s%n", "{0}", "{{7*7}}", "${7*7}", "<%= 7*7 %>",
    "'; DROP TABLE stories; --", "\" OR \"\"=\"", "1); ATTACH 'x.db' AS x; --", "' UNION SELECT * FROM read_text('/etc/passwd') --",
    "COPY stories TO 'x.out'", "; INSTALL httpfs; LOAD httpfs;", "$$ $1 ?1 :name",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "javascript:alert(1)", "&lt;b&gt;&amp;amp;&#0;&#x110000;",
    "]]>", "<![CDATA[", "<!--", "--!>", "<?php system('id') ?>", "&nosuch;", "<!ENTITY a \"b\">",
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "=HYPERLINK(\"http://evil.example\")", "\t=1+1", "\r=1+1", "|cmd",
    "../../../../etc/passwd", "..\\..\\windows", "file:///etc/passwd", "C:\\con\\con", "http://169.254.169.254/latest/meta-data/",
    "$(touch x)", "`touch x`", "| touch x", "&& touch x", "() { :; }; touch x",
    "\x1b]0;owned\x07", "\x1b[2J\x1b[31m", "\x9b2J", "\x07\x08\x7f", "\x00in\x00side", "\x1a", "\x0b\x0c\x85\u2028\u2029",
    "\u202egnp.exe", "\u2066\u2067\u2068\u2069", "\u200b\u200c\u200d\u2060\ufeff", "\u00ad", "\u061c\u180e", "\U000e0041\U000e007f",
    "Ru\u0455\u0455ia", "\u0391\u0412\u0421", "\uff32\uff55\uff53\uff53\uff49\uff41", "\u212a\u017f", "\u0130\u0131", "\ufb01\ufb02\u1e9e",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324" * 20, "e\u0301" * 50, "\u0301" * 200,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1f7\U0001f1fa" * 20, "\ufffe\uffff", "\ufdd0", "\U0010ffff", "\ue000",
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629", "\u4e2d\u6587\u65b0\u95fb", "\u05e2\u05d1\u05e8\u05d9\u05ea", "\u0e20\u0e32\u0e29\u0e32", "\ufdfd",
    "$" * 5_000, "-" * 5_000, "_" * 5_000, "." * 5_000, "(" * 5_000, "\"" * 5_000, "a" * 5_000, "A" * 5_000, "1" * 5_000, "http://" * 500,
    "a@" * 2_000, "A.B." * 1_500, "Mr. " * 1_500, ", " * 2_000, "\u00a0" * 5_000, "$1 " * 1_500, "1,000 " * 1_000,
)
# fmt: on


def naughty_strings() -> Cases:
    """Give each naughty string in every field of a story, in each kind of format."""
    for place, text in enumerate(NAUGHTY):
        fields = dict.fromkeys(("headline", "byline", "slugline", "provider", "language", "provider_key", "published_at"), text)
        row = {**fields, "text": f"{PARAGRAPH} {place}\n\n{text} {PARAGRAPH}"}
        yield f"{place}.jsonl", json.dumps(row).encode()
        written = io.StringIO()
        writer = csv.DictWriter(written, row)
        writer.writeheader()
        writer.writerow(row)
        yield f"{place}.csv", written.getvalue().encode("utf-8", "surrogatepass")
        safe = escape(text)
        yield (
            f"{place}.xml",
            (
                f"<nitf><head><title>{safe}</title></head><body><body.head><hedline><hl1>{safe}</hl1></hedline><byline>{safe}</byline>"
                f"</body.head><body.content><p>{PARAGRAPH} {place}</p><p>{safe}</p></body.content></body></nitf>"
            ).encode(),
        )
        yield (
            f"{place}.html",
            (
                f'<html><head><title>{safe}</title><meta name="author" content="{safe}"><meta name="date" content="{safe}"></head>'
                f"<body><article><h1>{safe}</h1><p>{PARAGRAPH} {place}</p><p>{safe} {PARAGRAPH}</p></article></body></html>"
            ).encode(),
        )
        yield f"{place}.txt", f"{text}\n\nSTRELSAU, Jan 5 (Meridian) - {PARAGRAPH} {place}\n\n{text}\n".encode()
        yield f"{place}.eml", f"From: {text}\nSubject: {text}\nDate: {text}\n\n{PARAGRAPH} {place}\n{text}\n".encode()


def entities() -> Cases:
    """Give XML that refers to files, addresses and itself."""
    story = f"<body><body.content><p>{PARAGRAPH}</p><p>&x;</p></body.content></body>"
    for place, target in enumerate(
        (
            "file:///etc/passwd",
            "/etc/hostname",
            "http://127.0.0.1:1/x",
            "php://filter/x",
            "ftp://127.0.0.1/",
            "jar:file:///a!/b",
            "\\\\h\\s",
        )
    ):
        yield f"external{place}.xml", f'<!DOCTYPE nitf [<!ENTITY x SYSTEM "{target}">]><nitf>{story}</nitf>'.encode()
        yield f"parameter{place}.xml", f'<!DOCTYPE nitf [<!ENTITY % p SYSTEM "{target}"> %p;]><nitf>{story}</nitf>'.encode()
        yield f"dtd{place}.xml", f'<!DOCTYPE nitf SYSTEM "{target}"><nitf>{story}</nitf>'.encode()
        yield (
            f"include{place}.xml",
            (
                f'<nitf xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{target}" parse="text"/>{story}</nitf>'.encode()
            ),
        )
        yield f"stylesheet{place}.xml", f'<?xml-stylesheet href="{target}"?><nitf>{story.replace("&x;", "")}</nitf>'.encode()
        yield (
            f"schema{place}.xml",
            (
                f'<nitf xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a {target}">{story}</nitf>'.encode()
            ),
        )
    for depth, width in ((9, 10), (30, 2), (3, 1_000), (1, 100_000)):
        names = [f"e{number}" for number in range(depth + 1)]
        declared = "".join(f'<!ENTITY {name} "{f"&{before};" * width}">' for before, name in pairwise(names))
        yield (
            f"bomb{depth}x{width}.xml",
            f'<!DOCTYPE n [<!ENTITY e0 "lol">{declared}]><nitf>{story.replace("x", names[-1])}</nitf>'.encode(),
        )
    yield "cycle.xml", f'<!DOCTYPE n [<!ENTITY x "&y;"><!ENTITY y "&x;">]><nitf>{story}</nitf>'.encode()
    yield "attribute.xml", f'<!DOCTYPE n [<!ENTITY x "y"><!ATTLIST p a CDATA "&x;">]><nitf>{story}</nitf>'.encode()
    yield "quadratic.xml", f'<!DOCTYPE n [<!ENTITY x "{"a" * 100_000}">]><nitf><body>{"&x;" * 10_000}</body></nitf>'.encode()


def xml_oddities() -> Cases:
    """Give XML that is not quite what it should be."""
    story = f"<body><body.content><p>{PARAGRAPH}</p></body.content></body>"
    whole = f"<nitf>{story}</nitf>"
    # fmt: off
    odd = (
        f'<?xml version="1.1"?>{whole}', f'<?xml version="2.0"?>{whole}', f'<?xml version="1.0" encoding="x-none"?>{whole}',
        f'<?xml version="1.0" standalone="maybe"?>{whole}', f" {whole}", f"\n\n<?xml version='1.0'?>{whole}", f"{whole}{whole}", f"{whole}trailing",
        whole[:-3], whole[:-12], whole.replace("</p>", ""), whole.replace("<p>", "<p a=1 a=2>"), whole.replace("<p>", "<p a>"),
        whole.replace("<p>", "<p a='<'>"), whole.replace("<p>", "<1p>"), whole.replace("<p>", "<p:q:r>"), whole.replace("<p>", "<p\x00>"),
        whole.replace("said", "&#0;&#x1F;&#xD800;&#xFFFFFFFF;"), whole.replace("said", "& && &amp &;"), whole.replace("said", "]]>"),
        whole.replace("said", "<![CDATA[<b>]]>"), whole.replace("said", "<![CDATA[open"), whole.replace("said", "<!-- -- -->"),
        whole.replace("said", "<!-- open"), whole.replace("said", "<?pi"), whole.replace("said", "<?xml version='1.0'?>"),
        whole.replace("nitf", "NITF"), whole.replace("nitf", "x:nitf"), f'<nitf xmlns="">{story}</nitf>', f'<nitf xmlns:a="a" a:b="1" xmlns:b="a" b:b="2">{story}</nitf>',
        f'<nitf xmlns="http://www.w3.org/1999/xhtml">{story}</nitf>', "<nitf/>", "<nitf></nitf>", "<nitf", "<", "<>", "</nitf>", "<!DOCTYPE", "<!DOCTYPE nitf [", "<?xml", "<![CDATA[x]]>",
        "<nitf>" + "<p>" * 300 + "deep" + "</p>" * 300 + "</nitf>", f"<nitf>{story * 2_000}</nitf>", "<nitf>" + "<p/>" * 310_000 + "</nitf>",
        f'<nitf><body a="{"x" * 1_000_000}">{story}</body></nitf>', "<nitf " + " ".join(f'a{n}="1"' for n in range(20_000)) + f">{story}</nitf>",
        f"<{'n' * 100_000}>{story}</{'n' * 100_000}>", f"<!-- {'x' * 1_000_000} -->{whole}", f"<!--{'-' * 100_000}>{whole}", f"<?{'x' * 500_000}?>{whole}",
    )
    # fmt: on
    for place, text in enumerate(odd):
        yield f"odd{place}.xml", text.encode("utf-8", "replace")
        yield f"newsml{place}.xml", text.replace("nitf", "newsItem").encode("utf-8", "replace")


def json_oddities() -> Cases:
    """Give JSON that parsers read differently, or not at all."""
    text = json.dumps(PARAGRAPH)
    # fmt: off
    odd = (
        "", "{", "[", "[[", "]", "{}", "[]", "null", "0", '"a"', "[null]", "[[]]", '{"": ""}', f'{{"text": {text}', f'{{"text": {text},}}', f"{{'text': {text}}}",
        f"{{text: {text}}}", f'{{"text": {text}, "text": "other"}}', f'{{"text": {text}}} trailing', f'{{"text": {text}}}{{"text": {text}}}', f"// a\n{{\"text\": {text}}}",
        f'{{"text": {text}, "n": NaN}}', f'{{"text": {text}, "n": -Infinity}}', f'{{"text": {text}, "n": 1e999}}', f'{{"text": {text}, "n": {"9" * 5_000}}}',
        f'{{"text": {text}, "n": 0x1}}', f'{{"text": {text}, "n": 01}}', f'{{"text": {text}, "n": -}}', f'{{"text": {text}, "n": 1.}}',
        f'{{"text": "{PARAGRAPH} \\ud800"}}', f'{{"text": "{PARAGRAPH} \\udc00\\ud800"}}', f'{{"text": "{PARAGRAPH} \\u0000"}}', f'{{"text": "{PARAGRAPH} \\x41"}}', f'{{"text": "{PARAGRAPH} \\u00"}}',
        f'{{"text": "{PARAGRAPH}\nnew line"}}', f'{{"text": "{PARAGRAPH}\tTab"}}', '{"text": 1}', '{"text": null}', '{"text": []}', '{"text": {}}', '{"text": [["a"]]}', '{"text": true}',
        f'{{"text": {text}, "headline": {{"a": [1]}}}}', f'{{"text": {text}, "published_at": 1e400}}', f'{{"text": {text}, "published_at": 99999999999999}}',
        f'{{"text": {text}, "published_at": "9999-99-99T99:99:99Z"}}', f'{{"text": {text}, "published_at": "0000-00-00"}}', f'{{"text": {text}, "published_at": "2026-01-01T00:00:00+99:00"}}',
        f'{{"text": {text}, "urgency": 99999999999999999999}}', f'{{"text": {text}, "version_key": -1}}', f'{{"text": {text}, "keywords": "a"}}',
        "[" * 100_000, '{"a":' * 100_000, "[" * 900 + "]" * 900, f'[{",".join(["1"] * 100_000)}]', f'{{"text": {text}, "a": [{"[" * 150}{"]" * 150}]}}',
        f'{{"uri": "a", "type": "text", "body_text": {text}, "versioncreated": "x"}}', f'{{"uri": {{}}, "type": "text", "body_html": [{text}]}}',
        f'{{"uri": "a", "type": "composite", "associations": {{"a": {{"uri": "b", "type": "text", "body_text": {text}}}}}}}',
        f'{{"data": {{"item": {{"type": "text", "headline": {text}, "renditions": 1}}}}}}',
    )
    # fmt: on
    for place, written in enumerate(odd):
        for ending in ("json", "jsonl"):
            yield f"odd{place}.{ending}", written.encode("utf-8", "surrogatepass")
    yield "bytes.json", b'{"text": "\xff\xfe\xed\xa0\x80 ' + PARAGRAPH.encode() + b'"}'
    yield "mark.json", b"\xef\xbb\xbf" + f'{{"text": {text}}}'.encode()
    yield "wide.json", f'{{"text": {text}}}'.encode("utf-16")


def feed_oddities() -> Cases:
    """Give feeds of all kinds that no feed reader would like."""
    entry = f"<item><title>A</title><description>{PARAGRAPH}</description></item>"
    rss = f'<rss version="2.0"><channel><title>t</title>{entry}</channel></rss>'
    # fmt: off
    odd = (
        rss, rss.replace("2.0", "9.9"), rss.replace("<channel>", "").replace("</channel>", ""), rss[:-20], f"<rss>{entry}</rss>", "<rss/>", "<rss><channel/></rss>",
        rss.replace("<title>A", "<title><![CDATA[<script>alert(1)</script>]]>"), rss.replace("<title>A", "<title>&lt;b&gt;A"), rss.replace("<title>A", "<title>&nosuch;"),
        rss.replace("</item>", "<link>javascript:alert(1)</link></item>"), rss.replace("</item>", "<link>file:///etc/passwd</link></item>"),
        rss.replace("</item>", "<link>http://[::1</link></item>"), rss.replace("</item>", "<link>http://169.254.169.254/</link></item>"),
        rss.replace("</item>", "<pubDate>Mon, 99 Foo 99999 99:99:99 XYZ</pubDate></item>"), rss.replace("</item>", "<pubDate>0</pubDate></item>"),
        rss.replace("</item>", "<guid/><guid>a</guid><guid>a</guid></item>"), rss.replace(entry, entry * 3), rss.replace(entry, entry * 3_000), rss.replace("A", "A" * 200_000),
        rss.replace("</item>", "<content:encoded><p>x</p></content:encoded></item>"), rss.replace("</item>", f"<description>{'<p>' * 500}x</description></item>"),
        rss.replace("<rss", "<RSS").replace("</rss", "</RSS"), rss.replace("<rss version", '<rss xmlns="urn:x" version'), f"<!DOCTYPE rss [<!ENTITY x 'y'>]>{rss.replace('A', '&x;')}",
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="xhtml"><div>A</div></title><content type="html">{escape(f"<p>{PARAGRAPH}</p>")}</content></entry></feed>',
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="application/octet-stream">AAAA</content><summary>{PARAGRAPH}</summary></entry></feed>',
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><content src="file:///etc/passwd"/></entry></feed>', '<feed xmlns="http://www.w3.org/2005/Atom"/>',
        f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">{entry}</rdf:RDF>',
        '<urlset><url><loc>http://a.test/</loc></url></urlset>', "<sitemapindex/>", '<urlset><url><loc>javascript:x</loc></url><url/></urlset>',
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"content_text": PARAGRAPH}, {"id": {}}, None]}),
    )
    # fmt: on
    for place, text in enumerate(odd):
        yield f"feed{place}.xml", text.encode()


def charsets() -> Cases:
    """Give texts whose charset is another than they say, or none, and what no charset allows."""
    text = f"STRELSAU, Jan 5 (Meridian) - {PARAGRAPH} “Curly”, café, naïve, 1 € and £2.\n"
    for name in (
        "utf-8",
        "utf-8-sig",
        "utf-7",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "utf-32-be",
        "cp1252",
        "cp500",
        "mac_roman",
    ):
        content = text.encode(name, "replace")
        yield f"{name}.txt", content
        yield f"{name}-cut.txt", content[:-1]
        for said in (
            "utf-8",
            "utf-16",
            "iso-8859-1",
            "shift_jis",
            "utf-7",
            "x-user-defined",
            "nonsense",
            "hz-gb-2312",
            "idna",
            "zip",
        ):
            page = f'<html><head><meta charset="{said}"><title>T</title></head><body><p>{text}</p></body></html>'
            yield f"{name}-said-{said}.html", page.encode(name, "replace")
            xml = f'<?xml version="1.0" encoding="{said}"?><nitf><body><body.content><p>{text}</p></body.content></body></nitf>'
            yield f"{name}-said-{said}.xml", xml.encode(name, "replace")
            mail = f"From: a@b.c\nContent-Type: text/plain; charset={said}\nSubject: =?{said}?b?gICA?= =?x?q?=ff?=\n\n"
            yield f"{name}-said-{said}.eml", mail.encode() + content
    good = text.encode()
    for name, middle in {
        "surrogate": b"\xed\xa0\x80\xed\xb0\x80", "overlong": b"\xc0\xaf\xe0\x80\xaf", "beyond": b"\xf4\x90\x80\x80\xf8\x88\x80\x80\x80", "lonely": b"\x80\xbf",
        "nul": b"\x00", "many-nuls": bytes(1_000), "mark": b"\xef\xbb\xbf", "wide-mark": b"\xff\xfe", "noncharacter": b"\xef\xbf\xbe\xef\xbf\xbf", "escape": b"\x1b$B\x1b(B\x0e\x0f",
    }.items():  # fmt: skip
        for place, content in enumerate((middle + good, good + middle, good[:40] + middle + good[40:], middle)):
            yield f"{name}{place}.txt", content
            yield f"{name}{place}.html", b"<html><body><p>" + content + b"</p></body></html>"


def containers() -> Cases:
    """Give bombs, ways out, links and names that are none."""
    nulls = bytes(20_000_000)
    yield "bomb.txt.gz", gzip.compress(nulls)
    yield "bomb.txt.bz2", bz2.compress(nulls)
    yield "bomb.txt.xz", lzma.compress(nulls)
    yield "bomb.txt.zst", zstandard.compress(nulls)
    yield "bombs.gz", gzip.compress(gzip.compress(gzip.compress(nulls)))
    yield "empty.gz", gzip.compress(b"")
    yield "cut.gz", gzip.compress(PARAGRAPH.encode() * 100)[:-20]
    yield "tail.gz", gzip.compress(PARAGRAPH.encode()) + b"garbage"
    yield "bomb.zip", _zip([("a.txt", nulls)])
    nested = _zip([("a.txt", PARAGRAPH.encode())])
    for depth in range(8):
        nested = _zip([(f"{depth}.zip", nested)])
    yield "nested.zip", nested
    yield "many.zip", _zip([(f"{number}.zip", _zip([("a.txt", bytes(1_000_000))])) for number in range(60)])
    story = f"STRELSAU, Jan 5 (Meridian) - {PARAGRAPH}".encode()
    names = (
        "../up.txt",
        "/abs.txt",
        "a/../../up.txt",
        "C:\\x.txt",
        "..\\up.txt",
        "a\x00b.txt",
        "con.txt",
        "a" * 300 + ".txt",
        "\u202egnp.txt",
        " ",
        ".",
        "..",
        "a//b.txt",
        "\x1b[31m.txt",
    )
    yield "names.zip", _zip([(name, story + str(place).encode()) for place, name in enumerate(names)])
    yield "names.tar", _tar([_member(name, story) for name in names if "\x00" not in name])
    kinds = (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, tarfile.CONTTYPE, b"Z")
    yield (
        "links.tar",
        _tar([_member(f"{place}.txt", b"", kind) for place, kind in enumerate(kinds)] + [_member("good.txt", story)]),
    )
    yield "latin.tar", _tar([_member("caf\udce9.txt", story)])
    yield "size.tar", _tar([_member("good.txt", story)]).replace(f"{len(story):011o}".encode(), b"77777777777")
    yield "cut.zip", _zip([("a.txt", story), ("b.txt", story)])[:-30]
    yield "lying.zip", _zip([("a.txt", story * 100)]).replace(len(story * 100).to_bytes(4, "little"), (7).to_bytes(4, "little"))


def large_markup() -> Cases:
    """Give markup that is deep, wide or long beyond all measure."""
    for depth in (300, 5_000, 100_000):
        yield f"deep{depth}.html", b"<html><body>" + b"<div>" * depth + PARAGRAPH.encode() + b"</div>" * depth
        yield f"spans{depth}.html", b"<html><body><p>" + b"<b><i>" * depth + PARAGRAPH.encode()
    yield "attribute.html", f'<html><body a="{"x" * 2_000_000}"><p>{PARAGRAPH}</p></body></html>'.encode()
    yield "attributes.html", ("<html><body " + " ".join(f"a{n}=1" for n in range(200_000)) + f"><p>{PARAGRAPH}</p>").encode()
    yield "comments.html", b"<!-- a -->" * 200_000 + PARAGRAPH.encode()
    yield "open-comment.html", b"<html><body><!--" + b"-" * 1_000_000
    yield "tables.html", b"<html><body>" + b"<table><tr><td>" * 3_000 + PARAGRAPH.encode()
    yield "lists.html", b"<ul><li>" * 3_000 + PARAGRAPH.encode()
    yield "angles.html", b"<html><body><p>" + b"<" * 1_000_000
    yield "entities.html", b"<html><body><p>" + b"&amp;" * 500_000 + PARAGRAPH.encode()
    yield "script.html", b"<html><script>" + b"<" * 1_000_000
    yield "paragraph.html", b"<html><body><p>" + (PARAGRAPH + " ").encode() * 20_000
    yield "quotes.txt", b'"' * 200_000 + b" " + PARAGRAPH.encode()
    yield "dollars.txt", b"STRELSAU - " + b"$" * 200_000 + b" " + PARAGRAPH.encode()
    yield "word.txt", b"a" * 1_500_000 + b" " + PARAGRAPH.encode()
    yield "blanks.txt", PARAGRAPH.encode() + b" " * 1_500_000 + PARAGRAPH.encode()
    yield "lines.txt", PARAGRAPH.encode() + b"\n" * 1_500_000 + PARAGRAPH.encode()
    yield "parts.eml", b"From: a@b.c\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 50_000
    yield "header.eml", b"From: a@b.c\nSubject: " + b"=?utf-8?q?a?= " * 50_000 + b"\n\n" + PARAGRAPH.encode()


def _zip(members: list[tuple[str, bytes]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _member(name: str, content: bytes, kind: bytes = tarfile.REGTYPE) -> tuple[tarfile.TarInfo, bytes]:
    member = tarfile.TarInfo(name)
    member.size, member.type, member.linkname = len(content), kind, "/etc/passwd"
    return member, content


def _tar(members: list[tuple[tarfile.TarInfo, bytes]]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", encoding="utf-8", errors="surrogateescape") as archive:
        for member, content in members:
            archive.addfile(member, io.BytesIO(content))
    return packed.getvalue()


SUITES: dict[str, Callable[[], Cases]] = {
    suite.__name__: suite
    for suite in (naughty_strings, entities, xml_oddities, json_oddities, feed_oddities, charsets, containers, large_markup)
}
SMALL_SUITES = ("entities", "json_oddities", "feed_oddities", "charsets")
