"""Times as the warehouse means them: UTC, whether or not the value says so."""

from datetime import UTC, datetime


def in_utc(moment: datetime) -> datetime:
    """Return the moment with its zone; one without a zone is UTC, as every time in the warehouse is."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
