"""A story as a reader found it, before the furniture is cut."""

from dataclasses import dataclass, field
from datetime import datetime

from warehouse.codes import ContentKind, Precision, PublishStatus


@dataclass(frozen=True)
class Draft:
    """One story of one delivery. Every field but `text` may be unknown; nothing here is guessed.

    `text` has one paragraph per block, blocks separated by a blank line, where the format marks paragraphs;
    plain text comes as delivered, because line shapes tell furniture from story.
    `reader` is the name of the format. `position` counts the stories of one delivery from 0.
    """

    text: str
    reader: str
    position: int = 0
    is_laid_out: bool = False  # True where the format itself separates paragraphs, False for hard-wrapped wires
    provider: str | None = None
    provider_key: str | None = None
    version_key: str | None = None
    headline: str | None = None
    slugline: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published_at: datetime | None = None
    published_precision: Precision | None = None
    embargoed_until: datetime | None = None
    urgency: int | None = None
    content_kind: ContentKind | None = None
    publish_status: PublishStatus | None = None
    language: str | None = None
    rights: str | None = None
    keywords: tuple[str, ...] = field(default=())
    body_agreement: float | None = None
