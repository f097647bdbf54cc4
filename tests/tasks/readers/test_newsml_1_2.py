import base64
import math
from datetime import UTC, datetime

import pytest

from tasks.readers.draft import KeyReference, Note
from tasks.readers.errors import UnreadableError
from tasks.readers.newsml_1_2 import read, sniff
from tasks.readers.xml_parts.newsml_components import MAX_LOOKS
from tasks.sources.limits import Limits
from warehouse.codes import ContentKind, LinkKind, Precision, PublishStatus

KEY = "urn:newsml:northgate.example:20940523:NG0117"
NITF = (
    "<nitf><body><body.content><p>Freedonia banned oil sales on Sunday.</p><p>Its envoy agreed.</p></body.content></body></nitf>"
)
TEXT = "Freedonia banned oil sales on Sunday.\n\nIts envoy agreed."
MANAGEMENT = '<Status FormalName="Usable"/><Urgency FormalName="3"/>'
LINES = """
  <HeadLine>Freedonia bans oil sales</HeadLine><SubHeadLine>Envoy agrees</SubHeadLine>
  <ByLine>By Jane Roe</ByLine><DateLine>GENEVA, May 23 -</DateLine>
  <CopyrightLine>© 2094 Northgate</CopyrightLine><KeywordLine>sanctions</KeywordLine><SlugLine>Freedonia</SlugLine>
  <NewsLine><NewsLineType FormalName="AdvisoryLine"/><NewsLineText>ADDS envoy</NewsLineText></NewsLine>
  <NewsLine><NewsLineType FormalName="StoryType"/><NewsLineText>news</NewsLineText></NewsLine>
"""


def content(data: str, media: str = "Text", more: str = "") -> str:
    return f'<ContentItem><MediaType FormalName="{media}"/>{more}<DataContent>{data}</DataContent></ContentItem>'


def component(inside: str, lines: str = "", role: str = "", language: str = "", mark: str = "") -> str:
    told = f'<DescriptiveMetadata><Language FormalName="{language}"/></DescriptiveMetadata>' if language else ""
    return (
        f"<NewsComponent{mark}>{f'<Role FormalName={role!r}/>' if role else ''}"
        f"{f'<NewsLines>{lines}</NewsLines>' if lines else ''}{told}{inside}</NewsComponent>"
    )


def item(components: str, management: str = MANAGEMENT, key: str = "NG0117", name: str = "Freedonia-oil") -> str:
    return f"""<NewsItem xml:lang="en"><Identification><NewsIdentifier>
      <ProviderId>northgate.example</ProviderId><DateId>20940523</DateId><NewsItemId>{key}</NewsItemId>
      <RevisionId PreviousRevision="1" Update="N">2</RevisionId></NewsIdentifier><NameLabel>{name}</NameLabel></Identification>
      <NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20940523T180000+0200</FirstCreated>
      <ThisRevisionCreated>20940523T181500+0200</ThisRevisionCreated>{management}</NewsManagement>{components}</NewsItem>"""


def document(*items: str, envelope: str = "") -> str:
    return f'<NewsML Version="1.2"><NewsEnvelope>{envelope}</NewsEnvelope>{"".join(items)}</NewsML>'


@pytest.fixture
def stories(delivery):
    def read_all(*items: str, envelope: str = ""):
        return list(read(delivery(document(*items, envelope=envelope)), Limits()))

    return read_all


def test_a_document_is_told_by_its_root(delivery):
    assert sniff("<NewsML>", delivery("")) > 0.9
    assert sniff("<newsMessage>", delivery("")) == 0.0


def test_an_item_gives_whose_story_it_is_and_which_revision(stories):
    party = '<AdministrativeMetadata><Provider><Party FormalName="Northgate"/></Provider></AdministrativeMetadata>'
    (draft,) = stories(item(component(party + content(NITF), LINES)))
    assert draft.reader == "newsml_1_2"
    assert (draft.provider, draft.provider_key, draft.version_key) == ("Northgate", KEY, "2")
    assert (draft.published_at, draft.published_precision) == (datetime(2094, 5, 23, 16, 15, tzinfo=UTC), Precision.SECOND)
    assert (draft.publish_status, draft.urgency, draft.language) == (PublishStatus.USABLE, 3, "en")


