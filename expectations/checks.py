"""The checks that suites use, each an expectation that Great Expectations has built in. Columns are frame columns."""

from collections.abc import Iterable
from enum import StrEnum

from expectations.expectation import Check


def is_unique(*columns: str) -> Check:
    """Expect no two rows with the same values in all the columns."""
    if len(columns) == 1:
        return Check("ExpectColumnValuesToBeUnique", {"column": columns[0]})
    return Check("ExpectCompoundColumnsToBeUnique", {"column_list": list(columns)})


def is_not_null(column: str) -> Check:
    """Expect a value."""
    return Check("ExpectColumnValuesToNotBeNull", {"column": column})


def is_in_set(column: str, values: Iterable[object]) -> Check:
    """Expect one of the values; null passes."""
    return Check("ExpectColumnValuesToBeInSet", {"column": column, "value_set": list(values)})


def is_one_of(column: str, codes: type[StrEnum]) -> Check:
    """Expect a code of the closed list; null passes, so required codes go through `inert.required_code`."""
    return is_in_set(column, [str(code) for code in codes])


def is_true(column: str) -> Check:
    """Expect a flag to be set: for what only Python can tell, such as offsets into a body; null passes."""
    return is_in_set(column, [True])


def is_between(column: str, lowest: float | None = None, highest: float | None = None) -> Check:
    """Expect a figure within the bounds, both included; null passes."""
    return Check("ExpectColumnValuesToBeBetween", {"column": column, "min_value": lowest, "max_value": highest})


def is_equal(column: str, other: str) -> Check:
    """Expect the same value in both columns."""
    return Check("ExpectColumnPairValuesToBeEqual", {"column_A": column, "column_B": other})


def has_shape(column: str, pattern: str) -> Check:
    """Expect a match of the regular expression; null passes."""
    return Check("ExpectColumnValuesToMatchRegex", {"column": column, "regex": pattern})


def has_length(column: str, shortest: int) -> Check:
    """Expect at least so many characters; null passes."""
    return Check("ExpectColumnValueLengthsToBeBetween", {"column": column, "min_value": shortest})


def is_span(start: str, end: str, length: str) -> Check:
    """Expect at least one character, all of them within a text of that length; a null in any of the three passes."""
    return Check("ExpectMulticolumnSpanToLieWithinText", {"column_list": [start, end, length]})


def is_within_bounds(column: str) -> Check:
    """Expect a figure within the bounds of its own row, which are in `<column>_lowest` and `<column>_highest`."""
    return Check("ExpectMulticolumnValueToLieWithinItsBounds", {"column_list": [column, f"{column}_lowest", f"{column}_highest"]})


def is_rarely_true(column: str, most: float, least_rows: int) -> Check:
    """Expect a flag in at most that share of the rows of the batch; fewer rows tell nothing."""
    return Check("ExpectColumnShareOfTrueToBeAtMost", {"column": column, "most": most, "least_rows": least_rows})
