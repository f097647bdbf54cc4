import json
from datetime import UTC, datetime

import pytest

from tasks.readers.draft import KeyReference, Note
from tasks.readers.registry import read, sniff
from tasks.sources.limits import Limits
from tasks.stories.clean import clean
from warehouse.codes import LinkKind, Precision, PublishStatus

NOW = datetime(2026, 11, 24, tzinfo=UTC)
BODY = "<p>STRELSAU, March 3 (Meridian) - The council banned timber on Monday.</p><p>An envoy of Syldavia objected.</p>"
TEXT = "STRELSAU, March 3 (Meridian) - The council banned timber on Monday.\n\nAn envoy of Syldavia objected."
ONE = {
    "uri": "urn:meridian:story:77",
    "type": "text",
    "version": "3",
    "versioncreated": "2026-03-03T10:15:00+0100",
    "firstcreated": "2026-03-03T08:00:00Z",
    "pubstatus": "usable",
    "urgency": 2,
    "language": "en",
    "source": "Meridian",
    "headline": "Council bans <i>timber</i>",
    "slugline": "RURITANIA-TIMBER",
    "byline": "Jan Roe",
    "located": "Strelsau",
    "copyrightnotice": "(c) Meridian",
    "ednote": "Adds reaction",
    "keywords": ["timber", "trade"],
    "subject": [{"code": "04000000", "scheme": "medtop", "name": "economy"}, {"name": "Wood"}],
    "body_html": BODY,
}
THREE = {
    "uri": "urn:meridian:story:78",
    "type": "text",
    "versionCreated": "2026-03-03T10:15:00Z",
    "pubStatus": "usable",
    "edNote": "Adds reaction",
    "copyrightHolder": "Meridian",
    "by": "Jan Roe",
    "headlines": [{"role": "web", "value": "Wood out"}, {"role": "main", "value": "Council bans timber"}],
    "bodies": [
        {"role": "text", "contentType": "text/plain", "value": TEXT},
        {"role": "x", "contentType": "text/html", "value": BODY},
    ],
    "subjects": [{"uri": "http://cv.example/medtop/04000000", "name": "economy"}],
}


@pytest.fixture
def reading(delivery):
    def make(value, **changes):
        item = {**value, **changes} if isinstance(value, dict) else value
        return read(delivery(json.dumps(item), uri="/wires/item.json"), Limits())

    return make


@pytest.fixture
def one(reading):
    def make(value, **changes):
        (draft,) = reading(value, **changes).drafts
        return draft

    return make


@pytest.fixture
def refusal(reading):
    def make(value, **changes):
        found = reading(value, **changes)
        assert not found.drafts
        (refused,) = found.refused
        return refused.reason_code, refused.reason

    return make


@pytest.mark.parametrize(
    ("value", "format_name"),
    [
        (ONE, "ninjs"),
        (THREE, "ninjs"),
        ([ONE, ONE], "ninjs"),
        ({"_items": [ONE], "_meta": {"total": 1}}, "ninjs"),
        ({"uri": "x", "bodies": [{"value": "One two three"}]}, "ninjs"),
        ({"requests": {"https://a.example": {"get": {"uri": "x"}}}}, "json"),
        ({"uri": "x", "name": "y"}, "json"),
        ({"$schema": "s", "title": "News", "properties": ONE}, "json_schema"),
        ({"$schema": "https://meridian.example/ninjs.json", **ONE}, "ninjs"),
    ],
)
def test_items_are_told_from_other_json(delivery, value, format_name):
    assert sniff(delivery(json.dumps(value))).format == format_name


def test_version_1_fills_the_draft(one):
    draft = one(ONE)
    assert (draft.text, draft.is_laid_out, draft.headline) == (TEXT, True, "Council bans timber")
    assert (draft.provider, draft.provider_key, draft.version_key) == ("Meridian", "urn:meridian:story:77", "3")
    assert (draft.published_at, draft.published_precision) == (datetime(2026, 3, 3, 9, 15, tzinfo=UTC), Precision.SECOND)
    assert (draft.urgency, draft.publish_status, draft.language) == (2, PublishStatus.USABLE, "en")
    assert (draft.slugline, draft.byline, draft.dateline) == ("RURITANIA-TIMBER", "Jan Roe", "Strelsau")
    assert (draft.rights, draft.keywords, draft.subjects) == ("(c) Meridian", ("timber", "trade", "Wood"), ("medtop:04000000",))
    assert draft.notes == (Note("editors_note", "Adds reaction"),)
    assert not draft.is_fragment


