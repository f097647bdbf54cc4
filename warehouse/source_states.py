"""What watched sources have shown, and how far backfills have come: written with the run that took it in."""

from collections.abc import Sequence
from datetime import date

import duckdb

from warehouse.records import BackfillStep, SourceState
from warehouse.staging import staged
from warehouse.store import kept, transaction

STEPS = "SELECT * FROM backfill_steps WHERE source = ? ORDER BY first_on, last_on"


def remember_states(connection: duckdb.DuckDBPyConnection, states: Sequence[SourceState], run_id: str) -> None:
    """Put states in place of what was known of the same things, in a transaction of its own."""
    if not states:
        return
    change = kept(connection, "source_states", run_id, states, SourceState)
    with transaction(connection, change), staged(connection, "source_states", states) as view:
        connection.execute(f"DELETE FROM source_states WHERE (source, uri) IN (SELECT (source, uri) FROM {view})")  # noqa: S608 - a name of ours
        connection.execute(f"INSERT INTO source_states BY NAME FROM {view}")


def remember_step(connection: duckdb.DuckDBPyConnection, step: BackfillStep) -> None:
    """Write down that a step is done, in a transaction of its own."""
    same = "source = ? AND first_on = ? AND last_on = ?"
    change = kept(connection, "backfill_step", step.run_id, [step], BackfillStep)
    with transaction(connection, change), staged(connection, "backfill_steps", [step]) as view:
        connection.execute(f"DELETE FROM backfill_steps WHERE {same}", [step.source, step.first_on, step.last_on])  # noqa: S608 - words from above
        connection.execute(f"INSERT INTO backfill_steps BY NAME FROM {view}")


def done_steps(connection: duckdb.DuckDBPyConnection, source: str) -> list[BackfillStep]:
    """Return the steps of a backfill that are done, the earliest first."""
    return [BackfillStep(*row) for row in connection.execute(STEPS, [source]).fetchall()]


def covered(steps: Sequence[BackfillStep], first_on: date, last_on: date) -> bool:
    """Tell whether one of the steps took in all of these days."""
    return any(step.first_on <= first_on and last_on <= step.last_on for step in steps)
