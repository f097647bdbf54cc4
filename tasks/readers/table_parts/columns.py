"""Which column of a table holds what: by common names, or as the user says."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tasks.readers.errors import UnreadableError
from warehouse.reference import read_reference

ColumnMap = tuple[tuple[str, str], ...]

# What does not count in a column's name. Matches " ", "-" and "_"; misses "a".
NO_LETTER = re.compile(r"[\W_]+")
# One pair of a column map. Matches "text=body" and " headline = Main title "; misses "text" and "=body".
PAIR = re.compile(r"\s*([a-z_]+)\s*=\s*(\S(?:.*\S)?)\s*")
MAX_COLUMNS_TOLD = 30
MIN_KNOWN = 2  # columns with common names that make a header


class ColumnMapError(ValueError):
    """Say what is wrong with a column map that the user gave."""


@dataclass(frozen=True)
class Columns:
    """The names of the table's columns by field, each a name that the table has."""

    by_field: Mapping[str, str]

    @property
    def text(self) -> str:
        """Return the column that holds the stories."""
        return self.by_field["text"]


def fields() -> tuple[str, ...]:
    """Return what a column can be mapped to."""
    return tuple(dict.fromkeys(row["field"] for row in read_reference("table_columns")))


def parse_columns(written: str) -> ColumnMap:
    """Return the map that `text=body,headline=title` says. Raises ColumnMapError for anything else."""
    pairs = [PAIR.fullmatch(part) for part in written.split(",")]
    for part, pair in zip(written.split(","), pairs, strict=True):
        if pair is None:
            raise ColumnMapError(f"{part!r} is no pair field=column; write them like text=body,headline=title")
    return checked_columns((pair[1], pair[2]) for pair in pairs if pair)


def checked_columns(pairs: Iterable[tuple[str, str]]) -> ColumnMap:
    """Return the pairs of field and column. Raises ColumnMapError for a field that there is not, or that comes twice."""
    given = tuple(pairs)
    names = [field for field, _ in given]
    for field in names:
        if field not in fields():
            raise ColumnMapError(f"there is no field {field!r}; fields are: {', '.join(fields())}")
        if names.count(field) > 1:
            raise ColumnMapError(f"the field {field!r} is given more than once; one column fills it")
    return given


def map_columns(names: Sequence[str], given: ColumnMap | None) -> Columns:
    """Return the columns that fill the fields, those given before those with common names.

    Raises UnreadableError if a given column is not there, or no column holds the text.
    """
    by_field = _common(names)
    for field, column in given or ():
        if column not in names and not _has_path(column, names):
            raise UnreadableError("no_such_column", f"the table has no column {column!r} for {field}; {_told(names)}")
        by_field[field] = column
    if "text" not in by_field:
        advice = "name the column of the text, and others, with --columns text=COLUMN,headline=COLUMN"
        raise UnreadableError("no_text_column", f"the table has no column that is known to hold a text; {_told(names)}; {advice}")
    return Columns(by_field)


def is_header(names: Sequence[str]) -> bool:
    """Tell whether these are names of a table of stories: a column for the text, and another that is known."""
    known = _common(names)
    return "text" in known and len(known) >= MIN_KNOWN


def count_known(names: Sequence[str]) -> int:
    """Return how many fields have a column with a common name."""
    return len(_common(names))


def _common(names: Sequence[str]) -> dict[str, str]:
    """Return the columns with common names by field; of several for one field, the first of the reference table."""
    plain = {_plain(name): name for name in reversed(names)}
    found: dict[str, str] = {}
    for row in read_reference("table_columns"):
        column = plain.get(_plain(row["column"]))
        if column is not None:
            found.setdefault(row["field"], column)
    return found


def _plain(name: str) -> str:
    return NO_LETTER.sub("", name).casefold()


def _has_path(column: str, names: Sequence[str]) -> bool:
    """Tell whether a name such as `article.body` begins with a column, whose values are then objects."""
    return "." in column and column.partition(".")[0] in names


def _told(names: Sequence[str]) -> str:
    more = len(names) - MAX_COLUMNS_TOLD
    listed = ", ".join(name or "(no name)" for name in names[:MAX_COLUMNS_TOLD])
    return f"its columns are: {listed}{f' and {more} more' if more > 0 else ''}" if names else "it has no columns"
