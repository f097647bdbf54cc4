"""What is good enough of a relation between stories. The other story need not have arrived."""

from expectations.checks import is_one_of, is_true
from expectations.expectation import Expectation, FrameRow, Owner, Suite
from expectations.inert import required_code
from expectations.surroundings import Surroundings
from warehouse.codes import LinkKind, Severity
from warehouse.records import StoryLink

# A version may kill or correct the story that it is a version of; it cannot supersede, double or contain it.
SPOKEN_BY_A_VERSION = frozenset({LinkKind.KILLS, LinkKind.CORRECTS})


def link_frame(link: StoryLink, around: Surroundings) -> FrameRow:
    """Return what the engine sees of a link."""
    return {
        "kind": required_code(link.kind),
        "story_exists": (link.story_id, link.version) in around.stories,
        "is_to_another": link.story_id != link.other_story_id or link.kind in SPOKEN_BY_A_VERSION,
    }


STORY_LINKS = Suite(
    table="story_links",
    key=("story_id", "version", "other_story_id", "kind"),
    frame=link_frame,
    expectations=(
        Expectation(
            name="story_links_story_exists",
            column="story_id",
            severity=Severity.CRITICAL,
            owner=Owner.INGEST,
            reason="A link speaks for the story version that makes it",
            fault="The batch has no such story version to make this link",
            remedy="Report a fault in the lineage step: it must give links the id of their story",
            check=is_true("story_exists"),
        ),
        Expectation(
            name="story_links_kind_known",
            column="kind",
            severity=Severity.CRITICAL,
            owner=Owner.INGEST,
            reason="The kind decides whether the other story is replaced, killed or only repeated",
            fault="The kind of the link is not in the closed list",
            remedy="Map it to one of the list in the lineage step, then ingest the item again",
            check=is_one_of("kind", LinkKind),
        ),
        Expectation(
            name="story_links_to_another_story",
            column="other_story_id",
            severity=Severity.CRITICAL,
            owner=Owner.INGEST,
            reason="A story cannot be its own copy or replacement: it would drop out of the current views",
            fault="The link points from the story to itself",
            remedy="Report a fault in the lineage step: the other story must be named by another key",
            check=is_true("is_to_another"),
        ),
    ),
)
