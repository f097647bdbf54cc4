"""JSON records: one on each line, or one array of flat objects. A line in a wire's JSON is read as such, others as rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from tasks.readers import ap_media_api, dpa_digitalwires_json, ninjs
from tasks.readers.charset import decode
from tasks.readers.draft import Draft, NoStory
from tasks.readers.errors import UnreadableError
from tasks.readers.json_parts.json_shape import json_shape
from tasks.readers.json_parts.json_text import load_text
from tasks.readers.json_parts.wire_items import items_of
from tasks.readers.table_parts.columns import ColumnMap as Pairs
from tasks.readers.table_parts.columns import Columns, is_header, map_columns
from tasks.readers.table_parts.table_rows import Row, bounded, draft_of, numbered
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits
from tasks.sources.tables import table_format

NAME = "jsonl"

WIRES = (ap_media_api, dpa_digitalwires_json, ninjs)  # the most particular first
RECORD_SEPARATOR = "\x1e"  # RFC 7464
LINES_TRIED = 50  # to tell lines of values from a value on many lines
# What stands between two line feeds. Matches "{}\r"; misses "".
LINE = re.compile(r"[^\n]+")
BLANKS = " \t\r\n\x1e\ufeff"
ENVELOPES = ("articles", "items", "records", "results", "stories", "documents", "docs", "data", "hits", "rows", "news")


def sniff(head: str, delivery: Delivery) -> float:
    """Return how sure it is that the delivery is JSON records: several lines of it, its name, or an array of known keys."""
    is_named = table_format(delivery.uri, delivery.media_type) == NAME
    if not head.lstrip(RECORD_SEPARATOR).startswith(("{", "[")):
        return 0.9 if is_named else 0.0
    shape = json_shape(head.lstrip(RECORD_SEPARATOR))
    if is_named or shape.is_lines:
        return 0.995
    lists = [keys for path, keys in shape.keys.items() if path == () or (len(path) == 1 and path[0] in ENVELOPES)]
    is_table = any(is_header(sorted(keys)) for keys in lists)
    return 0.96 if is_table or (delivery.columns is not None and shape.top) else 0.0


def read(delivery: Delivery, limits: Limits) -> Sequence[Draft | NoStory]:
    """Return one story a record, or all that a record in a wire's JSON holds. Raise UnreadableError if there is none."""
    outcomes: list[Draft | NoStory] = []
    columns = KeyedColumns(delivery.columns)
    for number, (place, record) in enumerate(_records(decode(delivery.content, delivery.charset).text, limits)):
        if number >= limits.max_table_rows:
            raise UnreadableError("too_large", f"the table has more than {limits.max_table_rows:,} records; split it")
        outcomes += numbered(_stories(place, record, columns, limits), len(outcomes))
    if not outcomes:
        raise UnreadableError("empty", "the file has no records; check what was sent")
    return bounded(outcomes)


class KeyedColumns:
    """The columns of records by their keys: records need not all have the same."""

    def __init__(self, given: Pairs | None) -> None:
        self.given = given
        self.known: dict[tuple[str, ...], Columns] = {}

    def of(self, record: Mapping[str, Any]) -> Columns:
        """Return the columns of a record. Raise UnreadableError if none holds the text."""
        keys = tuple(record)
        if keys not in self.known:
            self.known[keys] = map_columns(keys, self.given)
        return self.known[keys]


def _stories(place: str, record: object, columns: KeyedColumns, limits: Limits) -> list[Draft | NoStory]:
    """Return what one record holds: stories in a wire's JSON, unless the user has named columns, or a row's story."""
    if isinstance(record, NoStory):
        return [record]
    for wire in () if columns.given else WIRES:
        if items := list(items_of(record, wire.holds)):
            return [_placed(outcome, place) for item in items for outcome in wire.stories(item, limits)]
    if not isinstance(record, Mapping):
        return [NoStory("no_story", f"{place} is no object but a bare value; write one object a line")]
    try:
        return [draft_of(Row(place, record), columns.of(record), NAME, 0, limits)]
    except UnreadableError as error:
        return [NoStory(error.reason_code, f"{place}: {error}")]


def _placed(outcome: Draft | NoStory, place: str) -> Draft | NoStory:
    return NoStory(outcome.reason_code, f"{place}: {outcome.reason}") if isinstance(outcome, NoStory) else outcome


def _records(text: str, limits: Limits) -> Iterator[tuple[str, Any]]:
    """Yield each record with its place; a line that is no JSON is one refusal.

    A text whose first lines are no objects or arrays is one value as a whole: it yields what its array holds, or itself.
    """
    opening = [line for _, line in islice(_lines(text), LINES_TRIED)]
    if len(opening) == 1 or not any(isinstance(_value(line, 0, limits), Mapping | list) for line in opening):
        yield from _listed(load_text(text.strip(BLANKS), limits))
        return
    for number, line in _lines(text):
        yield f"line {number}", _value(line, number, limits)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not blank, with their numbers, one at a time."""
    number, reached = 1, 0
    for match in LINE.finditer(text):
        number, reached = number + text.count("\n", reached, match.start()), match.start()
        line = match[0].strip(BLANKS)
        if line:
            yield number, line


def _value(line: str, number: int, limits: Limits) -> object:
    """Return the value of a line, or why it has none."""
    try:
        return load_text(line, limits)
    except UnreadableError as error:
        return NoStory(error.reason_code, f"line {number}: {error}")


def _listed(value: object) -> Iterator[tuple[str, Any]]:
    """Yield the entries of an array, also of one in an envelope, or the one object."""
    if isinstance(value, Mapping):
        inner = next((value[name] for name in ENVELOPES if isinstance(value.get(name), list)), [value])
        yield from _listed(inner)
    elif isinstance(value, list):
        yield from ((f"record {number}", entry) for number, entry in enumerate(value, 1))
