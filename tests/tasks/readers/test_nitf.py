from datetime import UTC, datetime

import pytest

from tasks.readers.draft import Draft, KeyReference, Note
from tasks.readers.errors import UnreadableError
from tasks.readers.nitf import read, sniff
from tasks.readers.opening import opening
from tasks.sources.limits import Limits
from warehouse.codes import ContentKind, LinkKind, Precision, PublishStatus

HEAD = """
  <docdata management-status="usable">
    <doc-id regsrc="Northgate" id-string="NG-20940523-0117-2"/>
    <urgency ed-urg="3"/>
    <date.issue norm="20940523T181500+0200"/>
    <du-key key="NG-20940523-0117" version="2"/>
    <doc.copyright holder="Northgate" year="2094"/>
    <ed-msg info="Adds envoy in 3rd paragraph"/>
    <key-list><keyword key="sanctions"/><keyword>oil</keyword><keyword key="oil"/></key-list>
  </docdata>
  <tobject><tobject.subject tobject.subject.refnum="11002000"/></tobject>
"""
BODY_HEAD = """
  <hedline><hl1>Freedonia bans oil sales</hl1><hl2>Envoy protests</hl2></hedline>
  <byline>By <person>Jane Roe</person> and <person>Sam Poe</person><byttl>Northgate Writers</byttl></byline>
  <dateline><location><city>Geneva</city>, <country>Switzerland</country></location><story.date>May 23</story.date></dateline>
"""
STORY = "<p>Freedonia banned oil sales to Sylvania on Sunday.</p><p>Its envoy called the ban lawful.</p>"


def document(head: str = HEAD, body_head: str = BODY_HEAD, content: str = STORY, end: str = "", root: str = "") -> str:
    return (
        f"<nitf{root}><head><title>Title</title>{head}</head><body><body.head>{body_head}</body.head>"
        f"<body.content>{content}</body.content>{end}</body></nitf>"
    )


@pytest.fixture
def story(delivery):
    def read_one(markup) -> Draft:
        (draft,) = read(delivery(markup), Limits())
        return draft

    return read_one


def refusal(delivery, markup: str) -> UnreadableError:
    with pytest.raises(UnreadableError) as refused:
        read(delivery(markup), Limits())
    return refused.value


def test_a_document_is_told_by_its_root(delivery):
    for markup in (
        document(),
        document().upper(),
        '<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "n.dtd"><x:nitf xmlns:x="urn:x"/>',
    ):
        assert sniff(opening(markup.encode()), delivery(markup)) > 0.9
    assert sniff("<newsml>", delivery("<newsml>")) == 0.0


def test_the_head_gives_whose_story_it_is_and_which_version(story):
    draft = story(document(root=' baselang="en-GB"'))
    assert draft.reader == "nitf"
    assert (draft.provider, draft.provider_key, draft.version_key) == ("Northgate", "NG-20940523-0117", "2")
    assert (draft.published_at, draft.published_precision) == (datetime(2094, 5, 23, 16, 15, tzinfo=UTC), Precision.SECOND)
    assert (draft.urgency, draft.publish_status, draft.language) == (3, PublishStatus.USABLE, "en")
    assert (draft.rights, draft.keywords, draft.subjects) == ("© 2094 Northgate", ("sanctions", "oil"), ("IPTC:11002000",))


def test_the_body_gives_headline_writers_place_and_paragraphs(story):
    draft = story(document())
    assert (draft.headline, draft.byline) == ("Freedonia bans oil sales", "Jane Roe, Sam Poe")
    assert draft.dateline == "Geneva, Switzerland, May 23"
    assert draft.text == "Freedonia banned oil sales to Sylvania on Sunday.\n\nIts envoy called the ban lawful."
    assert draft.is_laid_out
    assert draft.notes == (Note("editors_note", "Adds envoy in 3rd paragraph"), Note("headline", "Envoy protests"))


