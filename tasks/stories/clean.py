"""From a draft to a story: the wire furniture cut and kept, the story's fields read, its ids computed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from tasks.readers.draft import Draft
from tasks.readers.values.language_tag import primary_language
from tasks.stories.cleaned import Cleaned
from tasks.stories.desk import Desk, read_desk
from tasks.stories.keys import Naming, named_story_id, note_id, story_id, version_of
from tasks.stories.links import Reference, days_of, replaced, story_references, victim
from tasks.stories.notes import asks_to_kill, notes_of
from tasks.stories.order import version_order
from tasks.text.layout import Layout, lay_out
from tasks.text.marks import split_headline
from tasks.text.paragraphs import join_paragraphs, squeeze
from tasks.text.tongue import language_of
from warehouse.codes import ContentKind, LinkKind, PublishStatus
from warehouse.ids import content_id
from warehouse.records import Furniture, Story

__all__ = ["Cleaned", "UnusableStory", "clean"]

NOT_YET = datetime.min.replace(tzinfo=UTC)
ISSUE_HEX_DIGITS = 8
# A word. Match: "Freedonia's", "1,986" twice, "U.N". Miss: "—".
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")

# Notes that speak of another story and have no copy of their own.
_NOTES = {ContentKind.KILL_NOTE: LinkKind.KILLS, ContentKind.CORRECTION_NOTE: LinkKind.CORRECTS}


class UnusableStory(ValueError):
    """Say why a draft holds no story: a stable code, and a sentence that says what to do."""

    def __init__(self, reason_code: str, reason: str) -> None:
        super().__init__(reason)
        self.reason_code = reason_code
        self.reason = reason


def clean(draft: Draft, *, document_id: str, source_uri: str, fetched_at: datetime, run_id: str) -> Cleaned:
    """Return the story of a draft. Raises `UnusableStory` where no text is left once the furniture is cut.

    `revision`, `is_current`, `cluster_id` and `first_seen_at` are those of a story nobody has seen before; the
    warehouse sets them anew when it knows all versions.
    """
    layout = lay_out(draft)
    desk = read_desk(draft, layout)
    body = join_paragraphs([paragraph.text for paragraph in layout.paragraphs]) or _words_of_kill(draft, desk)
    if not body:
        raise UnusableStory("no_text", "no text is left once the wire furniture is cut; check the file and its reader")
    unnamed = _unnamed_story(draft, layout, desk, body)
    cuts = _cuts(draft, layout)
    story = replace(
        unnamed,
        story_id=(key := _story_id(draft, layout, desk, body)),
        version=(version := _version(draft, unnamed)),
        document_id=document_id,
        source_uri=source_uri,
        cluster_id=key,
        first_seen_at=fetched_at,
        run_id=run_id,
        issue=_issue(unnamed, cuts, desk.is_repeat),
    )
    furniture = tuple(Furniture(key, version, kind, text, at) for at, (kind, text) in enumerate(cuts))
    issued = days_of(unnamed.published_at, unnamed.published_precision)
    references = story_references(key, version, _references(draft, layout, desk, body), issued)
    return Cleaned(story, furniture, references, desk.is_repeat)


def _cuts(draft: Draft, layout: Layout) -> list[tuple[str, str]]:
    """Return what is no story, kind and words: the notes of the format, the marks before the headline, what was cut."""
    marks = split_headline(draft.headline)[0] if draft.headline else ""
    return [
        *((note.kind, note.text) for note in draft.notes),
        *([("desk_mark", marks)] if marks else []),
        *((cut.kind, cut.text) for cut in layout.cuts),
    ]


def _words_of_kill(draft: Draft, desk: Desk) -> str:
    """Return words for a kill that comes without any, so that it is not lost: headline, note, slugline, or its key."""
    if desk.status is not PublishStatus.CANCELED or not (desk.naming.provider_key or named_story_id(desk.naming)):
        return ""
    notes = (note.text for note in draft.notes)
    words = (desk.headline, *notes, desk.slugline, desk.naming.provider_key)
    return next((squeeze(each) for each in words if each and each.strip()), "")


def _unnamed_story(draft: Draft, layout: Layout, desk: Desk, body: str) -> Story:
    """Return the story with all that its text and metadata say, still without ids; one line for each column."""
    dateline, publication = layout.dateline, desk.publication
    return Story(
        story_id="",
        version="",
        revision=1,
        is_current=True,
        document_id="",
        source_uri="",
        provider=desk.naming.sender,
        provider_key=draft.provider_key,
        version_key=draft.version_key or desk.naming.number,
        version_order=_order(draft, desk),
        headline=split_headline(desk.headline)[1] if desk.headline else None,  # the desk's marks stay in the furniture
        slugline=desk.slugline,
        byline=draft.byline or layout.byline,
        dateline_text=dateline.text if dateline else None,
        dateline_place=dateline.place if dateline else None,
        dateline_country=dateline.country if dateline else None,
        published_at=publication.at if publication else None,
        published_precision=publication.precision if publication else None,
        published_basis=publication.basis if publication else None,
        embargoed_until=desk.embargoed_until,
        urgency=desk.urgency,
        content_kind=desk.kind,
        publish_status=desk.status,
        language=primary_language(draft.language) or language_of(body),
        rights=draft.rights or next(iter(layout.texts_of("copyright")), None),
        keywords=draft.keywords,
        body=body,
        word_count=len(_WORD.findall(body)),
        body_agreement=draft.body_agreement,
        cluster_id="",
        first_seen_at=NOT_YET,
        run_id="",
        subjects=draft.subjects,
        is_fragment=draft.is_fragment or desk.take.is_fragment,
        desk_key=named_story_id(desk.naming),
        lead=desk.marks.lead,
        take=desk.take.number,
    )


def _order(draft: Draft, desk: Desk) -> str:
    """Return the place of the version. Without a key of the story, a key of the version is but the number of the message."""
    published = desk.publication.at if desk.publication else None
    if draft.provider_key:
        return version_order(draft.version_key, desk.naming.number, published, desk.marks)
    return version_order(None, draft.version_key or desk.naming.number, published, desk.marks)


def _version(draft: Draft, story: Story) -> str:
    """Return the version. The number of a message is no part of it: the same words under a new number are a repeat."""
    day = story.published_at.date() if story.published_at else None
    part = f"take {story.take} of {story.lead}" if story.take else "fragment" if story.is_fragment else None
    key = draft.version_key if draft.provider_key else None
    return version_of(key, story.publish_status, story.headline, story.body, day, story.embargoed_until, part)


def _issue(story: Story, cuts: list[tuple[str, str]], is_repeat: bool) -> str:
    """Return the sort key of a delivery among those of its version: repeats first, then by place, then by content."""
    content = content_id("issue", (replace(story, issue=""), cuts)).removeprefix("issue_")
    return f"{0 if is_repeat else 1} {story.version_order} {content[:ISSUE_HEX_DIGITS]}"


def _references(draft: Draft, layout: Layout, desk: Desk, body: str) -> tuple[Reference, ...]:
    """Return the stories that the message names; a kill that names no other kills the story of its own key."""
    named = (*_by_key(draft, desk), *_by_words(draft, layout, desk, body))
    kills = any(each.kind is LinkKind.KILLS and each.names_anything for each in named)
    if desk.status is not PublishStatus.CANCELED or not draft.provider_key or kills:
        return named
    return (*named, Reference(LinkKind.KILLS, Naming(desk.naming.sender, draft.provider_key)))


def _by_key(draft: Draft, desk: Desk) -> Iterator[Reference]:
    """Yield the other stories that the metadata names."""
    for each in draft.references:
        if each.provider_key != draft.provider_key:
            yield Reference(each.kind, Naming(desk.naming.sender, each.provider_key))


def _by_words(draft: Draft, layout: Layout, desk: Desk, body: str) -> Iterator[Reference]:
    """Yield the stories that the words of the desk name: the victim of a note, else what the message replaces or kills."""
    notes = "\n".join(notes_of(draft, layout, "editors_note", "take"))
    if desk.kind in _NOTES:
        yield _victim(layout, desk, body, notes)
        return
    yield from replaced(notes, desk.naming)
    if desk.marks.is_correction and desk.headline and desk.kind in (ContentKind.STORY, ContentKind.BRIEF):
        # A story that is marked as corrected takes the place of the one that bore its headline a day ago at most.
        headline = split_headline(desk.headline)[1]
        yield Reference(LinkKind.SUPERSEDES, Naming(desk.naming.sender), headline, desk.naming.day)
    if asks_to_kill([notes]):
        yield _named(LinkKind.KILLS, notes, desk, replace(desk.naming, slug_base=None))


def _victim(layout: Layout, desk: Desk, body: str, notes: str) -> Reference:
    """Return the story that a note speaks of."""
    words = f"{squeeze(body)}\n{notes}" if layout.paragraphs else notes  # the words given to an empty kill name nobody
    return _named(_NOTES[desk.kind], words, desk, desk.naming)


def _named(kind: LinkKind, words: str, desk: Desk, own: Naming) -> Reference:
    """Return the story that the words name."""
    published, precision = (desk.publication.at, desk.publication.precision) if desk.publication else (None, None)
    return victim(kind, words, own, published, precision)


def _story_id(draft: Draft, layout: Layout, desk: Desk, body: str) -> str:
    """Return the id: a kill is a version of the story that it kills, any other note a story of its own."""
    if desk.naming.provider_key or desk.kind not in (*_NOTES, ContentKind.ADVISORY):
        return story_id(desk.naming, body)
    if desk.kind is not ContentKind.KILL_NOTE:
        return note_id(desk.naming, body)
    notes = "\n".join(notes_of(draft, layout, "editors_note", "take"))
    return named_story_id(_victim(layout, desk, body, notes).naming) or note_id(desk.naming, body)