def test_newslines_give_headline_writer_place_and_notes(stories):
    (draft,) = stories(item(component(content(NITF), LINES)))
    assert (draft.headline, draft.slugline, draft.byline) == ("Freedonia bans oil sales", "Freedonia-oil", "Jane Roe")
    assert (draft.dateline, draft.rights, draft.keywords) == ("GENEVA, May 23 -", "© 2094 Northgate", ("sanctions",))
    assert draft.notes == (Note("summary", "Envoy agrees"), Note("editors_note", "ADDS envoy"))
    assert (draft.text, draft.is_laid_out) == (TEXT, True)


def test_the_slugline_stands_in_for_a_missing_name(stories):
    (draft,) = stories(item(component(content(NITF), LINES), name=""))
    assert draft.slugline == "Freedonia"


def test_subjects_have_their_scheme_and_keywords_may_be_properties(stories):
    metadata = """<DescriptiveMetadata><SubjectCode><Subject FormalName="11000000" Scheme="IptcSubjectCodes"/></SubjectCode>
      <SubjectCode><SubjectMatter FormalName="11002000"/></SubjectCode><SubjectCode/>
      <Property FormalName="Keyword" Value="oil"/><Property FormalName="City" Value="Geneva"/></DescriptiveMetadata>"""
    (draft,) = stories(item(component(metadata + content(NITF), LINES)))
    assert (draft.subjects, draft.keywords) == (("IptcSubjectCodes:11000000", "11002000"), ("sanctions", "oil"))


@pytest.mark.parametrize(
    ("envelope", "provider"),
    [('<SentFrom><Party FormalName="Northgate Wire"/></SentFrom>', "Northgate Wire"), ("", "northgate.example")],
)
def test_the_sender_or_the_providers_id_stand_in_for_the_provider(stories, envelope, provider):
    (draft,) = stories(item(component(content(NITF))), envelope=envelope)
    assert draft.provider == provider


@pytest.mark.parametrize(
    ("data", "media", "text", "is_laid_out"),
    [
        (NITF, "Text", TEXT, True),
        (NITF.replace("<", "&lt;"), "Text", TEXT, True),
        (f"<![CDATA[<?xml version='1.0'?>{NITF}]]>", "Text", TEXT, True),
        ("<html><head><title>T</title></head><body><p>One.</p><p>Two.</p></body></html>", "Text", "One.\n\nTwo.", True),
        ('<html xmlns="http://www.w3.org/1999/xhtml"><body><P>One.</P></body></html>', "", "One.", True),
        ("<![CDATA[<P>One &amp; two.</P>\n<P>Three.</P>]]>", "HTML", "One & two.\n\nThree.", True),
        ("<p>One.</p><p>Two.</p>", "Text", "One.\n\nTwo.", True),
        ("\n    One line\n    and another.\n", "Text", "One line\nand another.", False),
    ],
)
def test_content_may_be_nitf_html_or_plain_text_escaped_or_not(stories, data, media, text, is_laid_out):
    (draft,) = stories(item(component(content(data, media), "<HeadLine>Head</HeadLine>")))
    assert (draft.text, draft.is_laid_out) == (text, is_laid_out)


def test_text_in_base64_is_decoded(stories):
    data = base64.b64encode(b"Freedonia banned oil sales.").decode()
    encoded = f'<ContentItem><Encoding Notation="IptcBase64"><DataContent>{data}</DataContent></Encoding></ContentItem>'
    (draft,) = stories(item(component(encoded)))
    assert draft.text == "Freedonia banned oil sales."


def test_what_newslines_lack_the_nitf_inside_may_have(stories):
    inside = NITF.replace("<body>", "<body><body.head><hedline><hl1>Head</hl1></hedline><byline>By Roe</byline>"
                          "<dateline><location>OSLO</location></dateline></body.head>")  # fmt: skip
    (draft,) = stories(item(component(content(inside), "<HeadLine/><DateLine>23/5/2094</DateLine>")))
    assert (draft.headline, draft.byline, draft.dateline) == ("Head", "Roe", "OSLO")


def test_a_missing_headline_stays_missing(stories):
    (draft,) = stories(item(component(content(NITF), "<HeadLine/>")))
    assert draft.headline is None


def test_parts_of_a_story_are_told_by_their_roles(stories):
    inside = (
        component(content("Freedonia bans oil sales"), role="Title")
        + component(content("The lead."), role="Lead")
        + component(content("The body."), role="Body")
        + component(content("An envoy."), role="Caption")
        + component(content("Call Roe."), role="Contact")
        + component(content("p {}", more='<MimeType FormalName="text/css"/>'), role="StyleSheet")
    )
    (draft,) = stories(item(component(component(inside, "<DateLine/>"))))
    assert (draft.headline, draft.text, draft.is_laid_out) == ("Freedonia bans oil sales", "The lead.\n\nThe body.", False)
    assert draft.notes == (Note("photo", "An envoy."), Note("contact", "Call Roe."))


