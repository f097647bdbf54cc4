"""NewsML-G2: news items alone or in a news message. Packages, concepts, events, plans and media without text are told by name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from tasks.readers.draft import Draft
from tasks.readers.errors import UnreadableError
from tasks.readers.opening import HTML_ROOTS, PROLOG, root_name
from tasks.readers.xml_parts import newsml_g2_lineage as lineage
from tasks.readers.xml_parts import newsml_g2_meta as meta
from tasks.readers.xml_parts.inline_body import Body
from tasks.readers.xml_parts.newsml_g2_content import best_text, data_roots, remote_addresses
from tasks.readers.xml_parts.newsml_g2_profile import FORMAT
from tasks.readers.xml_parts.newsml_g2_property import (
    Source,
    code_of,
    metadata,
    read_message,
    source_of,
    tail_of,
    words_of,
)
from tasks.readers.xml_parts.xml import attribute, every, first, local, parse
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits
from warehouse.codes import ContentKind, PublishStatus

NAME = FORMAT

NAMESPACE = "iptc.org/std/nar/"
STORY_ITEM, PACKAGE = "newsItem", "packageItem"
# Items that hold no story, and what they hold.
OTHER_ITEMS = {
    "conceptItem": "a concept item, which explains a term, a person or an event",
    "knowledgeItem": "a knowledge item, which lists concepts or events",
    "planningItem": "a planning item, which says what will be covered",
    "catalogItem": "a catalogue of code lists",
}
ITEMS = (STORY_ITEM, PACKAGE, *OTHER_ITEMS)
ITEM_ROOTS = frozenset({"newsMessage", *ITEMS})  # NewsML 1 has a NewsItem, with other capitals
# A start tag with its attributes. Matches '<a:newsItem guid="x">'; misses "<?xml version='1.0'?>" and "</p>".
START_TAG = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)(?=[\s/>])[^>]*>?")
# How items name their standard. Matches 'standard="NewsML-G2"'; misses 'standard="NITF"'.
STANDARD = re.compile(r"\sstandard\s*=\s*[\"'][A-Za-z]+ML-G2[\"']")
# Attributes that only NewsML-G2 has: parts of items are sent alone too. Matches ' qcode="medtop:04000000"'; misses ' code="a"'.
G2_ATTRIBUTE = re.compile(r"\s(?:qcode|residref)\s*=\s*[\"']")

MEDIA = {
    "picture": "a picture", "photo": "a picture", "graphic": "a graphic", "animation": "an animation",
    "video": "a video", "audio": "an audio recording", "data": "a data set",
}  # fmt: skip
SPOKEN = frozenset({"video", "audio"})  # media that a script may come with
MIN_SCRIPT_WORDS = 40  # less is a title or a caption
# Roles of descriptions that are part of the story itself. Matches "drol:summary"; misses "drol:caption".
SUMMARY_ROLES = frozenset({"summary", "abstract", "teaser", "intro", "lead"})
MAX_NAMED = 4


@dataclass(frozen=True)
class NoStory:
    """What an item is that holds no story, and what to do about it. `is_lost`: it should have held one."""

    what: str
    advice: str = "ingest the text item that goes with it"
    reason_code: str = "no_story"
    is_lost: bool = False


def sniff(head: str, delivery: Delivery) -> float:
    """Return how sure it is that the delivery is NewsML-G2, or a part of it."""
    root, start_tag = root_name(head), _start_tag(head)
    if root is None or start_tag is None or root in HTML_ROOTS:
        return 0.0
    has_namespace = NAMESPACE in start_tag[0] or STANDARD.search(start_tag[0]) is not None
    if start_tag[1] in ITEM_ROOTS:
        return 0.95 if has_namespace else 0.85
    if has_namespace:
        return 0.9
    return 0.8 if G2_ATTRIBUTE.search(head) else 0.0


def read(delivery: Delivery, limits: Limits) -> Sequence[Draft]:
    """Return one draft for each text item. Raise UnreadableError if there is none, and say what the items are."""
    root = parse(delivery, limits)
    items = list(_items(root))
    if not items:
        whole = "the news message holds no item" if local(root) == "newsMessage" else f"its first element is {local(root)!r}"
        raise UnreadableError("no_story", f"the document is no whole NewsML-G2 item ({whole}); send the item itself")
    message = read_message(root)
    read_items = [_read_item(source_of(item, message), limits, len(items)) for item in items]
    drafts = [found for found in read_items if isinstance(found, Draft)]
    if not drafts:
        raise _refusal([found for found in read_items if isinstance(found, NoStory)])
    lost = [Draft(text="", reader=NAME) for found in read_items if isinstance(found, NoStory) and found.is_lost]
    return [replace(draft, position=position) for position, draft in enumerate([*drafts, *lost])]


def _start_tag(head: str) -> re.Match[str] | None:
    """Return the first start tag, with its name as written."""
    position = 0
    while match := PROLOG.match(head, position):
        position = match.end()
    return START_TAG.match(head, position)


def _items(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the items of a delivery, none of them inside another."""
    for item in every(root, *ITEMS):
        if not any(local(above) in ITEMS for above in item.iterancestors()):
            yield item


