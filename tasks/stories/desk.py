"""What a desk says about its message as a whole: name, sender, marks, kind, dates, embargo."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tasks.readers.draft import Draft
from tasks.stories.keys import Naming
from tasks.stories.notes import asks_to_kill, embargo_notes, kills_itself, notes_of, says_repeat
from tasks.stories.takes import Take, read_take
from tasks.text.embargo import Embargo, read_embargo
from tasks.text.kinds import content_kind
from tasks.text.layout import Layout
from tasks.text.marks import Marks, read_marks, split_headline
from tasks.text.paragraphs import squeeze
from tasks.text.publication import Publication, in_utc, read_publication
from tasks.text.senders import sender_of
from tasks.text.slugline import Header, Slug, message_number, read_header, read_slugline, slug_base
from warehouse.codes import ContentKind, Precision, PublishStatus

KILL_WORDS_MAX = 120  # a kill says little; more is a story
_EXACT = frozenset({Precision.SECOND, Precision.MINUTE, Precision.DAY})


@dataclass(frozen=True)
class Desk:
    """The facts of one message. `naming` is what the desk calls its story."""

    naming: Naming
    headline: str | None
    slugline: str | None
    marks: Marks
    kind: ContentKind
    status: PublishStatus
    urgency: int | None
    publication: Publication | None
    embargoed_until: datetime | None
    take: Take
    is_repeat: bool


def read_desk(draft: Draft, layout: Layout) -> Desk:
    """Return what metadata and desk marks say; metadata wins."""
    slug, header, headline = _slug(draft, layout), _header(layout), _headline(draft, layout)
    notes = notes_of(draft, layout, "editors_note")
    labels = [slug.text if slug else "", *notes_of(draft, layout, "priority", "desk_mark"), split_headline(headline or "")[0]]
    marks = read_marks(labels)
    kind = _kind(draft, layout, marks, [slug.text if slug else "", headline or ""], notes)
    publication = read_publication(draft, layout.dateline, layout.cuts)
    embargo = _embargo(draft, layout, publication)
    naming = Naming(
        sender=sender_of(draft, slug, header, layout),
        provider_key=draft.provider_key,
        slug_base=slug.base if slug else None,
        number=_number(slug, header),
        day=publication.at.date() if publication and publication.precision in _EXACT else None,
    )
    return Desk(
        naming=naming,
        headline=headline,
        slugline=draft.slugline or (slug.text if slug else None),
        marks=marks,
        kind=kind,
        status=_status(draft, kind, embargo, kills_itself(notes)),
        urgency=draft.urgency or (header.urgency if header else None) or marks.urgency,
        publication=publication,
        embargoed_until=embargo.until if embargo else None,
        take=read_take(slug.text if slug else "", notes_of(draft, layout, "take")),
        is_repeat=marks.is_repeat or says_repeat(notes),
    )


def _kind(draft: Draft, layout: Layout, marks: Marks, titles: Sequence[str], notes: Sequence[str]) -> ContentKind:
    """Return the kind of the metadata, else that of the text.

    A kill is a note to desks, unless a whole story stands below it, which is then killed or kills another one.
    """
    has_dateline = layout.dateline is not None
    is_short = sum(len(paragraph.text.split()) for paragraph in layout.paragraphs) <= KILL_WORDS_MAX
    is_called_kill = read_marks([split_headline(titles[-1])[0]]).is_kill and not marks.is_correction
    asks = kills_itself(notes) or asks_to_kill(notes)
    if is_short and (is_called_kill or (asks and not has_dateline)):
        return ContentKind.KILL_NOTE
    if draft.publish_status is PublishStatus.CANCELED and not layout.paragraphs:
        return ContentKind.KILL_NOTE
    return draft.content_kind or content_kind(marks, titles, layout.paragraphs, has_dateline)


def _slug(draft: Draft, layout: Layout) -> Slug | None:
    """Return the slugline of the metadata, else that of the text."""
    if draft.slugline is None:
        return read_slugline(layout.slugline, follows_header=True) if layout.slugline else None
    text = squeeze(draft.slugline)
    base = slug_base(text)
    return read_slugline(text) or (Slug(text, base, message_number(text)) if base else None)


def _header(layout: Layout) -> Header | None:
    """Return the first transmission header that gives a number."""
    return next((found for text in layout.texts_of("header") if (found := read_header(text))), None)


def _number(slug: Slug | None, header: Header | None) -> str | None:
    """Return the number of the message with its sender's letters."""
    if slug and slug.number:
        return slug.number
    return header.sender + header.number if header else None


def _headline(draft: Draft, layout: Layout) -> str | None:
    """Return the headline of metadata or text."""
    written = draft.headline or layout.headline
    return squeeze(written) or None if written else None


def _embargo(draft: Draft, layout: Layout, publication: Publication | None) -> Embargo | None:
    """Return the embargo of the metadata, else that of the desk's notes."""
    if draft.embargoed_until:
        return Embargo(in_utc(draft.embargoed_until))
    published, precision = (publication.at, publication.precision) if publication else (None, None)
    return read_embargo(embargo_notes(draft, layout), published, precision)


def _status(draft: Draft, kind: ContentKind, embargo: Embargo | None, is_killed: bool) -> PublishStatus:
    """Return the provider's status; a kill cancels, and an embargo without an hour that can be read withholds."""
    if draft.publish_status and draft.publish_status is not PublishStatus.USABLE:
        return draft.publish_status
    if kind is ContentKind.KILL_NOTE or is_killed:
        return PublishStatus.CANCELED
    return PublishStatus.WITHHELD if embargo and embargo.until is None else PublishStatus.USABLE
