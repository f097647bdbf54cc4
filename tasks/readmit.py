"""Bring what waits in quarantine before the stages again, and tell what has become of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.outcome import Outcome
from tasks.queue import Queue
from tasks.readmission import Came, Fate, Telling, chosen, fates, items_of, with_siblings
from tasks.run import RunInHand
from tasks.sources.limits import Limits
from tasks.sources.spool import Spool
from warehouse.quarantine import Waiting, close, note_replay, versions_in, waiting, with_stories


@dataclass(frozen=True)
class Readmitted:
    """What a replay came to: the figures of its run, and what has become of each row."""

    outcome: Outcome
    fates: tuple[Fate, ...]


class Asked:
    """The rows that a replay is about. A plain class: Prefect would walk through every row on each task call."""

    def __init__(self, rows: Sequence[Waiting]) -> None:
        self.rows = rows
        self.fates: tuple[Fate, ...] = ()


@task(cache_policy=NO_CACHE)
def choose(run: RunInHand, ids: Sequence[str], reason_code: str | None) -> Asked:
    """Return the open rows that are meant, with those of the same documents. Raises UsageError for a row that is not open."""
    rows = waiting(run.writer)
    return Asked(with_siblings(rows, chosen(rows, ids, reason_code)))


@task(cache_policy=NO_CACHE)
def readmit(run: RunInHand, asked: Asked, telling: Telling, limits: Limits, archive: Path, spool: Spool) -> Queue:
    """Return the queue of what the rows are about: kept bytes, or what is to be received again."""
    items, refused = items_of(asked.rows, telling, limits, archive, spool)
    documents = {row.document_id for row in asked.rows if row.document_id}
    refused_rows = [row for row in asked.rows if row.is_row]
    unnamed = {row.document_id for row in refused_rows if row.document_id and row.version is None}
    named = {(row.story_id, row.version) for row in refused_rows if row.story_id and row.version}
    run.read_again = frozenset(documents)
    run.analysed_again = frozenset(named | versions_in(run.writer, unnamed))
    run.not_received.extend(refused)
    run.tally["items"] += len(items)
    get_run_logger().info("%d rows: %d items to read again, %d cannot be had", len(asked.rows), len(items), len(refused))
    return Queue(items)


@task(cache_policy=NO_CACHE)
def close_rows(run: RunInHand, asked: Asked) -> None:
    """Close the rows of what is refused no more, and of what is refused otherwise now; note the replay on the others."""
    documents = {row.document_id for row in asked.rows if row.document_id}
    came = Came(run.received, run.documents, with_stories(run.writer, documents), run.opened)
    asked.fates = tuple(fates(asked.rows, run.put_away, came, run.not_received))
    close(run.writer, [(fate.row.quarantine_id, fate.resolution) for fate in asked.fates if fate.resolution], run.now())
    still = [(fate.row.quarantine_id, fate.reason) for fate in asked.fates if fate.resolution is None]
    note_replay(run.writer, still, run.now())
    get_run_logger().info("%d of %d rows closed", len(asked.fates) - len(still), len(asked.fates))