def test_version_3_fills_the_same_fields(one):
    draft = one(THREE)
    assert (draft.text, draft.is_laid_out, draft.headline) == (TEXT, True, "Council bans timber")
    assert (draft.provider, draft.byline) == ("Meridian", "Jan Roe")
    assert draft.published_at == datetime(2026, 3, 3, 10, 15, tzinfo=UTC)
    assert draft.subjects == ("http://cv.example/medtop/04000000",)
    assert draft.notes == (Note("editors_note", "Adds reaction"),)


@pytest.mark.parametrize(
    ("fields", "headline"),
    [
        ({"headline": None, "headline_main": "Main", "headline_web": "Web"}, "Main"),
        ({"headline": None, "headline_web": "Web"}, "Web"),
        ({"headline": None, "title": "Title"}, "Title"),
        ({"headline": ["no string"]}, None),
    ],
)
def test_a_headline_is_looked_for_in_every_place(one, fields, headline):
    assert one(ONE, **fields).headline == headline


@pytest.mark.parametrize("name", ["body_text", "body_xhtml", "body_html5", "body_main", "body_richtext"])
def test_any_body_of_version_1_is_read(one, name):
    assert one({key: value for key, value in ONE.items() if key != "body_html"}, **{name: BODY}).text == TEXT


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("usable", PublishStatus.USABLE),
        ("withheld", PublishStatus.WITHHELD),
        ("canceled", PublishStatus.CANCELED),
        ("stat:canceled", PublishStatus.CANCELED),
        ("Cancelled", PublishStatus.CANCELED),
        (None, None),
    ],
)
def test_the_status_is_that_of_iptc(one, written, status):
    assert one(ONE, pubstatus=written).publish_status is status


def test_an_unknown_status_is_refused_by_name(refusal):
    code, reason = refusal(ONE, pubstatus="perhaps")
    assert (code, "'perhaps'" in reason) == ("unknown_status", True)


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"ednote": "Story withdrawn, source denies it"}, "Story withdrawn, source denies it"),
        ({"ednote": None}, "Council bans timber"),
        ({"ednote": None, "headline": "Timber"}, "Timber\n\nurn:meridian:story:77: pubstatus canceled"),
        ({"ednote": None, "headline": None}, "urn:meridian:story:77: pubstatus canceled"),
    ],
)
def test_a_kill_without_a_body_takes_effect(one, fields, text):
    draft = one(ONE, pubstatus="canceled", body_html=None, **fields)
    assert (draft.text, draft.publish_status, draft.provider_key) == (text, PublishStatus.CANCELED, "urn:meridian:story:77")
    assert not draft.is_fragment
    story = clean(draft, document_id="doc", source_uri="/a", fetched_at=NOW, run_id="run").story
    killed = clean(one(ONE), document_id="doc", source_uri="/a", fetched_at=NOW, run_id="run").story
    assert (story.publish_status, story.story_id) == (PublishStatus.CANCELED, killed.story_id)


@pytest.mark.parametrize(
    ("value", "until", "status"),
    [
        ("2026-03-04T06:00:00Z", datetime(2026, 3, 4, 6, tzinfo=UTC), PublishStatus.USABLE),
        ("until the speech", None, PublishStatus.WITHHELD),
        (True, None, PublishStatus.WITHHELD),
        ("", None, PublishStatus.USABLE),
        (None, None, PublishStatus.USABLE),
    ],
)
def test_an_embargo_holds_until_its_hour_or_without_one(one, value, until, status):
    draft = one(ONE, embargoed=value)
    assert (draft.embargoed_until, draft.publish_status) == (until, status)
    assert one(THREE, embargoedUntil="2026-03-04T06:00:00Z").embargoed_until is not None


def test_a_correction_and_what_it_replaces_are_noted(one):
    draft = one(ONE, signals=["apCorrection", "newscontent"], evolvedfrom="urn:meridian:story:70", replacing=["urn:x"])
    assert Note("desk_mark", "apCorrection") in draft.notes
    assert draft.references == (
        KeyReference(LinkKind.SUPERSEDES, "urn:meridian:story:70"),
        KeyReference(LinkKind.SUPERSEDES, "urn:x"),
    )


