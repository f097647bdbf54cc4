"""Real NewsML-G2 files of many agencies: what each must yield, or why it is refused."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from tasks.readers.registry import read
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits
from warehouse.codes import ContentKind, PublishStatus

NOW = datetime(2026, 11, 24, tzinfo=UTC)
MIN_LOADED = 0.97


@dataclass(frozen=True)
class Expected:
    """What a file holds, read off it by eye. `first` and `last` are words of the text, white space aside."""

    file: str
    provider: str
    key: str
    version: str
    at: str
    headline: str | None
    first: str
    last: str
    language: str = "en"
    urgency: int | None = 3
    subject: str | None = None
    byline: str | None = None
    status: PublishStatus = PublishStatus.USABLE
    kind: ContentKind | None = None


STORIES = [
    Expected(
        "aap__reuters_byline_in_body.xml",
        "Reuters",
        "tag:reuters.com,2018:newsml_L2N1PG091",
        "1345039779",
        "2018-01-21T20:23:15",
        "UPDATE 1-Statue of Liberty to reopen; shutdown keeps other parks, monuments closed",
        "(Adds Gov. Cuomo's announcement that",
        "Editing by Frank McGurty and Jeffrey Benkoe)",
        subject="subj:11000000",
    ),
    Expected(
        "aap__reuters_with_byline.xml",
        "Reuters",
        "tag:reuters.com,2018:newsml_MT1VRT1202671839",
        "159588191",
        "2018-01-22T02:03:11",
        "SAG Awards: 'Big Little Lies' Wins for Nicole Kidman, Alexander Skarsgard",
        "By Dave McNary LOS ANGELES (Variety.com) -",
        'are the agents of that change."',
        byline="Dave McNary",
    ),
    Expected(
        "core__tag_reuters.com_2014_newsml_KBN0FL0ZP_version_2",
        "Reuters",
        "tag_reuters.com_2014_newsml_KBN0FL0ZP",
        "2",
        "2014-07-16T13:00:03",
        "Syria's Assad says foreign states will pay for supporting 'terrorism'",
        "BEIRUT (Reuters) - President Bashar al-Assad, who",
        "(Reporting by Tom Perry, editing by John Stonestreet)",
        urgency=4,
        subject="N2:DIP",
    ),
    Expected(
        "core__tag_reuters.com_2016_newsml_L1N14N0FF_version_1542761538",
        "Reuters",
        "tag:reuters.com,0000:newsml_L1N14N0FF",
        "1542761538",
        "2016-01-04T16:34:45",
        "CORRECTED-S. Illinois battles flooding as Mississippi River builds downstream",
        "CORRECTED-S. Illinois battles flooding as",
        "as Mississippi River builds downstream",
        status=PublishStatus.CANCELED,
        kind=ContentKind.KILL_NOTE,
    ),
    Expected(
        "core__video.xml",
        "Reuters",
        "tag:reuters.com,2013:newsml_OVE933ZR5",
        "1",
        "2013-03-04T11:37:47",
        "Cardinals arrive for pre-conclave meeting",
        "(ROUGH CUT ONLY - NO REPORTER NARRATION) Preparations for",
        "culminating in Easter the following Sunday.",
        urgency=4,
    ),
    Expected(
        "belga__dpa_newsml_2_0_1_belga.xml",
        "dpa",
        "urn:newsml:dpa.com:20090101:240626-99-540037",
        "6",
        "2024-06-26T14:02:03",
        "Opposition leader slams Scholz for not to solve country's problems",
        "Germany's conservative opposition leader Friedrich Merz",
        "a European anchor of stability.",
        subject="medtop:11000000",
    ),
    Expected(
        "dpadw__with_dateline.xml",
        "dpa",
        "urn:newsml:dpa.com:20090101:250128-930-357319",
        "2",
        "2025-01-28T08:18:34",
        "DeepSeek-Schock aus China: Zeichen für KI-Zeitenwende?",
        "Ein Chatbot aus China schockt die Wall Street:",
        "auf günstigere KI hingegen ein Kursplus.",
        language="de",
        subject="dpacountry:184",
        byline="Andrej Sokolow, dpa",
    ),
    Expected(
        "dpadw__empty_paragraph.xml",
        "dpa",
        "urn:newsml:europapress.es:20241121:DN_2024-11-21_15-35-06",
        "1",
        "2024-11-21T14:35:06",
        'AMP.- O.Próximo.- Netanyahu acusa al TPI de actuar por "odio antisemita" hacia Israel al ordenar su arresto',
        "El primer ministro israelí, Benjamin Netanyahu,",
        'contra la humanidad", ha enfatizado en X.',
        language="es",
        urgency=4,
        subject="dpacountry:67",
    ),
    Expected(
        "core__ansa_culture.xml",
        "ANSA",
        "tag:ansa.it,2019-07-01:fd66854b6f8fcf6e0f9dd3792d86ae2e",
        "2",
        "2019-07-01T08:22:28",
        "TEST FROM XAWES",
        "TEST FROM XAWES",
        "(ANSA).",
        language="it",
        urgency=4,
        subject="subj:02003003",
    ),
    Expected(
        "core__stt_newsml_no_truncated_text_test.xml",
        "STT",
        "urn:newsml:stt.fi::105868846",
        "7",
        "2023-10-18T11:28:25",
        "Vastaamoon kohdistunut tietomurto oli syyttäjien mukaan erityisen suunnitelmallinen – "
        "syytetylle vaaditaan seitsemän vuoden vankeutta",
        "Tietomurto tapahtui syksyllä 2018. Kahden vuoden",
        "syyttäjät ovat valittaneet käräjäoikeuden tuomiosta.",
        language="fi",
        urgency=2,
        subject="sttsubj:02000000",
        byline="Maria Rosvall, Jecaterina Mantsinen",
    ),
    Expected(
        "ntb__tt_newsml_test.xml",
        "TT",
        "urn:newsml:tt.se:20171220:TT:585167:0",
        "1",
        "2017-12-20T13:46:21",
        "Polen: EU hämnas för flyktingmotstånd",
        "För första gången sedan EU:s Lissabonfördrag trädde",
        "av åtgärder, säger Cecilia Malmström till TT.",
        language="sv",
        urgency=4,
        subject="TT:02000000:LAG",
        byline="Wiktor Nummelin/TT",
    ),
    Expected(
        "cp__tables.newsml",
        "globenewswire.com",
        "urn:newsml:marketwired.com:20020408:202007077955771-en",
        "1",
        "2020-07-07T10:50:10",
        "Brookfield Renewable Announces Renewal of Normal Course Issuer Bid for Preferred Units and Renewal of "
        "BRP Equity’s Normal Course Issuer Bid for Preferred Shares",
        "All amounts in US dollars unless otherwise indicated BROOKFIELD, News,",
        "of new information, future events or otherwise.",
        urgency=None,
        subject="MWSubject:STK",
    ),
    Expected(
        "pyg2__LISTING_22_Sports_story_in_NewsML-G2NITF.xml",
        "www.xmlteam.com",
        "tag:xmlteam.com,2016:xt.5932656-preview",
        "11",
        "2018-10-19T15:45:00",
        "Preview: Arizona Diamondbacks (29-23) at Philadelphia Phillies (26-24), 7:05 p.m.",
        "(Sports Network) - A pair of teams",
        "over his last six starts.",
        urgency=None,
        subject="medtop:20000849",
        byline="Sports Network",
    ),
]

REFUSED = [
    ("core__LISTING_6_Simple_NewsML-G2_Package.xml", "a package that names 2 items and holds none"),
    ("core__snep.xml", "a package that names 10 items and holds none"),
    ("core__picture.xml", "a picture with a caption"),
    ("dpadw__audio.xml", "an audio recording"),
    ("g2__ap_metadata_example.xml", "a video without the text of a story"),
    ("pyg2__LISTING_5_Multi-part_Video_in_NewsML-G2.xml", "a video without the text of a story"),
    ("pyg2__LISTING_11_Person_Concept_conveyed_in_a_NewsML-G2_Concept_Item.xml", "a concept item"),
    ("pyg2__LISTING_13_Complete_Catalog_Item.xml", "a catalogue of code lists"),
    ("pyg2__LISTING_15_Two_Related_Events_in_a_Knowledge_Item.xml", "a knowledge item"),
    ("pyg2__LISTING_17_Planning_Item_a_CCL.xml", "a planning item"),
    ("pyg2__LISTING_24_News_Message_conveying_a_complete_News_Package.xml", "4 × a news item without any content"),
    ("pyg2__LISTING_28_Illustrating_Located_Subject_and_Dateline.xml", "its first element is 'contentMeta'"),
]


@pytest.fixture(scope="module")
def reading(shared):
    def of(name):
        path = shared / "wire/newsml_g2" / name
        return read(Delivery(str(path), path.read_bytes(), None, None, NOW), Limits())

    return of


@pytest.mark.parametrize("expected", STORIES, ids=lambda expected: expected.file)
def test_a_real_story_is_read_whole(reading, expected):
    (draft,) = reading(expected.file).drafts
    text = " ".join(draft.text.split())
    assert (draft.provider, draft.provider_key, draft.version_key) == (expected.provider, expected.key, expected.version)
    assert (draft.headline, draft.byline, draft.language) == (expected.headline, expected.byline, expected.language)
    assert (draft.publish_status, draft.content_kind, draft.urgency) == (expected.status, expected.kind, expected.urgency)
    assert draft.published_at == datetime.fromisoformat(f"{expected.at}+00:00")
    assert (text[: len(expected.first)], text[-len(expected.last) :]) == (expected.first, expected.last)
    assert expected.subject is None or expected.subject in draft.subjects


@pytest.mark.parametrize(("name", "named"), REFUSED)
def test_what_is_no_story_is_refused_by_name(reading, name, named):
    found = reading(name)
    (refusal,) = found.refused
    assert (found.format, found.drafts, refusal.reason_code) == ("newsml_g2", (), "no_story")
    assert named in refusal.reason


def test_an_embargo_and_the_desks_notes_are_told_apart_from_the_story(reading):
    (draft,) = reading("dpadw__rubix_multimedia_testartikel.xml").drafts
    assert draft.embargoed_until == datetime(2024, 10, 22, 9, 30, tzinfo=UTC)
    assert {"embargo", "contact", "summary", "sign_off", "dateline"} <= {note.kind for note in draft.notes}
    assert "Nicht vor 22.10.2024" not in draft.text
    assert "Kategorie 1   Wert 1   Wert 2   Wert 3 mit Absatz" in draft.text.split("\n")


def test_the_story_that_a_replacing_one_names_and_its_box_are_kept(reading):
    (draft,) = reading("ntb__tt_newsml_test.xml").drafts
    assert [reference.provider_key for reference in draft.references] == ["urn:newsml:tt.se:20171220:TT:585152:0"]
    assert [note.text[:5] for note in draft.notes if note.kind == "infobox"] == ["Fakta"]


def test_every_file_is_told_for_what_it_is(reading, shared):
    found = [reading(path.name) for path in sorted((shared / "wire/newsml_g2").iterdir())]
    assert {each.format for each in found} == {"newsml_g2"}
    refused = [refusal for each in found for refusal in each.refused]
    assert {refusal.reason_code for refusal in refused} == {"no_story"}
    stories = sum(bool(each.drafts) for each in found)
    assert stories >= MIN_LOADED * (len(found) - len(refused))
