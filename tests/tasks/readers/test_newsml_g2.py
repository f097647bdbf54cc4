import base64
from datetime import UTC, datetime

import pytest

from tasks.readers.draft import KeyReference, Note
from tasks.readers.registry import read, sniff
from tasks.sources.limits import Limits
from tests.tasks.readers.newsml_g2_documents import BODY, CAPTION, GUID, NAR, item, message, package, xhtml
from warehouse.codes import ContentKind, LinkKind, Precision, PublishStatus

LEAD = "GENEVA, March 3 (Harbour) - The council banned oil sales to Freedonia on Monday."
SECOND = "Its chair said the ban takes effect at once."
SPORTS = "<inlineXML contenttype='application/sportsml+xml'><sports-content>{}</sports-content></inlineXML>"
LONG_SCRIPT = f"<p>{'The council banned oil sales. ' * 10}</p>"
ENCODED = base64.b64encode(b"The council banned oil.\nIt said so.").decode()
ESCAPED = "&lt;p&gt;The council banned oil.&lt;/p&gt;&lt;p&gt;It said so.&lt;/p&gt;"
AT_NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def drafts(delivery):
    return lambda content: read(delivery(content), Limits()).drafts


@pytest.fixture
def draft(drafts):
    def one(content):
        (only,) = drafts(content)
        return only

    return one


@pytest.fixture
def refused(delivery):
    def why(content):
        reading = read(delivery(content), Limits())
        (refusal,) = reading.refused
        assert (reading.format, reading.drafts) == ("newsml_g2", ())
        return refusal.reason_code, refusal.reason

    return why


def test_an_item_is_read_whole(draft):
    found = draft(
        item(
            rights="<copyrightNotice>(c) 2026 Harbour News.</copyrightNotice><usageTerms>NONE</usageTerms>",
            content_meta=(
                "<urgency>2</urgency><language tag='en-GB'/><headline>Council bans oil sales</headline>"
                "<slugline separator='-'>FREEDONIA-OIL/</slugline><by>By Jane Roe and Sam Poe</by>"
                "<dateline>GENEVA, March 3 (Harbour) -</dateline><keyword>oil</keyword><keyword>sanctions</keyword>"
                "<subject qcode='medtop:20000379'/><subject uri='http://cv.iptc.org/newscodes/mediatopic/11000000'/>"
            ),
        )
    )
    assert (found.headline, found.slugline, found.byline) == (
        "Council bans oil sales",
        "FREEDONIA-OIL/",
        "Jane Roe and Sam Poe",
    )
    assert (found.provider, found.provider_key, found.version_key) == ("Harbour News", GUID, "2")
    assert (found.published_at, found.published_precision) == (datetime(2026, 3, 3, 10, 15, 30, tzinfo=UTC), Precision.SECOND)
    assert (found.urgency, found.language, found.rights) == (2, "en", "(c) 2026 Harbour News")
    assert (found.keywords, found.subjects) == (("oil", "sanctions"), ("medtop:20000379", "medtop:11000000"))
    assert (found.publish_status, found.embargoed_until, found.references) == (PublishStatus.USABLE, None, ())
    assert (found.text, found.is_laid_out, found.is_fragment) == (f"{LEAD}\n\n{SECOND}", True, False)
    assert found.dateline == "GENEVA, March 3 (Harbour) -"


@pytest.mark.parametrize(
    ("content", "confidence"),
    [
        (item(), 0.95),
        (message(item()), 0.95),
        (item().replace("<newsItem", "<g:newsItem xmlns:g='x'").replace("</newsItem", "</g:newsItem"), 0.95),
        ("<newsItem guid='a'/>", 0.85),
        (f"<!-- <p> of newsItem --><?a b?>\n{item()}", 0.95),
        (f"<a:odd xmlns:a='{NAR}'/>", 0.9),
        ("<contentMeta><subject qcode='a:b'/></contentMeta>", 0.8),
    ],
)
def test_the_format_is_told_by_local_names(delivery, content, confidence):
    found = sniff(delivery(content))
    assert (found.format, found.confidence) == ("newsml_g2", confidence)


