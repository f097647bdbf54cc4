"""NewsML 1.0 to 1.2: every NewsItem of a document, and every story of an item in every language."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from tasks.readers.agreement import WORD
from tasks.readers.draft import Draft, Note
from tasks.readers.errors import UnreadableError
from tasks.readers.nitf import BY
from tasks.readers.opening import root_name
from tasks.readers.values.language_tag import primary_language
from tasks.readers.values.profiles import time_zone
from tasks.readers.values.urgency import is_alert
from tasks.readers.xml_parts.newsml_components import Part, line, lines, media_in, metadata, read_parts
from tasks.readers.xml_parts.newsml_item import Item, formal_name, read_item
from tasks.readers.xml_parts.nitf_body import without_headline
from tasks.readers.xml_parts.xml import attribute, bounded, first, lowered, parse, text_of
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits
from warehouse.codes import ContentKind, PublishStatus

NAME = "newsml_1_2"
MAX_NESTED_ITEMS = 5  # items inside each other

# The types of free NewsLines that speak of the story, and the kind of furniture that they are.
NEWS_LINES = {
    "advisoryline": "editors_note",
    "editorsnote": "editors_note",
    "editornote": "editors_note",
    "embargoline": "embargo",
    "productline": "photo",
    "creditline": "credit",
}
ALERTS = frozenset({"alert", "bulletin", "flash"})
SUBJECTS = ("subject", "subjectmatter", "subjectdetail", "subjectqualifier")


def sniff(head: str, delivery: Delivery) -> float:
    """Return how sure it is that the delivery is NewsML 1: by its first element."""
    return 0.95 if root_name(head) == "newsml" else 0.0


def read(delivery: Delivery, limits: Limits) -> Sequence[Draft]:
    """Return the stories of a document. Raise UnreadableError, saying what it holds instead, if there is none."""
    root = lowered(parse(delivery, limits))
    items, envelope = bounded(root.iter("newsitem")), first(root, "newsenvelope")
    if any(sum(1 for _ in item.iterancestors("newsitem")) > MAX_NESTED_ITEMS for item in items):
        raise UnreadableError("too_deep", f"the NewsML nests more than {MAX_NESTED_ITEMS} items; check what was sent")
    drafts = [draft for item in items for draft in _stories(item, envelope, limits)]
    if not drafts:
        raise _no_story(root, items)
    return [replace(draft, position=position) for position, draft in enumerate(drafts)]


def _stories(item: etree._Element, envelope: etree._Element | None, limits: Limits) -> Iterator[Draft]:
    """Yield the stories of one item; the first one has the item's key, the others add what tells them apart."""
    parts = read_parts(item, limits)
    sender = text_of(first(item, "identification", "newsidentifier", "providerid"))
    facts = read_item(item, envelope, time_zone(NAME, sender))
    for number, part in enumerate(parts):
        draft = _story(part, facts, envelope)
        if number and facts.key:
            mark = attribute(part.owner, "duid") if part.owner is not parts[0].owner else None
            draft = replace(draft, provider_key=f"{facts.key}#{mark or part.language or number}")
        yield draft
    if not parts:
        yield from _bare(item, facts, envelope)


def _story(part: Part, facts: Item, envelope: etree._Element | None) -> Draft:
    contents, main = part.contents, part.contents[0]
    titles = [text for kind, text in part.sides if kind == "headline"]
    headline = line(part, "headline") or next(iter(titles), None) or main.headline
    text = "\n\n".join(content.laid.text for content in contents)
    draft = _of_item(facts, _provider(part, facts, envelope))
    return replace(
        draft,
        text=without_headline(text, headline),
        is_laid_out=any(content.laid.is_laid_out for content in contents),
        headline=headline,
        slugline=facts.name or line(part, "slugline"),
        byline=BY.sub("", line(part, "byline") or main.byline or "") or None,
        dateline=_worded(line(part, "dateline")) or main.dateline,
        language=part.language,
        rights=line(part, "copyrightline"),
        keywords=tuple(dict.fromkeys((*lines(part, "keywordline"), *_keywords(part)))),
        subjects=tuple(dict.fromkeys(_subjects(part))),
        notes=tuple(_notes(part, headline)),
    )


def _of_item(facts: Item, provider: str | None) -> Draft:
    """Return a draft with what holds for all stories of an item."""
    return Draft(
        text="",
        reader=NAME,
        is_laid_out=True,
        provider=provider,
        provider_key=facts.key,
        version_key=facts.revision,
        slugline=facts.name,
        published_at=facts.revised_at.at if facts.revised_at else None,
        published_precision=facts.revised_at.precision if facts.revised_at else None,
        embargoed_until=facts.embargoed_until.at if facts.embargoed_until else None,
        urgency=facts.urgency,
        publish_status=facts.status,
        references=facts.references,
    )


