from datetime import UTC, date, datetime

import pytest

from tasks.stories.keys import Naming, named_story_id
from tasks.stories.links import Reference, replaced, story_links, victim
from tests.tasks.text.wire import CORRECTION_NOTE, KILL, LEAD, URGENT, cleaned
from warehouse.codes import LinkKind, Precision, PublishStatus

DAY = date(1994, 3, 3)
OWN = Naming(sender="NG", slug_base="freedonia-talks", number="NG0430", day=DAY)
THURSDAY = datetime(1994, 3, 3, tzinfo=UTC)


def test_a_correction_note_links_to_its_victim_and_stays_apart():
    note, victim_story = cleaned(CORRECTION_NOTE), cleaned(LEAD).story
    assert [(link.kind, link.other_story_id) for link in note.links] == [(LinkKind.CORRECTS, victim_story.story_id)]
    assert note.story.story_id != victim_story.story_id


def test_a_kill_is_the_canceled_version_between_its_victim_and_the_substitute():
    killed, kill, substitute = cleaned(URGENT).story, cleaned(KILL), cleaned(LEAD).story
    assert killed.story_id == kill.story.story_id == substitute.story_id
    assert killed.version_order < kill.story.version_order < substitute.version_order
    assert kill.story.publish_status is PublishStatus.CANCELED
    assert [(link.kind, link.other_story_id) for link in kill.links] == [(LinkKind.KILLS, killed.story_id)]


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
    assert found == Reference(LinkKind.KILLS, Naming("NG", None, slug_base, number, day), headline)


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


def test_a_story_does_not_supersede_itself():
    reference = Reference(LinkKind.SUPERSEDES, OWN)
    own_id = named_story_id(OWN)
    assert story_links(own_id, "v", [reference]) == ()
    assert [link.other_story_id for link in story_links("story_other", "v", [reference, reference])] == [own_id]


def test_a_reference_by_headline_alone_makes_no_link():
    assert story_links("story_other", "v", [Reference(LinkKind.CORRECTS, Naming(), "Duchy agrees")]) == ()
