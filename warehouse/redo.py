"""Make committed changes again, in their order, from what the ledger and the Parquet parts tell of them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.ledger import Entry
from warehouse.migrate import migrate
from warehouse.parts import Record, read_part
from warehouse.records import BackfillStep, QualityResult, Review, Run, SourceState
from warehouse.reviews import store_reviews
from warehouse.settle import settle
from warehouse.source_states import remember_states, remember_step
from warehouse.store import (
    Loading,
    Reloading,
    add_quality_results,
    close_crashed_runs,
    finish_run,
    load,
    reload,
    resolve_items,
)

Connection = duckdb.DuckDBPyConnection
Arguments = Mapping[str, Any]


class Unrepeatable(Exception):
    """A change cannot be made again; says why.

    `was_to_be_lost`: it never had a part, so it is safe only once published, and its command did not live to say it was done.
    """

    def __init__(self, reason: str, *, was_to_be_lost: bool = False) -> None:
        super().__init__(reason)
        self.was_to_be_lost = was_to_be_lost


def redo(connection: Connection, change: Entry | None, runs: Path) -> None:
    """Make one change again. Raises Unrepeatable if the ledger does not say how, or its part is gone or damaged."""
    if change is None or change["entry"] != "change":
        raise Unrepeatable("the ledger does not tell of it")
    again = REDO.get(change["kind"])
    if again is None:
        raise Unrepeatable(f"{change['kind']} by a command that was killed before it ended: run that again", was_to_be_lost=True)
    try:
        again(connection, change["arguments"], runs)
    except duckdb.Error as error:
        raise Unrepeatable(f"it failed: {error}") from error


def _load(connection: Connection, arguments: Arguments, runs: Path) -> None:
    (loading,) = _rows(runs / arguments["part"], Loading)
    given = (loading.batch, loading.deliveries, loading.sketches, loading.run, loading.fetch_states, loading.lineage)
    load(connection, *given, extractor_version=loading.extractor_version, anew=loading.anew)


def _reload(connection: Connection, arguments: Arguments, runs: Path) -> None:
    (given,) = _rows(runs / arguments["part"], Reloading)
    reload(connection, given.batch, given.run, given.extractor_version, given.now)


def _reviews(connection: Connection, arguments: Arguments, runs: Path) -> None:
    store_reviews(connection, _rows(runs / arguments["part"], Review))


def _quality_results(connection: Connection, arguments: Arguments, runs: Path) -> None:
    add_quality_results(connection, _rows(runs / arguments["part"], QualityResult))


def _rows(part: Path, record: type[Record]) -> list[Record]:
    try:
        return read_part(part, record)
    except (OSError, pa.ArrowInvalid, ValueError, TypeError) as error:
        raise Unrepeatable(f"the part {part} cannot be read ({error})") from error


def _finish_run(connection: Connection, arguments: Arguments, _: Path) -> None:
    ended_at = datetime.fromisoformat(arguments["finished_at"])
    finish_run(connection, Run(arguments["run_id"], "", None, ended_at, ended_at, arguments["state"], "{}", arguments["counts"]))


def _close_crashed_runs(connection: Connection, arguments: Arguments, _: Path) -> None:
    close_crashed_runs(connection, datetime.fromisoformat(arguments["now"]))


def _resolve_items(connection: Connection, arguments: Arguments, _: Path) -> None:
    resolve_items(connection, arguments["uris"], datetime.fromisoformat(arguments["now"]))


def _source_states(connection: Connection, arguments: Arguments, runs: Path) -> None:
    remember_states(connection, _rows(runs / arguments["part"], SourceState), "again")


def _backfill_step(connection: Connection, arguments: Arguments, runs: Path) -> None:
    (step,) = _rows(runs / arguments["part"], BackfillStep)
    remember_step(connection, step)


REDO: dict[str, Callable[[Connection, Arguments, Path], object]] = {
    "load": _load,
    "reload": _reload,
    "reviews": _reviews,
    "quality_results": _quality_results,
    "source_states": _source_states,
    "backfill_step": _backfill_step,
    "settle": lambda connection, _, __: settle(connection),
    "migrate": lambda connection, _, __: migrate(connection),
    "finish_run": _finish_run,
    "close_crashed_runs": _close_crashed_runs,
    "resolve_items": _resolve_items,
}
