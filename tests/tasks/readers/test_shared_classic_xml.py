"""Golden expectations for real NITF, NewsML 1, Ritzau and WordPress files: short facts read off them by eye."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from tasks.readers.registry import Reading, read
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits
from warehouse.codes import ContentKind, PublishStatus

NOW = datetime(2026, 11, 24, tzinfo=UTC)
USABLE = PublishStatus.USABLE


@dataclass(frozen=True)
class Golden:
    """What one story of a file must be: its headline, how it begins and ends, its keys, status, time, language, urgency."""

    file: str
    headline: str | None
    begins: str
    ends: str
    keys: tuple[str | None, str | None]
    at: str | None
    language: str | None
    urgency: int | None
    status: PublishStatus | None = USABLE
    position: int = 0


AFP = "urn:newsml:afp.com:"
BUSINESS_WIRE = "urn:newsml:businesswire.com:20010714:"
# fmt: off
STORIES = [
    Golden("nitf/core__aap-finance1.xml", "Highlights of the AAP Finance Wire at 14:45 Feb 20, 2015", "Highlights of the AAP",
           "AAP gfr", ("AAP.0.6703189", None), "2015-02-20T02:51:42", None, 5, None),
    Golden("nitf/core__aap.xml", "The main stories on today's 1900 ABC TV news", "The main stories on ABC television's",
           "AAP RTV ar", ("AAP.115314987.5417374", None), "2013-10-20T08:27:51", None, 5, None),
    Golden("nitf/core__ap_media_text_nitf.xml", "BC-BBN--Top Ten", "BASEBALL'S TOP TEN\n\nBy The Associated",
           "Scherzer, Washington, 8-5.", (None, None), "2019-07-03T04:05:12", None, None, None),
    Golden("nitf/core__handle_invalid_fields.xml",
           "Man accused of ramming gate at Rideau Hall with truck faces multiple charges", "OTTAWA - A Manitoba man is",
           "was first published July 3, 2020.", ("eed713d46d74499d86b3250fa47b341b", None), "2020-07-03T20:51:36", None, 2),
    Golden("nitf/core__nitf-ntb.xml", "Faktisk.no: Nei, dette dokumentet beskriver ikke FNs Agenda 21 eller Agenda 2030",
           "Nei, dette dokumentet beskriver ikke FNs", "</script>", ("faktisk-d9cde75b-256e-4989-b6a3-b8ad27f43a5c", "48"),
           "2020-09-07T12:45:26", "nb", 5, None),
    Golden("nitf/core__pa2.xml", "1 SOCCER INT-Teams", "International Match\nMexico v Panama", "Pinzon, Buitrago, Calderon.",
           ("580001T 2015-10-14", "T201510140143580001T"), "2015-10-14T01:43:58", None, 3),
    Golden("nitf/core__pa4.xml", "GREAT BRITISH BAKE OFF COOKS UP TOP FIVE MOST-WATCHED SHOWS OF 2016",
           "The Great British Bake Off has", "ends",
           ("PA-HHH-SHOWBIZ-BakeOff 2016-10-03", "255dd17c-cecd-4e56-a555-24fcaf1ef394HHH-8-1"), "2016-10-03T14:22:57", None, 4),
    Golden("nitf/cp__ap-agate-nitf.xml", "NBA Expanded Glance", "All Times EDT\n\nEASTERN CONFERENCE",
           "Phoenix at San Antonio, 1 p.m.", (None, None), "2021-05-12T14:00:07", None, None, None),
    Golden("nitf/ninjs__NTB_nitf_sample.xml", "Pandemien herjer på den legeløse indiske landsbygda",
           "Koronapandemien herjer også i landsbyer rundt", "(©NTB)", ("NTB5df9281a-a270-4dc5-a618-869bbc3bbca7", "1"),
           "2021-05-16T07:00:04", "nb", 5, None),
    Golden("newsml_1_2/belga__afp_belga.xml",
           "France: deux ex-policiers aux frontières devant la justice pour trafic de cocaïne",
           "Le procès de deux anciens fonctionnaires", "asl/tib/pid/cac", (f"{AFP}20190121T104233Z:TX-PAR-RHO61", "1"),
           "2019-01-21T10:42:34", "fr", 4),
    Golden("newsml_1_2/belga__ats_newsml_1_2_belga.xml", "Un taureau entre dans un magasin à Landquart (GR)",
           "Un taureau âgé d'un an est", "transporté dans son enclos.", ("urn:newsml:www.sda-ats.ch:20190603:bsf153", "1"),
           "2019-06-03T15:47:29", "fr", 4),
    Golden("newsml_1_2/belga__kyodo_newsml_1_2_belga.xml", "Ex-Chinese Premier Li Peng dies aged 90: Xinhua",
           "Former Chinese Premier Li Peng, who", "==Kyodo", ("urn:newsml:kyodonews.jp:20190723:20161021KW___0003800010", "1"),
           "2019-07-23T11:21:19", "en", None),
    Golden("newsml_1_2/core__afp.xml", "Sweden court accepts receivership for Saab carmaker", "A Chinese-owned company set up to",
           "hh/ph/ts/hd", (f"{AFP}20140829T135002Z:TX-PAR-FXW86", "1"), "2014-08-29T13:49:51", "en", 4),
    Golden("newsml_1_2/core__ana1.xml", "Wage employment balance positive in Jan-March", "Wage employment in the private sector",
           "μόνον για συγκεκριμένη χρήση.", ("urn:newsml:ana-mpe.gr:20180404:19336333", "1"), "2018-04-04T14:58:59", "en", None),
    Golden("newsml_1_2/ninjs__afp.com_newsml1.2_sample.xml", "Israel strikes key Hamas targets as UN Security Council to meet",
           "Israel's army said Sunday it had", "bur-dar-gl/fz", (f"{AFP}20210516T080625Z:TX-PAR-WGF71", "1"),
           "2021-05-16T08:06:25", "en", 4),
    Golden("newsml_1_2/ninjs__businesswire-newsml-20130605006126.xml", "Cambrios被Gartner評選為「最酷供應商」",
           "(美國商業資訊)--為", "唯一具法律效力之版本。", (f"{BUSINESS_WIRE}20130605006126", "1"),
           "2013-06-05T21:00:00", "zh", None),
    Golden("newsml_1_2/ninjs__businesswire-newsml-20130731006140.xml",
           "Lunch Taking a Toll? Let Applebee’s® Industrial Strength Lunch Decoy Stand In",
           "With more Applebee’s® Lunch Combos than", "and its affiliates.", (f"{BUSINESS_WIRE}20130731006140", "1"),
           "2013-07-31T15:32:00", "en", None),
    Golden("newsml_1_2/ntb__afp_no_headline.xml", None, "Burkina Faso is banning imports from", "ab/de/dl/hmw",
           (f"{AFP}20171220T134757Z:TX-PAR-NBK16", "1"), "2017-12-20T13:47:57", "en", 4),
    Golden("newsml_1_2/pynml__50812345.xml", "BREVES: Tecnologia - Novidades de Inovação", "Lisboa, 28 jan 2025 (NewsAgency)",
           "NewsAgency/Fim", ("urn:newsml:NewsAgency.com:20250128:50812345", "1"), "2025-01-28T10:15:30", "pt", None),
    Golden("ritzau/core__ritzau_feed.xml", "PR / Spire Global, Inc.", "GLASGOW, Scotland, Feb. 01, 2018 (GLOBE",
           "ansvarlig for indholdet **", ("83e4e779-e3b7-46da-b061-34ab92bc6ec4", "1"), "2018-02-01T17:44:52", None, 5),
    Golden("ritzau/core__ritzau_feed.xml", "Kort om sport", "Den danske cykelrytter Jakob Fuglsang (Astana)",
           "sin spanske landsmand.", ("MLM-1836529", "1"), "2018-02-01T17:38:49", None, 4, position=1),
    Golden("ritzau/core__ritzau_news_test_ednote.xml", None, 'Hollandske forskere har "i årevis" lavet',
           "finansieret lignende forsøg.", ("PTP-1834828", "1"), "2018-01-30T16:32:18", None, 3),
    Golden("ritzau/ntb__ritzau_2.xml", "Forsvaret sender satellit ud i rummet for første gang",
           "En danskudviklet minisatellit – en såkaldt", "end forsvarets Ulloriaq-satellit.", ("CKR-1835600", "1"),
           "2018-01-31T17:45:36", None, 4),
    Golden("wordpress_wxr/core__wordpress_wxr.xml", "Starafrica to dispose assets for $6 million to clear debt",
           "By Tester\n\nHarare, July 19 (The SDNewTester)", "Bla bla test", ("http://sdnewtester.org/?p=216", None),
           "2013-07-29T16:03:54", "en", None),
    Golden("wordpress_wxr/core__wordpress_wxr.xml", "test2", "By Tester\n\nHarare, July 19 (The SDNewTester)", "Bla bla test",
           ("http://sdnewtester.org/?p=test2", None), "2013-07-07T15:06:01", "en", None, None, position=1),
    Golden("wordpress_wxr/core__wordpress_wxr.xml", "test3", "By Tester\n\nHarare, July 19 (The SDNewTester)", "Bla bla test",
           ("http://sdnewtester.org/?p=test3", None), "3013-07-07T15:06:01", "en", None, None, position=2),
]
REFUSED = [
    ("nitf/core__aap-1.xml", ["little_text"], "1 words"),
    ("nitf/core__aap-finance-lite.xml", ["empty"], "no text"),
    ("newsml_1_2/belga__belga_newsml_1_2_audio.xml", ["no_story"], "audio"),
    ("newsml_1_2/belga__belga_newsml_1_2_video.xml", ["no_story"], "video"),
    ("newsml_1_2/belga__belga_tip_newsml_1_2.xml", ["empty"], "a headline"),
    ("wordpress_wxr/core__wordpress_wxr.xml", ["little_text", "little_text"], "0 words"),
    ("wordpress_wxr/core__wordpress_wxr_thumb.xml", ["little_text"], "1 words"),
]
# fmt: on


def reading(shared, name: str) -> Reading:
    path = shared / "wire" / name
    return read(Delivery(str(path), path.read_bytes(), None, None, NOW), Limits())


@pytest.mark.parametrize("golden", STORIES, ids=lambda golden: f"{golden.file}-{golden.position}")
def test_a_real_story_is_read_as_it_stands(shared, golden):
    found = reading(shared, golden.file)
    (draft,) = [draft for draft in found.drafts if draft.position == golden.position]
    assert found.format == golden.file.partition("/")[0]
    assert draft.headline == golden.headline
    assert draft.text.startswith(golden.begins)
    assert draft.text.endswith(golden.ends)
    assert (draft.provider_key, draft.version_key) == golden.keys
    assert draft.published_at == (datetime.fromisoformat(golden.at).replace(tzinfo=UTC) if golden.at else None)
    assert (draft.language, draft.urgency, draft.publish_status) == (golden.language, golden.urgency, golden.status)


@pytest.mark.parametrize(("name", "reason_codes", "named"), REFUSED, ids=lambda value: value if isinstance(value, str) else "")
def test_what_is_no_story_is_refused_with_what_is_wrong(shared, name, reason_codes, named):
    refused = reading(shared, name).refused
    assert [refusal.reason_code for refusal in refused] == reason_codes
    assert all(named in refusal.reason for refusal in refused)


def test_every_file_of_these_formats_has_its_expectation(shared):
    folders = ("nitf", "newsml_1_2", "ritzau", "wordpress_wxr")
    files = {f"{folder}/{path.name}" for folder in folders for path in (shared / "wire" / folder).iterdir()}
    assert files == {golden.file for golden in STORIES} | {name for name, _, _ in REFUSED}


def test_rows_of_tables_are_lines(shared):
    (draft,) = reading(shared, "nitf/core__ap_media_text_nitf.xml").drafts
    assert "\nMcNeil NYM\t72\t271\t37\t95\t.351\n" in draft.text


def test_notes_to_editors_are_told_from_the_text(shared):
    (canadian,) = reading(shared, "nitf/core__handle_invalid_fields.xml").drafts
    assert "ADDS military statement" in [note.text for note in canadian.notes]
    (french,) = reading(shared, "newsml_1_2/ninjs__afp.com_newsml1.2_sample.xml").drafts
    assert [note.kind for note in french.notes] == ["editors_note", "photo"]
    (danish,) = reading(shared, "ritzau/core__ritzau_news_test_ednote.xml").drafts
    assert danish.notes[0].text.startswith("Lasse Norman Hansen skifter")
    assert danish.content_kind is ContentKind.FLASH


def test_captions_and_signatures_are_no_story_text(shared):
    (norwegian,) = reading(shared, "nitf/ninjs__NTB_nitf_sample.xml").drafts
    assert [note.kind for note in norwegian.notes] == ["photo", "credit"]
    assert "Kremasjonsbål for koronaofre" not in norwegian.text
