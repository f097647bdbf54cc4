"""What the published snapshot knows of watched sources: read without a lock, and without a warehouse as nothing."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from warehouse.connect import open_reader
from warehouse.errors import QueryFailed, WarehouseMissing
from warehouse.records import BackfillStep, SourceState
from warehouse.source_states import STEPS

STATES = "SELECT * FROM source_states WHERE source = ?"
MARKS = (
    "SELECT source, count(*) AS seen, max(seen_at) AS last_seen_at, max(issued_at) AS newest_at FROM source_states"
    " GROUP BY source"
)


def source_states(published: Path, source: str) -> dict[str, SourceState]:
    """Return what is known of a source, by URI."""
    rows = _rows(published, STATES, source)
    times = ({"issued_at": _utc(row["issued_at"]), "seen_at": _utc(row["seen_at"])} for row in rows)
    return {row["uri"]: SourceState(**{**row, **told}) for row, told in zip(rows, times, strict=True)}


def high_water_marks(published: Path) -> Mapping[str, Mapping[str, Any]]:
    """Return of each source how many things were taken in, when the last was, and when the newest was issued (UTC)."""
    return {row["source"]: row for row in _rows(published, MARKS)}


def published_steps(published: Path, source: str) -> list[BackfillStep]:
    """Return the steps of a backfill that are known to be done, the earliest first."""
    return [BackfillStep(**row) for row in _rows(published, STEPS, source)]


def _rows(published: Path, sql: str, *values: str) -> list[dict[str, Any]]:
    try:
        with open_reader(published) as reader:
            return reader.rows(sql, list(values))
    except WarehouseMissing:
        return []
    except QueryFailed as error:
        if "does not exist" in str(error):  # the snapshot is older than the table
            return []
        raise


def _utc(written: datetime | None) -> datetime | None:
    return written.replace(tzinfo=UTC) if written else None
