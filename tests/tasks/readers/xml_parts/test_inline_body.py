import pytest

from tasks.readers.draft import Note
from tasks.readers.xml_parts.inline_body import Vocabulary, read_body
from tasks.readers.xml_parts.xml import parse_text
from tasks.sources.limits import Limits


def body(markup, headline=None, **vocabulary):
    return read_body(parse_text(f"<inlineXML>{markup}</inlineXML>", Limits()), headline, Vocabulary(**vocabulary))


def page(markup):
    return f"<html xmlns='http://www.w3.org/1999/xhtml'><head><title>Council bans oil</title></head><body>{markup}</body></html>"


NITF = """
<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><head><docdata/></head><body>
  <body.head>
    <hedline><hl1>Council bans oil</hl1></hedline><byline>By Jane Roe</byline>
    <dateline><location>GENEVA</location></dateline><abstract><p>Ban on oil.</p></abstract>
  </body.head>
  <body.content>
    <p>The council banned <org>Freedonia Oil</org>.</p><hl2>Reaction</hl2><block><p>It said so.</p></block>
    <media><media-caption>The council.</media-caption></media>
  </body.content>
  <body.end><tagline>Roe reported.</tagline></body.end>
</body></nitf>"""
AGENCY = """
<BODY>
  <TEXT>
    <RUBRIK>Council bans oil</RUBRIK><P><span class="dateline">Geneva - </span>One.</P><P class="teaser">Ban.</P>
    <CODES>12 34 X</CODES>
  </TEXT>
  <TEXT><P>Facts.</P></TEXT>
</BODY>"""


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>The council</p><p>banned <b>all</b> oil.</p>", "The council\n\nbanned all oil."),
        ("<p>One.<br/>Two.<br/><br/>Three.</p>", "One.\nTwo.\n\nThree."),
        ("<div>One.<p>Two.</p>Three.</div>", "One.\n\nTwo.\n\nThree."),
        ("<ul><li>One</li><li>Two<br/>lines</li></ul>", "One\n\nTwo\nlines"),
        ("<p>\n      The council\n      banned oil.\n    </p>", "The council banned oil."),
        ("<p>One.\n\n    Two.</p>", "One.\n\nTwo."),
        ("<p>One<script>x()</script> two.</p>", "One two."),
        ("<h2>Reaction</h2><p>One.</p>", "Reaction\n\nOne."),
        ("<p><h3>Reaction</h3></p><p>One.</p>", "Reaction\n\nOne."),
        ("<pre>One\nTwo   3</pre><p>" + "word " * 30 + "</p>", "One\nTwo   3\n\n" + "word " * 29 + "word"),
    ],
)
def test_blocks_are_set_apart_and_words_run_on(markup, text):
    found = body(page(markup))
    assert (found.text, found.is_laid_out) == (text, True)


def test_tables_have_a_line_for_each_row_and_headings_by_themselves():
    rows = "<tr><td colspan='2'>Monday</td></tr><tr><th>Oil</th><td>1</td></tr><tr><td><p>Gas</p><p>new</p></td><td>2</td></tr>"
    assert body(page(f"<p>Prices:</p><table><tbody>{rows}</tbody></table>")).text == "Prices:\n\nMonday\n\nOil   1\nGas new   2"


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>",
        "<table><tr><td><p>One.</p></td><td><table><tr><td>Two.</td></tr></table></td></tr></table>",
    ],
)
def test_a_table_that_frames_paragraphs_is_no_table(table):
    assert body(page(table)).text == "One.\n\nTwo."


def test_lines_that_the_desk_broke_stay_as_they_are():
    found = body(page("<p>The council banned\noil sales.\n    It said so.</p><p>Its chair\nleft.</p>"))
    assert (found.text, found.is_laid_out) == ("The council banned\noil sales.\n    It said so.\n\nIts chair\nleft.", False)


def test_a_stray_line_break_in_long_lines_means_nothing():
    found = body(page(f"<p>{'word ' * 30}\nmore words.</p>"))
    assert (found.text.endswith("word more words."), found.is_laid_out) == (True, True)


def test_long_lines_that_end_with_a_sentence_are_paragraphs():
    line = f"{'word ' * 30}word."
    assert body(page(f"<p>{line}\n{line}\n  {line}</p>")).text == f"{line}\n\n{line}\n\n{line}"


def test_nitf_tells_head_text_and_end_apart():
    found = body(NITF)
    assert found.text == "The council banned Freedonia Oil.\n\nReaction\n\nIt said so."
    assert (found.headline, found.byline, found.dateline) == ("Council bans oil", "By Jane Roe", "GENEVA")
    assert [note.kind for note in found.notes] == ["header", "photo", "sign_off"]


def test_a_heading_that_repeats_the_headline_is_cut_and_others_stay():
    found = body(page("<h1>Council Bans Oil!</h1><p>One.</p><h1>Reaction</h1>"), headline="Council bans oil")
    assert (found.text, found.headline) == ("One.\n\nReaction", "Council Bans Oil!")
    assert body(page("<h1>Other</h1><p>One.</p>"), headline="Council bans oil").text == "Other\n\nOne."


def test_without_a_known_headline_the_first_heading_or_the_title_is_it():
    assert body(page("<h1>Council bans</h1><p>One.</p>")).headline == "Council bans"
    assert body(page("<p>One.</p>")).headline == "Council bans oil"


def test_a_header_holds_what_metadata_repeat():
    header = "<header><time>3.3.2026</time><h1>Council bans oil</h1><p class='byline'>By Jane Roe</p></header>"
    found = body(page(f"{header}<p>One.</p>"))
    assert (found.text, found.headline, found.byline) == ("One.", "Council bans oil", "By Jane Roe")
    assert found.notes == (Note("header", "3.3.2026\nCouncil bans oil\nBy Jane Roe"),)


def test_a_vocabulary_names_what_is_no_story():
    found = body(
        AGENCY,
        classes={"teaser": "summary", "dateline": "dateline"},
        elements={"rubrik": "headline"},
        later_elements={"text": "infobox"},
        blocks={r"(?:\d\d )+X": "header"},
    )
    assert (found.text, found.headline, found.dateline) == ("One.", "Council bans oil", "Geneva -")
    assert {(note.kind, note.text) for note in found.notes} == {
        ("dateline", "Geneva -"),
        ("summary", "Ban."),
        ("infobox", "Facts."),
        ("header", "12 34 X"),
    }


def test_an_opening_is_cut_from_before_the_first_word():
    found = body(page("<p>(HN) - OSLO, 3 MAR - One.</p>"), openings={r"\(HN\) - [A-Z]+, \d+ [A-Z]+ -": "dateline"})
    assert (found.text, found.notes) == ("One.", (Note("dateline", "(HN) - OSLO, 3 MAR -"),))


def test_words_are_counted():
    assert body("<p>One two.</p>").words == 2