def _bare(item: etree._Element, facts: Item, envelope: etree._Element | None) -> Iterator[Draft]:
    """Yield what an item without text says all the same: that it is canceled, or an alert by its headline alone."""
    headline = next(filter(None, map(text_of, item.iter("headline"))), None)
    draft = replace(
        _of_item(facts, _first_party(item) or _sender(envelope) or facts.provider_id),
        headline=headline,
        language=primary_language(*(formal_name(each) for each in item.iter("language")), attribute(item, "lang")),
    )
    if facts.status is PublishStatus.CANCELED:
        comment = next(filter(None, map(text_of, item.iter("comment"))), None)
        text = comment or headline or f"Canceled: {facts.key or facts.name}"
        yield replace(draft, text=text, content_kind=ContentKind.KILL_NOTE)
    elif headline and not media_in(item) and (is_alert(facts.urgency) or _is_called_alert(item)):
        yield replace(draft, text=headline, content_kind=ContentKind.FLASH)


def _is_called_alert(item: etree._Element) -> bool:
    named = (formal_name(each) or "" for each in item.iter("newsitemtype", "genre", "role"))
    return any(name.lower() in ALERTS for name in named)


def _first_party(item: etree._Element) -> str | None:
    parties = (formal_name(party) for provider in item.iter("provider") for party in provider.iter("party"))
    return next(filter(None, parties), None)


def _provider(part: Part, facts: Item, envelope: etree._Element | None) -> str | None:
    parties = (formal_name(party) for party in metadata(part, "administrativemetadata", "provider", "party"))
    return next(filter(None, parties), None) or _sender(envelope) or facts.provider_id


def _sender(envelope: etree._Element | None) -> str | None:
    return formal_name(first(envelope, "sentfrom", "party"))


def _worded(dateline: str | None) -> str | None:
    """Return a dateline that names a place; some desks write only the date in figures."""
    return dateline if dateline and any(sign.isalpha() for sign in dateline) else None


def _keywords(part: Part) -> Iterator[str]:
    for each in metadata(part, "descriptivemetadata", "property"):
        value = attribute(each, "value")
        if (formal_name(each) or "").lower() == "keyword" and value:
            yield value


def _subjects(part: Part) -> Iterator[str]:
    """Yield the subject codes, with their scheme where it is named."""
    for code in metadata(part, "descriptivemetadata", "subjectcode"):
        for each in code.iter(*SUBJECTS):
            name, scheme = formal_name(each), attribute(each, "scheme")
            if name:
                yield f"{scheme}:{name}" if scheme else name


def _notes(part: Part, headline: str | None) -> Iterator[Note]:
    """Yield what stands beside the story: summaries, advisory lines, captions, contacts."""
    yield from (Note("summary", text) for text in lines(part, "subheadline"))
    for each in metadata(part, "newslines", "newsline"):
        kind = NEWS_LINES.get((formal_name(first(each, "newslinetype")) or "").lower())
        text = text_of(first(each, "newslinetext"))
        if kind and text:
            yield Note(kind, text)
    words = WORD.findall(headline or "")
    yield from (Note(kind, text) for kind, text in part.sides if WORD.findall(text) != words)
    yield from (note for content in part.contents for note in content.notes)


def _no_story(root: etree._Element, items: list[etree._Element]) -> UnreadableError:
    """Return why a document has no story: what its items are instead."""
    media = tuple(dict.fromkeys(kind for item in items for kind in media_in(item)))
    headlines = [text for element in root.iter("headline") if (text := text_of(element))]
    if any(next(item.iter("update"), None) is not None for item in items):
        return UnreadableError("no_story", "the item only changes parts of an earlier revision (Update); ask for it whole")
    if media:
        kinds = ", ".join(media)
        return UnreadableError("no_story", f"the item is media ({kinds}), perhaps with captions, and no story; ingest its story")
    if any(attribute(each, "href") for each in root.iter("contentitem")):
        return UnreadableError("no_story", "the text of the item is in another file (Href), which was not sent; ingest that")
    if next(root.iter("contentitem"), None) is None and next(root.iter("topic"), None) is not None:
        return UnreadableError("no_story", "the item is a set of topics and no story; leave it out")
    if headlines:
        return UnreadableError("empty", f"the item has a headline ({headlines[0]!r}) but no text; check what was sent")
    return UnreadableError("empty", "the NewsML holds no text of a story; check what was sent")
