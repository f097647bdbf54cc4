"""What real files in wire JSON must come to."""

import json
from datetime import UTC, datetime

import pytest

from tasks.readers.registry import read
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits

NOW = datetime(2026, 11, 24, tzinfo=UTC)

# File, headline, first words of the text, last words, number of paragraphs, and further fields of the draft.
STORIES = [
    (
        "ninjs/iptc_1_4__ninjsExComplex2.json",
        "Captain of wrecked cruise ship on trial in Italy",
        "GROSSETO, Italy (AP) -- The trial",
        "Schettino has denied wrongdoing.",
        4,
        {
            "provider_key": "http://ninjs.example.com/newsitems/20130709cplx456",
            "byline": "Paulo Santalucia and Frances d'Emilio",
            "published_at": datetime(2013, 7, 9, 10, 39, tzinfo=UTC),
            "language": "en",
        },
    ),
    (
        "ninjs/core__ninjs1.json",
        "headline",
        "The story so far.",
        "The story so far.",
        1,
        {
            "provider": "AAP",
            "version_key": "2",
            "urgency": 3,
            "publish_status": "usable",
            "language": "fr",
            "byline": "Peter and Jane",
        },
    ),
    (
        "ninjs/iptc_2_1__tt_text_image_2.json",
        "Militärövning i jätteformat hålls 2023",
        "Pandemin satte stopp för den stora",
        "vilka internationella partners som deltar.",
        4,
        {
            "provider": "TT",
            "version_key": "1",
            "slugline": "militärövning",
            "urgency": 3,
            "language": "sv",
            "published_at": datetime(2021, 5, 26, 11, 40, 18, tzinfo=UTC),
        },
    ),
    (
        "ninjs/iptc_3_0__20231008-anti-doping-measures-at-the-tour-down-under-will-be-the-toughest-ever-addb-ninjs-nitf.json",
        "Anti-doping measures at the 'Tour Down Under' will be the toughest ever",
        "The Australian Sports Anti-Doping Authority (ASADA)",
        "Email: media@asada.gov.au",
        18,
        {
            "version_key": "2",
            "urgency": 4,
            "dateline": "Oslo, Norway",
            "published_at": datetime(2023, 10, 8, 0, 34, 3, tzinfo=UTC),
        },
    ),
    (
        "ninjs/iptc_3_0__dpa_text.json",
        "Faktencheck Derby-Elfmeter: Hat Schiedsrichter Zwayer recht?",
        "Für Lucien Favre war es «der",
        "die richtige Auslegung der Bestimmungen kommen.",
        9,
        {"provider": "dpa", "version_key": "2", "provider_key": "urn:newsml:dpa.com:20090101:190510-99-167362", "language": "de"},
    ),
    (
        "ninjs/iptc_3_0__ntb_text.json",
        "Google har kjøpt giganttomt i Skien",
        "IT-giganten Google har kjøpt en tomt",
        "behov for flere datasentre i Europa.",
        1,
        {"is_fragment": True, "version_key": "6", "language": "nb-NO"},
    ),
    (
        "ninjs/ntb__ntbttninjs.json",
        "Krisen allt djupare – Mellberg sämst någonsin",
        "Bottenmötet mellan HIF och Mjällby skulle",
        "gjorde på torsdagen sin 13:e.",
        22,
        {"provider": "TT", "urgency": 4, "language": "sv", "byline": "Martin Hardenberger/TT"},
    ),
    (
        "ap_media_api/cp__ap-broadcast.json",
        "Prosecutor: 2 Buffalo police charged with assault in shoving",
        "BUFFALO, N.Y. (AP) — Two Buffalo",
        "They were released without bail.",
        2,
        {
            "provider": "AP",
            "provider_key": "41148a074e2caa8190926b25a2a940f8",
            "version_key": "8",
            "slugline": "BC-US--America Protests-Buffalo Police, 8th Ld-Writethru",
            "dateline": "BUFFALO, N.Y.",
            "urgency": 4,
            "publish_status": "usable",
            "published_at": datetime(2020, 6, 6, 22, 9, 45, tzinfo=UTC),
        },
    ),
    (
        "dpa_digitalwires_json/dpadw__eil.json",
        "Grünen-Spitze tritt nach Wahlniederlagen ab",
        "Die Grünen-Spitze zieht nach den Misserfolgen",
        "hatte das Nachrichtenportal «Table Media» berichtet.",
        1,
        {
            "provider": "dpa",
            "provider_key": "urn:newsml:dpa.com:20090101:240925-930-242744",
            "version_key": "1",
            "urgency": 2,
            "dateline": "Berlin (dpa) -",
            "keywords": ("Grüne",),
            "published_at": datetime(2024, 9, 25, 8, 37, 24, tzinfo=UTC),
        },
    ),
    (
        "dpa_digitalwires_json/dpadw__no_notepad.json",
        "Shares in India's Adani Group plunge 20% after US bribery, fraud indictments",
        "One of Asia’s richest men, controversial",
        "compete with rival Beijing in the region.",
        22,
        {"provider": "ap", "version_key": "4", "byline": "By ASHOK SHARMA", "language": "en", "urgency": 4},
    ),
    (
        "dpa_digitalwires_json/dpadw__tvo_pol.json",
        "dpa-Tagesvorschau Politik Deutschland für Dienstag, 24. September 2024",
        "Auf www.dpa-news.de bieten wir Ihnen einen",
        "+++ Deutschland;Wirtschaftspolitik;Parteien;Grüne; +++",
        91,
        {"content_kind": "budget", "version_key": "2", "publish_status": "usable"},
    ),
    (
        "dpa_digitalwires_json/dpadw__spe2.json",
        "Ergebnisse Tennis",
        "Billie Jean King Cup K.o.-Runde in",
        "Sara Errani/Jasmine Paolini (Italien) 20.15",
        6,
        {"version_key": "52", "publish_status": None, "dateline": None},
    ),
]

