"""What human decisions come to in the rows of today: one frozen dataclass per table that is made from `reviews`."""

from dataclasses import dataclass
from datetime import date, datetime

from warehouse.codes import Decision


@dataclass(frozen=True)
class ReviewState:
    """What one decision comes to: applied, overruled, stale, unread or waiting."""

    review_id: str
    state: str
    story_id: str | None
    version: str | None
    detail: str | None


@dataclass(frozen=True)
class ReviewedMeasure:
    """A measure from one decision to the next. `pinned` names the columns whose value a reviewer has set or confirmed."""

    measure_id: str
    story_id: str
    version: str
    shown_from: datetime
    shown_until: datetime | None
    review_id: str
    decision: Decision
    is_rejected: bool
    reviewer: str
    reviewed_at: datetime
    reason: str
    pinned: tuple[str, ...] = ()
    parties_dropped: tuple[str, ...] = ()
    measure_type: str | None = None
    status: str | None = None
    flow: str | None = None
    instrument: str | None = None
    goods: tuple[str, ...] | None = None
    date_value: date | None = None
    date_precision: str | None = None
    date_text: str | None = None
    amount_text: str | None = None
    attribution: str | None = None


@dataclass(frozen=True)
class ReviewedParty:
    """A party that a reviewer has put in, as part of one row of `reviewed_measures`."""

    measure_id: str
    shown_from: datetime
    role: str
    entity_id: str
    country: str | None
    name: str


@dataclass(frozen=True)
class ReviewedPosition:
    """A position from one decision to the next; null where the value that was read holds."""

    position_id: str
    story_id: str
    version: str
    shown_from: datetime
    shown_until: datetime | None
    review_id: str
    decision: Decision
    is_rejected: bool
    reviewer: str
    reviewed_at: datetime
    reason: str
    stance: str | None = None
    holder_entity_id: str | None = None
    holder_country: str | None = None
    holder_name: str | None = None


@dataclass(frozen=True)
class ReviewedMention:
    """The entity of a mention from one decision to the next; null where it is not to be linked."""

    mention_id: str
    story_id: str
    version: str
    shown_from: datetime
    shown_until: datetime | None
    review_id: str
    decision: Decision
    is_rejected: bool
    reviewer: str
    reviewed_at: datetime
    reason: str
    entity_id: str | None = None


@dataclass(frozen=True)
class ReviewedLink:
    """A link between stories from one decision to the next."""

    story_id: str
    version: str
    other_story_id: str
    kind: str
    shown_from: datetime
    shown_until: datetime | None
    review_id: str
    decision: Decision
    is_rejected: bool
    reviewer: str
    reviewed_at: datetime
    reason: str
