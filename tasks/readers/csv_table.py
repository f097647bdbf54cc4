"""Tables as text: CSV, and the same with tabs, semicolons or bars. The first row names the columns; one story a row."""

import csv
import io
from collections.abc import Iterator, Sequence

from tasks.readers.charset import decode
from tasks.readers.draft import Draft, NoStory
from tasks.readers.table_parts.columns import count_known, is_header, map_columns
from tasks.readers.table_parts.table_rows import Row, drafts
from tasks.sources.delivery import Delivery
from tasks.sources.limits import Limits
from tasks.sources.tables import table_format

NAME = "csv"

DELIMITERS = (",", "\t", ";", "|")
CELL_FACTOR = 4  # a cell may be this many times longer than a story before the table is taken for broken
MAX_HEADER_CHARS = 10_000


def sniff(head: str, delivery: Delivery) -> float:
    """Return how sure it is that the delivery is a table: by its name, or by a first line of known column names."""
    if table_format(delivery.uri, delivery.media_type) == NAME:
        return 0.9
    line, newline, rest = head.partition("\n")
    if not newline or not rest.strip() or len(line) > MAX_HEADER_CHARS:
        return 0.0
    delimiter = _delimiter(line)
    names, cells = _cells(line, delimiter), _cells(rest.lstrip("\n"), delimiter)
    return 0.85 if 1 < len(cells) <= len(names) and is_header(names) else 0.0


def read(delivery: Delivery, limits: Limits) -> Sequence[Draft | NoStory]:
    """Return one story a row. Raise UnreadableError if no column holds the text, or no row does."""
    text = decode(delivery.content, delivery.charset).text.lstrip("\n")
    csv.field_size_limit(max(csv.field_size_limit(), CELL_FACTOR * limits.max_story_chars))
    header, _, _ = text.partition("\n")
    delimiter = _delimiter(header)
    names = _cells(header, delimiter)
    columns = map_columns(names, delivery.columns)
    return drafts(_rows(text, names, delimiter), columns, NAME, limits)


def _rows(text: str, names: Sequence[str], delimiter: str) -> Iterator[Row | NoStory]:
    """Yield the rows below the header that are not blank; what does not fit the header is refused with its line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    next(reader, None)
    while True:
        place = f"the row at line {reader.line_num + 1}"
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield NoStory("malformed", f"{place} is broken ({error}); check its quotes")
            continue
        if any(map(str.strip, cells[len(names) :])):
            sizes = f"has {len(cells)} cells, the header {len(names)}"
            yield NoStory("malformed", f"{place} {sizes}; quote cells that hold separators")
        elif any(map(str.strip, cells)):
            yield Row(place, dict(zip(names, cells, strict=False)))


def _delimiter(header: str) -> str:
    """Return the separator under which the header has the most known names, then the most columns."""
    return max(DELIMITERS, key=lambda delimiter: _weight(_cells(header, delimiter)))


def _weight(names: Sequence[str]) -> tuple[int, int]:
    return count_known(names), len(names)


def _cells(text: str, delimiter: str) -> list[str]:
    """Return the cells of the first row; a cell over the limit makes it no row."""
    try:
        return [cell.strip() for cell in next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])]
    except csv.Error:
        return []