def test_the_same_text_in_two_formats_is_read_once_and_in_the_richer_one(stories):
    both = content("Freedonia banned oil sales on Sunday. Its envoy agreed.") + content(NITF)
    (chosen,) = stories(item(component(both, LINES, mark=' EquivalentsList="yes"')))
    assert chosen.text == TEXT
    (once,) = stories(item(component(component(content(NITF)) + component(content(NITF)), LINES)))
    assert once.text == TEXT


def test_several_languages_are_several_stories(stories):
    english = component(content("<p>Oil is banned now.</p>"), "<HeadLine>Oil ban</HeadLine>", language="en")
    french = component(content("<p>Le brut est interdit.</p>"), "<HeadLine>Interdit</HeadLine>", language="FR")
    first, second = stories(item(component(english + french)))
    assert [(first.position, first.headline, first.language), (second.position, second.headline, second.language)] == [
        (0, "Oil ban", "en"), (1, "Interdit", "fr"),
    ]  # fmt: skip
    assert (first.provider_key, second.provider_key) == (KEY, f"{KEY}#fr")


def test_languages_under_one_set_of_newslines_take_their_own_headlines(stories):
    lines = '<HeadLine xml:lang="en">Oil ban</HeadLine><HeadLine xml:lang="fr">Interdit</HeadLine>'
    inside = component(content("<p>Oil is banned.</p>"), language="en") + component(
        content("<p>Interdit, le brut.</p>"), language="fr"
    )
    assert [draft.headline for draft in stories(item(component(inside, lines)))] == ["Oil ban", "Interdit"]


def test_several_stories_and_several_items_are_told_apart(stories):
    one = component(content("<p>One is here.</p>"), "<HeadLine>One</HeadLine>", mark=' Duid="a"')
    two = component(content("<p>Two is here.</p>"), "<HeadLine>Two</HeadLine>", mark=' Duid="b"')
    drafts = stories(item(component(one + two)), item(component(one), key="NG0118"))
    assert [draft.headline for draft in drafts] == ["One", "Two", "One"]
    assert [draft.provider_key for draft in drafts] == [KEY, f"{KEY}#b", KEY.replace("117", "118")]
    assert [draft.position for draft in drafts] == [0, 1, 2]


def test_an_item_inside_an_item_is_read_once_with_its_own_lines(stories):
    inner = item(component(content(NITF), "<HeadLine>Inner</HeadLine>"), key="NG0118")
    (draft,) = stories(item(component(inner, "<HeadLine>Outer</HeadLine>")))
    assert (draft.headline, draft.provider_key) == ("Inner", KEY.replace("117", "118"))


@pytest.mark.parametrize("role", ["Audio", "Video", "Picture", "Photo", "Graphic"])
def test_a_text_beside_media_is_the_story_and_their_captions_are_none(stories, role):
    media = component(
        component(content("A caption."), role="Body") + '<NewsComponent><ContentItem Href="a.bin"/></NewsComponent>',
        "<HeadLine>Media</HeadLine>", role,
    )  # fmt: skip
    text = component(component(content("The council banned oil."), role="Body"), "<HeadLine>Text</HeadLine>")
    (draft,) = stories(item(component(media + text, "<HeadLine>Package</HeadLine>")))
    assert (draft.headline, draft.text) == ("Text", "The council banned oil.")


@pytest.mark.parametrize(
    ("management", "expected"),
    [
        ('<Status FormalName="USABLE"/>', (PublishStatus.USABLE, None)),
        ('<Status FormalName="Withheld"/>', (PublishStatus.WITHHELD, None)),
        ('<Status FormalName="Canceled"/>', (PublishStatus.CANCELED, None)),
        ('<Status FormalName="Embargoed"/>', (PublishStatus.WITHHELD, None)),
        (
            '<Status FormalName="Embargoed"/><StatusWillChange><FutureStatus FormalName="Usable"/>'
            "<DateAndTime>20940524T060000Z</DateAndTime></StatusWillChange>",
            (PublishStatus.USABLE, datetime(2094, 5, 24, 6, tzinfo=UTC)),
        ),
        ('<Status FormalName="Usable"/><Instruction FormalName="Delete"/>', (PublishStatus.CANCELED, None)),
        ('<Status FormalName="Usable"/><Instruction FormalName="Update"/>', (PublishStatus.USABLE, None)),
        ('<Status FormalName="OPEN"/>', (None, None)),
        ("", (None, None)),
    ],
)
def test_statuses_embargoes_and_instructions_are_kept(stories, management, expected):
    (draft,) = stories(item(component(content(NITF), LINES), management))
    assert (draft.publish_status, draft.embargoed_until) == expected


