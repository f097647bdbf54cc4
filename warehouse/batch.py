"""The rows of one batch on their way into the warehouse, table by table."""

from dataclasses import dataclass

from warehouse.records import (
    Document,
    Entity,
    Evidence,
    Furniture,
    Measure,
    Mention,
    Party,
    Position,
    QualityResult,
    Quarantined,
    Story,
    StoryLink,
)


@dataclass(frozen=True)
class Batch:
    """What one batch would load. Field names are table names; a row appears once."""

    documents: tuple[Document, ...] = ()
    stories: tuple[Story, ...] = ()
    story_furniture: tuple[Furniture, ...] = ()
    story_links: tuple[StoryLink, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    measures: tuple[Measure, ...] = ()
    measure_evidence: tuple[Evidence, ...] = ()
    measure_parties: tuple[Party, ...] = ()
    positions: tuple[Position, ...] = ()
    quarantine: tuple[Quarantined, ...] = ()
    quality_results: tuple[QualityResult, ...] = ()
