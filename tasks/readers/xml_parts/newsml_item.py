"""What a NewsItem of NewsML 1 says of itself: whose it is, which revision, whether and when it may be shown."""

import re
from dataclasses import dataclass

from lxml import etree

from tasks.readers.draft import KeyReference
from tasks.readers.values.moments import Moment, first_moment, moment
from tasks.readers.values.urgency import urgency
from tasks.readers.xml_parts.xml import attribute, first, text_of
from warehouse.codes import LinkKind, PublishStatus

STATUSES = {
    "usable": PublishStatus.USABLE,
    "embargoed": PublishStatus.WITHHELD,
    "withheld": PublishStatus.WITHHELD,
    "canceled": PublishStatus.CANCELED,
    "cancelled": PublishStatus.CANCELED,
}
# What a provider's instruction does to the item itself. Matches "Delete" and "kill"; misses "Update".
DELETES = re.compile(r"delete|kill|cancel\w*|withdraw\w*", re.IGNORECASE)
# The same for an earlier item that is set right. Matches "Correction" and "Rectify"; misses "Update".
CORRECTS = re.compile(r"correct\w*|rectif\w*", re.IGNORECASE)
# The revision at the end of an item's URN. Matches ":12" and ":1N"; misses ":TX-PAR-FXW86".
REVISION = re.compile(r"(?<=:)[^:]*\Z")
URN_PARTS = 5  # urn:newsml:provider:date:item, before the revision


@dataclass(frozen=True)
class Item:
    """The facts of one NewsItem that hold for all stories in it."""

    provider_id: str | None
    key: str | None
    revision: str | None
    name: str | None
    status: PublishStatus | None
    revised_at: Moment | None
    embargoed_until: Moment | None
    urgency: int | None
    references: tuple[KeyReference, ...]


def read_item(item: etree._Element, envelope: etree._Element | None, zone: str | None) -> Item:
    """Return the facts of a NewsItem; `zone` is that of its sender, for times that name none."""
    identifier = first(item, "identification", "newsidentifier")
    management = first(item, "newsmanagement")
    revised = first_moment(
        text_of(first(management, "thisrevisioncreated")),
        text_of(first(management, "firstcreated")),
        text_of(first(envelope, "dateandtime")),
        text_of(first(identifier, "dateid")),
        zone=zone,
    )
    status, embargo = _status(management, zone)
    return Item(
        provider_id=text_of(first(identifier, "providerid")),
        key=_key(identifier),
        revision=text_of(first(identifier, "revisionid")),
        name=text_of(first(item, "identification", "namelabel")),
        status=status,
        revised_at=revised,
        embargoed_until=embargo,
        urgency=urgency(formal_name(first(management, "urgency"))),
        references=_references(management),
    )


def formal_name(element: etree._Element | None) -> str | None:
    """Return the name by which NewsML 1 says what something is."""
    return attribute(element, "formalname")


def _key(identifier: etree._Element | None) -> str | None:
    """Return what all revisions of an item share: its URN without the revision."""
    parts = [text_of(first(identifier, name)) for name in ("providerid", "dateid", "newsitemid")]
    return ":".join(["urn", "newsml", *filter(None, parts)]) if all(parts) else None


def _status(management: etree._Element | None, zone: str | None) -> tuple[PublishStatus | None, Moment | None]:
    """Return the status, and until when an embargo holds if that is told; then the time decides, not the status."""
    status = STATUSES.get((formal_name(first(management, "status")) or "").lower())
    if any(DELETES.fullmatch(formal_name(each) or "") for each in _children(management, "instruction")):
        return PublishStatus.CANCELED, None
    change = first(management, "statuswillchange")
    future = STATUSES.get((formal_name(first(change, "futurestatus")) or "").lower())
    if status is PublishStatus.WITHHELD and future is PublishStatus.USABLE:
        until = moment(text_of(first(change, "dateandtime")), zone)
        return (PublishStatus.USABLE, until) if until else (status, None)
    return status, None


def _references(management: etree._Element | None) -> tuple[KeyReference, ...]:
    """Return the items that this one is told to set right."""
    if not any(CORRECTS.fullmatch(formal_name(each) or "") for each in _children(management, "instruction")):
        return ()
    named = filter(None, (attribute(each, "newsitem") for each in _children(management, "derivedfrom")))
    return tuple(KeyReference(LinkKind.CORRECTS, _without_revision(urn)) for urn in named)


def _without_revision(urn: str) -> str:
    return REVISION.sub("", urn).rstrip(":") if urn.count(":") >= URN_PARTS else urn


def _children(element: etree._Element | None, name: str) -> list[etree._Element]:
    return [] if element is None else list(element.iterchildren(name))
