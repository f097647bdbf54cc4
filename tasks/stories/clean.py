"""From a draft to a story: the wire furniture cut and kept, the story's fields read, its ids computed."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from tasks.readers.draft import Draft
from tasks.readers.language_tag import primary_language
from tasks.stories.desk import Desk, read_desk
from tasks.stories.keys import note_id, story_id, version_of, version_order
from tasks.stories.links import Reference, replaced, story_links, victim
from tasks.text.layout import Layout, lay_out
from tasks.text.marks import split_headline
from tasks.text.paragraphs import join_paragraphs, squeeze
from tasks.text.tongue import language_of
from warehouse.codes import ContentKind, LinkKind
from warehouse.records import Furniture, Story, StoryLink

NOT_YET = datetime.min.replace(tzinfo=UTC)
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


@dataclass(frozen=True)
class Cleaned:
    """One story version, what was cut from it, and its links.

    `references` are all other stories that it names, those too that only a search by headline can find.
    """

    story: Story
    furniture: tuple[Furniture, ...]
    links: tuple[StoryLink, ...]
    references: tuple[Reference, ...] = ()


def clean(draft: Draft, *, document_id: str, source_uri: str, fetched_at: datetime, run_id: str) -> Cleaned:
    """Return the story of a draft. Raises `UnusableStory` where no text is left once the furniture is cut.

    `revision`, `is_current`, `cluster_id` and `first_seen_at` are those of a story nobody has seen before; the
    warehouse sets them anew when it knows all versions.
    """
    layout = lay_out(draft)
    body = join_paragraphs([paragraph.text for paragraph in layout.paragraphs])
    if not body:
        raise UnusableStory("no_text", "no text is left once the wire furniture is cut; check the file and its reader")
    desk = read_desk(draft, layout)
    references = _references(layout, body, desk)
    unnamed = _unnamed_story(draft, layout, desk, body)
    story = replace(
        unnamed,
        story_id=(key := _story_id(desk, references, body)),
        version=(version := _version(unnamed)),
        document_id=document_id,
        source_uri=source_uri,
        cluster_id=key,
        first_seen_at=fetched_at,
        run_id=run_id,
    )
    marks = split_headline(draft.headline)[0] if draft.headline else ""
    cuts = [
        *((note.kind, note.text) for note in draft.notes),
        *([("desk_mark", marks)] if marks else []),
        *((cut.kind, cut.text) for cut in layout.cuts),
    ]
    furniture = tuple(Furniture(key, version, kind, text, at) for at, (kind, text) in enumerate(cuts))
    return Cleaned(story, furniture, story_links(key, version, references), references)


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
        version_order=version_order(draft.version_key, desk.naming.number, desk.marks),
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
        is_fragment=draft.is_fragment,
    )


def _version(story: Story) -> str:
    return version_of(story.version_key, story.publish_status, story.headline, story.body, story.published_at)


def _references(layout: Layout, body: str, desk: Desk) -> tuple[Reference, ...]:
    """Return the stories that the message names: its victim if it is a note, and what it replaces."""
    published, precision = (desk.publication.at, desk.publication.precision) if desk.publication else (None, None)
    notes = "\n".join(layout.texts_of("editors_note", "take"))
    if desk.kind in _NOTES:
        return (victim(_NOTES[desk.kind], f"{squeeze(body)}\n{notes}", desk.naming, published, precision),)
    return replaced(notes, desk.naming)


def _story_id(desk: Desk, references: tuple[Reference, ...], body: str) -> str:
    """Return the id: a kill is a version of the story that it kills, any other note a story of its own."""
    if desk.naming.provider_key or desk.kind not in (*_NOTES, ContentKind.ADVISORY):
        return story_id(desk.naming, body)
    killed = story_links("", "", references) if desk.kind is ContentKind.KILL_NOTE else ()
    return killed[0].other_story_id if killed else note_id(desk.naming, body)
