"""JSON records: one on each line, or one array of flat objects. A line in a wire's JSON is read as such, others as rows."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tasks.readers import ap_media_api, dpa_digitalwires_json, ninjs
from tasks.readers.charset import decode
from tasks.readers.columns import Columns, is_header, map_columns
from tasks.readers.draft import Draft, NoStory
from tasks.readers.errors import UnreadableError
from tasks.readers.json_shape import json_shape
from tasks.readers.json_text import load_text
from tasks.readers.table_rows import Row, bounded, draft_of, numbered
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits
from tasks.sources.tables import table_format

NAME = "jsonl"

WIRES = (ap_media_api, dpa_digitalwires_json, ninjs)  # the most particular first
RECORD_SEPARATOR = "\x1e"  # RFC 7464
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
    records = _records(decode(delivery.content, delivery.charset).text, limits)
    outcomes: list[Draft | NoStory] = []
    columns: Columns | None = None
    for number, (place, record) in enumerate(records):
        if number >= limits.max_table_rows:
            raise UnreadableError("too_large", f"the table has more than {limits.max_table_rows:,} records; split it")
        wire = next((wire for wire in WIRES if not delivery.columns and wire.holds(record)), None)
        if isinstance(record, NoStory):
            outcomes.append(record)
        elif wire is not None:
            outcomes += numbered([_placed(one, place) for one in wire.stories(record, limits)], len(outcomes))
        elif isinstance(record, Mapping):
            columns = columns or _columns(record, delivery)
            outcomes.append(_row(Row(place, record), columns, delivery, len(outcomes), limits))
        else:
            outcomes.append(NoStory("no_story", f"{place} is no object but a bare value; write one object a line"))
    if not outcomes:
        raise UnreadableError("empty", "the file has no records; check what was sent")
    return bounded(outcomes)


def _row(row: Row, columns: Columns, delivery: Delivery, position: int, limits: Limits) -> Draft | NoStory:
    """Return the story of a record by the columns of the first one, or by its own where it has others."""
    if columns.text not in row.values:
        try:
            columns = _columns(row.values, delivery)
        except UnreadableError as error:
            return NoStory("little_text", f"{row.place}: {error}")
    return draft_of(row, columns, NAME, position, limits)


def _columns(record: Mapping[str, Any], delivery: Delivery) -> Columns:
    return map_columns(list(record), delivery.columns)


def _placed(outcome: Draft | NoStory, place: str) -> Draft | NoStory:
    return NoStory(outcome.reason_code, f"{place}: {outcome.reason}") if isinstance(outcome, NoStory) else outcome


def _records(text: str, limits: Limits) -> Iterator[tuple[str, Any]]:
    """Yield each record with its place; a line that is no JSON is one refusal.

    A text that is one JSON value as a whole yields what its outermost array holds, or itself.
    """
    lines = [(number, line.strip(" \t\r\x1e\ufeff")) for number, line in enumerate(text.split("\n"), 1)]
    filled = [(number, line) for number, line in lines if line]
    if not json_shape(text[:SHAPE_CHARS].lstrip(BLANKS)).is_lines and len(filled) > 1 and not _is_value(filled[0][1], limits):
        yield from _listed(load_text(text, limits))
        return
    for number, line in filled:
        try:
            value = load_text(line, limits)
        except UnreadableError as error:
            yield f"line {number}", NoStory(error.reason_code, f"line {number}: {error}")
            continue
        if len(filled) == 1:
            yield from _listed(value)
        else:
            yield f"line {number}", value


SHAPE_CHARS = 65_536
BLANKS = " \t\r\n\x1e\ufeff"


def _is_value(line: str, limits: Limits) -> bool:
    try:
        load_text(line, limits)
    except UnreadableError:
        return False
    return True


def _listed(value: object) -> Iterator[tuple[str, Any]]:
    """Yield the entries of an array, also of one in an envelope, or the one object."""
    if isinstance(value, Mapping):
        inner = next((value[name] for name in ENVELOPES if isinstance(value.get(name), list)), [value])
        yield from _listed(inner)
    elif isinstance(value, list):
        yield from ((f"record {number}", entry) for number, entry in enumerate(value, 1))
