"""The properties of a NewsML-G2 item: codes, names, words and times as the standard writes them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from lxml import etree

from tasks.readers.values.front_matter import stamp
from tasks.readers.values.language_tag import primary_language
from tasks.readers.xml_parts.newsml_g2_profile import Profile, profile_of
from tasks.readers.xml_parts.xml import attribute, every, first, text_of
from warehouse.codes import Precision

# What fills a template's blank. Matches "No-Data-Available" and "null"; misses "None of it".
BLANK = re.compile(r"no-data-available|null|-+", re.IGNORECASE)
# Vocabularies of the IPTC by their addresses, and the aliases that its catalogues give them.
IPTC_SCHEMES = {"mediatopic": "medtop", "subjectcode": "subj"}
# An address of one of their codes. Matches "http://cv.iptc.org/newscodes/genre/Daybook"; misses that of a whole vocabulary.
IPTC_CODE = re.compile(r"https?://cv\.iptc\.org/newscodes/(?P<scheme>[^/]+)/(?P<value>.+)")


@dataclass(frozen=True)
class Message:
    """What a news message says about all of its items."""

    sender: str | None = None
    sent: str | None = None
    priority: str | None = None


@dataclass(frozen=True)
class Source:
    """One item with the message that brought it, its provider's profile and its language."""

    item: etree._Element
    message: Message
    provider: str | None
    profile: Profile
    language: str | None


def read_message(root: etree._Element) -> Message:
    """Return the header of a news message; an item by itself has none."""
    header = first(root, "header")
    return Message(*(text_of(first(header, name)) if header is not None else None for name in ("sender", "sent", "priority")))


def source_of(item: etree._Element, message: Message) -> Source:
    """Return an item with what is needed to read the rest of it."""
    provider = first(item, "itemMeta", "provider")
    names = [*names_of(provider), message.sender, *names_of(first(item, "rightsInfo", "copyrightHolder"))]
    profile = profile_of(names)
    tags = [attribute(tag, "tag") for tag in metadata(item, "language")]
    inline = [attribute(content, "lang") for content in every(item, "inlineXML", "inlineData")]
    language = next(filter(None, map(primary_language, [*tags, attribute(item, "lang"), *inline])), None)
    return Source(item, message, profile.provider or next(filter(None, names), None), profile, language)


def metadata(item: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the properties of a name in the item's own metadata, not in what it says about others."""
    for holder in ("itemMeta", "contentMeta"):
        block = first(item, holder)
        if block is not None:
            yield from block.iterchildren(f"{{*}}{name}")


def words_of(element: etree._Element | None) -> str | None:
    """Return the words of a property, or None where only a template's blank stands there."""
    text = text_of(element)
    return None if text is None or BLANK.fullmatch(text.split(",")[0]) else text


def names_of(element: etree._Element | None) -> list[str | None]:
    """Return how a party is named, what is best for reading first."""
    code = code_of(element)
    tail = None if "://" in code else tail_of(code)
    return [
        attribute(element, "literal"),
        tail if code.startswith("nprov:") else None,
        words_of(first(element, "name")) if element is not None else None,
        tail or _host(attribute(element, "uri")),
        code or None,
    ]


def code_of(element: etree._Element | None) -> str:
    """Return the code of a property, of an address of the IPTC's vocabularies as `scheme:code`; empty if there is none."""
    code = attribute(element, "qcode")
    if code:
        return code
    uri = attribute(element, "uri") or ""
    known = IPTC_CODE.fullmatch(uri)
    return f"{IPTC_SCHEMES.get(known['scheme'], known['scheme'])}:{known['value']}" if known else uri


def tail_of(code: str) -> str:
    """Return a code without its scheme."""
    return code.rpartition("/" if "://" in code else ":")[2]


def moment_of(source: Source, text: str | None) -> tuple[datetime, Precision] | None:
    """Return the time that a property gives, in its provider's zone if it names none; of an unknown zone the day is exact."""
    read = stamp(text) if text else None
    local_time = _without_zone(text) if text else None
    if read is None or local_time is None or read[1] not in (Precision.SECOND, Precision.MINUTE):
        return read
    zone = source.profile.zone("published_at")
    if zone is None:
        return read[0], Precision.DAY
    try:
        return local_time.replace(tzinfo=zone).astimezone(UTC), read[1]
    except OverflowError:
        return None


def _without_zone(text: str) -> datetime | None:
    """Return a time that names no zone, or None if it names one or is none."""
    try:
        written = datetime.fromisoformat(text)
    except ValueError:
        return None
    return written if written.tzinfo is None else None


def _host(address: str | None) -> str | None:
    """Return the host of an address without its `www.`."""
    try:
        host = urlsplit(address or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
