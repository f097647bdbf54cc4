"""Dates as exactly as they are known, in ISO 8601."""

from datetime import date, datetime

LENGTHS = {"year": 4, "quarter": 4, "month": 7, "day": 10}  # characters of YYYY-MM-DD; no scheme here has quarters


def partial_date(value: date | datetime | None, precision: str | None) -> str | None:
    """Return "2013" for a year, "2013-05" for a month, a day, or a time in UTC."""
    if value is None:
        return None
    if not isinstance(value, datetime) or precision in LENGTHS:
        return value.isoformat()[: LENGTHS.get(precision or "day", LENGTHS["day"])]
    return value.replace(microsecond=0).isoformat()
