"""Decisions, and items to decide on, as lines of a file that people edit: one flat row of text each, and back."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from tasks.reviewing.decisions import Author, decide
from tasks.reviewing.values import Actors
from warehouse.codes import Decision, ReviewKind
from warehouse.errors import UsageError
from warehouse.records import Review
from warehouse.reviews import Item, with_id

# What people fill in comes first, then what they need to see for it, then what tells the words.
COLUMNS = (
    "decision", "field", "value", "reason", "reviewer", "shown", "words", "headline", "provider", "published_at",
    "confidence", "rule_id", "kind", "decided_at", "review_id", "source_uri", "story_id", "text_sha256", "start_char",
    "end_char", "words_start", "row_key", "seen",
)  # fmt: skip
HEX_DIGITS = 64
FUTURE_ALLOWED = timedelta(days=1)
Line = dict[str, str]
Code = TypeVar("Code", bound=StrEnum)


def line_of_item(item: Item) -> Line:
    """Return an item as a line whose decision is still to be filled in."""
    known = {name: _text(getattr(item, name)) for name in COLUMNS if hasattr(item, name)}
    return {**dict.fromkeys(COLUMNS, ""), **known, "decision": "", "reviewer": ""}


def line_of_review(review: Review, item: Item | None) -> Line:
    """Return a decision as a line, with what the item shows now where it is still there."""
    line = line_of_item(item) if item else dict.fromkeys(COLUMNS, "")
    return {**line, **{name: _text(getattr(review, name)) for name in COLUMNS if hasattr(review, name)}}


def reviews_of(line: Mapping[str, str], author: Author, actors: Actors) -> list[Review]:
    """Return the decisions that a line holds; none where nothing was filled in.

    A line that still is what was exported keeps its id and its time; one that people have changed is a new decision.
    `author` stands in where the line names no reviewer or reason. Raises UsageError for what is wrong.
    """
    if not line.get("decision", "").strip():
        return []
    decision = _code(Decision, "decision", line["decision"])
    kind = _code(ReviewKind, "kind", line["kind"])
    stored = _as_exported(line, kind, decision)
    if stored is not None:
        return [stored]
    item = _item(line, kind)
    own = Author(line["reviewer"].strip() or author.reviewer, line["reason"].strip() or author.reason, author.decided_at)
    if decision is Decision.ADD and kind is ReviewKind.MEASURE:
        return [_added(item, own)]
    return decide(item, decision, line["field"].strip() or kind, line["value"], own, actors)


def _as_exported(line: Mapping[str, str], kind: ReviewKind, decision: Decision) -> Review | None:
    """Return the decision if it is one that was stored before, unchanged: its id comes from its content."""
    if not line["review_id"] or not line["decided_at"]:
        return None
    item = _item(line, kind)
    Author(line["reviewer"], line["reason"], _moment(line["decided_at"]))
    review = Review(
        review_id=line["review_id"],
        text_sha256=item.text_sha256,
        start_char=item.start_char,
        end_char=item.end_char,
        field=line["field"],
        decision=decision,
        value=line["value"] or None,
        reviewer=line["reviewer"],
        reason=line["reason"],
        decided_at=_moment(line["decided_at"]),
        kind=kind,
        row_key=line["row_key"] or None,
        story_id=line["story_id"] or None,
        words=line["words"],
        words_start=item.words_start,
        seen=line["seen"] or None,
        rule_id=line["rule_id"] or None,
    )
    return review if with_id(review).review_id == review.review_id else None


def _added(item: Item, author: Author) -> Review:
    shown = json.loads(item.seen)
    if not isinstance(shown.get("measure"), dict) or not isinstance(shown.get("parties"), list):
        raise UsageError("an added measure needs `seen`: add it with `sanctionwire review add`")
    review = Review(
        "", item.text_sha256, item.start_char, item.end_char, "measure", Decision.ADD, None, author.reviewer, author.reason,
        author.decided_at, ReviewKind.MEASURE, item.row_key or None, item.story_id, item.words, item.words_start, item.seen,
    )  # fmt: skip
    return with_id(review)


def _item(line: Mapping[str, str], kind: ReviewKind) -> Item:
    start, end, words_start = (_number(line, name) for name in ("start_char", "end_char", "words_start"))
    if end < start:
        raise UsageError(f"end_char {end} comes before start_char {start}")
    digest = line["text_sha256"]
    if len(digest) != HEX_DIGITS or set(digest) - set("0123456789abcdef"):
        raise UsageError("text_sha256 is no SHA-256: leave the columns after `kind` as they were exported")
    _check_seen(line["seen"], kind)
    return Item(
        kind=kind, field=line["field"].strip() if kind is ReviewKind.PARTY else str(kind), row_key=line["row_key"],
        story_id=line["story_id"], version="", text_sha256=digest, start_char=start, end_char=end, words=line["words"],
        words_start=words_start, shown=line["shown"], rule_id=line["rule_id"] or None, confidence=None, seen=line["seen"],
        headline=None, provider=None, published_at=None, source_uri="", before="", after="", decision=None, reviewer=None,
    )  # fmt: skip


NEEDED = {
    ReviewKind.MEASURE: ("measure", "parties"),
    ReviewKind.PARTY: ("party", "measure", "parties"),
    ReviewKind.POSITION: ("position",),
    ReviewKind.MENTION: ("mention",),
    ReviewKind.STORY_LINK: ("link",),
}


def _check_seen(seen: str, kind: ReviewKind) -> None:
    """Raise UsageError if `seen` is not what an export of this kind writes; a party that was put in had nothing to be seen."""
    try:
        shown = json.loads(seen)
        missing = [name for name in NEEDED[kind] if name not in shown and name != "party"]
    except (ValueError, TypeError):
        missing = ["JSON"]
    if missing:
        raise UsageError(f"seen lacks {', '.join(missing)}: leave this column as it was exported")


def _code(codes: type[Code], name: str, written: str) -> Code:
    text = written.strip()
    if text not in list(codes):
        raise UsageError(f"{text!r} is no {name}: choose one of {', '.join(codes)}")
    return codes(text)


def _number(line: Mapping[str, str], name: str) -> int:
    written = line[name].strip()
    if not (written.isascii() and written.isdecimal()):
        raise UsageError(f"{name} is {written!r}: it must be a whole number, as it was exported")
    return int(written)


def _moment(written: str) -> datetime:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise UsageError(f"decided_at is {written!r}: it must be a time such as 2026-01-31T12:00:00+00:00") from None
    moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    if moment > datetime.now(UTC) + FUTURE_ALLOWED:
        raise UsageError(f"decided_at is {written!r}: that is still to come")
    return moment


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, datetime) else str(value)
