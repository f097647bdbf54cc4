"""What the stories of a batch are to those that are stored: new versions, versions delivered once more, takes to join."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import warehouse.lineage as stored
from tasks.stories.cleaned import Cleaned
from tasks.stories.takes import joined_takes
from warehouse.connect import Writer
from warehouse.records import DocumentStory


@dataclass(frozen=True)
class Sorted:
    """The versions of a batch: `fresh` are not stored yet, `known` are; of these, `restated` have newer metadata now."""

    fresh: tuple[Cleaned, ...]
    restated: tuple[Cleaned, ...]
    known: tuple[Cleaned, ...]


def delivery_of(document_id: str, position: int, cleaned: Cleaned) -> DocumentStory:
    """Return the row that notes a delivery, and whether it was a repeat."""
    story = cleaned.story
    return DocumentStory(document_id, position, *cleaned.key, story.version_order, story.version_key, cleaned.is_repeat)


def sort_out(writer: Writer, cleaned: Sequence[Cleaned]) -> Sorted:
    """Return what is to be loaded: each version once, with the metadata of its last delivery that is no repeat."""
    newest = _newest([*cleaned, *_joined(writer, cleaned)])
    issues = stored.issues(writer, newest)
    fresh = tuple(one for key, one in newest.items() if key not in issues)
    known = tuple(one for key, one in newest.items() if key in issues)
    return Sorted(fresh, tuple(one for one in known if one.story.issue > issues[one.key]), known)


def _joined(writer: Writer, cleaned: Sequence[Cleaned]) -> list[Cleaned]:
    """Return the joined texts that the takes of the batch make together and with those that are stored."""
    stories = {one.story.story_id for one in cleaned if one.story.take}
    if not stories:
        return []
    earlier = [Cleaned(story, furniture) for story, furniture in stored.takes(writer, stories)]
    takes = _newest([*earlier, *(one for one in cleaned if one.story.take)])
    return list(joined_takes(takes.values()))


def _newest(cleaned: Iterable[Cleaned]) -> dict[tuple[str, str], Cleaned]:
    """Return each version once, in the order in which they came."""
    newest: dict[tuple[str, str], Cleaned] = {}
    for one in cleaned:
        there = newest.setdefault(one.key, one)
        if one.story.issue > there.story.issue:
            first_seen_at = min(one.story.first_seen_at, there.story.first_seen_at)
            newest[one.key] = replace(one, story=replace(one.story, first_seen_at=first_seen_at))
    return newest
