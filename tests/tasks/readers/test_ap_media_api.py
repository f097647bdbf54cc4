import json
from datetime import UTC, datetime

import pytest

from tasks.readers.draft import Note
from tasks.readers.registry import read, sniff
from tasks.sources.limits import Limits
from warehouse.codes import ContentKind, PublishStatus

BODY = "<block>\n<p>STRELSAU (MW) — The council banned timber.</p>\n<p>An envoy objected.</p></block>"
TEXT = "STRELSAU (MW) — The council banned timber.\n\nAn envoy objected."
ITEM = {
    "uri": "https://api.wire.example/content/f0a1?qt=x&et=1a",
    "altids": {"itemid": "f0a1", "etag": "f0a1_1a", "friendlykey": "77", "transref": "a0382"},
    "version": 0,
    "type": "text",
    "urgency": 4,
    "editorialpriority": "r",
    "language": "en",
    "versioncreated": "2026-03-03T10:15:00Z",
    "pubstatus": "usable",
    "ednote": "Eds: UPDATES: Adds reaction.",
    "editorialtypes": ["Lead"],
    "title": "RU--Timber",
    "headline": "Council bans timber",
    "headline_extended": "The council has banned timber",
    "slugline": "BC-RU--Timber, 1st Ld-Writethru",
    "bylines": [{"by": "By JAN ROE", "title": "Meridian Wire"}, {"by": "MAX MUSTER"}],
    "located": "STRELSAU",
    "copyrightnotice": "Copyright 2026 Meridian Wire",
    "keywords": ["Timber"],
    "provider": "Meridian Wire",
    "subject": [{"code": "i", "rels": ["category"]}, {"code": "c0ffee", "scheme": "http://cv.wire.example/id/", "name": "Trade"}],
    "renditions": {"nitf": {"href": "https://api.wire.example/x"}, "anpa": {"href": "https://api.wire.example/y"}},
    "textformat": "bx",
}
ANSWER = {"api_version": "2.1", "method": "/content.GET", "data": {"meta": {}, "item": ITEM}, "nitf": {"body_html": BODY}}


def answer(**changes):
    return {**ANSWER, "data": {"item": {**ITEM, **changes}}}


def test_an_item_with_its_text_beside_it_fills_the_draft(delivery):
    reading = read(delivery(json.dumps(ANSWER)), Limits())
    (draft,) = reading.drafts
    assert (reading.format, draft.text, draft.is_laid_out) == ("ap_media_api", TEXT, True)
    assert (draft.provider, draft.provider_key, draft.version_key) == ("Meridian Wire", "f0a1", "0")
    assert (draft.headline, draft.slugline) == ("Council bans timber", "BC-RU--Timber, 1st Ld-Writethru")
    assert (draft.byline, draft.dateline) == ("By JAN ROE, MAX MUSTER", "STRELSAU")
    assert (draft.published_at, draft.urgency) == (datetime(2026, 3, 3, 10, 15, tzinfo=UTC), 4)
    assert (draft.language, draft.rights, draft.keywords) == ("en", "Copyright 2026 Meridian Wire", ("Timber",))
    assert draft.subjects == ("i", "http://cv.wire.example/id/c0ffee")
    assert (draft.publish_status, draft.content_kind) == (PublishStatus.USABLE, None)
    assert Note("editors_note", "Eds: UPDATES: Adds reaction.") in draft.notes


@pytest.mark.parametrize(
    "value",
    [
        answer(body_nitf=BODY) | {"nitf": None},
        answer(renditions={"nitf": {"value": f"<nitf><body><body.content>{BODY}</body.content></body></nitf>"}}) | {"nitf": {}},
        {**ITEM, "body_nitf": BODY},
        {"meta": {}, "item": {**ITEM, "body_nitf": BODY}},
        {"api_version": "2.1", "data": {"items": [{"meta": {}, "item": {**ITEM, "body_nitf": BODY}}]}},
        {"items": [{"item": {**ITEM, "body_nitf": BODY}}]},
        [{**ITEM, "body_nitf": BODY}],
    ],
    ids=["field", "rendition", "item alone", "entry", "feed", "search", "list"],
)
def test_text_and_item_are_found_in_every_envelope(delivery, value):
    item = delivery(json.dumps(value))
    assert sniff(item).format == "ap_media_api"
    (draft,) = read(item, Limits()).drafts
    assert (draft.text, draft.provider_key) == (TEXT, "f0a1")


def test_text_behind_a_link_is_named(delivery):
    (refused,) = read(delivery(json.dumps({**ANSWER, "nitf": None})), Limits()).refused
    assert refused.reason_code == "links_only"
    assert "behind a link that was not sent with it (renditions: nitf, anpa)" in refused.reason
    (refused,) = read(delivery(json.dumps(answer(renditions={}) | {"nitf": None})), Limits()).refused
    assert refused.reason_code == "empty"


@pytest.mark.parametrize("kind", ["picture", "video", "audio", "graphic"])
def test_a_caption_is_no_story(delivery, kind):
    (refused,) = read(delivery(json.dumps(answer(type=kind, description_caption="A saw mill."))), Limits()).refused
    assert (refused.reason_code, "not a story" in refused.reason) == ("no_story", True)


def test_a_feed_gives_its_stories_and_refuses_the_rest_beside_them(delivery):
    entries = [{"item": {**ITEM, "type": "picture"}}, {"item": {**ITEM, "body_nitf": BODY}}, {"item": ITEM}]
    reading = read(delivery(json.dumps({"api_version": "1.1", "data": {"items": entries}})), Limits())
    assert [draft.position for draft in reading.drafts] == [1]
    assert [refused.reason_code for refused in reading.refused] == ["no_story", "links_only"]


@pytest.mark.parametrize(("code", "kind"), [("at", ContentKind.TABLE), ("bt", ContentKind.TABLE), ("bx", None), (None, None)])
def test_matter_set_in_columns_is_a_table(delivery, code, kind):
    (draft,) = read(delivery(json.dumps(answer(textformat=code))), Limits()).drafts
    assert draft.content_kind is kind


def test_a_kill_needs_no_text(delivery):
    value = answer(pubstatus="canceled", ednote="Eds: KILL: the source withdrew it.") | {"nitf": None}
    (draft,) = read(delivery(json.dumps(value)), Limits()).drafts
    assert (draft.publish_status, draft.text) == (PublishStatus.CANCELED, "Eds: KILL: the source withdrew it.")


def test_an_embargo_is_kept(delivery):
    (draft,) = read(delivery(json.dumps(answer(embargoed="2026-03-04T00:00:00Z"))), Limits()).drafts
    assert draft.embargoed_until == datetime(2026, 3, 4, tzinfo=UTC)
