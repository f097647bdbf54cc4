"""The identity of a story and of its versions, from content alone: the same delivery gives the same ids anywhere."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tasks.text.marks import Marks
from warehouse.codes import PublishStatus
from warehouse.ids import content_id

VERSION_HEX_DIGITS = 12
VERSION_ORDER_MAX = 2**63 - 1  # a BIGINT

# The order of versions where no number tells it: alerts, then the plain story, then leads.
ALERT_ORDER = 4  # an alert of urgency n comes n places after the start: flash 1, bulletin 2, urgent 3
PLAIN_ORDER = 10
LEAD_ORDER = 20
LEAD_STEP = 2  # leaves room for the correction of a lead right behind it

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
    sender = _plain(naming.sender)
    if naming.provider_key:
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
    version_key: str | None, status: PublishStatus, headline: str | None, body: str, published_at: datetime | None
) -> str:
    """Return the version: 12 hex digits over what a reader sees of it."""
    published = published_at.isoformat() if published_at else None
    whole = content_id("version", (version_key, status.value, headline, body, published))
    return whole.removeprefix("version_")[:VERSION_HEX_DIGITS]


def version_order(version_key: str | None, number: str | None, marks: Marks) -> int | None:
    """Return where a version stands among those of its story: by the provider's number, the message's, or the lead's.

    Returns None where nothing tells. Numbers of providers are never assumed to follow each other closely.
    """
    for digits in (version_key or "", re.sub(r"\D", "", number or "")):
        if digits.isdecimal() and int(digits) <= VERSION_ORDER_MAX:
            return int(digits)
    if marks.urgency is not None and marks.urgency < ALERT_ORDER:
        return marks.urgency
    if marks.lead is None and not marks.is_correction and not marks.is_kill:
        return None
    order = PLAIN_ORDER if marks.lead is None else LEAD_ORDER + LEAD_STEP * marks.lead
    return order + (1 if marks.is_correction or marks.is_kill else 0)


def _plain(sender: str | None) -> str | None:
    """Return a sender's name without letter case and signs."""
    return "".join(_WORD.findall(sender)).casefold() or None if sender else None


def _words(text: str) -> Sequence[str]:
    """Return the words of a text without letter case, so that a new layout changes nothing."""
    return [word.casefold() for word in _WORD.findall(text)]
