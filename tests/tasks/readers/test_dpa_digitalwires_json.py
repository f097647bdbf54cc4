import json
from datetime import UTC, datetime

import pytest

from tasks.readers.draft import Note
from tasks.readers.registry import read, sniff
from tasks.sources.limits import Limits
from warehouse.codes import ContentKind, PublishStatus

ENTRY = {
    "format": "digitalwires@0.9.1",
    "type": "composite",
    "entry_id": "e1",
    "updated": "2026-03-03T10:20:00Z",
    "urn": "urn:newsml:wire.example:20260303:260303-77",
    "version_created": "2026-03-03T11:15:00+01:00",
    "version": 2,
    "pubstatus": "usable",
    "signal": "sig:correction",
    "embargoed": None,
    "language": "de",
    "urgency": 3,
    "kicker": "Handel",
    "headline": "Rat verbietet Holz",
    "teaser": "Der Rat hat entschieden.",
    "byline": "Von Jan Roe",
    "dateline": "Strelsau (dpa) - ",
    "article_html": (
        '<section class="main"><p></p><p>Der Rat hat am Montag Holz verboten.</p>'
        "<h2>Folgen</h2><p>Syldavia protestiert.</p></section>"
    ),
    "infobox_html": '<section class="infobox"><h2>Links</h2><p>Mehr dazu</p></section>',
    "linkbox_html": None,
    "creditline": "dpa",
    "copyrightnotice": "Copyright 2026",
    "usageterms": "Nur nach Vereinbarung",
    "ednotes": [
        {"role": "dpaednoterole:closingline", "ednote": "dpa abc n1", "is_publishable": True},
        {"role": "dpaednoterole:correction", "ednote": "Im 2. Absatz wurde der Tag korrigiert", "is_publishable": True},
        {"role": "dpaednoterole:dpacontacts", "ednote": "Autor: Jan Roe", "is_publishable": False},
        {"role": None, "ednote": "Ortsname", "is_publishable": False},
    ],
    "associations": [],
    "categories": [
        {"type": "dnltype:dpasubject", "name": "Handel", "qcode": "medtop:20000344"},
        {"type": "dnltype:geosubject", "name": "Ruritanien", "qcode": "dpacountry:999"},
        {"type": "dnltype:desk", "name": "pl", "qcode": "dpacat:pl"},
        {"type": "dnltype:keyword", "name": "Holz", "qcode": None},
        {"type": "dnltype:genre", "name": "Meldung", "qcode": "dpatextgenre:1"},
        {"type": "dnltype:provider", "name": "dpa", "qcode": "dnlprov:dpa"},
    ],
    "keyword_names": ["Holz"],
}


def drafts(delivery, value):
    reading = read(delivery(json.dumps(value)), Limits())
    assert reading.format == "dpa_digitalwires_json"
    return reading


def test_an_entry_fills_the_draft(delivery):
    (draft,) = drafts(delivery, ENTRY).drafts
    assert draft.text == "Der Rat hat am Montag Holz verboten.\n\nFolgen\n\nSyldavia protestiert."
    assert (draft.is_laid_out, draft.headline, draft.byline, draft.dateline) == (
        True,
        "Rat verbietet Holz",
        "Von Jan Roe",
        "Strelsau (dpa) -",
    )
    assert (draft.provider, draft.provider_key, draft.version_key) == ("dpa", ENTRY["urn"], "2")
    assert (draft.published_at, draft.urgency) == (datetime(2026, 3, 3, 10, 15, tzinfo=UTC), 3)
    assert (draft.publish_status, draft.language, draft.rights) == (PublishStatus.USABLE, "de", "Copyright 2026")
    assert (draft.keywords, draft.subjects) == (("Holz",), ("medtop:20000344", "dpacountry:999"))
    assert draft.notes == (
        Note("kicker", "Handel"),
        Note("summary", "Der Rat hat entschieden."),
        Note("related", "Links\n\nMehr dazu"),
        Note("sign_off", "dpa abc n1"),
        Note("editors_note", "Im 2. Absatz wurde der Tag korrigiert"),
        Note("contact", "Autor: Jan Roe"),
        Note("editors_note", "Ortsname"),
        Note("desk_mark", "correction"),
    )


@pytest.mark.parametrize(
    "value",
    [[ENTRY, ENTRY], {"entries": [ENTRY, ENTRY]}, {"entries": [{key: ENTRY[key] for key in ENTRY if key != "format"}] * 2}],
    ids=["list", "feed", "without a name"],
)
def test_many_entries_are_many_drafts(delivery, value):
    assert [draft.position for draft in drafts(delivery, value).drafts] == [0, 1]


@pytest.mark.parametrize(
    ("changes", "reason_code", "words"),
    [
        ({"associations": [{"type": "image", "caption": "Ein Mann"}]}, "no_story", "of type image with a caption"),
        ({"associations": [{"type": "audio"}, {"type": "audio"}]}, "no_story", "of type audio"),
        ({}, "empty", "no article_html"),
        ({"article_html": "<section><p> </p></section>"}, "empty", "no article_html"),
    ],
)
def test_an_entry_without_a_text_is_refused_by_what_it_is(delivery, changes, reason_code, words):
    (refused,) = drafts(delivery, {**ENTRY, "article_html": None, **changes}).refused
    assert (refused.reason_code, words in refused.reason) == (reason_code, True)


@pytest.mark.parametrize(
    ("genre", "kind"), [("Vorschau", ContentKind.BUDGET), ("Achtung", ContentKind.ADVISORY), ("Meldung", None)]
)
def test_the_genre_says_what_is_no_story(delivery, genre, kind):
    categories = [{"type": "dnltype:provider", "name": "dpa"}, {"type": "dnltype:genre", "name": genre}]
    (draft,) = drafts(delivery, {**ENTRY, "categories": categories}).drafts
    assert draft.content_kind is kind


def test_a_withdrawn_entry_takes_effect_without_a_text(delivery):
    entry = {**ENTRY, "pubstatus": "canceled", "article_html": None, "associations": None}
    (draft,) = drafts(delivery, entry).drafts
    assert (draft.publish_status, draft.text.startswith("dpa abc n1")) == (PublishStatus.CANCELED, True)


def test_an_embargo_is_kept(delivery):
    (draft,) = drafts(delivery, {**ENTRY, "embargoed": "2026-03-04T06:00:00+01:00"}).drafts
    assert draft.embargoed_until == datetime(2026, 3, 4, 5, tzinfo=UTC)


def test_tables_have_one_row_a_line(delivery):
    rows = "<tr><td>A - B</td><td>2:1</td></tr><tr><td>C - D</td><td>0:0</td></tr>"
    html = f"<section><p>Ergebnisse</p><table>{rows}</table></section>"
    (draft,) = drafts(delivery, {**ENTRY, "article_html": html}).drafts
    assert draft.text == "Ergebnisse\n\nA - B   2:1\nC - D   0:0"


def test_ninjs_of_the_same_agency_is_ninjs(delivery):
    item = {
        "uri": ENTRY["urn"],
        "version": "2",
        "versionCreated": ENTRY["version_created"],
        "bodies": [{"value": "Der Rat tagt."}],
    }
    assert sniff(delivery(json.dumps(item))).format == "ninjs"
