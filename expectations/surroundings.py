"""What the frame of one row needs to know of the rest of its batch."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TypeVar

from warehouse.batch import Batch
from warehouse.codes import EntityKind
from warehouse.records import Evidence, Measure, Party, Story
from warehouse.reference import read_reference

StoryKey = tuple[str, str]
OfMeasure = TypeVar("OfMeasure", Party, Evidence)


@dataclass(frozen=True)
class Surroundings:
    """The rows that others refer to, the known country codes, and the time of judging (UTC)."""

    stories: dict[StoryKey, Story]
    measures: dict[str, Measure]
    parties: dict[str, tuple[Party, ...]]
    evidence: dict[str, tuple[Evidence, ...]]
    entity_kinds: dict[str, EntityKind]  # of the first row of each id
    body_counts: Counter[str]  # how many stories of the batch have this text
    countries: frozenset[str]
    now: datetime

    def body_of(self, story_id: str, version: str) -> str | None:
        """Return the body that offsets of this story version point into, None if the batch has no such version."""
        story = self.stories.get((story_id, version))
        return story.body if story else None

    def knows_country(self, code: str | None) -> bool:
        """Tell whether a country code is in the reference table; no code is no error."""
        return code is None or code in self.countries


def surroundings_of(batch: Batch, now: datetime) -> Surroundings:
    """Return the surroundings that a batch makes for its rows."""
    return Surroundings(
        stories={(story.story_id, story.version): story for story in reversed(batch.stories)},
        measures={measure.measure_id: measure for measure in reversed(batch.measures)},
        parties=_by_measure(batch.measure_parties),
        evidence=_by_measure(batch.measure_evidence),
        entity_kinds={entity.entity_id: entity.kind for entity in reversed(batch.entities)},
        body_counts=Counter({story.story_id: story.body or "" for story in batch.stories}.values()),
        countries=known_countries(),
        now=now,
    )


@cache
def known_countries() -> frozenset[str]:
    """Return the country codes of `seeds/reference/countries.csv`."""
    return frozenset(row["code"] for row in read_reference("countries"))


def _by_measure(rows: Iterable[OfMeasure]) -> dict[str, tuple[OfMeasure, ...]]:
    grouped: defaultdict[str, list[OfMeasure]] = defaultdict(list)
    for row in rows:
        grouped[row.measure_id].append(row)
    return {measure_id: tuple(group) for measure_id, group in grouped.items()}
