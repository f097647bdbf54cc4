"""Cells of CSV that no spreadsheet runs."""

# What makes a spreadsheet run a cell, in half and full width. Matches "=1+1", "-2" and "＝A1"; misses "1-2" and "'=1".
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")  # wide ones too: spreadsheets of East Asia take them for the others


def without_formula(text: str) -> str:
    """Return text as it is, behind an apostrophe where a spreadsheet would run it."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
