"""Find the words of a decision in a story version, and the row that is read from them today. Pure: no database."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse.records import Review


@dataclass(frozen=True)
class Text:
    """One story version: its body, and the SHA-256 of it."""

    story_id: str
    version: str
    sha256: str
    body: str
    is_current: bool = True


@dataclass(frozen=True)
class Candidate:
    """A row that a decision may mean: its place in the body, and what tells it from others at that place.

    `likeness` is the type and the targets of a measure, the holder of a position, the other story of a link.
    `layer` is empty for what is read today, and tells apart what replays have replaced, one by one.
    """

    row_id: str
    start: int
    end: int
    likeness: tuple[str, ...]
    layer: str = ""


def shift_of(review: Review, text: Text) -> int | None:
    """Return how far the words of a decision have moved in a story version, or None if they are not there.

    In the same text they stand where they stood, whatever story it is. In another version of the same story they must
    be there once: nobody could tell which of two is meant.
    """
    if review.text_sha256 == text.sha256:
        return 0
    if review.story_id != text.story_id or not review.words or review.words_start is None:
        return None
    place = text.body.find(review.words)
    if place < 0 or text.body.find(review.words, place + 1) >= 0:
        return None
    return place - review.words_start


def matched(review: Review, shift: int, candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the row that a decision means: the same row, else the one that is read from the same words.

    Where the words named several rows, or name several now, it must be like the one that was looked at.
    """
    row_key = (review.row_key or "").partition("|")[0]  # a party is looked up by its measure
    for candidate in candidates:
        if candidate.row_id == row_key:
            return candidate
    start, end = review.start_char + shift, review.end_char + shift
    here = [one for one in candidates if (one.start < end and start < one.end) or (one.start, one.end) == (start, end)]
    was = seen(review)
    if len(here) == 1 and was.get("siblings", 1) == 1:
        return here[0]
    alike = [one for one in here if list(one.likeness) == was.get("likeness")]
    return alike[0] if len(alike) == 1 else None


def seen(review: Review) -> dict[str, Any]:
    """Return what the reviewer saw."""
    found: dict[str, Any] = json.loads(review.seen) if review.seen else {}
    return found


def in_order(reviews: Iterable[Review]) -> list[Review]:
    """Return decisions in the order in which they were taken; of those of one moment the order is that of their ids."""
    return sorted(reviews, key=lambda review: (review.decided_at, review.review_id))


def overruled(review: Review, later: Iterable[Review]) -> bool:
    """Tell whether one of the later decisions on the same row takes the place of this one."""
    return any(_takes_place(other, review) for other in later)


def _takes_place(later: Review, review: Review) -> bool:
    if later.field == review.field:
        return later.kind != "party" or _party(later) == _party(review)
    # Whether there is a measure at all is decided anew by every later word on one of its values.
    return review.field == "measure" and review.decision == "reject"


def _party(review: Review) -> object:
    return (seen(review).get("party") or {}).get("entity_id")
