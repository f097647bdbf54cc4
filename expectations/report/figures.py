"""The figures of the quality report, gathered by the queries in `warehouse/queries/report/`."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from expectations.moments import in_utc
from expectations.suites import expectations_by_name
from warehouse.codes import Severity

QUERY_FOLDER = "report"
KEYS_SHOWN = 5
RETIRED = "no longer declared"  # of an expectation that ran before and is not in the code any more

Row = Mapping[str, Any]
Rows = Callable[[str], Iterable[Row]]
Record = TypeVar("Record")


class Outcome(StrEnum):
    """The verdict on the newest run that was judged."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_JUDGED = "not judged"


@dataclass(frozen=True)
class Totals:
    """What is in the warehouse."""

    documents: int
    stories: int
    story_versions: int
    mentions: int
    measures: int
    current_measures: int
    positions: int
    quarantined: int
    first_published_at: datetime | None
    last_published_at: datetime | None


@dataclass(frozen=True)
class RunFigure:
    """What one run brought, and the rows that failed in it by severity."""

    run_id: str
    flow_name: str
    started_at: datetime
    finished_at: datetime | None
    state: str
    documents: int
    story_versions: int
    quarantined: int
    critical: int
    warnings: int
    notes: int


@dataclass(frozen=True)
class CheckFigure:
    """How one expectation fared in the newest run that was judged. `failing` holds the keys of some failing rows."""

    run_id: str
    suite: str
    expectation: str
    column_name: str | None
    severity: Severity
    success: bool
    judged: int
    failed: int
    batches: int
    judged_at: datetime
    reason: str
    fault: str
    owner: str
    remedy: str
    failing: tuple[str, ...]


@dataclass(frozen=True)
class CoverageFigure:
    """The newest versions of the stories of one provider in one format."""

    provider: str
    format: str
    stories: int
    killed: int
    undated: int
    without_dateline: int
    with_measures: int
    last_published_at: datetime | None


@dataclass(frozen=True)
class MeasureFigure:
    """Measures of current stories of one type at one status."""

    measure_type: str
    status: str
    measures: int


@dataclass(frozen=True)
class QuarantineFigure:
    """Open items of one reason."""

    stage: str
    reason_code: str
    record_kind: str
    items: int
    oldest_at: datetime
    newest_at: datetime


@dataclass(frozen=True)
class QuarantinedItem:
    """One open item. Its payload stays in the warehouse."""

    quarantine_id: str
    stage: str
    source_uri: str
    record_kind: str
    record_key: str
    reason_code: str
    reason: str
    created_at: datetime


@dataclass(frozen=True)
class ReportFigures:
    """Everything the report says. Runs are newest first; quarantined items are the newest of each reason."""

    totals: Totals
    runs: tuple[RunFigure, ...]
    checks: tuple[CheckFigure, ...]
    coverage: tuple[CoverageFigure, ...]
    measures: tuple[MeasureFigure, ...]
    quarantine: tuple[QuarantineFigure, ...]
    quarantined_items: tuple[QuarantinedItem, ...]

    def failing(self, severity: Severity) -> tuple[CheckFigure, ...]:
        """Return the failing checks of a severity, the most failing rows first."""
        failed = [check for check in self.checks if check.severity is severity and not check.success]
        return tuple(sorted(failed, key=lambda check: (-check.failed, check.expectation)))

    @property
    def outcome(self) -> Outcome:
        """Return the verdict."""
        if not self.checks:
            return Outcome.NOT_JUDGED
        return Outcome.FAILED if self.failing(Severity.CRITICAL) else Outcome.PASSED


def gather(rows: Rows) -> ReportFigures:
    """Return the figures. `rows(name)` runs the query `warehouse/queries/<name>.sql` on a snapshot."""

    def ask(query: str) -> Iterable[Row]:
        return rows(f"{QUERY_FOLDER}/{query}")

    (totals,) = ask("totals")
    return ReportFigures(
        totals=_record(Totals, totals),
        runs=tuple(_record(RunFigure, row) for row in ask("runs")),
        checks=tuple(_check(row) for row in ask("checks")),
        coverage=tuple(_record(CoverageFigure, row) for row in ask("coverage")),
        measures=tuple(_record(MeasureFigure, row) for row in ask("measures")),
        quarantine=tuple(_record(QuarantineFigure, row) for row in ask("quarantine_reasons")),
        quarantined_items=tuple(_record(QuarantinedItem, row) for row in ask("quarantine_items")),
    )


def _record(kind: Callable[..., Record], row: Row) -> Record:
    """Return a row as a record; DuckDB gives times without a zone, and they are UTC."""
    return kind(**{name: in_utc(value) if isinstance(value, datetime) else value for name, value in row.items()})


def _check(row: Row) -> CheckFigure:
    """Return the row of a check with the owner and the remedy that the code declares for it."""
    declared = expectations_by_name().get(row["expectation"])
    observed = [key for text in row["observed"] for key in json.loads(text)["failing"]]
    return _record(
        CheckFigure,
        {name: value for name, value in row.items() if name != "observed"}
        | {
            "severity": Severity(row["severity"]),
            "fault": declared.fault if declared else RETIRED,
            "owner": str(declared.owner) if declared else RETIRED,
            "remedy": declared.remedy if declared else RETIRED,
            "failing": tuple(observed[:KEYS_SHOWN]),
        },
    )
