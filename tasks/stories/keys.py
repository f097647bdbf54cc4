"""The identity of a story and of its versions, from content alone: the same delivery gives the same ids anywhere."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from warehouse.codes import PublishStatus
from warehouse.ids import content_id

VERSION_HEX_DIGITS = 12
# A key that is one in the world, whoever delivers it. Match: "urn:newsml:ngw:1", "https://ngw.example/1". Miss: "NG:1".
_GLOBAL_KEY = re.compile(r"(?:urn|tag|https?):", re.IGNORECASE)
# A word. Match: "Freedonia". Miss: ".", "_".
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Naming:
    """What the desk calls a story: its own key, or slug and day, or the number of the message and day."""

    sender: str | None = None
    provider_key: str | None = None
    slug_base: str | None = None
    number: str | None = None
    day: date | None = None


def story_id(naming: Naming, words: str) -> str:
    """Return the id of a story from the best name it has, else from its words."""
    if naming.provider_key:
        sender = None if _GLOBAL_KEY.match(naming.provider_key) else _plain(naming.sender)
        return content_id("story", ("key", sender, naming.provider_key))
    return named_story_id(naming) or content_id("story", ("text", *_words(words)))


def named_story_id(naming: Naming) -> str | None:
    """Return the id of the story that goes by this slug or message number on this day; None if that names none."""
    if naming.day is None:
        return None
    sender = _plain(naming.sender)
    if naming.slug_base:
        return content_id("story", ("slug", sender, naming.slug_base, naming.day.isoformat()))
    if naming.number and sender:
        return content_id("story", ("message", sender, naming.number, naming.day.isoformat()))
    return None


def note_id(naming: Naming, words: str) -> str:
    """Return the id of a desk's note, which must not be taken for a version of the story it speaks of."""
    if naming.provider_key:
        return story_id(naming, words)
    return content_id("story", ("note", _plain(naming.sender), naming.number, naming.day, *_words(words)))


def version_of(
    version_key: str | None,
    status: PublishStatus,
    headline: str | None,
    body: str,
    published_on: date | None,
    embargoed_until: datetime | None = None,
    part: str | None = None,
) -> str:
    """Return the version: 12 hex digits over what a reader sees of it.

    `version_key` is that of the metadata: the number of a message changes with every repeat. `part` says which part of a
    story it is, None for the whole.
    """
    day, embargo = (moment.isoformat() if moment else None for moment in (published_on, embargoed_until))
    whole = content_id("version", (version_key, status.value, headline, body, day, embargo, part))
    return whole.removeprefix("version_")[:VERSION_HEX_DIGITS]


def _plain(sender: str | None) -> str | None:
    """Return a sender's name without letter case and signs."""
    return "".join(_WORD.findall(sender)).casefold() or None if sender else None


def _words(text: str) -> Sequence[str]:
    """Return the words of a text without letter case, so that a new layout changes nothing."""
    return [word.casefold() for word in _WORD.findall(text)]
