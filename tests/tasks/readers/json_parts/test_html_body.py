import pytest

from tasks.readers.errors import UnreadableError
from tasks.readers.json_parts.html_body import html_body, is_markup, one_line
from tasks.sources.limits import Limits

LIMITS = Limits()
NITF = """<?xml version="1.0" encoding="UTF-8"?>
<nitf><head><title>Council bans timber</title></head>
<body><body.head><hedline><hl1>Council bans timber</hl1></hedline></body.head>
<body.content><block><p>The council banned timber.</p><hl2>Reaction</hl2><p>Syldavia &amp; others protested.</p></block>
<media media-type="image"><media-caption><p>A saw mill.</p></media-caption></media></body.content></body></nitf>"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>One</p>", True),
        ("One.<br/>Two.", True),
        ("x<sup >2</sup>", True),
        ("<block id='Main'>\n<p>One", True),
        ("<IBM> said it would", False),
        ("a < b and c > d", False),
        ("AT&T", False),
    ],
)
def test_markup_is_told_from_text(text, expected):
    assert is_markup(text) is expected


@pytest.mark.parametrize(
    ("markup", "text", "captions"),
    [
        ("<section><p></p><p>One.</p><p>Two.</p></section>", "One.\n\nTwo.", ()),
        ("<p>One.</p><figure><img/><figcaption>A mill.</figcaption></figure><p>Two.</p>", "One.\n\nTwo.", ("A mill.",)),
        ("<p>One <figure>x</figure>two.</p>", "One two.", ("x",)),
        (NITF, "The council banned timber.\n\nReaction\n\nSyldavia & others protested.", ("A saw mill.",)),
        (
            "<p>Prices:</p><table><tr><th>Wood</th><th>Price</th></tr><tr><td>Oak</td><td><p>12.5</p></td></tr></table><p>End.</p>",
            "Prices:\n\nWood   Price\nOak   12.5\n\nEnd.",
            (),
        ),
        ("<p>Scores:</p><pre>\nA   1\nB   2\n</pre>", "Scores:\n\nA   1\nB   2", ()),
        ("<table><tr><td><table><tr><td>in</td></tr></table></td></tr></table>", "in\nin", ()),
    ],
)
def test_a_body_is_its_paragraphs_and_tables_without_captions(markup, text, captions):
    body = html_body(markup, LIMITS)
    assert (body.text, body.captions) == (text, captions)


def test_classes_that_a_house_sets_apart_are_left_out():
    markup = '<div class="dat x">Topic NN</div><div class="bodytext"><p>One.</p></div>tail<div class="byline">Roe</div>'
    assert html_body(markup, LIMITS, ["dat", "byline"]).text == "One.\n\ntail"


@pytest.mark.parametrize("markup", ["<nitf a='1' b='2'", "<p>" + "<i>x</i>" * 20_001])
def test_what_is_broken_or_too_large_is_refused(markup):
    with pytest.raises(UnreadableError):
        html_body(markup, LIMITS)


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("Council  bans\n timber", "Council bans timber"),
        ("<p>Council <b>bans</b> timber</p>", "Council bans timber"),
        ("R&amp;D banned&nbsp;again", "R&D banned again"),
        ("AT&T banned; <IBM> too", "AT&T banned; <IBM> too"),
    ],
)
def test_headlines_are_one_line_without_tags(written, line):
    assert one_line(written, LIMITS) == line
