from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tasks.stories.keys import Naming, named_story_id
from tasks.stories.links import Reference, replaced, story_references, victim
from tests.tasks.text.wire import CORRECTION_NOTE, KILL, LEAD, URGENT, cleaned
from warehouse.codes import LinkKind, Precision, PublishStatus

DAY = date(1994, 3, 3)
TODAY = (DAY, DAY)
OWN = Naming(sender="NG", slug_base="freedonia-talks", number="NG0430", day=DAY)
THURSDAY = datetime(1994, 3, 3, tzinfo=UTC)


def test_a_correction_note_names_its_victim_and_stays_apart():
    note, victim_story = cleaned(CORRECTION_NOTE), cleaned(LEAD).story
    assert [(each.kind, each.desk_key) for each in note.references] == [(LinkKind.CORRECTS, victim_story.story_id)]
    assert note.story.story_id != victim_story.story_id


def test_a_kill_is_the_canceled_version_between_its_victim_and_the_substitute():
    killed, kill, substitute = cleaned(URGENT).story, cleaned(KILL), cleaned(LEAD).story
    assert killed.story_id == kill.story.story_id == substitute.story_id
    assert killed.version_order < kill.story.version_order < substitute.version_order
    assert kill.story.publish_status is PublishStatus.CANCELED
    assert [(each.kind, each.desk_key) for each in kill.references] == [(LinkKind.KILLS, killed.story_id)]


def test_a_kill_on_the_next_day_finds_its_victim_by_the_day_it_names():
    late = KILL.replace("moved from Geneva at 1355EST", "moved Thursday from Geneva").replace("03-03-94 1401", "03-04-94 0601")
    assert cleaned(late).story.story_id == cleaned(URGENT).story.story_id


def test_a_kill_under_another_slug_kills_the_story_it_names():
    other = KILL.replace("BC-Freedonia-Talks, KILL", "BC-Desk-Notice, KILL")
    assert cleaned(other).story.story_id == cleaned(URGENT).story.story_id


@pytest.mark.parametrize(
    ("text", "slug_base", "number", "day", "headline"),
    [
        ("Kill BC-Freedonia-Beets, NG0551, moved from Geneva.", "freedonia-beets", "NG0551", DAY, None),
        ("Please kill NG0551.", "freedonia-talks", "NG0551", DAY, None),
        ("Withdraw FREEDONIA-BEETS, moved Wednesday.", "freedonia-beets", None, date(1994, 3, 2), None),
        (
            'In GENEVA story headlined "DUCHY AGREES TO\nTALKS," please read',
            "freedonia-talks",
            None,
            DAY,
            "DUCHY AGREES TO TALKS",
        ),
        ("The story is wrong.", "freedonia-talks", None, DAY, None),
    ],
)
def test_notes_name_their_victims(text, slug_base, number, day, headline):
    found = victim(LinkKind.KILLS, text, OWN, THURSDAY, Precision.DAY)
    assert (found.kind, found.naming, found.headline) == (LinkKind.KILLS, Naming("NG", None, slug_base, number, day), headline)


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ('In GENEVA item headlined "DUCHY AGREES TO\nTALKS," please read', "DUCHY AGREES TO TALKS"),
        ('In the GENEVA item headlined, "DUCHY AGREES" please read', "DUCHY AGREES"),
        ('In GENEVA story, "DUCHY AGREES," please read', "DUCHY AGREES"),
        ('Please read in item "DUCHY AGREES" second para', "DUCHY AGREES"),
        ("In GENEVA item headlined Duchy Agrees to Talks, please reverse", "Duchy Agrees to Talks"),
        ("In our story headlined 'Duchy's envoy agrees', please read", "Duchy's envoy agrees"),
        ('The envoy said "it is all agreed" on Monday', None),
    ],
)
def test_notes_name_their_victims_by_headline(text, headline):
    assert victim(LinkKind.CORRECTS, text, OWN, THURSDAY, Precision.DAY).headline == headline


def test_a_kill_with_a_key_of_its_own_does_not_kill_the_story_of_its_slug():
    keyed = replace(OWN, provider_key="k1")
    found = victim(LinkKind.KILLS, "The story is wrong.", keyed, THURSDAY, Precision.DAY)
    assert not found.names_anything


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("SUPERSEDES NG0412", [("freedonia-talks", "NG0412")]),
        ("LEAD TO FRP061", [("freedonia-talks", "FRP061")]),
        ("Eds: SUBS for BC-Freedonia-Beets, NG0551, which was killed.", [("freedonia-beets", "NG0551")]),
        ("This leads to war and replaces hope.", []),
    ],
)
def test_messages_name_what_they_replace(text, named):
    assert [(each.naming.slug_base, each.naming.number) for each in replaced(text, OWN)] == named


def test_messages_name_what_they_replace_by_its_headline():
    (found,) = replaced('Replaces story headlined "Duchy agrees to talks".', OWN)
    assert (found.headline, found.naming.slug_base) == ("Duchy agrees to talks", None)


def test_a_story_does_not_supersede_itself():
    reference = Reference(LinkKind.SUPERSEDES, OWN)
    own_id = named_story_id(OWN)
    assert story_references(own_id, "v", [reference], TODAY) == ()
    assert [each.desk_key for each in story_references("story_other", "v", [reference, reference], TODAY)] == [own_id]


@pytest.mark.parametrize(
    ("named", "own", "window"),
    [
        (None, TODAY, (date(1994, 2, 24), DAY)),
        (None, (date(1994, 1, 1), date(1994, 12, 31)), (date(1993, 12, 25), date(1994, 12, 31))),
        (date(1994, 3, 1), TODAY, (date(1994, 2, 28), date(1994, 3, 2))),
        (None, None, (None, None)),
    ],
)
def test_the_other_story_was_issued_on_the_day_that_is_named_or_within_a_week(named, own, window):
    (found,) = story_references("story_a", "v", [Reference(LinkKind.CORRECTS, Naming(), "Duchy agrees", named)], own)
    assert (found.first_on, found.last_on) == window


def test_a_reference_that_names_nothing_is_none():
    assert story_references("story_a", "v", [Reference(LinkKind.CORRECTS, Naming(sender="NG"))], TODAY) == ()