# File, reason code, words of the reason.
REFUSED = [
    ("ninjs/core__bbc-ninjs-comp-test.json", "little_text", "1 words"),
    ("ninjs/core__ninjs3.json", "no_story", "a picture with a caption"),
    ("ninjs/core__ninjs4_mock.json", "format_not_supported", "its keys: requests"),
    ("ninjs/iptc_1_4__ninjs-1-4-examples.json", "empty", "has no body"),
    ("ninjs/iptc_1_6__003_associations_example.json", "empty", "of type composite has no body"),
    ("ninjs/iptc_2_1__ap_audio.json", "no_story", "an audio clip"),
    ("ninjs/iptc_2_1__ap_video.json", "no_story", "a video"),
    ("ninjs/iptc_2_2__002_renditions_example.json", "empty", "has no body"),
    ("ninjs/iptc_3_0__20231004-UEFA-ChampionLeague.json", "no_story", "an event"),
    ("ninjs/iptc_3_0__tt_event_pressconference_3.0.json", "no_story", "an event"),
    ("ninjs/iptc_collection__20231016-event-timeline-sample.json", "no_story", "none of the 14 items is a story"),
    ("ap_media_api/core__ap_media_feed.json", "no_story", "a picture"),
    ("ap_media_api/core__ap_media_text_item.json", "links_only", "nitf, anpa"),
    ("ap_media_api/cp__ap-table.json", "links_only", "behind a link"),
    ("ap_media_api/cp__preview-keywords.jpg", "unknown_format", "a JPEG picture"),
    ("dpa_digitalwires_json/dpadw__audio.json", "no_story", "of type audio"),
    ("dpa_digitalwires_json/dpadw__image.json", "no_story", "of type image"),
    *((f"ninjs_schema/ninjs-schema_{version}.json", "no_story", f"version {version}") for version in ("1.0", "1.6", "2.2")),
    ("ninjs_schema/ninjs-schema_3.1.json", "no_story", "ninjs-schema_3.1.json"),
]
FOLDERS = ("ninjs", "ninjs_schema", "ap_media_api", "dpa_digitalwires_json")


def reading_of(shared, name, media_type=None):
    path = shared / "wire" / name
    return read(Delivery(str(path), path.read_bytes(), media_type, None, NOW), Limits())


@pytest.mark.parametrize(("name", "headline", "start", "end", "blocks", "fields"), STORIES, ids=lambda value: str(value)[:40])
def test_a_real_story_is_read_whole(shared, name, headline, start, end, blocks, fields):
    reading = reading_of(shared, name)
    (draft,) = reading.drafts
    words = " ".join(draft.text.split())
    assert (reading.format, draft.headline) == (name.partition("/")[0], headline)
    assert (words[: len(start)], words[-len(end) :]) == (start, end)
    assert len(draft.text.split("\n\n")) == blocks
    assert {field: getattr(draft, field) for field in fields} == fields


@pytest.mark.parametrize(("name", "reason_code", "words"), REFUSED, ids=lambda value: str(value)[:40])
def test_what_holds_no_story_is_refused_by_what_it_is(shared, name, reason_code, words):
    reading = reading_of(shared, name)
    (refused,) = reading.refused
    assert (reading.drafts, refused.reason_code) == ((), reason_code)
    assert words in refused.reason


def test_every_file_is_told_and_no_reader_breaks(shared):
    readings = {
        path.name: reading_of(shared, f"{folder}/{path.name}")
        for folder in FOLDERS
        for path in (shared / "wire" / folder).iterdir()
    }
    assert {reading.format for reading in readings.values()} == {*FOLDERS[:1], *FOLDERS[2:], "json", "json_schema", "jpeg"}
    assert "reader_failed" not in {refused.reason_code for reading in readings.values() for refused in reading.refused}
    assert sum(len(reading.drafts) for reading in readings.values()) >= 30


@pytest.mark.parametrize("folder", FOLDERS[:1] + FOLDERS[2:])
def test_lines_of_real_items_are_read_as_single_files_are(shared, folder, delivery):
    paths = sorted((shared / "wire" / folder).glob("*.json"))
    lines = "\n".join(json.dumps(json.loads(path.read_text(encoding="utf-8"))) for path in paths)
    single = [draft.text for path in paths for draft in reading_of(shared, f"{folder}/{path.name}").drafts]
    assert [draft.text for draft in read(delivery(lines, uri="/a/lines.jsonl"), Limits()).drafts] == single