@pytest.mark.parametrize("kind", ["picture", "graphic", "audio", "video", "event", "planning"])
def test_what_is_no_story_is_refused_by_its_kind(refusal, kind):
    code, reason = refusal(ONE, type=kind, body_text="A saw mill near Strelsau on Monday.")
    names = {"event": "calendar", "planning": "plan"}
    assert (code, names.get(kind, kind) in reason) == ("no_story", True)


def test_an_event_without_a_type_is_told_by_its_details(refusal):
    code, reason = refusal(
        {"uri": "urn:e", "title": "Talks", "eventDetails": {"dates": {}}, "descriptions": [{"value": "Talks"}]}
    )
    assert (code, "an event" in reason) == ("no_story", True)


def test_a_text_with_a_summary_alone_is_a_fragment(one, refusal):
    draft = one(ONE, body_html=None, description_text="The council banned timber.")
    assert (draft.text, draft.is_fragment) == ("The council banned timber.", True)
    assert refusal(ONE, body_html="<p></p>")[0] == "empty"
    assert refusal({**THREE, "bodies": [], "descriptions": [{"role": "caption", "value": "A saw mill."}]})[0] == "empty"


def test_every_item_of_a_list_is_a_draft_and_what_is_none_is_refused_beside_them(reading):
    found = reading({"items": [ONE, {**ONE, "type": "picture"}, THREE, "stray"]})
    assert [(draft.position, draft.provider_key[-2:]) for draft in found.drafts] == [(0, "77"), (2, "78")]
    assert [refused.reason_code for refused in found.refused] == ["no_story", "no_story"]


def test_a_list_without_a_story_is_refused_once(reading):
    found = reading([{**ONE, "type": "picture"}] * 14)
    (refused,) = found.refused
    assert "none of the 14 items is a story: the item is a picture" in refused.reason


def test_whole_associated_stories_are_drafts_and_links_are_left(reading):
    associations = {
        "main": THREE,
        "sidebars": [ONE, {**ONE, "uri": "urn:link", "representationtype": "incomplete"}],
        "photo": {**ONE, "uri": "urn:photo", "type": "picture"},
        "teaser": {"uri": "urn:t", "type": "text", "headline": "Teaser"},
    }
    package = {"uri": "urn:package", "type": "composite", "versioncreated": "2026-03-03T10:15:00Z", "associations": associations}
    assert [draft.provider_key for draft in reading(package).drafts] == ["urn:meridian:story:78", "urn:meridian:story:77"]
    with_body = reading(package, body_text="Two stories on timber and what follows from them.")
    assert with_body.drafts[0].provider_key == "urn:package"
    assert [draft.position for draft in with_body.drafts] == [0, 1, 2]


def test_a_profile_leaves_out_what_a_house_sets_around_its_text(one):
    body = '<h1>Council bans timber</h1><div class="dat"><span>Trade</span> TT</div><div class="x"><p>The ban holds.</p></div>'
    assert one(ONE, body_html=body, source="TT", headline="Council bans timber").text == "The ban holds."
    assert "Trade" in one(ONE, body_html=body, headline="Council bans timber").text


def test_captions_in_the_body_are_notes(one):
    draft = one(ONE, body_html=BODY + "<figure><img/><figcaption>A mill.</figcaption></figure>")
    assert (draft.text, draft.notes[-1]) == (TEXT, Note("photo", "A mill."))


def test_odd_values_cost_nothing(one):
    odd = {"byline": {"name": "x"}, "urgency": "high", "subject": "wood", "keywords": None, "associations": "none", "located": 5}
    draft = one(ONE, **odd, versioncreated="yesterday", firstcreated=None)
    assert (draft.byline, draft.urgency, draft.subjects, draft.published_at, draft.dateline) == (None, None, (), None, "5")


def test_a_cut_off_item_is_malformed(delivery):
    (refused,) = read(delivery(json.dumps(ONE)[:-30]), Limits()).refused
    assert (refused.reason_code, "send it whole" in refused.reason) == ("malformed", True)
