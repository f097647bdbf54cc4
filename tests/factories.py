"""Records with sensible values, for tests that care about one or two of them."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tasks.stories.order import version_order as place_of
from tasks.text.marks import Marks
from warehouse.batch import Batch
from warehouse.codes import ContentKind, DateBasis, EntityKind, MeasureType, Precision, PublishStatus, Role, Status
from warehouse.ids import content_id
from warehouse.records import Document, DocumentStory, Entity, Measure, Party, Quarantined, Run, Sketch, Story

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
BODY = "Ruritania banned imports of timber from Syldavia on Monday."


def a_run(**changes: Any) -> Run:
    run = Run("run_1", "ingest", None, NOW, None, "running", "{}", "{}")
    return replace(run, **changes)


def a_document(text: str = BODY, **changes: Any) -> Document:
    document = Document(content_id("doc", [text]), f"/wires/{len(text)}.txt", "plain", None, len(text), "0" * 64, NOW, "run_1")
    return replace(document, **changes)


def a_story(story_id: str = "story_a", version: str = "v1", version_order: int | None = None, **changes: Any) -> Story:
    """One story; `version_order` is the number of its version, which comes before its time."""
    story = Story(
        story_id=story_id,
        version=version,
        revision=1,
        is_current=True,
        document_id=a_document().document_id,
        source_uri="/wires/a.txt",
        provider="Meridian Wire",
        provider_key=None,
        version_key=None,
        version_order="",
        headline="Timber banned",
        slugline=None,
        byline=None,
        dateline_text="STRELSAU, Jan 1 -",
        dateline_place="STRELSAU",
        dateline_country=None,
        published_at=datetime(2026, 1, 1, tzinfo=UTC),
        published_precision=Precision.DAY,
        published_basis=DateBasis.DATELINE,
        embargoed_until=None,
        urgency=None,
        content_kind=ContentKind.STORY,
        publish_status=PublishStatus.USABLE,
        language="en",
        rights=None,
        keywords=(),
        body=BODY,
        word_count=len(BODY.split()),
        body_agreement=None,
        cluster_id=story_id,
        first_seen_at=NOW,
        run_id="run_1",
    )
    story = replace(story, **changes)
    key = str(version_order) if version_order else None
    return replace(story, version_order=place_of(key, None, story.published_at, Marks()))


def a_measure(measure_id: str = "measure_a", story: Story | None = None, **changes: Any) -> Measure:
    story = story or a_story()
    measure = Measure(
        measure_id=measure_id,
        story_id=story.story_id,
        version=story.version,
        measure_type=MeasureType.IMPORT_RESTRICTION,
        status=Status.IMPOSED,
        flow=None,
        instrument=None,
        goods=("timber",),
        date_value=None,
        date_precision=None,
        date_text=None,
        amount_text=None,
        trigger_text="banned",
        evidence_text=BODY[:-1],
        evidence_start=0,
        evidence_end=len(BODY) - 1,
        attribution=None,
        confidence=0.9,
        rule_id="test",
        extractor_version="0",
    )
    return replace(measure, **changes)


def a_party(measure_id: str, role: Role, country: str) -> Party:
    return Party(measure_id, role, f"country:{country}", country, country)


def a_country(code: str) -> Entity:
    return Entity(f"country:{code}", EntityKind.COUNTRY, code, code)


def a_quarantined(**changes: Any) -> Quarantined:
    row = Quarantined(
        "quarantine_1", "run_1", "read", "/wires/x", "document", "doc_x", "unknown_format", "No reader.", None, NOW, None
    )
    return replace(row, **changes)


def a_batch(*stories: Story, **tables: Any) -> Batch:
    return Batch(documents=(a_document(),), stories=stories or (a_story(),), **tables)


def delivered(batch: Batch) -> list[DocumentStory]:
    return [DocumentStory(story.document_id, place, story.story_id, story.version) for place, story in enumerate(batch.stories)]


def sketched(batch: Batch, hashes: dict[str, tuple[int, ...]] | None = None) -> list[Sketch]:
    """Sketches by story id; a story without one shares nothing."""
    return [
        Sketch(story.story_id, story.version, (hashes or {}).get(story.story_id, (abs(hash(story.story_id)) % 2**60,)))
        for story in batch.stories
    ]
