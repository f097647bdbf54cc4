"""Decisions out of a warehouse into a file, and from a file into a warehouse."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tasks.reviewing.decisions import Author
from tasks.reviewing.files import read
from tasks.reviewing.lines import Line, line_of_item, line_of_review, reviews_of
from tasks.reviewing.values import Actors
from warehouse.connect import Reader
from warehouse.errors import UsageError
from warehouse.records import Review
from warehouse.reviews import Wanted, bodies_of, list_items, list_reviews


@dataclass(frozen=True)
class Incoming:
    """The decisions of a file, and what is wrong in it, line by line."""

    reviews: tuple[Review, ...]
    errors: tuple[tuple[int, str], ...]
    lines: int


def lines_for_export(reader: Reader, wanted: Wanted, is_filtered: bool) -> Iterator[Line]:
    """Yield what was decided, and the items that nobody has decided on; with filters only what they let through."""
    items = list_items(reader, wanted)
    by_row = {(item.kind, item.row_key): item for item in items}
    decided = set()
    if not wanted.unreviewed:
        for review in list_reviews(reader):
            item = by_row.get((review.kind, review.row_key or ""))
            decided.add((review.kind, review.row_key))
            if item or not is_filtered:
                yield line_of_review(review, item)
    yield from (line_of_item(item) for item in items if (item.kind, item.row_key) not in decided)


def read_decisions(path: Path, reader: Reader, author: Author, actors: Actors) -> Incoming:
    """Return the decisions of a file, each line checked for itself, and against the text where it is here."""
    found: list[tuple[int, Review]] = []
    errors: list[tuple[int, str]] = []
    lines = read(path)
    for number, line in lines:
        try:
            found += [(number, review) for review in reviews_of(line, author, actors)]
        except UsageError as error:
            errors.append((number, str(error)))
    bodies = bodies_of(reader, {review.text_sha256 for _, review in found})
    for number, review in found:
        fault = fault_in_place(review, bodies.get(review.text_sha256))
        if fault:
            errors.append((number, fault))
    wrong = {number for number, _ in errors}
    return Incoming(tuple(review for number, review in found if number not in wrong), tuple(sorted(errors)), len(lines))


def fault_in_place(review: Review, body: str | None) -> str | None:
    """Return what is wrong with the place of the words in the text, if the text is here."""
    if body is None:
        return None
    if review.end_char > len(body):
        return f"end_char {review.end_char} is beyond the text of {len(body)} characters"
    start = review.words_start or 0
    if review.words and body[start : start + len(review.words)] != review.words:
        return "the words are not those of the text at words_start: leave these columns as they were exported"
    return None
