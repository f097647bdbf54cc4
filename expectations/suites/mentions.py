"""What is good enough of a mention."""

from expectations.checks import is_true, is_unique
from expectations.expectation import Expectation, FrameRow, Owner, Suite
from expectations.inert import token
from expectations.spans import offsets_in_body, span_cells
from expectations.surroundings import Surroundings
from warehouse.codes import Severity
from warehouse.records import Mention


def mention_frame(mention: Mention, around: Surroundings) -> FrameRow:
    """Return what the engine sees of a mention."""
    body = around.body_of(mention.story_id, mention.version)
    return {
        "mention_id": token(mention.mention_id),
        "story_exists": (mention.story_id, mention.version) in around.stories,
        "entity_exists": mention.entity_id is None or mention.entity_id in around.entity_kinds,
    } | span_cells(body, mention.text, mention.start_char, mention.end_char)


MENTIONS = Suite(
    table="mentions",
    key=("mention_id",),
    frame=mention_frame,
    expectations=(
        Expectation(
            name="mentions_story_exists",
            column="story_id",
            severity=Severity.CRITICAL,
            owner=Owner.EXTRACTION,
            reason="A mention is a place in a story",
            fault="The batch has no such story version for this mention",
            remedy="Report a fault in the analysis: it must give mentions the id of their story",
            check=is_true("story_exists"),
        ),
        Expectation(
            name="mentions_id_unique",
            column="mention_id",
            severity=Severity.CRITICAL,
            owner=Owner.EXTRACTION,
            reason="A place that is counted twice makes an actor look busier than it was",
            fault="The mention is in the batch twice with different values; the first row is loaded, this one is not",
            remedy="Report a fault in the analysis: two linkers claim the same words",
            check=is_unique("mention_id"),
            keeps_first=True,
        ),
        Expectation(
            name="mentions_entity_exists",
            column="entity_id",
            severity=Severity.CRITICAL,
            owner=Owner.EXTRACTION,
            reason="A link to an actor that nobody defined is a guess",
            fault="The mention is linked to an actor that is not in the batch",
            remedy="Report a fault in the entity linking: the actor must come with the mention",
            check=is_true("entity_exists"),
        ),
        offsets_in_body("mentions", "start_char"),
        Expectation(
            name="mentions_offsets_match",
            column="start_char",
            severity=Severity.CRITICAL,
            owner=Owner.EXTRACTION,
            reason="Every stored value must point at the words it came from",
            fault="The words at the offsets in the body are not the words of the mention",
            remedy="Report a fault in the analysis: offsets count code points of the body as it is stored",
            check=is_true("offsets_match"),
        ),
    ),
)
