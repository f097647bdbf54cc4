"""Great Expectations at work. It is imported on the first use, which takes seconds, and never sees article text."""

import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from expectations.expectation import Expectation, FrameRow, Judged
from warehouse.errors import SanctionwireError

_TURN = threading.Lock()  # the engine's batches go by name: two threads must not use it at once

Untyped = Any  # objects of Great Expectations, which has no types that hold for us

ROW = "row"  # the frame column that holds the place of the row, by which failures are told

# Telling the rows takes the engine half as long again as telling whether there are any, and most expectations hold.
VERDICT_ONLY = {"result_format": "BOOLEAN_ONLY"}

# COMPLETE gives every failing row and not the first twenty; the values themselves stay out of the results.
FAILING_ROWS = {
    "result_format": "COMPLETE",
    "unexpected_index_column_names": [ROW],
    "include_unexpected_rows": False,
    "return_unexpected_index_query": False,
    "exclude_unexpected_values": True,
}


class EngineError(SanctionwireError):
    """Say that Great Expectations could not judge, which is never the fault of the data."""


@dataclass(frozen=True)
class Outcome:
    """What became of one expectation: the rows judged, and the places of those that failed it, in order.

    `share` is what was observed of the batch as a whole, where the expectation is of one.
    """

    expectation: Expectation
    success: bool
    element_count: int
    failing: tuple[int, ...] = ()
    share: float | None = None


def validate(suite: Judged, frame: Sequence[FrameRow]) -> tuple[Outcome, ...]:
    """Judge the rows of one table and return one outcome per expectation, in the order of the suite.

    Raises `EngineError` if an expectation raised: an exception must not look like bad data.
    """
    if not frame:
        return tuple(Outcome(expectation, success=True, element_count=0) for expectation in suite.expectations)
    with _TURN:
        results = _engine().validate(suite, frame)
    return tuple(_outcome(expectation, results[expectation.name], len(frame)) for expectation in suite.expectations)


def warm_up() -> None:
    """Import Great Expectations now, which takes seconds, instead of on the first use."""
    with _TURN:
        _engine()


def library_suite(suite: Judged) -> Untyped:
    """Return a suite as Great Expectations has it, new each time, for a context of its own."""
    with _TURN:
        return _engine().declared_suite(suite)


def quiet_context() -> Untyped:
    """Return a new context that keeps nothing and tells nobody."""
    # Before the import: the context reads it when it is made, and the switch below covers the context alone.
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations  # noqa: PLC0415 - three seconds that `--help` must not pay

    context = great_expectations.get_context(mode="ephemeral")
    context.enable_analytics(False)
    context.variables.progress_bars = {"globally": False}
    return context


def _outcome(expectation: Expectation, result: Untyped, element_count: int) -> Outcome:
    raised = next(_raised(result.exception_info), None)
    if raised is not None:
        raise EngineError(
            f"the expectation {expectation.name} could not be judged: {raised}; "
            f"compare its check with the columns of its frame in expectations/suites/"
        )
    return Outcome(
        expectation=expectation,
        success=bool(result.success),
        element_count=element_count,
        failing=tuple(sorted(_failing(result.result.get("unexpected_index_list") or ()))),
        share=result.result.get("observed_value") if expectation.of_batch else None,
    )


def _raised(exception_info: dict[str, Untyped]) -> Iterator[str]:
    """Yield the messages of what was raised; the engine reports one exception flat, and those of metrics nested."""
    nested = [part for part in exception_info.values() if isinstance(part, dict)]
    for part in nested or [exception_info]:
        if part.get("raised_exception"):
            yield str(part.get("exception_message"))


def _failing(index_list: Sequence[dict[str, Untyped]]) -> Iterator[int]:
    """Yield the places of failing rows; the engine gives them one by one or as one list."""
    for entry in index_list:
        places = entry[ROW]
        yield from map(int, places if isinstance(places, list) else [places])


def _by_name(report: Untyped) -> dict[str, Untyped]:
    return {result.expectation_config.meta["name"]: result for result in report.results}


@cache
def _engine() -> "_Engine":
    return _Engine()


class _Engine:
    """One ephemeral context per process, with one asset and one built suite per table."""

    def __init__(self) -> None:
        self._context = quiet_context()
        import great_expectations  # noqa: PLC0415 - three seconds that `--help` must not pay
        import pandas  # noqa: PLC0415 - as above

        import expectations.custom  # noqa: PLC0415 - as above

        self._library = great_expectations
        self._own = expectations.custom
        self._frame_of = pandas.DataFrame
        self._suites: dict[str, tuple[Judged, Untyped]] = {}
        self._source = self._context.data_sources.add_pandas("batch")
        self._batches: dict[str, Untyped] = {}

    def validate(self, suite: Judged, frame: Sequence[FrameRow]) -> dict[str, Untyped]:
        """Return the raw results by the name of the expectation, with the failing rows where there are any."""
        data = self._frame_of([{ROW: place, **row} for place, row in enumerate(frame)])
        batch = self._batch_definition(suite.table).get_batch({"dataframe": data})
        results = _by_name(batch.validate(self._built(suite), result_format=VERDICT_ONLY))
        failed = [expectation for expectation in suite.expectations if not results[expectation.name].success]
        if failed:
            results |= _by_name(batch.validate(self._suite_of(suite.table, failed), result_format=FAILING_ROWS))
        return results

    def declared_suite(self, suite: Judged) -> Untyped:
        """Return a suite with all its expectations."""
        return self._suite_of(suite.table, suite.expectations)

    def _batch_definition(self, table: str) -> Untyped:
        if table not in self._batches:
            asset = self._source.add_dataframe_asset(table)
            self._batches[table] = asset.add_batch_definition_whole_dataframe(table)
        return self._batches[table]

    def _built(self, suite: Judged) -> Untyped:
        known, built = self._suites.get(suite.table, (None, None))
        if known is not suite:
            built = self._suite_of(suite.table, suite.expectations)
            self._suites[suite.table] = (suite, built)
        return built

    def _suite_of(self, name: str, expectations: Sequence[Expectation]) -> Untyped:
        declared = [self._declared(expectation) for expectation in expectations]
        return self._library.ExpectationSuite(name=name, expectations=declared)

    def _declared(self, expectation: Expectation) -> Untyped:
        own = getattr(self._own, expectation.check.name, None)
        kind = own or getattr(self._library.expectations, expectation.check.name)
        return kind(
            **expectation.check.arguments,
            severity=str(expectation.severity),
            description=expectation.reason,
            meta={"name": expectation.name, "owner": str(expectation.owner)},
        )