@pytest.mark.parametrize("content", ["<NewsItem><a/></NewsItem>", "<event name='x'/>", "<html><body qcode='a'/></html>"])
def test_what_only_looks_like_it_is_left_to_others(delivery, content):
    assert sniff(delivery(content)).format != "newsml_g2"


def test_all_stories_of_a_message_are_read_in_order(drafts):
    found = drafts(message(item(guid="urn:newsml:h.example:20260303:a"), item(guid="urn:newsml:h.example:20260303:b")))
    assert [(draft.position, draft.provider_key[-1]) for draft in found] == [(0, "a"), (1, "b")]


def test_a_package_yields_the_stories_that_came_with_it(drafts):
    (found,) = drafts(message(package(GUID, "urn:x"), item(), item(CAPTION, item_class="ninat:picture", guid="urn:x")))
    assert found.provider_key == GUID


def test_a_story_without_text_among_others_is_refused_alone(delivery):
    elsewhere = "<remoteContent href='https://harbour.example/a' contenttype='text/html'/>"
    others = [item(content, guid=f"urn:newsml:h.example:20260303:{content[1:2]}") for content in ("", elsewhere)]
    reading = read(delivery(message(item(), *others)), Limits())
    assert (len(reading.drafts), [refusal.reason_code for refusal in reading.refused]) == (1, ["little_text"] * 2)


@pytest.mark.parametrize(
    ("content", "reason_code", "named"),
    [
        (package("urn:a", "urn:b"), "no_story", "a package that names 2 items and holds none"),
        (message(package("urn:a")), "no_story", "a package that names 1 item and holds none"),
        (item(CAPTION, item_class="ninat:picture"), "no_story", "a picture with a caption"),
        (item(item_class="ninat:graphic"), "no_story", "a graphic with a caption"),
        (item("", item_class="icls:video"), "no_story", "a video without the text of a story"),
        (item(xhtml("<p>Council, Geneva</p>"), item_class="ninat:audio"), "no_story", "an audio recording"),
        (item("<remoteContent href='https://harbour.example/a' contenttype='text/html'/>"), "no_story", "kept elsewhere"),
        (item(SPORTS.format("<team><name>Freedonia</name></team>")), "no_story", "data ('sports-content')"),
        (item(item_class="ninat:data"), "no_story", "a data set"),
        (item(""), "empty", "a news item without any content"),
        (item(xhtml("<p/>")), "empty", "a news item without any content"),
        (f"<conceptItem xmlns='{NAR}'/>", "no_story", "a concept item"),
        (f"<knowledgeItem xmlns='{NAR}'/>", "no_story", "a knowledge item"),
        (f"<planningItem xmlns='{NAR}'/>", "no_story", "a planning item"),
        (f"<catalogItem xmlns='{NAR}'/>", "no_story", "a catalogue of code lists"),
        (message(), "no_story", "the news message holds no item"),
        ("<groupSet root='G'><itemRef residref='a'/></groupSet>", "no_story", "its first element is 'groupSet'"),
        (message(package("a", "b"), item("", guid="a"), item("", guid="b")), "no_story", "2 × a news item without any"),
        (message(item("", guid="a"), item("", guid="b")), "empty", "2 items, each a news item without any content"),
    ],
)
def test_what_is_no_story_is_refused_by_name(refused, content, reason_code, named):
    found = refused(content)
    assert found[0] == reason_code
    assert named in found[1]


def test_a_video_with_its_script_is_a_story(draft):
    assert draft(item(xhtml(LONG_SCRIPT), item_class="ninat:video")).text.startswith("The council banned")


def test_a_story_inside_of_data_is_read(draft):
    article = "<article><nitf><body><body.content><p>Freedonia won the cup.</p></body.content></body></nitf></article>"
    assert draft(item(SPORTS.format(f"<team>Freedonia</team>{article}"))).text == "Freedonia won the cup."


