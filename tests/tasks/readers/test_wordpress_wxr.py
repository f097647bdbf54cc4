from datetime import UTC, datetime

import pytest

from tasks.readers.draft import Draft, Note
from tasks.readers.errors import UnreadableError
from tasks.readers.registry import read as read_any
from tasks.readers.wordpress_wxr import read
from tasks.sources.limits import Limits
from warehouse.codes import PublishStatus

SPACES = (
    'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"'
)
AUTHOR = "<wp:author><wp:author_login>jroe</wp:author_login><wp:author_display_name>Jane Roe</wp:author_display_name></wp:author>"
FIELDS = {
    "title": "Freedonia bans oil",
    "link": "https://quayside.example/oil",
    "pubDate": "Sun, 23 May 2094 16:15:00 +0000",
    "dc:creator": "jroe",
    "guid": "https://quayside.example/?p=7",
    "content:encoded": "<![CDATA[<p>Freedonia banned oil.</p><p>It is lawful.</p>]]>",
    "excerpt:encoded": "The ban in short.",
    "wp:post_date_gmt": "2094-05-23 16:15:00",
    "wp:post_modified_gmt": "2094-05-24 08:00:01",
    "wp:post_name": "freedonia-bans-oil",
    "wp:status": "publish",
    "wp:post_type": "post",
}


def post(**changes: str) -> str:
    fields = {**FIELDS, **{name.replace("__", ":"): text for name, text in changes.items()}}
    return f"<item>{''.join(f'<{name}>{text}</{name}>' for name, text in fields.items())}</item>"


def export(*items: str) -> str:
    channel = f"<title>The Quayside Courier</title><language>en-US</language>{AUTHOR}{''.join(items)}"
    return f'<?xml version="1.0"?><rss version="2.0" {SPACES}><channel>{channel}</channel></rss>'


@pytest.fixture
def story(delivery):
    def read_one(**changes: str) -> Draft:
        (draft,) = read(delivery(export(post(**changes))), Limits())
        return draft

    return read_one


def test_an_export_is_told_from_a_feed(delivery):
    assert read_any(delivery(export(post())), Limits()).format == "wordpress_wxr"
    assert read_any(delivery('<rss version="2.0"><channel/></rss>'), Limits()).format != "wordpress_wxr"


def test_fields_become_the_storys(story):
    draft = story()
    assert (draft.provider, draft.provider_key, draft.version_key) == (
        "The Quayside Courier", "https://quayside.example/?p=7", "20940524080001",
    )  # fmt: skip
    assert (draft.headline, draft.slugline, draft.byline) == ("Freedonia bans oil", "freedonia-bans-oil", "Jane Roe")
    assert (draft.published_at, draft.language) == (datetime(2094, 5, 23, 16, 15, tzinfo=UTC), "en")
    assert (draft.text, draft.is_laid_out) == ("Freedonia banned oil.\n\nIt is lawful.", True)
    assert draft.notes == (Note("summary", "The ban in short."),)


def test_an_author_without_a_shown_name_goes_by_the_login(story):
    assert story(dc__creator="desk").byline == "desk"


@pytest.mark.parametrize(
    ("changes", "status", "embargo"),
    [
        ({"wp__status": "publish"}, PublishStatus.USABLE, None),
        ({"wp__status": "draft"}, PublishStatus.WITHHELD, None),
        ({"wp__status": "private"}, PublishStatus.WITHHELD, None),
        ({"wp__status": "trash"}, PublishStatus.CANCELED, None),
        ({"wp__status": "future"}, PublishStatus.USABLE, datetime(2094, 5, 23, 16, 15, tzinfo=UTC)),
        ({"wp__status": "inherit"}, None, None),
        ({"wp__post_password": "x"}, PublishStatus.WITHHELD, None),
    ],
)
def test_statuses_say_whether_a_post_may_be_shown(story, changes, status, embargo):
    draft = story(**changes)
    assert (draft.publish_status, draft.embargoed_until) == (status, embargo)


@pytest.mark.parametrize(
    ("changes", "published"),
    [
        ({"wp__post_date_gmt": "0000-00-00 00:00:00"}, datetime(2094, 5, 23, 16, 15, tzinfo=UTC)),
        ({"wp__post_date_gmt": "", "pubDate": "Mon, 30 Nov -0001 00:00:00 +0000"}, None),
        ({"wp__post_date_gmt": "", "pubDate": ""}, None),
    ],
)
def test_drafts_may_have_no_date(story, changes, published):
    assert story(**changes).published_at == published


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("One line.\nAnother.\n\nA third.", "One line.\n\nAnother.\n\nA third."),
        ("One.\n<hr>\nTwo <em>and\nthree</em>.", "One.\n\nTwo and\n\nthree."),
        ("<!-- wp:paragraph -->\n<p>One\ntwo.</p>\n<!-- /wp:paragraph -->", "One two."),
        ('One.\n<img\nsrc="a.jpg">\nTwo.', "One.\n\nTwo."),
        ("One. [gallery ids='1,2'] Two. [embed]https://quayside.example/v[/embed]", "One. Two."),
        ("One [sic] two [1].", "One [sic] two [1]."),
        ("<table><tr><td>1990</td><td>12</td></tr><tr><td>1991</td><td>9</td></tr></table>", "1990\t12\n1991\t9"),
    ],
)
def test_line_breaks_blocks_and_short_codes_are_understood(story, content, text):
    assert story(content__encoded=f"<![CDATA[{content}]]>").text == text


def test_captions_of_pictures_are_no_story_text(story):
    draft = story(content__encoded='<![CDATA[One.[caption id="a"]<img src="a.jpg"/> The envoy[/caption] Two.]]>')
    assert draft.text == "One. Two."
    assert draft.notes[0] == Note("photo", "The envoy")


def test_tags_are_keywords_and_categories_subjects(delivery):
    labels = (
        '<category domain="category" nicename="world">World</category>'
        '<category domain="post_tag" nicename="oil">Crude oil</category>'
    )
    (draft,) = read(delivery(export(post().replace("</item>", f"{labels}</item>"))), Limits())
    assert (draft.keywords, draft.subjects) == (("Crude oil",), ("category:world",))


def test_pictures_and_menus_are_no_stories_and_empty_posts_are_refused_one_by_one(delivery):
    items = [post(), post(wp__post_type="attachment"), post(wp__post_type="nav_menu_item"), post(content__encoded=""), post()]
    reading = read_any(delivery(export(*items)), Limits())
    assert [draft.position for draft in reading.drafts] == [0, 2]
    assert [refusal.reason_code for refusal in reading.refused] == ["little_text"]


def test_an_export_of_pictures_alone_is_refused(delivery):
    with pytest.raises(UnreadableError, match="attachment") as refused:
        read(delivery(export(post(wp__post_type="attachment"))), Limits())
    assert refused.value.reason_code == "no_story"


@pytest.mark.parametrize("content", ["[caption]" * 100_000, "[gallery " * 100_000, "\n" * 200_000, "<" * 200_000])
def test_hostile_posts_end(story, content):
    assert story(content__encoded=f"<![CDATA[{content}]]>").headline == "Freedonia bans oil"
