"""From what a person says of an item to the decisions that are stored."""

import json
from dataclasses import dataclass
from datetime import datetime

from tasks.reviewing.values import Actors, changes, measure_value, mention_value, party_value, position_value
from warehouse.codes import Decision, ReviewKind
from warehouse.errors import UsageError
from warehouse.records import Review
from warehouse.reviews import Item, with_id

MAX_REASON_CHARS = 2_000


@dataclass(frozen=True)
class Author:
    """Who decides, why and when (UTC)."""

    reviewer: str
    reason: str
    decided_at: datetime
    is_checked: bool = True  # not where it only stands in for what lines do not say

    def __post_init__(self) -> None:
        """Check that there is a name and a reason. Raises UsageError."""
        if not self.is_checked:
            return
        if not self.reviewer.strip():
            raise UsageError("who decides? Name a --reviewer, or set SANCTIONWIRE_REVIEWER")
        if not self.reason.strip():
            raise UsageError("a decision needs a reason")
        if len(self.reason) > MAX_REASON_CHARS:
            raise UsageError(f"the reason has {len(self.reason)} characters: at most {MAX_REASON_CHARS} are kept")


def decide(item: Item, decision: Decision, field: str, value: str | None, author: Author, actors: Actors) -> list[Review]:
    """Return the decisions on an item: one, or one for each value of an edit of a measure as a whole. Raises UsageError."""
    if decision in (Decision.ACCEPT, Decision.REJECT):
        if (value or "").strip():
            raise UsageError(f"{decision} takes no value: write edit to set one")
        return [_review(item, item.kind, item.field, decision, None, author)]
    if item.kind is ReviewKind.MEASURE:
        return _of_measure(item, decision, field, value, author, actors)
    if item.kind is ReviewKind.PARTY:
        return [_review(item, item.kind, item.field, decision, party_value(value, _party(item), actors), author)]
    if item.kind is ReviewKind.POSITION:
        return [_review(item, item.kind, item.field, decision, position_value(value, actors), author)]
    if item.kind is ReviewKind.MENTION:
        return [_review(item, item.kind, item.field, decision, mention_value(value, actors), author)]
    raise UsageError("a link between stories can be accepted or rejected, not edited")


def _of_measure(item: Item, decision: Decision, field: str, value: str | None, author: Author, actors: Actors) -> list[Review]:
    if field != "measure":
        return [_review(item, item.kind, field, decision, measure_value(field, value), author)]
    found = list(changes(value or "", actors))
    if not found:
        raise UsageError("an edit needs a value: NAME=VALUE, several separated by semicolons")
    return [_review(item, change.kind, change.field, change.decision, change.value, author, change.party) for change in found]


def _party(item: Item) -> dict[str, object]:
    found: dict[str, object] = json.loads(item.seen)["party"]
    return found


def _review(
    item: Item,
    kind: ReviewKind,
    field: str,
    decision: Decision,
    value: str | None,
    author: Author,
    party: dict[str, object] | None = None,
) -> Review:
    seen = item.seen if party is None else json.dumps({**json.loads(item.seen), "party": party}, ensure_ascii=False)
    return with_id(
        Review(
            review_id="",
            text_sha256=item.text_sha256,
            start_char=item.start_char,
            end_char=item.end_char,
            field=field,
            decision=decision,
            value=value,
            reviewer=author.reviewer.strip(),
            reason=author.reason.strip(),
            decided_at=author.decided_at,
            kind=kind,
            row_key=item.row_key,
            story_id=item.story_id,
            words=item.words,
            words_start=item.words_start,
            seen=seen,
            rule_id=item.rule_id,
        )
    )