def test_a_summary_alone_is_a_fragment(draft):
    summary = "<description role='drol:summary'>The council banned oil sales.</description>"
    found = draft(item("<remoteContent href='https://harbour.example/a'/>", content_meta=summary))
    assert (found.text, found.is_fragment) == ("The council banned oil sales.", True)


@pytest.mark.parametrize(
    ("guid", "version", "key", "version_key"),
    [
        ("tag:harbour.example,2026:newsml_L1:1345039779", "1345039779", "tag:harbour.example,2026:newsml_L1", "1345039779"),
        ("tag:harbour.example,2026:newsml_L1", "1345039779", "tag:harbour.example,2026:newsml_L1", "1345039779"),
        ("urn:newsml:harbour.example:20260303:oil:2N", "2", "urn:newsml:harbour.example:20260303:oil", "2"),
        ("urn:newsml:harbour.example:20260303:2", "2", "urn:newsml:harbour.example:20260303:2", "2"),
        ("urn:newsml:harbour.example:20260303:oil:7", "2", "urn:newsml:harbour.example:20260303:oil:7", "2"),
        ("oil:2", "2", "oil:2", "2"),
        ("oil", None, "oil", "1"),
    ],
)
def test_the_key_of_a_story_is_its_guid_without_a_repeated_version(draft, guid, version, key, version_key):
    found = draft(item(guid=guid, version=version))
    assert (found.provider_key, found.version_key) == (key, version_key)


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("<pubStatus qcode='stat:canceled'/>", PublishStatus.CANCELED),
        ("<pubStatus qcode='stat:withheld'/>", PublishStatus.WITHHELD),
        ("<pubStatus uri='http://cv.iptc.org/newscodes/pubstatusg2/canceled'/>", PublishStatus.CANCELED),
        ("<pubStatus qcode='stat:unheard'/>", PublishStatus.WITHHELD),
        ("<pubStatus/>", PublishStatus.USABLE),
        ("<embargoed/>", PublishStatus.WITHHELD),
        ("<embargoed>soon</embargoed>", PublishStatus.WITHHELD),
        ("<pubStatus qcode='stat:canceled'/><embargoed/>", PublishStatus.CANCELED),
    ],
)
def test_only_what_is_usable_is_usable(draft, written, status):
    assert draft(item(item_meta=written)).publish_status is status


def test_an_embargo_ends_when_it_says(draft):
    found = draft(item(item_meta="<embargoed>2026-03-04T13:00:00+01:00</embargoed>"))
    assert (found.embargoed_until, found.publish_status) == (AT_NOON, PublishStatus.USABLE)


def test_a_cancelled_item_without_text_kills_the_story_of_its_guid(draft):
    note = "<edNote>Kill the story on the oil ban, whose source withdrew it.</edNote>"
    found = draft(item("", item_meta=f"<pubStatus qcode='stat:canceled'/>{note}", version="3"))
    assert (found.provider_key, found.version_key, found.publish_status) == (GUID, "3", PublishStatus.CANCELED)
    assert (found.content_kind, found.text) == (
        ContentKind.KILL_NOTE,
        "Kill the story on the oil ban, whose source withdrew it.",
    )
    assert found.headline == "Council bans oil sales"


def test_a_cancelled_item_without_a_note_is_told_by_its_headline(draft):
    assert draft(item(xhtml("<p/>"), item_meta="<pubStatus qcode='stat:canceled'/>")).text == "Council bans oil sales"


@pytest.mark.parametrize(
    ("written", "references"),
    [
        ("<link rel='irel:previousVersion' residref='urn:old'/>", [(LinkKind.SUPERSEDES, "urn:old")]),
        (
            "<link rel='irel:previousVersion' href='https://harbour.example/1'/>",
            [(LinkKind.SUPERSEDES, "https://harbour.example/1")],
        ),
        (f"<link rel='irel:previousVersion' residref='{GUID}' version='1'/>", []),
        ("<link rel='irel:seeAlso' residref='urn:old'/>", []),
        ("<link residref='urn:old'/>", []),
        ("<signal qcode='sig:correction'/>", [(LinkKind.CORRECTS, GUID)]),
        (
            "<signal qcode='sig:correction'/><link rel='irel:previousVersion' residref='urn:old'/>",
            [(LinkKind.CORRECTS, "urn:old")],
        ),
        ("<signal qcode='sig:update'/>", []),
        (
            "<pubStatus qcode='stat:canceled'/><link rel='irel:previousVersion' residref='urn:old'/>",
            [(LinkKind.KILLS, "urn:old")],
        ),
    ],
)
def test_links_and_signals_name_what_is_replaced(draft, written, references):
    assert draft(item(item_meta=written)).references == tuple(KeyReference(*pair) for pair in references)


