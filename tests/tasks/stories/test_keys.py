from datetime import UTC, date, datetime

import pytest

from tasks.stories.keys import Naming, named_story_id, note_id, story_id, version_of, version_order
from tasks.text.marks import Marks, read_marks
from warehouse.codes import PublishStatus

DAY = date(1994, 3, 3)
SLUG = Naming(sender="NG", slug_base="freedonia-talks", number="NG0412", day=DAY)
AT = datetime(1994, 3, 3, tzinfo=UTC)


def test_the_provider_key_names_a_story_whatever_else_is_said():
    one = Naming(sender="NG", provider_key="k1", slug_base="a", day=DAY)
    other = Naming(sender="ng.", provider_key="k1", slug_base="b", day=None)
    assert story_id(one, "x") == story_id(other, "y")


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
    one = version_of("NG0412", PublishStatus.USABLE, "Title", "Body", AT)
    assert one == version_of("NG0412", PublishStatus.USABLE, "Title", "Body", AT)
    assert len(one) == 12
    others = {
        version_of("NG0413", PublishStatus.USABLE, "Title", "Body", AT),
        version_of("NG0412", PublishStatus.CANCELED, "Title", "Body", AT),
        version_of("NG0412", PublishStatus.USABLE, None, "Body", AT),
        version_of("NG0412", PublishStatus.USABLE, "Title", "Body.", AT),
        version_of("NG0412", PublishStatus.USABLE, "Title", "Body", None),
    }
    assert one not in others
    assert len(others) == 5


@pytest.mark.parametrize(
    ("version_key", "number", "label", "order"),
    [
        ("1132689232", "NG0412", "", 1132689232),
        ("1a", "NG0412", "2nd Ld", 412),
        (None, "FRP061", "URGENT", 61),
        (None, None, "", None),
        ("9" * 30, None, "", None),
        (None, None, "URGENT", 3),
    ],
)
def test_the_order_comes_from_numbers_before_marks(version_key, number, label, order):
    assert version_order(version_key, number, read_marks([label])) == order


def test_alerts_leads_and_corrections_are_in_order():
    labels = ["FLASH", "BULLETIN", "URGENT", "WRITETHRU", "1st Ld", "1st Ld CORRECTION", "2nd Ld", "UPDATE 3", "4th LEAD"]
    orders = [version_order(None, None, read_marks([label])) for label in labels]
    assert orders == sorted(orders)
    assert len(set(orders)) == len(orders)


def test_a_plain_story_says_nothing_of_its_order():
    assert version_order(None, None, Marks()) is None
