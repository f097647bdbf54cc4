"""Clean batches of a short story written for these tests, and the time at which they are judged."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from tasks.language.parsed import Language
from tasks.language.pipeline import load_language
from warehouse.batch import Batch
from warehouse.codes import (
    ContentKind,
    DateBasis,
    EntityKind,
    LinkKind,
    MeasureType,
    Precision,
    PublishStatus,
    Role,
    Stance,
    Status,
)
from warehouse.records import (
    Document,
    Entity,
    Evidence,
    Furniture,
    Measure,
    Mention,
    Party,
    Position,
    Story,
    StoryLink,
)

PUBLISHED_AT = datetime(2024, 3, 5, 9, 30, tzinfo=UTC)
ACTORS = {"Norland": "NO", "Finmark": "FI", "Swedia": "SE"}
BODY = "Norland banned timber from Finmark on Tuesday. Swedia said it was against the ban."
CLAUSE = "Norland banned timber from Finmark"
EVIDENCE = {"clause": CLAUSE, "sender": "Norland", "target": "Finmark"}
OBJECTION = "Swedia said it was against the ban"


@pytest.fixture(scope="session")
def language() -> Language:
    return load_language()


@pytest.fixture(scope="session")
def now() -> datetime:
    return datetime(2024, 3, 6, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def batch_of() -> Callable[[int], Batch]:
    return make_batch


def make_batch(stories: int) -> Batch:
    """Return so many copies of one story, each with actors of its own, so that a fault in one is a fault in it alone."""
    numbers = range(stories)
    return Batch(
        documents=tuple(make_document(n) for n in numbers),
        stories=tuple(make_story(n) for n in numbers),
        story_furniture=tuple(Furniture(f"story_{n}", "v1", "copyright", "(c) the desk", 0) for n in numbers),
        story_links=tuple(StoryLink(f"story_{n}", "v1", "story_elsewhere", LinkKind.CORRECTS) for n in numbers),
        entities=tuple(make_entity(n, name) for n in numbers for name in ACTORS),
        mentions=tuple(make_mention(n, name) for n in numbers for name in ACTORS),
        measures=tuple(make_measure(n) for n in numbers),
        measure_evidence=tuple(make_evidence(n, field, words) for n in numbers for field, words in EVIDENCE.items()),
        measure_parties=tuple(party for n in numbers for party in make_parties(n)),
        positions=tuple(make_position(n) for n in numbers),
    )


def make_document(n: int) -> Document:
    return Document(f"document_{n}", f"/in/{n}.txt", "plain", "text/plain", 120, f"{n:064x}", PUBLISHED_AT, "run_1")


def make_story(n: int) -> Story:
    return Story(
        story_id=f"story_{n}",
        version="v1",
        revision=1,
        is_current=True,
        document_id=f"document_{n}",
        source_uri=f"/in/{n}.txt",
        provider="Nordic Desk",
        provider_key=f"nd{n}",
        version_key=None,
        version_order="",
        headline="Norland bans timber",
        slugline=None,
        byline=None,
        dateline_text="OSLO, March 5",
        dateline_place="OSLO",
        dateline_country="NO",
        published_at=PUBLISHED_AT,
        published_precision=Precision.MINUTE,
        published_basis=DateBasis.METADATA,
        embargoed_until=None,
        urgency=4,
        content_kind=ContentKind.STORY,
        publish_status=PublishStatus.USABLE,
        language="en",
        rights=None,
        keywords=(),
        body=f"{BODY} Item {n}.",  # no two alike: a batch of one text is a fault
        word_count=len(BODY.split()) + 2,
        body_agreement=None,
        cluster_id=f"cluster_{n}",
        first_seen_at=PUBLISHED_AT,
        run_id="run_1",
    )


def make_entity(n: int, name: str) -> Entity:
    return Entity(f"country_{n}:{ACTORS[name]}", EntityKind.COUNTRY, name, ACTORS[name])


def make_mention(n: int, name: str) -> Mention:
    start = BODY.index(name)
    return Mention(
        mention_id=f"mention_{n}_{name}",
        story_id=f"story_{n}",
        version="v1",
        entity_id=f"country_{n}:{ACTORS[name]}",
        label="GPE",
        text=name,
        start_char=start,
        end_char=start + len(name),
        method="gazetteer",
    )


def make_measure(n: int) -> Measure:
    return Measure(
        measure_id=f"measure_{n}",
        story_id=f"story_{n}",
        version="v1",
        measure_type=MeasureType.IMPORT_RESTRICTION,
        status=Status.IMPOSED,
        flow=None,
        instrument=None,
        goods=("timber",),
        date_value=date(2024, 3, 5),
        date_precision=Precision.DAY,
        date_text="Tuesday",
        amount_text=None,
        trigger_text="banned",
        evidence_text=CLAUSE,
        evidence_start=0,
        evidence_end=len(CLAUSE),
        attribution=None,
        confidence=0.9,
        rule_id="ban.active",
        extractor_version="1",
    )


def make_evidence(n: int, field: str, words: str) -> Evidence:
    start = BODY.index(words)
    return Evidence(f"measure_{n}", field, words, start, start + len(words), "ban.active")


def make_parties(n: int) -> tuple[Party, Party]:
    return (
        Party(f"measure_{n}", Role.SENDER, f"country_{n}:NO", "NO", "Norland"),
        Party(f"measure_{n}", Role.TARGET, f"country_{n}:FI", "FI", "Finmark"),
    )


def make_position(n: int) -> Position:
    start = BODY.index(OBJECTION)
    return Position(
        position_id=f"position_{n}",
        story_id=f"story_{n}",
        version="v1",
        measure_id=f"measure_{n}",
        holder_entity_id=f"country_{n}:SE",
        holder_country="SE",
        holder_name="Swedia",
        stance=Stance.OPPOSES,
        evidence_text=OBJECTION,
        start_char=start,
        end_char=start + len(OBJECTION),
        rule_id="P-word-oppose",
    )