def test_a_correction_keeps_the_note_that_explains_it(draft):
    found = draft(item(item_meta="<signal qcode='sig:correction'/><edNote>Corrects the day of the vote.</edNote>"))
    assert Note("editors_note", "Corrects the day of the vote.") in found.notes


def test_the_main_headline_in_the_language_of_the_item_is_taken(draft):
    headlines = (
        "<headline role='hld:subHeadline'>Ban takes effect at once</headline>"
        "<headline xml:lang='fr'>Le conseil interdit</headline>"
        "<headline rank='2' xml:lang='en'>Oil</headline><headline rank='1' xml:lang='en-GB'>Council bans oil</headline>"
    )
    found = draft(item(content_meta=headlines))
    assert found.headline == "Council bans oil"
    assert [note.text for note in found.notes if note.kind == "subhead"] == [
        "Oil",
        "Ban takes effect at once",
        "Le conseil interdit",
    ]


def test_of_several_renditions_the_fullest_in_the_language_of_the_item_is_taken(draft):
    short, french = (
        xhtml("<p>The council banned oil sales.</p>"),
        xhtml(f"<p>{'Le conseil interdit. ' * 20}</p>", "xml:lang='fr'"),
    )
    assert draft(item(f"{short}{xhtml()}{french}")).text == f"{LEAD}\n\n{SECOND}"


@pytest.mark.parametrize(
    "content",
    [
        "<inlineData contenttype='text/plain'>The council banned oil.\nIt said so.</inlineData>",
        "<inlineData>\n      The council banned oil.\n      It said so.\n    </inlineData>",
        f"<inlineData contenttype='text/plain' encoding='encd:base64'>{ENCODED}</inlineData>",
    ],
)
def test_plain_text_inside_the_item_is_taken_as_delivered(draft, content):
    found = draft(item(content))
    assert [line.strip() for line in found.text.split("\n")] == ["The council banned oil.", "It said so."]
    assert not found.is_laid_out


@pytest.mark.parametrize(
    "content",
    [
        f"<inlineData contenttype='text/html'>{ESCAPED}</inlineData>",
        f"<inlineXML contenttype='text/html'>{ESCAPED}</inlineXML>",
        "<inlineXML><div><p>The council banned oil.</p><p>It said so.</p></div></inlineXML>",
        "<inlineXML><story><para>The council banned oil.</para><para>It <who>said</who> so.</para></story></inlineXML>",
    ],
)
def test_markup_in_any_dress_is_laid_out(draft, content):
    found = draft(item(content))
    assert (found.text, found.is_laid_out) == ("The council banned oil.\n\nIt said so.", True)


@pytest.mark.parametrize(("media_type", "data"), [("image/jpeg", "/9j/4AAQ"), ("text/plain", "a"), ("text/plain", "ö")])
def test_what_is_no_text_in_base64_is_no_story(refused, media_type, data):
    content = f"<inlineData contenttype='{media_type}' encoding='encd:base64'>{data}</inlineData>"
    assert refused(item(content))[0] == "empty"


