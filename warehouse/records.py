"""The rows of the warehouse: one frozen dataclass per table, one field per column, in column order.

A field is a column: change the record, `warehouse/migrations/` and `docs/` in one commit.
Offsets are Unicode code points into `Story.body`, end exclusive. Times are UTC and end in `_at`.
"""

from dataclasses import dataclass
from datetime import date, datetime

from warehouse.codes import (
    ContentKind,
    DateBasis,
    Decision,
    EntityKind,
    Flow,
    LinkKind,
    MeasureType,
    Precision,
    PublishStatus,
    ReviewKind,
    Role,
    Severity,
    Stance,
    Status,
)


@dataclass(frozen=True)
class Document:
    """One delivered item, as received."""

    document_id: str
    source_uri: str
    format: str | None
    media_type: str | None
    byte_size: int
    sha256: str
    fetched_at: datetime
    run_id: str
    format_confidence: float | None = None


@dataclass(frozen=True)
class Story:
    """One version of one story. `version` comes from content; `revision` counts versions from 1 in their true order."""

    story_id: str
    version: str
    revision: int
    is_current: bool
    document_id: str
    source_uri: str
    provider: str | None
    provider_key: str | None
    version_key: str | None
    version_order: str
    headline: str | None
    slugline: str | None
    byline: str | None
    dateline_text: str | None
    dateline_place: str | None
    dateline_country: str | None
    published_at: datetime | None
    published_precision: Precision | None
    published_basis: DateBasis | None
    embargoed_until: datetime | None
    urgency: int | None
    content_kind: ContentKind
    publish_status: PublishStatus
    language: str | None
    rights: str | None
    keywords: tuple[str, ...]
    body: str
    word_count: int
    body_agreement: float | None
    cluster_id: str
    first_seen_at: datetime
    run_id: str
    subjects: tuple[str, ...] = ()
    is_fragment: bool = False
    desk_key: str | None = None
    lead: int | None = None
    take: int | None = None
    joined_takes: int | None = None
    issue: str = ""


@dataclass(frozen=True)
class Furniture:
    """One piece of wire furniture cut from the text; `position` counts from 0 in the order of the delivered text."""

    story_id: str
    version: str
    kind: str
    text: str
    position: int


@dataclass(frozen=True)
class StoryLink:
    """One relation from a story version to another story: resolved after each load from what versions say (StoryReference)."""

    story_id: str
    version: str
    other_story_id: str
    kind: LinkKind


@dataclass(frozen=True)
class Entity:
    """One real-world actor. `country` is ISO 3166-1 alpha-2 (or SU, YU, CS, DD) where known."""

    entity_id: str
    kind: EntityKind
    name: str
    country: str | None


@dataclass(frozen=True)
class Mention:
    """One mention of an entity. `entity_id` is null where nothing could be linked without a guess."""

    mention_id: str
    story_id: str
    version: str
    entity_id: str | None
    label: str
    text: str
    start_char: int
    end_char: int
    method: str


@dataclass(frozen=True)
class Measure:
    """One sanction measure in one story version."""

    measure_id: str
    story_id: str
    version: str
    measure_type: MeasureType
    status: Status
    flow: Flow | None
    instrument: str | None
    goods: tuple[str, ...]
    date_value: date | None
    date_precision: Precision | None
    date_text: str | None
    amount_text: str | None
    trigger_text: str
    evidence_text: str
    evidence_start: int
    evidence_end: int
    attribution: str | None
    confidence: float
    rule_id: str
    extractor_version: str


@dataclass(frozen=True)
class Evidence:
    """The words behind one value of a measure (`field` names the column or the role)."""

    measure_id: str
    field: str
    text: str
    start_char: int
    end_char: int
    rule_id: str


@dataclass(frozen=True)
class Party:
    """One role in a measure. `country` is null if the party is not a country."""

    measure_id: str
    role: Role
    entity_id: str
    country: str | None
    name: str


@dataclass(frozen=True)
class Position:
    """One stance on one measure."""

    position_id: str
    story_id: str
    version: str
    measure_id: str
    holder_entity_id: str
    holder_country: str | None
    holder_name: str
    stance: Stance
    evidence_text: str
    start_char: int
    end_char: int
    rule_id: str | None


@dataclass(frozen=True)
class Case:
    """One measure followed across stories: a sender, a target and a type."""

    case_id: str
    measure_type: MeasureType
    sender_name: str | None
    target_name: str | None
    latest_status: Status
    first_as_of: datetime | None
    latest_as_of: datetime | None


