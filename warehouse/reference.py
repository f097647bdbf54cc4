"""The reference tables in `seeds/reference/*.csv`: closed lists, countries, bodies, programmes, lexicons."""

import csv
from functools import cache
from pathlib import Path

REFERENCE_FOLDER = Path(__file__).resolve().parent.parent / "seeds" / "reference"
CELL_SEPARATOR = "|"

# The columns of countries.csv that hold words which mean the state. `former` and `ambiguous` mark some of these words
# again, and `contextual` holds words that mean the state only after the story has named it.
COUNTRY_FORM_COLUMNS = ("name", "aliases", "demonyms", "capital", "metonyms")


class UnknownReferenceError(LookupError):
    """Say that no reference table has the name asked for, and which ones there are."""


@cache
def read_reference(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of `seeds/reference/<name>.csv` in file order, each keyed by column; never change them.

    Raises `UnknownReferenceError` for a name without a file, and `ValueError` for a row that does not fit its header.
    """
    path = REFERENCE_FOLDER / f"{name}.csv"
    if not path.is_file():
        raise UnknownReferenceError(f"no reference table {path}; there are: {', '.join(reference_names()) or 'none'}")
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, strict=True)
        return tuple(_whole(row, f"{path.name} line {reader.line_num}") for row in reader)


def reference_names() -> tuple[str, ...]:
    """Return the names that `read_reference` takes, in order."""
    return tuple(sorted(path.stem for path in REFERENCE_FOLDER.glob("*.csv")))


def split_cell(cell: str) -> tuple[str, ...]:
    """Return the parts of a cell that holds a list, without blanks and empty parts."""
    return tuple(part.strip() for part in cell.split(CELL_SEPARATOR) if part.strip())


def country_forms(row: dict[str, str]) -> tuple[str, ...]:
    """Return every word of a row of countries.csv that means the state by itself, its name first, none twice."""
    return tuple(dict.fromkeys(form for column in COUNTRY_FORM_COLUMNS for form in split_cell(row[column])))


def _whole(row: dict[str, str], where: str) -> dict[str, str]:
    """Return the row, or raise if it has more or fewer cells than the header."""
    if None in row or None in row.values():
        raise ValueError(f"{where}: the row does not have one cell for each column; quote cells that hold commas")
    return row
