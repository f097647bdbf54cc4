"""Which story and version a NewsML-G2 item is, whether it may be shown, and which stories it replaces, corrects or kills."""

import re
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from tasks.readers.draft import KeyReference
from tasks.readers.xml_parts.newsml_g2_property import Source, code_of, metadata, moment_of, tail_of
from tasks.readers.xml_parts.xml import attribute, first, text_of
from warehouse.codes import LinkKind, PublishStatus

FIRST_VERSION = "1"  # NewsML-G2: an item without @version is its first

# The parts of a URN or tag URI that name a news item; what stands behind them may be a version (RFC 3085, RFC 4151).
MIN_KEY_PARTS = {"urn": 5, "tag": 3}
# What a link's relation says of the item that it names (IPTC NewsCodes: itemrelation, and agencies' own).
REPLACING = frozenset({"previousversion", "supersedes", "replaces", "updates", "corrects", "cancels"})


def provider_key(source: Source) -> str | None:
    """Return the key of the story, the same in all its versions."""
    return _key(attribute(source.item, "guid"), attribute(source.item, "version"))


def version_key(source: Source) -> str:
    """Return the key of the version."""
    return attribute(source.item, "version") or FIRST_VERSION


def publish_status(source: Source) -> PublishStatus:
    """Return the provider's status. One that is not in the IPTC's list withholds: nobody has said that it may be shown."""
    by_signal = source.profile.choices("publish_status", "signal")
    for signal in signals(source.item):
        if signal in by_signal:
            return PublishStatus(by_signal[signal])
    element = first(source.item, "itemMeta", "pubStatus")
    code = tail_of(code_of(element)).lower()
    if element is None or not code:
        return _held_back(source)
    known = {**{status.value: status for status in PublishStatus}, "cancelled": PublishStatus.CANCELED}
    status = known.get(code, PublishStatus.WITHHELD)
    return _held_back(source) if status is PublishStatus.USABLE else status


def signals(item: etree._Element) -> list[str]:
    """Return the codes that tell what to do with the item."""
    return [code for element in metadata(item, "signal") if (code := code_of(element))]


def is_correction(source: Source) -> bool:
    """Tell whether the item says that it corrects what was sent before."""
    return any(tail_of(code).lower() == "correction" for code in signals(source.item))


def references(source: Source, status: PublishStatus) -> tuple[KeyReference, ...]:
    """Return the stories that this one replaces, corrects or kills; a correction without a link corrects its own story."""
    own = provider_key(source)
    kind = LinkKind.SUPERSEDES
    if status is PublishStatus.CANCELED:
        kind = LinkKind.KILLS
    elif is_correction(source):
        kind = LinkKind.CORRECTS
    keys = [key for key in _replaced(source) if _same(source, key) != _same(source, own)]
    if not keys and own and kind is LinkKind.CORRECTS:
        keys = [own]
    return tuple(KeyReference(kind, key) for key in dict.fromkeys(keys))


def embargo(source: Source) -> tuple[bool, datetime | None]:
    """Tell whether the item is embargoed, and until when; an empty property is an embargo without a known end."""
    element = first(source.item, "itemMeta", "embargoed")
    moment = moment_of(source, text_of(element))
    return element is not None, moment[0] if moment else None


def _key(guid: str | None, version: str | None) -> str | None:
    """Return a guid without the version that some providers repeat at its end."""
    if guid is None or version is None:
        return guid
    parts = guid.split(":")
    repeats = re.fullmatch(rf"{re.escape(version)}[NUA]?", parts[-1]) is not None
    return ":".join(parts[:-1]) if repeats and len(parts) > MIN_KEY_PARTS.get(parts[0].lower(), len(parts)) else guid


def _same(source: Source, key: str | None) -> str | None:
    """Return a key without what the provider varies in it from version to version."""
    return source.profile.cleaned("same_key", key)


def _replaced(source: Source) -> Iterator[str]:
    """Yield the keys of what links, and the provider's own ways, say that this item replaces."""
    bare = source.profile.choices("references", "bare_link")
    for link in metadata(source.item, "link"):
        relation = tail_of(attribute(link, "rel") or attribute(link, "reluri") or "").lower()
        if relation in REPLACING or (not relation and any(attribute(link, name) for name in bare)):
            target = attribute(link, "residref") or attribute(link, "guidref") or attribute(link, "href")
            key = _key(target, attribute(link, "version"))
            if key:
                yield key
    prefixes = source.profile.choices("references", "alt_id")
    for alternative in metadata(source.item, "altId"):
        value, prefix = text_of(alternative), prefixes.get(attribute(alternative, "type") or "")
        if value and prefix:
            yield f"{prefix}{value}"


def _held_back(source: Source) -> PublishStatus:
    """Return `usable`, or `withheld` under an embargo whose end is not known."""
    is_embargoed, until = embargo(source)
    return PublishStatus.WITHHELD if is_embargoed and until is None else PublishStatus.USABLE