@dataclass(frozen=True)
class CaseEvent:
    """One measure of one story as an event of its case.

    `step` says what it does to the case; `is_jump` flags a status that cannot follow the one before, for the `jump_reason`.
    """

    case_id: str
    measure_id: str
    story_id: str
    status: Status
    as_of: datetime | None
    is_jump: bool
    previous_status: Status | None
    step: str
    jump_reason: str | None


@dataclass(frozen=True)
class Quarantined:
    """One refused item or row. `payload` names the archived delivery, or holds the row and what depends on it as JSON.

    For an item that was refused in a container, it names the container's bytes, and `container_uri` the container.
    """

    quarantine_id: str
    run_id: str
    stage: str
    source_uri: str
    record_kind: str
    record_key: str
    reason_code: str
    reason: str
    payload: str | None
    created_at: datetime
    resolved_at: datetime | None
    container_uri: str | None = None
    resolution: str | None = None
    resolved_by: str | None = None
    resolved_because: str | None = None
    replayed_at: datetime | None = None


@dataclass(frozen=True)
class Alert:
    """One alert of one rule about one subject to one address; `state` is `sent` or `failed`."""

    alert_id: str
    rule: str
    subject: str
    run_id: str | None
    title: str
    body: str
    state: str
    failure: str | None
    created_at: datetime


@dataclass(frozen=True)
class QualityResult:
    """One expectation in one run, over one table of one batch; `batch` is -1 for the whole warehouse after the last one."""

    run_id: str
    batch: int
    suite: str
    expectation: str
    column_name: str | None
    severity: Severity
    success: bool
    observed: str | None
    element_count: int | None
    unexpected_count: int | None
    reason: str
    created_at: datetime
    owner: str | None = None


@dataclass(frozen=True)
class Review:
    """One human decision, keyed by the words and not by the row (docs/review.md). `seen` and longer values are JSON."""

    review_id: str
    text_sha256: str
    start_char: int
    end_char: int
    field: str
    decision: Decision
    value: str | None
    reviewer: str
    reason: str
    decided_at: datetime
    kind: ReviewKind = ReviewKind.MEASURE
    row_key: str | None = None
    story_id: str | None = None
    words: str | None = None
    words_start: int | None = None
    seen: str | None = None
    rule_id: str | None = None


@dataclass(frozen=True)
class Extraction:
    """By which rules a story version was read last, also where they read nothing."""

    story_id: str
    version: str
    text_sha256: str
    first_read_by: str | None
    extractor_version: str | None
    run_id: str | None
    extracted_at: datetime


@dataclass(frozen=True)
class Run:
    """One flow run that changed the warehouse. `parameters` and `counts` are JSON."""

    run_id: str
    flow_name: str
    flow_run_id: str | None
    started_at: datetime
    finished_at: datetime | None
    state: str
    parameters: str
    counts: str


@dataclass(frozen=True)
class DocumentStory:
    """One story found in one document; `position` counts from 0 in the document."""

    document_id: str
    position: int
    story_id: str
    version: str
    version_order: str | None = None
    version_key: str | None = None
    is_repeat: bool = False


@dataclass(frozen=True)
class Sketch:
    """The FracMinHash sketch of a story version: the kept 64-bit hashes of its five-word shingles."""

    story_id: str
    version: str
    hashes: tuple[int, ...]


@dataclass(frozen=True)
class StoryReference:
    """How one story version names another story, which need not have arrived: by key, number, slugline and day, or headline.

    The days are those between which the other story was issued. The warehouse resolves it after each load.
    """

    reference_id: str
    story_id: str
    version: str
    kind: LinkKind
    provider: str | None
    provider_key: str | None
    number: str | None
    desk_key: str | None
    headline: str | None
    first_on: date | None
    last_on: date | None
    resolved_story_id: str | None = None
    resolved_by: str | None = None


@dataclass(frozen=True)
class FetchState:
    """The last answer of one URL that gave a document; `etag` and `last_modified` ask whether it still gives that one."""

    url: str
    etag: str | None
    last_modified: str | None
    document_id: str
    fetched_at: datetime
    status: int


@dataclass(frozen=True)
class SourceState:
    """One thing that a watched source has shown and that was taken in."""

    source: str
    uri: str
    stamp: str | None
    etag: str | None
    last_modified: str | None
    sha256: str | None
    issued_at: datetime | None
    seen_at: datetime


@dataclass(frozen=True)
class BackfillStep:
    """One stretch of days of an archive that a backfill has taken in whole."""

    source: str
    first_on: date
    last_on: date
    run_id: str
    items: int
    done_at: datetime
