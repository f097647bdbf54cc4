"""Record human decisions, and list what can be decided on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from warehouse.codes import ReviewKind
from warehouse.ids import content_id
from warehouse.records import Review
from warehouse.review_effects import apply_reviews, read_reviews, stories_concerned
from warehouse.settle import settle
from warehouse.staging import staged
from warehouse.store import kept, transaction

if TYPE_CHECKING:
    from warehouse.connect import Reader  # which rebuilds with what is here

QUERIES = Path(__file__).resolve().parent / "queries" / "review"
ID_FIELDS = tuple(field.name for field in fields(Review) if field.name != "review_id")


@dataclass(frozen=True)
class Item:
    """A row that can be decided on: where its words are, what is read from them, and what was decided before.

    `seen` is JSON: what a decision keeps of the row. `before` and `after` is what stands around the words in the body.
    """

    kind: ReviewKind
    field: str
    row_key: str
    story_id: str
    version: str
    text_sha256: str
    start_char: int
    end_char: int
    words: str
    words_start: int
    shown: str
    rule_id: str | None
    confidence: float | None
    seen: str
    headline: str | None
    provider: str | None
    published_at: datetime | None
    source_uri: str
    before: str
    after: str
    decision: str | None
    reviewer: str | None


@dataclass(frozen=True)
class Wanted:
    """Which items are wanted; nothing means any. A target or sender is a country code or a name."""

    kinds: tuple[ReviewKind, ...] = (ReviewKind.MEASURE,)
    target: str | None = None
    sender: str | None = None
    measure_type: str | None = None
    rule: str | None = None
    since: datetime | None = None
    confidence_below: float | None = None
    unreviewed: bool = False
    story_id: str | None = None


def list_items(reader: "Reader", wanted: Wanted) -> list[Item]:
    """Return the items of the stories that may be shown, the least sure measures first."""
    values = {
        "target": wanted.target,
        "sender": wanted.sender,
        "measure_type": wanted.measure_type,
        "rule": wanted.rule,
        "since": wanted.since and wanted.since.replace(tzinfo=None),
        "confidence_below": wanted.confidence_below,
        "unreviewed": wanted.unreviewed,
        "story_id": wanted.story_id,
    }
    items: list[Item] = []
    for kind in wanted.kinds:
        sql = (QUERIES / f"{kind}_items.sql").read_text(encoding="utf-8")
        asked = {name: value for name, value in values.items() if f"${name}" in sql}
        items += [_item(kind, row) for row in reader.table(sql, asked)[1]]
    return items


def _item(kind: ReviewKind, row: tuple[Any, ...]) -> Item:
    return Item(kind, *row)


def list_reviews(reader: "Reader") -> list[Review]:
    """Return all decisions in the order in which they were taken."""
    return read_reviews(reader.connection)


def bodies_of(reader: "Reader", digests: Iterable[str]) -> dict[str, str]:
    """Return the texts with these SHA-256 that are here."""
    rows = reader.rows(
        "SELECT extractions.text_sha256, any_value(stories.body) AS body FROM extractions JOIN stories"
        " ON stories.story_id = extractions.story_id AND stories.version = extractions.version"
        " WHERE extractions.text_sha256 IN (SELECT unnest(?::VARCHAR[])) GROUP BY ALL",
        [sorted(digests)],
    )
    return {row["text_sha256"]: row["body"] for row in rows}


def with_id(review: Review) -> Review:
    """Return the decision with the id that its content gives it."""
    return replace(review, review_id=content_id("review", [getattr(review, name) for name in ID_FIELDS]))


def record(connection: duckdb.DuckDBPyConnection, reviews: Sequence[Review]) -> int:
    """Store decisions that are not there yet and apply them, in one transaction; return how many were new.

    Cases are told anew afterwards. A decision on a story that is not here waits for it.
    """
    offered = {review.review_id: review for review in reviews}
    known = connection.execute(
        "SELECT review_id FROM reviews WHERE review_id IN (SELECT unnest(?::VARCHAR[]))", [list(offered)]
    ).fetchall()
    fresh = [review for key, review in offered.items() if (key,) not in set(known)]
    if not fresh:
        return 0
    store_reviews(connection, fresh)
    settle(connection)
    return len(fresh)


def store_reviews(connection: duckdb.DuckDBPyConnection, fresh: Sequence[Review]) -> None:
    """Store decisions that are not there yet and apply them, in one transaction."""
    with transaction(connection, kept(connection, "reviews", "reviews", fresh, Review)):
        with staged(connection, "reviews", fresh) as view:
            connection.execute(f"INSERT INTO reviews BY NAME FROM {view}")
        connection.execute(
            "INSERT INTO review_states SELECT unnest(?::VARCHAR[]), 'waiting', NULL, NULL, 'its story is not in this warehouse'",
            [[review.review_id for review in fresh]],
        )
        apply_reviews(connection, stories_concerned(connection, fresh))