@pytest.mark.parametrize(
    "change",
    [
        lambda markup: markup.replace("<nitf", '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"'),
        lambda markup: markup.replace("<", "<n:").replace("<n:/", "</n:").replace("<n:nitf", '<n:nitf xmlns:n="urn:n"', 1),
        lambda markup: markup.replace("<", "<n:").replace("<n:/", "</n:"),
        lambda markup: '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE nitf SYSTEM "nitf-3-3.dtd">\n' + markup,
        lambda markup: markup.replace("<p>", "<P>").replace("</p>", "</P>").replace("hl1>", "HL1>").replace("docdata", "DOCDATA"),
        lambda markup: markup.replace("</body></nitf>", ""),
    ],
)
def test_namespaces_letter_case_and_small_faults_change_nothing(story, change):
    assert story(change(document())) == story(document())


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<docdata><doc-id id-string="A1"/></docdata>', ("A1", None)),
        ('<docdata><doc-id id-string="A1"/><du-key key="K"/></docdata>', ("K", "A1")),
        ('<docdata><du-key key="K" version="7"/></docdata>', ("K", "7")),
        ("<docdata/>", (None, None)),
        ('<meta name="NTBID" content="N1"/><docdata><doc-id regsrc="NTB" id-string="N1_02"/>'
         '<du-key key="slug" version="3"/></docdata>',
         ("N1", "3")),
        ('<docdata><du-key key="PA-HHH-X"/><from-src src-name="PA"/><date.issue norm="20161003T152257+0100"/></docdata>',
         ("PA-HHH-X 2016-10-03", None)),
    ],
)  # fmt: skip
def test_keys_are_the_running_storys_and_the_versions(story, head, expected):
    draft = story(document(head=head))
    assert (draft.provider_key, draft.version_key) == expected


@pytest.mark.parametrize(
    ("head", "body_head", "provider"),
    [
        ('<docdata><doc-id regsrc="AP"/></docdata>', "<distributor>Northgate</distributor>", "AP"),
        ("", "<distributor><org>NG</org> News</distributor>", "NG"),
        ("", "<distributor>Northgate</distributor>", "Northgate"),
        ('<docdata><del-list><from-src src-name="PA"/></del-list></docdata>', "", "PA"),
        ('<docdata><doc.copyright holder="Northgate"/></docdata>', "", "Northgate"),
        ("", "", None),
    ],
)
def test_the_provider_is_the_registrar_distributor_source_or_owner(story, head, body_head, provider):
    assert story(document(head=head, body_head=body_head)).provider == provider


@pytest.mark.parametrize(
    ("title", "hedline", "headline", "slugline"),
    [
        ("Freedonia-Oil", "<hedline><hl1>Freedonia bans oil</hl1></hedline>", "Freedonia bans oil", "Freedonia-Oil"),
        ("Freedonia bans", "<hedline><hl1/><hl2>Second</hl2></hedline>", "Second", None),
        ("Freedonia bans", "<hedline>Loose words</hedline>", "Loose words", None),
        ("Freedonia bans", "<hl1>Loose headline</hl1>", "Loose headline", None),
        ("Freedonia bans", "", "Freedonia bans", None),
        ("", "<hedline><hl1> </hl1></hedline>", None, None),
    ],
)
def test_the_headline_may_be_missing_and_the_title_stand_for_it(story, title, hedline, headline, slugline):
    draft = story(document(head="", body_head=hedline).replace("<title>Title</title>", f"<title>{title}</title>"))
    assert (draft.headline, draft.slugline) == (headline, slugline)


def test_anpa_keyword_and_take_are_the_slugline(story):
    head = '<meta name="anpa-keyword" content="Freedonia Oil"/><meta name="anpa-takekey" content="2nd Ld"/>'
    assert story(document(head=head)).slugline == "Freedonia Oil 2nd Ld"


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("<byline>By Jane Roe</byline>", "Jane Roe"),
        ("<byline>BY JANE ROE</byline>", "JANE ROE"),
        ("<byline>Byron Roe<byttl>Northgate</byttl></byline>", "Byron Roe"),
        ("<byline><byttl>Northgate News</byttl></byline>", "Northgate News"),
        ("<byline><person>Jane Roe</person></byline><byline>By Sam Poe</byline>", "Jane Roe, Sam Poe"),
        ("<byline/>", None),
    ],
)
def test_bylines_name_persons(story, byline, expected):
    assert story(document(body_head=byline)).byline == expected


