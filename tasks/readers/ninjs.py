"""ninjs, the IPTC's news in JSON, versions 1 to 3, and the dialects of newsroom systems: one item, or many in one delivery.

Version 1 has `headline` and `body_*`, version 2 arrays of `headlines` and `bodies`, version 3 camel case. Keys are
compared in lower case, and each version's fields are looked for in every item: dialects mix them.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from tasks.readers.draft import Draft, NoStory
from tasks.readers.errors import UnreadableError
from tasks.readers.json_parts.json_shape import json_shape
from tasks.readers.json_parts.json_text import load, lowered, string
from tasks.readers.json_parts.ninjs_item import key_of, kind_of, story
from tasks.readers.json_parts.wire_items import gathered, items_of
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits

NAME = "ninjs"

KEYS = frozenset({"uri", "guid"})
# What hardly any other JSON has; two of them without a key, or one beside a key, make an item.
MARKS = frozenset({
    "versioncreated", "firstcreated", "contentcreated", "pubstatus", "representationtype", "copyrightholder", "copyrightnotice",
    "usageterms", "ednote", "headlines", "bodies", "descriptions", "renditions", "associations", "altids", "infosources",
    "infosource", "trustindicator", "trustindicators", "eventdetails", "plannedcoverage", "rightsinfo", "$standard", "standard",
    "body_html", "body_text", "body_xhtml", "body_html5", "body_richtext", "body_nitf", "body_main", "description_text",
    "headline_main",
})  # fmt: skip
MIN_MARKS = 3
TEXT_TYPES = frozenset({"text", "composite", "story", None})
PARTIAL = frozenset({"incomplete", "partial", "associated"})  # an association that stands for an item sent elsewhere


def sniff(head: str, delivery: Delivery) -> float:
    """Return how sure it is that the delivery is ninjs, from the keys of its first objects."""
    if not head.startswith(("{", "[")):
        return 0.0
    shape = json_shape(head)
    outer = (keys for path, keys in shape.keys.items() if len(path) <= 2)  # noqa: PLR2004 - an item in a list in an envelope
    return 0.97 if not shape.is_lines and any(map(is_item_keys, outer)) else 0.0


def holds(value: object) -> bool:
    """Tell whether a JSON value is a ninjs item."""
    return isinstance(value, Mapping) and is_item_keys(value.keys())


def is_item_keys(keys: Collection[str]) -> bool:
    """Tell whether an object with these keys is a ninjs item."""
    names = {key.lower() for key in keys}
    marks = len(names & MARKS) + sum(name.startswith("body_") and name not in MARKS for name in names)
    return marks >= MIN_MARKS or (marks >= 1 and not names.isdisjoint(KEYS))


def read(delivery: Delivery, limits: Limits) -> Sequence[Draft | NoStory]:
    """Return the stories of a delivery. Raise UnreadableError if it is broken or holds none."""
    items = list(items_of(load(delivery, limits), holds))
    return gathered([outcome for item in items for outcome in stories(item, limits)], "ninjs")


def stories(value: object, limits: Limits) -> list[Draft | NoStory]:
    """Return what one item holds: its own story, and the whole stories that are associated with it."""
    if not holds(value) or not isinstance(value, Mapping):
        return [NoStory("no_story", "an entry of the list is no ninjs item; send items alone")]
    item = lowered(value)
    own: Draft | NoStory
    try:
        own = story(item, NAME, limits)
    except UnreadableError as error:
        own = NoStory(error.reason_code, str(error))
    associated = [each for other in _whole_texts(item) for each in stories(other, limits) if isinstance(each, Draft)]
    return [*associated] if associated and isinstance(own, NoStory) else [own, *associated]


def _whole_texts(item: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the associated items that are stories of their own: with a key, a version, and a body."""
    for value in _associations(item.get("associations")):
        other = lowered(value)
        is_whole = string(other, "representationtype") not in PARTIAL and string(other, "versioncreated") is not None
        has_body = "bodies" in other or any(name.startswith("body_") for name in other)
        if kind_of(other) in TEXT_TYPES and key_of(other) and is_whole and has_body:
            yield value


def _associations(value: object) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of an array, or of an object whose values are items or arrays of them."""
    for entry in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
        if isinstance(entry, list):
            yield from (each for each in entry if isinstance(each, Mapping))
        elif isinstance(entry, Mapping):
            yield entry
