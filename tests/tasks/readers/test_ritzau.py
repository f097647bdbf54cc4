from datetime import UTC, datetime

import pytest

from tasks.readers.draft import Draft, KeyReference, Note
from tasks.readers.errors import UnreadableError
from tasks.readers.ritzau import read, sniff
from tasks.sources.limits import Limits
from warehouse.codes import ContentKind, LinkKind, PublishStatus

FIELDS = {
    "NewsID": "n-2",
    "PublishDate": "2094-01-31T18:45:36.73",
    "strapline": "NET/UDLAND",
    "headline": "Fredonien standser salg af olie",
    "subtitle": "Udsendingen kalder det lovligt.&lt;br /&gt;",
    "town": "København",
    "origin": "/nordport/",
    "version": "2",
    "format": "Net",
    "content": "&lt;p&gt;Fredonien standser salget.&lt;/p&gt;&lt;p&gt;Det er lovligt.&lt;br /&gt;&lt;/p&gt;"
    "&lt;p&gt;/nordport/&lt;/p&gt;",
    "HistID": "ABC-17",
    "Priority": "4",
    "IPTCList": '<a:int xmlns:a="urn:a">4000000</a:int><a:int xmlns:a="urn:a">11000000</a:int>',
    "byLine": "Jane Roe",
    "byLineEmail": "roe@nordport.example",
}


def news(**changes: str) -> str:
    return "<RBNews>" + "".join(f"<{name}>{text}</{name}>" for name, text in {**FIELDS, **changes}.items()) + "</RBNews>"


@pytest.fixture
def story(delivery):
    def read_one(**changes: str) -> Draft:
        (draft,) = read(delivery(news(**changes)), Limits())
        return draft

    return read_one


def test_both_roots_are_told(delivery):
    assert min(sniff(head, delivery("")) for head in ("<RBNews>", "<XMLNewsQueuedResponse>", "<x:RBNews xmlns:x='urn:x'>")) > 0.9
    assert sniff("<rss>", delivery("")) == 0.0


def test_fields_become_the_storys(story):
    draft = story()
    assert (draft.reader, draft.provider, draft.provider_key, draft.version_key) == ("ritzau", "Ritzau", "ABC-17", "2")
    assert (draft.headline, draft.slugline, draft.byline) == ("Fredonien standser salg af olie", "NET/UDLAND", "Jane Roe")
    assert (draft.dateline, draft.urgency, draft.publish_status) == ("København", 4, PublishStatus.USABLE)
    assert draft.subjects == ("IPTC:04000000", "IPTC:11000000")


def test_times_are_danish(story):
    assert story().published_at == datetime(2094, 1, 31, 17, 45, 36, tzinfo=UTC)
    assert story(PublishDate="2094-07-31T18:45:36").published_at == datetime(2094, 7, 31, 16, 45, 36, tzinfo=UTC)


def test_paragraphs_are_the_text_and_the_agencys_mark_is_not(story):
    draft = story(TilRedaktionen="&lt;p&gt;Ny version.&lt;/p&gt;")
    assert draft.text == "Fredonien standser salget.\n\nDet er lovligt."
    assert draft.notes == (
        Note("editors_note", "Ny version."),
        Note("summary", "Udsendingen kalder det lovligt."),
        Note("contact", "roe@nordport.example"),
        Note("sign_off", "/nordport/"),
    )


def test_references_escaped_twice_are_understood(story):
    draft = story(
        headline="Roe&amp;apos;s ban", content="&lt;P&gt;&amp;amp;quot;A ban,&amp;amp;quot; said R&amp;amp;amp;D.&lt;/P&gt;"
    )
    assert (draft.headline, draft.text) == ("Roe's ban", '"A ban," said R&D.')


@pytest.mark.parametrize("changes", [{"format": "Flash"}, {"InfoFlash": "true"}])
def test_a_flash_may_have_no_headline(story, changes):
    draft = story(headline="", **changes)
    assert (draft.headline, draft.content_kind) == (None, ContentKind.FLASH)


def test_a_canceled_story_is_canceled(story):
    assert story(Annuleret="true").publish_status is PublishStatus.CANCELED


def test_a_kill_needs_no_content(story):
    draft = story(Annuleret="true", content="")
    assert (draft.text, draft.content_kind) == ("Fredonien standser salg af olie", ContentKind.KILL_NOTE)


@pytest.mark.parametrize(
    ("changes", "references"),
    [
        ({"replacedID": "n-1"}, (KeyReference(LinkKind.SUPERSEDES, "n-1"),)),
        ({"replacedID": "n-1", "Korrektion": "true"}, (KeyReference(LinkKind.CORRECTS, "n-1"),)),
        ({"Replaces": "n-2"}, ()),
        ({"replacedID": ""}, ()),
    ],
)
def test_what_a_story_replaces_or_corrects_is_named(story, changes, references):
    assert story(**changes).references == references


def test_a_story_without_history_goes_by_its_own_id(story):
    assert story(HistID="").provider_key == "n-2"


def test_the_answer_of_a_queue_holds_any_number(delivery):
    markup = (
        '<XMLNewsQueuedResponse xmlns="http://tempuri.org/"><XMLNewsQueuedResult><ListOfRBNews xmlns="">'
        f"{news()}{news(HistID='ABC-18')}</ListOfRBNews></XMLNewsQueuedResult></XMLNewsQueuedResponse>"
    )
    drafts = read(delivery(markup), Limits())
    assert [(draft.position, draft.provider_key) for draft in drafts] == [(0, "ABC-17"), (1, "ABC-18")]


@pytest.mark.parametrize(
    ("markup", "reason_code", "named"),
    [
        (
            "<XMLNewsQueuedResponse><error>7</error><errormsg>No access</errormsg></XMLNewsQueuedResponse>",
            "no_story",
            "No access",
        ),
        ("<XMLNewsQueuedResponse/>", "no_story", "no error"),
        (news(content=""), "empty", "no content"),
    ],
)
def test_answers_without_news_are_refused(delivery, markup, reason_code, named):
    with pytest.raises(UnreadableError, match=named) as refused:
        read(delivery(markup), Limits())
    assert refused.value.reason_code == reason_code