def test_the_message_fills_in_what_the_item_leaves_open(draft):
    bare = item(item_meta="<versionCreated/>").replace("<provider literal='Harbour News'/>", "")
    found = draft(message(bare, header="<sent>2026-03-03T10:16:00Z</sent><sender>harbour.example</sender><priority>3</priority>"))
    assert (found.provider, found.urgency) == ("harbour.example", 3)
    assert found.published_at == datetime(2026, 3, 3, 10, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("provider", "expected"),
    [
        ("<provider qcode='nprov:AFP'><name>Agence France-Presse</name></provider>", "AFP"),
        ("<provider qcode='x:17'><name>Harbour</name></provider>", "Harbour"),
        ("<provider qcode='x:HRB'/>", "HRB"),
        ("<provider uri='http://www.harbour.example/about'/>", "harbour.example"),
        ("<provider uri='http://cv.iptc.org/newscodes/newsprovider/AFP'/>", "AFP"),
        ("<provider uri='http://['/>", "http://["),
        ("<provider literal='reuters.com'/>", "Reuters"),
    ],
)
def test_providers_are_named_as_people_name_them(draft, provider, expected):
    assert draft(item().replace("<provider literal='Harbour News'/>", provider)).provider == expected


def test_a_time_without_a_zone_is_the_providers_own_or_exact_to_the_day(draft):
    written = item(item_meta="<versionCreated>2026-07-01T12:00:00</versionCreated>")
    found, of_stt = draft(written), draft(written.replace("Harbour News", "STT"))
    assert (found.published_at, found.published_precision) == (datetime(2026, 7, 1, 12, tzinfo=UTC), Precision.DAY)
    assert (of_stt.published_at, of_stt.published_precision) == (datetime(2026, 7, 1, 9, tzinfo=UTC), Precision.SECOND)


@pytest.mark.parametrize("dateline", ["2026-03-03 10:15:30 GMT+00:00", "MARCH 03, 2026", "3 March 2026"])
def test_a_time_is_no_dateline(draft, dateline):
    assert draft(item(content_meta=f"<dateline>{dateline}</dateline>")).dateline is None


def test_subjects_without_a_code_are_keywords_unless_they_are_places(draft):
    subjects = (
        "<subject literal='Freedonia Oil Corp.' type='cpnat:organisation'><name>Freedonia Oil Corp.</name></subject>"
        "<subject literal='poi0' type='cpnat:poi'><name>1 Harbour Street</name></subject><subject literal='HN:02000000'/>"
        "<subject qcode='hn:1'><name>Politics</name></subject>"
    )
    found = draft(item(content_meta=subjects))
    assert (found.keywords, found.subjects) == (("Freedonia Oil Corp.",), ("HN:02000000", "hn:1"))


def test_notes_with_markup_keep_their_lines_and_their_kind(draft):
    notes = (
        "<edNote role='dpaednoterole:closingline'>hn ab cd</edNote>"
        "<edNote><section><h4>Contact</h4><p>Desk: Roe</p></section></edNote>"
    )
    found = draft(item(item_meta=notes, content_meta="<creditline>dpa</creditline>").replace("Harbour News", "dpa"))
    assert found.notes == (Note("sign_off", "hn ab cd"), Note("editors_note", "Contact\nDesk: Roe"), Note("credit", "dpa"))


def test_genres_tell_tables(draft):
    found = draft(item(content_meta="<genre qcode='genre:Results_Listings_Statistics'/>"))
    assert (found.content_kind, draft(item()).content_kind) == (ContentKind.TABLE, None)


def test_entities_and_broken_documents_are_refused(refused):
    assert refused(f"<!DOCTYPE newsItem [<!ENTITY a 'b'>]>{item(xhtml('<p>&a; oil ban</p>'))}")[0] == "entities"
    assert refused(item()[: len(item()) // 2])[0] == "malformed"


def test_item_text_is_kept_whatever_the_prefix(draft):
    prefixed = item().replace("<newsItem xmlns=", "<n:newsItem xmlns:n=").replace("</newsItem", "</n:newsItem")
    for name in ("rightsInfo", "itemMeta", "contentMeta", "contentSet", "inlineXML", "headline"):
        prefixed = prefixed.replace(f"<{name}", f"<n:{name}").replace(f"</{name}", f"</n:{name}")
    assert draft(prefixed).text == f"{LEAD}\n\n{SECOND}"
    assert BODY.startswith("<p>GENEVA")
