"""Where a row came from, for people who want to look at the item."""

from warehouse.batch import Batch
from warehouse.records import Document, Entity, Evidence, Furniture, Measure, Mention, Party, Position, Story, StoryLink

UNKNOWN_SOURCE = "unknown"


def source_of(batch: Batch, row: object) -> str:
    """Return the source URI of the story that a row belongs to, or `unknown` if the batch does not tell."""
    match row:
        case Document() | Story():
            return row.source_uri
        case Furniture() | StoryLink() | Mention() | Measure() | Position():
            return _source_of_version(batch, row.story_id, row.version)
        case Evidence() | Party():
            return _source_of_measure(batch, row.measure_id)
        case Entity():
            return _source_of_entity(batch, row.entity_id)
    raise TypeError(f"no table has rows of type {type(row).__name__}; add it to expectations/sources.py")


def _source_of_version(batch: Batch, story_id: str, version: str) -> str:
    of_version = (story.source_uri for story in batch.stories if (story.story_id, story.version) == (story_id, version))
    return next(of_version, UNKNOWN_SOURCE)


def _source_of_measure(batch: Batch, measure_id: str) -> str:
    of_measure = (measure for measure in batch.measures if measure.measure_id == measure_id)
    measure = next(of_measure, None)
    return _source_of_version(batch, measure.story_id, measure.version) if measure else UNKNOWN_SOURCE


def _source_of_entity(batch: Batch, entity_id: str) -> str:
    """Return the source of the first story that mentions the entity."""
    mention = next((mention for mention in batch.mentions if mention.entity_id == entity_id), None)
    return _source_of_version(batch, mention.story_id, mention.version) if mention else UNKNOWN_SOURCE
