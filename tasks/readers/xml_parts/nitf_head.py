"""The head of a NITF document: whose it is, which version, how urgent, when, and whether it may be shown."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from tasks.readers.draft import KeyReference, Note
from tasks.readers.values.moments import Moment, first_moment
from tasks.readers.values.profiles import habits, time_zone
from tasks.readers.values.urgency import urgency
from tasks.readers.xml_parts.xml import attribute, text_of
from warehouse.codes import LinkKind, PublishStatus

FORMAT = "nitf"

# The statuses of docdata and NITF's other words for them.
STATUSES = {
    "usable": PublishStatus.USABLE,
    "info-only": PublishStatus.USABLE,
    "embargoed": PublishStatus.WITHHELD,
    "withheld": PublishStatus.WITHHELD,
    "canceled": PublishStatus.CANCELED,
    "cancelled": PublishStatus.CANCELED,
}


@dataclass(frozen=True)
class Keys:
    """The provider's keys of a story and of this version of it."""

    story: str | None
    version: str | None


def provider(nitf: etree._Element) -> str | None:
    """Return who sent the document: its registrar, distributor, source, or the owner of the copyright."""
    distributor = next(nitf.iter("distributor"), None)
    return (
        _value(nitf, "doc-id", "regsrc")
        or (text_of(next(distributor.iter("org"), distributor)) if distributor is not None else None)
        or _value(nitf, "from-src", "src-name")
        or _value(nitf, "doc.copyright", "holder")
    )


def keys(nitf: etree._Element, sender: str | None, issued: Moment | None) -> Keys:
    """Return the keys: `du-key` names a running story and `doc-id` one document, unless the provider has other habits."""
    document, running = _value(nitf, "doc-id", "id-string"), _value(nitf, "du-key", "key")
    version = _value(nitf, "du-key", "version")
    habit = next(habits(FORMAT, sender, "provider_key"), None)
    if habit and habit.rule == "meta":
        running = meta(nitf, habit.value) or running
    elif habit and habit.rule == "key_and_day" and running:
        running = f"{running} {issued.at.date().isoformat()}" if issued else document
    story = running or document
    return Keys(story, version or (document if document != story else None))


def slugline(nitf: etree._Element, sender: str | None, headline: str | None) -> str | None:
    """Return the desk's name of the story: ANPA's keyword and take, the provider's own place, or a title of one word."""
    title = text_of(next(nitf.iter("title"), None))
    habit = next(habits(FORMAT, sender, "slugline"), None)
    if habit and habit.rule == "meta":
        return meta(nitf, habit.value)
    if habit and habit.rule == "title":
        return title
    words = [meta(nitf, "anpa-keyword"), meta(nitf, "anpa-takekey")]
    is_slug = title is not None and title != headline and " " not in title
    return " ".join(filter(None, words)) or (title if is_slug else None)


def meta(nitf: etree._Element, name: str) -> str | None:
    """Return the content of the head's first `meta` of this name."""
    found = (each for each in nitf.iter("meta") if (attribute(each, "name") or "").lower() == name.lower())
    return attribute(next(found, None), "content")


def urgency_of(nitf: etree._Element) -> int | None:
    """Return the editorial urgency."""
    return urgency(_value(nitf, "urgency", "ed-urg"))


def issued_at(nitf: etree._Element, sender: str | None) -> Moment | None:
    """Return when this version was issued."""
    return first_moment(
        _value(nitf, "date.issue", "norm"),
        _value(nitf, "revision-history", "norm"),
        _value(nitf, "story.date", "norm"),
        _value(nitf, "pubdata", "date.publication"),
        zone=time_zone(FORMAT, sender),
    )


def released_at(nitf: etree._Element, sender: str | None, issued: Moment | None) -> Moment | None:
    """Return the time before which the story must not be shown: a release that is later than the issue."""
    release = first_moment(_value(nitf, "date.release", "norm"), zone=time_zone(FORMAT, sender))
    if release is None or (issued is not None and release.at <= issued.at):
        return None
    is_embargoed = _value(nitf, "docdata", "management-status") == "embargoed"
    return release if issued is not None or is_embargoed else None


def status(nitf: etree._Element, release: Moment | None) -> PublishStatus | None:
    """Return the provider's status; an embargo with its time is left to that time."""
    written = (_value(nitf, "docdata", "management-status") or "").lower()
    if written == "embargoed" and release is not None:
        return PublishStatus.USABLE
    return STATUSES.get(written)


def references(nitf: etree._Element, own: Keys) -> tuple[KeyReference, ...]:
    """Return the documents that this one kills or corrects by their `doc-id`."""
    named = _value(nitf, "docdata", "management-doc-idref")
    its_status = (
        _value(nitf, "docdata", "management-idref-status") or _value(nitf, "docdata", "management-status") or ""
    ).lower()
    found = []
    if named and STATUSES.get(its_status) is PublishStatus.CANCELED:
        found.append(KeyReference(LinkKind.KILLS, named))
    corrected = _value(nitf, "correction", "id-string")
    if corrected:
        found.append(KeyReference(LinkKind.CORRECTS, corrected))
    return tuple(each for each in found if each.provider_key not in (own.story, own.version))


def notes(nitf: etree._Element) -> Iterator[Note]:
    """Yield what the head says to editors."""
    for name, holder in (("ed-msg", "info"), ("correction", "info"), ("revision-history", "comment")):
        for element in nitf.iter(name):
            text = attribute(element, holder) or text_of(element)
            if text:
                yield Note("editors_note", text)


def keywords(nitf: etree._Element) -> tuple[str, ...]:
    """Return the keywords, each once."""
    found = (attribute(each, "key") or text_of(each) for each in nitf.iter("keyword"))
    return tuple(dict.fromkeys(filter(None, found)))


def subjects(nitf: etree._Element) -> tuple[str, ...]:
    """Return the subject codes with their scheme, which is the IPTC's unless another is named."""
    found = (
        (attribute(each, "tobject.subject.ipr") or "IPTC", attribute(each, "tobject.subject.refnum"))
        for each in nitf.iter("tobject.subject")
    )
    return tuple(dict.fromkeys(f"{scheme}:{code}" for scheme, code in found if code))


def rights(nitf: etree._Element) -> str | None:
    """Return the copyright line."""
    holder, year = _value(nitf, "doc.copyright", "holder"), _value(nitf, "doc.copyright", "year")
    line = next(filter(None, (text_of(each) for each in nitf.iter("copyrite", "rights"))), None)
    return f"© {year} {holder}" if holder and year else holder or line


def _value(nitf: etree._Element, name: str, of: str) -> str | None:
    """Return the first value of an attribute among the elements of a name."""
    return next(filter(None, (attribute(each, of) for each in nitf.iter(name))), None)
