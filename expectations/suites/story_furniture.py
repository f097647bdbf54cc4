"""What is good enough of a piece of wire furniture. Furniture has no offsets: it is no longer in the body."""

from expectations.checks import is_true, is_unique
from expectations.expectation import Expectation, FrameRow, Owner, Suite
from expectations.inert import token
from expectations.surroundings import Surroundings
from warehouse.codes import Severity
from warehouse.records import Furniture


def furniture_frame(piece: Furniture, around: Surroundings) -> FrameRow:
    """Return what the engine sees of a piece of furniture."""
    return {
        "story_id": token(piece.story_id),
        "version": token(piece.version),
        "position": piece.position,
        "story_exists": (piece.story_id, piece.version) in around.stories,
    }


STORY_FURNITURE = Suite(
    table="story_furniture",
    key=("story_id", "version", "position"),
    frame=furniture_frame,
    expectations=(
        Expectation(
            name="story_furniture_story_exists",
            column="story_id",
            severity=Severity.CRITICAL,
            owner=Owner.INGEST,
            reason="Words cut from a story are of use only beside that story",
            fault="The batch has no such story version for this piece of furniture",
            remedy="Report a fault in the cleaning step: it must give pieces the id of their story",
            check=is_true("story_exists"),
        ),
        Expectation(
            name="story_furniture_key_unique",
            column="position",
            severity=Severity.CRITICAL,
            owner=Owner.INGEST,
            reason="The order of the pieces is how the delivered text can be put together again",
            fault="Two pieces of the story claim the same place; the first is loaded, this one is not",
            remedy="Report a fault in the cleaning step: it must number the pieces from 0 without a repeat",
            check=is_unique("story_id", "version", "position"),
            keeps_first=True,
        ),
    ),
)
