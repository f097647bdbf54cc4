from datetime import UTC, date, datetime

import pytest

from tasks.stories.keys import Naming, named_story_id, note_id, story_id, version_of
from warehouse.codes import PublishStatus

DAY = date(1994, 3, 3)
SLUG = Naming(sender="NG", slug_base="freedonia-talks", number="NG0412", day=DAY)
AT = datetime(1994, 3, 3, tzinfo=UTC)


def test_the_provider_key_names_a_story_whatever_else_is_said():
    one = Naming(sender="NG", provider_key="k1", slug_base="a", day=DAY)
    other = Naming(sender="ng.", provider_key="k1", slug_base="b", day=None)
    assert story_id(one, "x") == story_id(other, "y")


@pytest.mark.parametrize(
    ("key", "is_one"), [("urn:newsml:ngw.example:1", True), ("https://ngw.example/1", True), ("NG:1", False)]
)
def test_a_key_that_is_one_in_the_world_names_one_story_whoever_delivers_it(key, is_one):
    agency, paper = (story_id(Naming(sender=sender, provider_key=key), "x") for sender in ("Northgate", "The Courier"))
    assert (agency == paper) is is_one


def test_slug_and_day_name_a_story_whatever_its_words_and_number():
    other = Naming(sender="NG", slug_base="freedonia-talks", number="NG0407", day=DAY)
    assert story_id(SLUG, "first words") == story_id(other, "other words")


@pytest.mark.parametrize(
    "other",
    [
        Naming(sender="NG", slug_base="freedonia-talks", day=date(1994, 3, 4)),
        Naming(sender="FRP", slug_base="freedonia-talks", day=DAY),
        Naming(sender="NG", slug_base="freedonia-beets", day=DAY),
        Naming(sender="NG", number="NG0412", day=DAY),
        Naming(),
    ],
)
def test_another_day_sender_or_slug_is_another_story(other):
    assert story_id(SLUG, "words") != story_id(other, "words")


def test_words_name_a_story_without_a_name_whatever_its_layout():
    assert story_id(Naming(), "The duchy\n\nagreed.") == story_id(Naming(sender="NG"), "the  duchy agreed")
    assert story_id(Naming(), "The duchy agreed.") != story_id(Naming(), "The duchy refused.")


def test_a_slug_without_a_day_names_nothing():
    assert named_story_id(Naming(sender="NG", slug_base="freedonia-talks")) is None


def test_a_number_without_a_sender_names_nothing():
    assert named_story_id(Naming(number="0412", day=DAY)) is None


def test_a_note_is_no_version_of_the_story_it_speaks_of():
    assert note_id(SLUG, "please read") != story_id(SLUG, "please read")


def test_versions_come_from_what_a_reader_sees():
    one = version_of("3", PublishStatus.USABLE, "Title", "Body", DAY, AT)
    assert one == version_of("3", PublishStatus.USABLE, "Title", "Body", DAY, AT)
    assert len(one) == 12
    others = {
        version_of("4", PublishStatus.USABLE, "Title", "Body", DAY, AT),
        version_of("3", PublishStatus.CANCELED, "Title", "Body", DAY, AT),
        version_of("3", PublishStatus.USABLE, None, "Body", DAY, AT),
        version_of("3", PublishStatus.USABLE, "Title", "Body.", DAY, AT),
        version_of("3", PublishStatus.USABLE, "Title", "Body", None, AT),
        version_of("3", PublishStatus.USABLE, "Title", "Body", DAY, None),
    }
    assert one not in others
    assert len(others) == 6
