"""Gather the figures of the quality report by the queries in `warehouse/queries/report/`."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from expectations.moments import in_utc
from expectations.report.failing import failing_keys, told
from expectations.report.figures import (
    CheckFigure,
    CheckPoint,
    CoverageFigure,
    DriftFigure,
    FailingRow,
    MeasureFigure,
    PrecisionFigure,
    QuarantinedItem,
    QuarantineFigure,
    ReportFigures,
    RunFigure,
    Totals,
)
from expectations.suites import expectations_by_name
from warehouse.codes import Severity

QUERY_FOLDER = "report"
KEYS_SHOWN = 5
RETIRED = "no longer declared"  # of an expectation that ran before and is not in the code any more

Row = Mapping[str, Any]
Rows = Callable[[str], Iterable[Row]]
Record = TypeVar("Record")


def gather(rows: Rows) -> ReportFigures:
    """Return the figures. `rows(name)` runs the query `warehouse/queries/<name>.sql` on a snapshot."""

    def ask(query: str) -> Iterable[Row]:
        return rows(f"{QUERY_FOLDER}/{query}")

    def records(kind: Callable[..., Record], query: str) -> tuple[Record, ...]:
        return tuple(_record(kind, row) for row in ask(query))

    (totals,) = records(Totals, "totals")
    return ReportFigures(
        totals=totals,
        runs=records(RunFigure, "runs"),
        checks=tuple(_check(row) for row in ask("checks")),
        failing_rows=records(FailingRow, "rows"),
        check_trend=records(CheckPoint, "check_trend"),
        drift=records(DriftFigure, "drift"),
        coverage=records(CoverageFigure, "coverage"),
        measures=records(MeasureFigure, "measures"),
        quarantine=records(QuarantineFigure, "quarantine_reasons"),
        quarantined_items=records(QuarantinedItem, "quarantine_items"),
        # A warehouse of an older version has no reviews to tell of.
        rule_precision=records(PrecisionFigure, "rule_precision") if any(ask("has_rule_precision")) else (),
    )


def _record(kind: Callable[..., Record], row: Row) -> Record:
    """Return a row as a record; DuckDB gives times without a zone, and they are UTC."""
    return kind(**{name: _value(name, value) for name, value in row.items()})


def _value(name: str, value: Any) -> object:  # noqa: ANN401 - whatever a column holds
    if isinstance(value, datetime):
        return in_utc(value)
    return Severity(value) if name == "severity" else value


def _check(row: Row) -> CheckFigure:
    """Return the row of a check with the owner and the remedy that the code declares for it."""
    declared = expectations_by_name().get(row["expectation"])
    return _record(
        CheckFigure,
        {name: value for name, value in row.items() if name != "observed"}
        | {
            "fault": declared.fault if declared else RETIRED,
            "owner": str(declared.owner) if declared else RETIRED,
            "remedy": declared.remedy if declared else RETIRED,
            "failing": tuple(failing_keys(row["observed"])[:KEYS_SHOWN]),
            "told": tuple(told(row["observed"])[:KEYS_SHOWN]),
        },
    )
