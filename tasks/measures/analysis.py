"""What the analysis of one story version yields: rows for the warehouse, and the candidates it refused."""

from dataclasses import dataclass

from warehouse.records import Entity, Evidence, Measure, Mention, Party, Position


@dataclass(frozen=True)
class RefusedCandidate:
    """Words that looked like a measure and are none: where, which rule refused them, and why."""

    text: str
    start_char: int
    end_char: int
    rule_id: str
    reason: str


@dataclass(frozen=True)
class Analysis:
    """Everything read from one story version. Rows refer to each other by id."""

    story_id: str
    version: str
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    measures: tuple[Measure, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    parties: tuple[Party, ...] = ()
    positions: tuple[Position, ...] = ()
    refused: tuple[RefusedCandidate, ...] = ()
