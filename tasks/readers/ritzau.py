"""Ritzau XML: one RBNews, or the answer of a news queue with any number of them; the content is escaped HTML."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from tasks.readers.draft import Draft, KeyReference, Note
from tasks.readers.errors import UnreadableError
from tasks.readers.opening import root_name
from tasks.readers.values.moments import moment
from tasks.readers.values.profiles import time_zone
from tasks.readers.values.urgency import urgency
from tasks.readers.xml_parts.blocks import Laid
from tasks.readers.xml_parts.nitf_body import lay_out_text, without_headline
from tasks.readers.xml_parts.xml import bounded, first, lowered, parse, text_of
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits
from warehouse.codes import ContentKind, LinkKind, PublishStatus

NAME = "ritzau"
PROVIDER = "Ritzau"
ROOTS = frozenset({"rbnews", "xmlnewsqueuedresponse"})
IPTC_DIGITS = 8  # subject codes come as numbers, their leading noughts lost

# A character reference that was escaped once more than HTML takes off. Matches "&apos;" and "&#39;"; misses "R&D;".
REFERENCE = re.compile(r"&(?:apos|quot|amp|lt|gt|nbsp|#\d{1,6}|#x[0-9a-f]{1,5});", re.IGNORECASE)

# A line break in a field. Matches "<br />" and "<br>"; misses "<b>".
LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def sniff(head: str, delivery: Delivery) -> float:
    """Return how sure it is that the delivery is Ritzau's XML: by its first element."""
    return 0.95 if root_name(head) in ROOTS else 0.0


def read(delivery: Delivery, limits: Limits) -> Sequence[Draft]:
    """Return the stories of a delivery. Raise UnreadableError if the queue has none."""
    root = lowered(parse(delivery, limits))
    found = [_story(news, limits) for news in bounded(root.iter("rbnews"))]
    if not found:
        message = text_of(next(root.iter("errormsg"), None))
        raise UnreadableError("no_story", f"the queue answers without news ({message or 'no error is named'}); fetch it again")
    if len(found) == 1 and not found[0].text:
        raise UnreadableError("empty", "the news has no content; check what was sent")
    return [replace(draft, position=position) for position, draft in enumerate(found)]


def _story(news: etree._Element, limits: Limits) -> Draft:
    headline, origin = _text(news, "headline"), _text(news, "origin")
    laid = _content(first(news, "content"), limits)
    text, signature = _without_signature(without_headline(laid.text, headline), origin)
    published = moment(text_of(first(news, "publishdate")), time_zone(NAME, PROVIDER))
    is_canceled = _is_true(news, "annulleret", "annuleret")
    is_flash = _is_true(news, "infoflash") or (_text(news, "format") or "").lower() == "flash"
    kind = ContentKind.FLASH if is_flash else None
    if is_canceled and not text:  # a kill need not send the story again
        text, kind = headline or "", ContentKind.KILL_NOTE
    return Draft(
        text=text,
        reader=NAME,
        is_laid_out=laid.is_laid_out,
        provider=PROVIDER,
        provider_key=_text(news, "histid") or _text(news, "newsid"),  # HistID is a story's, NewsID a message's
        version_key=_text(news, "version"),
        headline=headline,
        slugline=(_text(news, "strapline") or "").strip("- ") or None,
        byline=_text(news, "byline"),
        dateline=_text(news, "town"),
        published_at=published.at if published else None,
        published_precision=published.precision if published else None,
        urgency=urgency(_text(news, "priority")),
        content_kind=kind,
        publish_status=PublishStatus.CANCELED if is_canceled else PublishStatus.USABLE,
        keywords=tuple(dict.fromkeys(_items(news, "subjectkeyword"))),
        subjects=tuple(dict.fromkeys(f"IPTC:{code.zfill(IPTC_DIGITS)}" for code in _items(news, "iptclist"))),
        notes=(*_notes(news, limits), *([Note("sign_off", signature)] if signature else [])),
        references=tuple(_references(news)),
    )


def _content(element: etree._Element | None, limits: Limits) -> Laid:
    """Return the text of escaped HTML, references that were escaped twice understood."""
    laid = lay_out_text("" if element is None else element.text or "", limits)
    return Laid(REFERENCE.sub(_character, laid.text), laid.is_laid_out)


def _without_signature(text: str, origin: str | None) -> tuple[str, str | None]:
    """Return the text without the agency's mark at its end, and that mark; it repeats the field `origin`."""
    if origin is None or not text.endswith(origin):
        return text, None
    return text.removesuffix(origin).rstrip(), origin


def _text(news: etree._Element, name: str) -> str | None:
    """Return the words of a field, tags and references that were escaped in it taken off."""
    words = text_of(first(news, name))
    return " ".join(REFERENCE.sub(_character, LINE_BREAK.sub(" ", words)).split()) or None if words else None


def _character(match: re.Match[str]) -> str:
    return html.unescape(match[0])


def _items(news: etree._Element, name: str) -> Iterator[str]:
    """Yield the entries of a list field."""
    holder = first(news, name)
    for entry in holder if holder is not None else ():
        text = text_of(entry)
        if text:
            yield text


def _is_true(news: etree._Element, *names: str) -> bool:
    return any((_text(news, name) or "").lower() == "true" for name in names)


def _notes(news: etree._Element, limits: Limits) -> Iterator[Note]:
    """Yield the word to editors, the subtitle, and how to reach the writer."""
    to_editors = _content(first(news, "tilredaktionen"), limits).text
    if to_editors:
        yield Note("editors_note", to_editors)
    subtitle = _text(news, "subtitle")
    if subtitle:
        yield Note("summary", subtitle)
    reached = " ".join(filter(None, (_text(news, "bylineemail"), _text(news, "bylinephone"))))
    if reached:
        yield Note("contact", reached)


def _references(news: etree._Element) -> Iterator[KeyReference]:
    """Yield the news that this one replaces or corrects."""
    kind = LinkKind.CORRECTS if _is_true(news, "korrektion") else LinkKind.SUPERSEDES
    for name in ("replacedid", "replaces"):
        key = _text(news, name)
        if key and key not in (_text(news, "histid"), _text(news, "newsid")):
            yield KeyReference(kind, key)
            return