@pytest.mark.parametrize(
    ("dateline", "expected"),
    [
        ("<dateline>Oslo</dateline>", "Oslo"),
        ("<dateline><location>GENEVA<country>Switzerland</country></location></dateline>", "GENEVA, Switzerland"),
        ('<dateline><location/><story.date norm="20940523"/></dateline>', None),
        ("<dateline>23/05/2094</dateline>", None),
    ],
)
def test_datelines_name_a_place(story, dateline, expected):
    assert story(document(body_head=dateline)).dateline == expected


@pytest.mark.parametrize(
    ("status", "release", "expected"),
    [
        ("embargoed", "20940524T060000+0000", (PublishStatus.USABLE, datetime(2094, 5, 24, 6, tzinfo=UTC))),
        ("embargoed", "YYYYMMDD000000-HHMM", (PublishStatus.WITHHELD, None)),
        ("usable", "20940524T060000+0000", (PublishStatus.USABLE, datetime(2094, 5, 24, 6, tzinfo=UTC))),
        ("usable", "20940523T181500+0200", (PublishStatus.USABLE, None)),
        ("usable", "20940523", (PublishStatus.USABLE, None)),
        ("withheld", "", (PublishStatus.WITHHELD, None)),
        ("canceled", "", (PublishStatus.CANCELED, None)),
        ("info-only", "", (PublishStatus.USABLE, None)),
        ("", "", (None, None)),
    ],
)
def test_embargoes_and_statuses_are_kept(story, status, release, expected):
    head = HEAD.replace("usable", status).replace("</docdata>", f'<date.release norm="{release}"/></docdata>')
    draft = story(document(head=head))
    assert (draft.publish_status, draft.embargoed_until) == expected


def test_a_kill_names_its_victim_and_needs_no_text(story):
    head = (
        '<docdata management-status="usable" management-doc-idref="NG-1" management-idref-status="canceled">'
        '<doc-id id-string="NG-2"/><ed-msg info="Kill NG-1. The ban was not adopted."/></docdata>'
    )
    draft = story(document(head=head, content=""))
    assert draft.references == (KeyReference(LinkKind.KILLS, "NG-1"),)
    assert (draft.content_kind, draft.text) == (ContentKind.KILL_NOTE, "Kill NG-1. The ban was not adopted.")


def test_a_story_that_is_canceled_itself_keeps_its_key(story):
    head = '<docdata management-status="canceled" management-doc-idref="NG-1"><doc-id id-string="NG-1"/></docdata>'
    draft = story(document(head=head, content=""))
    assert (draft.provider_key, draft.publish_status, draft.references) == ("NG-1", PublishStatus.CANCELED, ())
    assert draft.text == "Freedonia bans oil sales"


def test_a_correction_names_what_it_corrects_and_what_was_wrong(story):
    head = (
        '<docdata><doc-id id-string="NG-2"/><correction id-string="NG-1" info="CORRECTS day of vote to Sunday"/>'
        '<ed-msg info="Corrected version"/></docdata><revision-history comment="Corrects 1st paragraph"/>'
    )
    draft = story(document(head=head))
    assert draft.references == (KeyReference(LinkKind.CORRECTS, "NG-1"),)
    assert [note.text for note in draft.notes if note.kind == "editors_note"] == [
        "Corrected version", "CORRECTS day of vote to Sunday", "Corrects 1st paragraph",
    ]  # fmt: skip


def test_tables_lists_and_subheads_are_story_text(story):
    content = (
        "<p>Exports fell.</p><hl2>In figures</hl2>"
        "<table><tr><th>Year</th><th>Tonnes</th></tr><tr><td>2093</td><td>12</td></tr></table>"
        "<ul><li>Oil</li><li>Gas</li></ul><ol><li>First</li></ol><dl><dt>Term</dt><dd>Meaning</dd></dl>"
    )
    assert story(document(content=content)).text == (
        "Exports fell.\n\nIn figures\n\nYear\tTonnes\n2093\t12\n\nOil\n\nGas\n\nFirst\n\nTerm\n\nMeaning"
    )


