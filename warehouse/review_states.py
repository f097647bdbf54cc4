"""What a row comes to, decision by decision: the state after each, from its time to the time of the next. Pure: no database."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from warehouse.codes import Decision, ReviewKind
from warehouse.records import Review
from warehouse.review_matching import Text, seen
from warehouse.reviewed import ReviewedLink, ReviewedMeasure, ReviewedMention, ReviewedParty, ReviewedPosition

EDITABLE = (
    "measure_type",
    "status",
    "flow",
    "instrument",
    "goods",
    "date_value",
    "date_precision",
    "date_text",
    "amount_text",
    "attribution",
)
ALL_PARTIES = "*"


@dataclass
class _Measure:
    """A measure while its decisions are gone through."""

    decision: Decision | None = None
    is_rejected: bool = False
    values: dict[str, Any] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    added: dict[str, dict[str, Any]] = field(default_factory=dict)

    def take(self, review: Review) -> None:
        """Go on by one decision."""
        if review.kind is ReviewKind.PARTY:
            self._take_party(review)
        elif review.field == "measure":
            self._take_measure(review)
        else:
            self.values[review.field] = column_value(review.field, review.value)
            self._edited()

    def _take_measure(self, review: Review) -> None:
        self.decision, self.is_rejected = review.decision, review.decision is Decision.REJECT
        if review.decision is not Decision.REJECT:
            shown = seen(review)
            self.values = {name: column_value(name, shown["measure"].get(name)) for name in EDITABLE}
            self.dropped = {ALL_PARTIES}
            self.added = {party_key(party): party for party in shown["parties"]}

    def _take_party(self, review: Review) -> None:
        was = seen(review).get("party")
        if was and review.decision is not Decision.ACCEPT:
            self.dropped.add(party_key(was))
            self.added.pop(party_key(was), None)
        kept = was if review.decision is Decision.ACCEPT else json.loads(review.value) if review.value else None
        if kept:
            self.dropped.add(party_key(kept))  # it is put in as the reviewer has it, once
            self.added[party_key(kept)] = kept
        if review.decision is not Decision.ACCEPT or self.decision in (None, Decision.REJECT):
            self._edited()

    def _edited(self) -> None:
        self.is_rejected = False
        self.decision = Decision.ADD if self.decision is Decision.ADD else Decision.EDIT


def party_key(party: dict[str, Any]) -> str:
    """Return what tells a party from the others of its measure."""
    return f"{party['role']}|{party['entity_id']}"


def column_value(name: str, written: Any) -> Any:  # noqa: ANN401 - any column's value
    """Return the value of a column of measures from its form in a decision."""
    if name == "goods":
        return tuple(json.loads(written) if isinstance(written, str) else written or ())
    if name == "date_value" and written:
        return date.fromisoformat(written)
    return written or None


def measure_states(
    measure_id: str, text: Text, reviews: Sequence[Review]
) -> Iterator[tuple[ReviewedMeasure, tuple[ReviewedParty, ...]]]:
    """Yield the measure after each decision, with the parties that reviewers have put in."""
    measure = _Measure()
    for review, until in _spans(reviews, measure.take):
        row = ReviewedMeasure(
            measure_id,
            text.story_id,
            text.version,
            **_shown(review, until),
            pinned=tuple(sorted(measure.values)),
            parties_dropped=tuple(sorted(measure.dropped)),
            **measure.values,
        )
        row = replace(row, decision=measure.decision or review.decision, is_rejected=measure.is_rejected)
        yield row, tuple(_party(measure_id, review, party) for party in measure.added.values())


def position_states(position_id: str, text: Text, reviews: Sequence[Review]) -> Iterator[ReviewedPosition]:
    """Yield the position after each decision."""
    for review, until in _spans(reviews):
        shown = seen(review).get("position", {}) if review.decision is Decision.ACCEPT else _written(review)
        values: dict[str, Any] = {
            name: shown.get(name) for name in ("stance", "holder_entity_id", "holder_country", "holder_name")
        }
        yield ReviewedPosition(position_id, text.story_id, text.version, **_shown(review, until), **values)


def mention_states(mention_id: str, text: Text, reviews: Sequence[Review]) -> Iterator[ReviewedMention]:
    """Yield the entity of the mention after each decision; a rejected one is none."""
    for review, until in _spans(reviews):
        shown = seen(review).get("mention", {}) if review.decision is Decision.ACCEPT else _written(review)
        yield ReviewedMention(mention_id, text.story_id, text.version, **_shown(review, until), entity_id=shown.get("entity_id"))


def link_states(link: tuple[str, str], text: Text, reviews: Sequence[Review]) -> Iterator[ReviewedLink]:
    """Yield the link (other story, kind) after each decision."""
    for review, until in _spans(reviews):
        yield ReviewedLink(text.story_id, text.version, *link, **_shown(review, until))


def _spans(reviews: Sequence[Review], take: Any = lambda review: None) -> Iterator[tuple[Review, Any]]:  # noqa: ANN401 - a callback
    """Yield each decision with the time of the next; of several at one moment the last, after all have been taken."""
    for place, review in enumerate(reviews):
        take(review)
        following = reviews[place + 1].decided_at if place + 1 < len(reviews) else None
        if following != review.decided_at:
            yield review, following


def _shown(review: Review, until: Any) -> dict[str, Any]:  # noqa: ANN401 - a time or nothing
    return {
        "shown_from": review.decided_at,
        "shown_until": until,
        "review_id": review.review_id,
        "decision": review.decision,
        "is_rejected": review.decision is Decision.REJECT,
        "reviewer": review.reviewer,
        "reviewed_at": review.decided_at,
        "reason": review.reason,
    }


def _written(review: Review) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(review.value) if review.value else {}
    return found


def _party(measure_id: str, review: Review, party: dict[str, Any]) -> ReviewedParty:
    return ReviewedParty(measure_id, review.decided_at, party["role"], party["entity_id"], party.get("country"), party["name"])
