from datetime import UTC, datetime

import pytest

from tasks.readers.plain import messages, read
from tasks.sources.limits import Limits
from warehouse.codes import Precision

STORY = "COUNCIL BANS OIL SALES\n    GENEVA, March 3 - The council banned oil sales\nto the country on Monday.\n-0-\n"


def test_every_line_of_a_story_is_kept(delivery):
    (draft,) = read(delivery(STORY.replace("\n", "\r\n")), Limits())
    assert (draft.text, draft.reader, draft.is_laid_out, draft.headline) == (STORY, "plain", False, None)


def test_front_matter_becomes_fields_and_leaves_the_text(delivery):
    (draft,) = read(
        delivery(
            "---\ntitle: 'Council bans oil'\nDate: 1986-03-03T10:15:00Z\nurl: https://example.org/a\n"
            "author: A. Desk\nagency: Sample Wire\nsource: wire-7\ntags: [oil, sanctions]\nlang: en\n"
            "urgency: 2\nembargo: 1986-03-03T12:00Z\nlayout: post\n# a remark\n---\n" + STORY
        ),
        Limits(),
    )
    assert draft.text == STORY
    assert (draft.headline, draft.provider_key, draft.byline) == (
        "Council bans oil",
        "https://example.org/a",
        "A. Desk",
    )
    assert (draft.published_at, draft.published_precision) == (
        datetime(1986, 3, 3, 10, 15, tzinfo=UTC),
        Precision.SECOND,
    )
    assert (draft.provider, draft.keywords, draft.language, draft.urgency) == (
        "Sample Wire",
        ("oil", "sanctions"),
        "en",
        2,
    )
    assert draft.embargoed_until == datetime(1986, 3, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "---\nGENEVA, March 3 - The council banned oil.\n---\nMore.\n",
        "---\nlayout: post\n---\nMore.\n",
        "Council\n---\ntitle: no\n---\nMore.\n",
        "---\ntitle: no end\nMore.\n",
        "———\ntitle: a dash line\n———\nMore.\n",
    ],
)
def test_what_only_looks_like_front_matter_stays_in_the_text(delivery, text):
    (draft,) = read(delivery(text), Limits())
    assert (draft.text, draft.headline) == (text, None)


def test_a_list_under_a_key_is_read(delivery):
    (draft,) = read(delivery("---\ntags:\n  - oil\n  - arms, small\n---\n" + STORY), Limits())
    assert draft.keywords == ("oil", "arms", "small")


@pytest.mark.parametrize(
    ("date", "expected", "precision"),
    [
        ("1986-03-03", datetime(1986, 3, 3, tzinfo=UTC), Precision.DAY),
        ("1986-03", datetime(1986, 3, 1, tzinfo=UTC), Precision.MONTH),
        ("1986", datetime(1986, 1, 1, tzinfo=UTC), Precision.YEAR),
        ("1986-03-03 10:15", datetime(1986, 3, 3, 10, 15, tzinfo=UTC), Precision.MINUTE),
        ("1986-03-03T10:15:30+02:00", datetime(1986, 3, 3, 8, 15, 30, tzinfo=UTC), Precision.SECOND),
        ("Mon, 03 Mar 1986 10:15:30 +0200", datetime(1986, 3, 3, 8, 15, 30, tzinfo=UTC), Precision.SECOND),
        ("Monday", None, None),
        ("1986-13-03", None, None),
    ],
)
def test_a_date_keeps_its_precision(delivery, date, expected, precision):
    (draft,) = read(delivery(f"---\ntitle: A\ndate: {date}\n---\n" + STORY), Limits())
    assert (draft.published_at, draft.published_precision) == (expected, precision)


def test_a_telex_file_is_split_at_its_envelopes(delivery):
    first, second = f"ZCZC SW001\n{STORY}NNNN\n", "   zczc SW002\nSecond story here.\nnnnn\n"
    drafts = read(delivery(f"{first}\n{second}"), Limits())
    assert [(draft.position, draft.text) for draft in drafts] == [(0, first), (1, second)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ZCZC A\none\nZCZC B\ntwo", ["ZCZC A\none\n", "ZCZC B\ntwo"]),
        ("before\nZCZC A\none\nNNNN\nafter\n", ["before\n", "ZCZC A\none\nNNNN\n", "after\n"]),
        ("The ZCZC line opens a telex.\nNNNN\n", ["The ZCZC line opens a telex.\nNNNN\n"]),
    ],
    ids=["no end", "text outside", "no envelope"],
)
def test_no_text_between_envelopes_is_lost(text, expected):
    assert [message for message in messages(text) if message] == expected