def test_inline_elements_stay_in_their_sentence(story):
    content = "<p>On <chron norm='20940523'>May 23</chron> <person>Roe</person> paid <money>10 marks</money>, <num>1/2</num>.</p>"
    assert story(document(content=content)).text == "On May 23 Roe paid 10 marks, 1/2."


def test_media_notes_and_taglines_are_no_story_text(story):
    content = (
        "<media media-type='image'><media-reference source='a.jpg'/><media-caption>The envoy. Photo: Roe</media-caption></media>"
        f"{STORY}<note noteclass='editorsnote'><body.content><p>Photo to come</p></body.content></note>"
    )
    draft = story(document(content=content, end="<body.end><tagline>roe@northgate.example</tagline></body.end>"))
    assert draft.text == story(document()).text
    assert draft.notes[-3:] == (
        Note("photo", "The envoy. Photo: Roe"), Note("editors_note", "Photo to come"), Note("credit", "roe@northgate.example"),
    )  # fmt: skip


def test_a_headline_repeated_in_the_body_is_left_out_unless_it_is_all_there_is(story):
    assert story(document(content=f"<block><hl2>Freedonia bans OIL sales</hl2></block>{STORY}")).text == story(document()).text
    assert story(document(content="<p>Freedonia bans oil sales</p>")).text == "Freedonia bans oil sales"


@pytest.mark.parametrize(
    ("content", "text", "is_laid_out"),
    [
        ("<pre>GENEVA, May 23 - Freedonia banned\noil sales.</pre>", "GENEVA, May 23 - Freedonia banned\noil sales.", False),
        ("\n  GENEVA, May 23 -\n  Freedonia banned oil.\n", "GENEVA, May 23 -\nFreedonia banned oil.", False),
        ("&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", "One.\n\nTwo.", True),
        ("<![CDATA[<p>One.</p><p>Two &amp; three.</p>]]>", "One.\n\nTwo & three.", True),
    ],
)
def test_content_without_paragraph_elements_is_read_as_it_comes(story, content, text, is_laid_out):
    draft = story(document(content=content))
    assert (draft.text, draft.is_laid_out) == (text, is_laid_out)


def test_paragraphs_may_stand_in_the_body_itself(story):
    assert story(f"<nitf><body><hedline><hl1>Head</hl1></hedline>{STORY}</body></nitf>").text == story(document()).text


def test_a_summary_alone_is_a_fragment(story):
    draft = story(document(body_head="<abstract><p>Freedonia bans oil.</p><p>Envoy protests.</p></abstract>", content=""))
    assert (draft.text, draft.is_fragment) == ("Freedonia bans oil. Envoy protests.", True)


def test_an_alert_may_be_its_headline_alone(story):
    draft = story(document(head='<docdata><urgency ed-urg="1"/></docdata>', content=""))
    assert (draft.text, draft.content_kind) == ("Freedonia bans oil sales", ContentKind.FLASH)


@pytest.mark.parametrize(
    ("content", "reason_code", "named"),
    [
        ("<media media-type='image'><media-caption>The envoy.</media-caption></media>", "no_story", "image"),
        ("<media><media-reference/></media><media media-type='video'/>", "no_story", "media, video"),
        ("<p> </p>", "empty", "'Freedonia bans oil sales'"),
        ("", "empty", "no text"),
    ],
)
def test_pictures_and_empty_documents_are_refused_by_what_they_are(delivery, content, reason_code, named):
    refused = refusal(delivery, document(content=content))
    assert refused.reason_code == reason_code
    assert named in str(refused)


@pytest.mark.parametrize("urgency", ["0", "10", "high", ""])
def test_an_urgency_outside_of_the_scale_is_none(story, urgency):
    assert story(document(head=HEAD.replace('ed-urg="3"', f'ed-urg="{urgency}"'))).urgency is None


def test_nested_notes_cost_no_more_than_their_text(delivery):
    nested = "<note>" * 150 + "word " * 20_000 + "</note>" * 150
    (draft,) = read(delivery(document(content=nested + STORY)), Limits())
    assert len([note for note in draft.notes if note.kind == "editors_note"]) == 2
