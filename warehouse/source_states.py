"""What watched sources have shown, and how far backfills have come: read without a lock, written with the run."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse.connect import Reader, open_reader
from warehouse.errors import QueryFailed, WarehouseMissing
from warehouse.records import BackfillStep, SourceState
from warehouse.staging import staged
from warehouse.store import transaction

STEPS = "SELECT * FROM backfill_steps WHERE source = ? ORDER BY first_on, last_on"


def source_states(published: Path, source: str) -> dict[str, SourceState]:
    """Return what the published snapshot knows of a source, by URI; nothing where there is no snapshot yet."""
    rows = _rows(published, "SELECT * FROM source_states WHERE source = ?", source)
    return {
        row["uri"]: SourceState(**{**row, "issued_at": _utc(row["issued_at"]), "seen_at": _utc(row["seen_at"])}) for row in rows
    }


def high_water_marks(published: Path) -> Mapping[str, Mapping[str, Any]]:
    """Return of each source how many things were taken in, when the last was, and when the newest was issued (UTC)."""
    sql = (
        "SELECT source, count(*) AS seen, max(seen_at) AS last_seen_at, max(issued_at) AS newest_at FROM source_states"
        " WHERE ?::VARCHAR IS NULL GROUP BY source"
    )
    return {row["source"]: row for row in _rows(published, sql, None)}


def done_steps(connection: duckdb.DuckDBPyConnection, source: str) -> list[BackfillStep]:
    """Return the steps of a backfill that are done, the earliest first."""
    rows = Reader(connection).rows(STEPS, [source])
    return [BackfillStep(**row) for row in rows]


def published_steps(published: Path, source: str) -> list[BackfillStep]:
    """Return the steps that the published snapshot knows to be done; none where there is no snapshot yet."""
    return [BackfillStep(**row) for row in _rows(published, STEPS, source)]


def remember_states(connection: duckdb.DuckDBPyConnection, states: Sequence[SourceState]) -> None:
    """Put states in place of what was known of the same things, in a transaction of its own."""
    if not states:
        return
    with transaction(connection), staged(connection, "source_states", states) as view:
        connection.execute(f"DELETE FROM source_states WHERE (source, uri) IN (SELECT (source, uri) FROM {view})")  # noqa: S608 - a name of ours
        connection.execute(f"INSERT INTO source_states BY NAME FROM {view}")


def remember_step(connection: duckdb.DuckDBPyConnection, step: BackfillStep) -> None:
    """Write down that a step is done, in a transaction of its own."""
    same = "source = ? AND first_on = ? AND last_on = ?"
    with transaction(connection), staged(connection, "backfill_steps", [step]) as view:
        connection.execute(f"DELETE FROM backfill_steps WHERE {same}", [step.source, step.first_on, step.last_on])  # noqa: S608 - words from above
        connection.execute(f"INSERT INTO backfill_steps BY NAME FROM {view}")


def covered(steps: Sequence[BackfillStep], first_on: date, last_on: date) -> bool:
    """Tell whether one of the steps took in all of these days."""
    return any(step.first_on <= first_on and last_on <= step.last_on for step in steps)


def _rows(published: Path, sql: str, value: str | None) -> list[dict[str, Any]]:
    try:
        with open_reader(published) as reader:
            return reader.rows(sql, [value])
    except WarehouseMissing:
        return []
    except QueryFailed as error:
        if "does not exist" in str(error):  # the snapshot is older than the table
            return []
        raise


def _utc(written: datetime | None) -> datetime | None:
    return written.replace(tzinfo=UTC) if written else None
