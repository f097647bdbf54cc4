"""A story as a reader found it, before the furniture is cut."""

from dataclasses import dataclass, field
from datetime import datetime

from warehouse.codes import ContentKind, LinkKind, Precision, PublishStatus


@dataclass(frozen=True)
class Note:
    """Words that the format marks as no story text. `kind` is a kind of `seeds/reference/furniture.csv`: editors_note, ..."""

    kind: str
    text: str


@dataclass(frozen=True)
class KeyReference:
    """Another story that the metadata names by the provider's own key, and how this one bears on it."""

    kind: LinkKind
    provider_key: str


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
    subjects: tuple[str, ...] = field(default=())  # codes of the delivery, as `scheme:code` where it names the scheme
    notes: tuple[Note, ...] = field(default=())  # what the format itself tells apart from the story's text
    references: tuple[KeyReference, ...] = field(default=())
    is_fragment: bool = False  # True where the delivery holds only part of the story: a take, a summary, a teaser


@dataclass(frozen=True)
class NoStory:
    """One entry of a delivery that yields no story, beside others that do: a stable code, and a sentence that says why."""

    reason_code: str
    reason: str