def test_a_correction_names_the_item_that_it_sets_right(stories):
    management = f'<Instruction FormalName="Correction"/><DerivedFrom NewsItem="{KEY.replace("117", "100")}:3"/>'
    (draft,) = stories(item(component(content(NITF), LINES), management))
    assert draft.references == (KeyReference(LinkKind.CORRECTS, KEY.replace("117", "100")),)


def test_an_item_that_is_only_derived_from_another_corrects_nothing(stories):
    (draft,) = stories(item(component(content(NITF), LINES), f'<DerivedFrom NewsItem="{KEY}:1"/>'))
    assert draft.references == ()


@pytest.mark.parametrize(
    ("inside", "text"),
    [("<Comment>Killed: the ban was not adopted.</Comment>", "Killed: the ban was not adopted."), ("", f"Canceled: {KEY}")],
)
def test_a_canceled_item_without_text_is_a_kill_of_its_own_key(stories, inside, text):
    (draft,) = stories(item(component(inside), '<Status FormalName="Canceled"/>'))
    assert (draft.provider_key, draft.publish_status, draft.content_kind) == (KEY, PublishStatus.CANCELED, ContentKind.KILL_NOTE)
    assert draft.text == text


@pytest.mark.parametrize("management", ['<Urgency FormalName="1"/>', '<Urgency FormalName="4"/>'])
def test_an_alert_may_be_its_headline_alone(delivery, management):
    kind = "Flash" if "4" in management else "News"
    markup = document(item(component("", "<HeadLine>Council bans oil</HeadLine>"), management).replace('"News"', f'"{kind}"'))
    (draft,) = read(delivery(markup), Limits())
    assert (draft.text, draft.content_kind) == ("Council bans oil", ContentKind.FLASH)


@pytest.mark.parametrize(
    ("markup", "reason_code", "named"),
    [
        (
            document(item(component('<ContentItem Href="a.jpg"><MediaType FormalName="Photo"/></ContentItem>'))),
            "no_story",
            "Photo",
        ),
        (
            document(item(component(component(content("A script."), role="Body"), "<HeadLine>x</HeadLine>", "Audio"))),
            "no_story",
            "audio",
        ),
        (document(item(component(content("A caption."), role="Caption") + component(content("x", "JPEG")))), "no_story", "JPEG"),
        (document(item(component('<ContentItem Href="a.xml"/>'))), "no_story", "another file"),
        (document(item('<Update><Delete DuidRef="a"/></Update>')), "no_story", "earlier revision"),
        (document(item("<TopicSet><Topic/></TopicSet>")), "no_story", "topics"),
        (document(item(component(content(""), "<HeadLine>Tip: fire</HeadLine>"))), "empty", "Tip: fire"),
        (document(), "empty", "no text"),
    ],
)
def test_what_holds_no_story_is_refused_by_what_it_is(delivery, markup, reason_code, named):
    with pytest.raises(UnreadableError, match=named) as refused:
        read(delivery(markup), Limits())
    assert refused.value.reason_code == reason_code


@pytest.mark.parametrize("change", [str.upper, str.lower, lambda markup: markup.replace("<NewsML", '<NewsML xmlns="urn:x"')])
def test_letter_case_and_namespaces_of_names_change_nothing(delivery, change):
    markup = document(item(component(content("<p>one two three.</p>"), "<HeadLine>head</HeadLine>")))
    (draft,) = read(delivery(change(markup).replace("NEWSML:NORTH", "newsml:north")), Limits())
    assert (draft.text.lower(), (draft.headline or "").lower(), draft.version_key) == ("one two three.", "head", "2")


@pytest.mark.parametrize(
    ("markup", "reason_code"),
    [("<NewsItem/>" * 10_001, "too_many_tags"), ("<NewsItem>" * 10 + "</NewsItem>" * 10, "too_deep")],
)
def test_more_items_than_a_document_can_hold_are_refused(delivery, markup, reason_code):
    with pytest.raises(UnreadableError) as refused:
        read(delivery(document(markup)), Limits())
    assert refused.value.reason_code == reason_code


def test_more_components_than_a_reader_can_look_at_are_refused(delivery):
    many = "<NewsComponent/>" * (math.isqrt(MAX_LOOKS) + 1)
    with pytest.raises(UnreadableError, match="split it"):
        read(delivery(document(item(many))), Limits())