def _read_item(source: Source, limits: Limits, items: int) -> Draft | NoStory:
    """Return the story of an item, or what the item is instead."""
    name = local(source.item)
    if name in OTHER_ITEMS:
        return NoStory(OTHER_ITEMS[name], "it goes beside the stories, not among them")
    if name == PACKAGE:
        return _package(source.item, items)
    kind = tail_of(code_of(first(source.item, "itemMeta", "itemClass"))).lower()
    if kind in MEDIA and kind not in SPOKEN:
        return NoStory(f"{MEDIA[kind]} with a caption")
    return _story(source, kind, limits)


def _story(source: Source, kind: str, limits: Limits) -> Draft | NoStory:
    """Return the story of a text item, or of a recording that comes with its script."""
    titles = meta.headlines(source)
    body = best_text(source.item, titles[0] if titles else None, source.language, source.profile, limits)
    if kind in SPOKEN and (body is None or body.words < MIN_SCRIPT_WORDS):
        return NoStory(f"{MEDIA[kind]} without the text of a story")
    draft = _draft(source, titles)
    if body is not None:
        return _with_body(draft, source, body)
    if draft.publish_status is PublishStatus.CANCELED:
        return _killed(draft)
    return _summarised(draft, source) or _without_text(source)


def _draft(source: Source, titles: Sequence[str]) -> Draft:
    """Return what the metadata say; the text is still to come."""
    published_at, precision = meta.published(source)
    status = lineage.publish_status(source)
    return Draft(
        text="",
        reader=NAME,
        provider=source.provider,
        provider_key=lineage.provider_key(source),
        version_key=lineage.version_key(source),
        headline=titles[0] if titles else None,
        slugline=words_of(first(source.item, "contentMeta", "slugline")),
        byline=meta.byline(source),
        dateline=meta.dateline(source),
        published_at=published_at,
        published_precision=precision,
        embargoed_until=lineage.embargo(source)[1],
        urgency=meta.urgency(source),
        content_kind=meta.content_kind(source),
        publish_status=status,
        language=source.language,
        rights=meta.rights(source),
        keywords=meta.keywords(source),
        subjects=meta.subjects(source),
        notes=(*meta.notes(source), *meta.subheads(titles)),
        references=lineage.references(source, status),
    )


def _with_body(draft: Draft, source: Source, body: Body) -> Draft:
    """Return the draft with its text, and with what only the text's markup says."""
    return replace(
        draft,
        text=body.text,
        is_laid_out=body.is_laid_out,
        headline=draft.headline or body.headline,
        byline=draft.byline or meta.writers(source, body.byline),
        dateline=draft.dateline or meta.place(source, body.dateline),
        notes=(*draft.notes, *(note for note in body.notes if note not in draft.notes)),
    )


def _killed(draft: Draft) -> Draft:
    """Return the kill of a story whose text is gone: the desk's note, or else the headline, says which one it is."""
    told = [note for note in draft.notes if note.kind == "editors_note"]
    return replace(
        draft,
        text="\n\n".join(note.text for note in told) or draft.headline or draft.slugline or "",
        is_laid_out=True,
        content_kind=ContentKind.KILL_NOTE,
        notes=tuple(note for note in draft.notes if note not in told),
    )


def _summarised(draft: Draft, source: Source) -> Draft | None:
    """Return the summary of a story whose text is kept elsewhere."""
    descriptions = (
        words_of(element)
        for element in metadata(source.item, "description")
        if tail_of(attribute(element, "role") or "").lower() in SUMMARY_ROLES
    )
    summary = max(filter(None, descriptions), key=len, default=None)
    return replace(draft, text=summary, is_laid_out=True, is_fragment=True) if summary else None


def _without_text(source: Source) -> NoStory:
    """Return what a text item holds instead of its text."""
    if remote_addresses(source.item):
        what = "a text item whose text is kept elsewhere (remoteContent)"
        return NoStory(what, "send the item with its text inside", is_lost=True)
    data = data_roots(source.item)
    if data:
        return NoStory(f"a news item whose content is data ({data[0]!r}), not text")
    return NoStory("a news item without any content", "check what was sent", "empty", is_lost=True)


def _package(package: etree._Element, items: int) -> NoStory:
    """Return how many items a package names, and whether they came with it."""
    names = {attribute(reference, "residref") or attribute(reference, "href") for reference in every(package, "itemRef")}
    many = f"a package that names {len(names)} item{'' if len(names) == 1 else 's'}"
    return NoStory(f"{many} and holds none" if items == 1 else many, "send the items that it names")


def _refusal(found: Sequence[NoStory]) -> UnreadableError:
    """Return why none of the items is a story."""
    kinds = list(dict.fromkeys(found))
    if len(kinds) == 1:
        one = kinds[0]
        whole = f"the item is {one.what}" if len(found) == 1 else f"the message holds {len(found)} items, each {one.what}"
        return UnreadableError(one.reason_code, f"{whole}, and no story; {one.advice}")
    named = "; ".join(f"{found.count(kind)} × {kind.what}" for kind in kinds[:MAX_NAMED])
    return UnreadableError("no_story", f"the message holds no story but {named}; {kinds[0].advice}")
