"""The figures of the quality report: one record for each line of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from warehouse.codes import Severity


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
    """How one expectation fared in the newest run that was judged.

    `failing` holds the keys of some failing rows, or sentences, and `told` what was said of the whole.
    """

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
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class FailingRow:
    """One row that failed a check in the newest judged run, and where it stands.

    `words` are those that it points at, with some `before` and `after`; all are None where the story may not be shown
    or no story is known, and `words` opens the body where the row points at no words.
    """

    suite: str
    expectation: str
    severity: Severity
    place: int
    record_key: str
    is_quarantined: bool
    story_id: str | None
    version: str | None
    story_is_loaded: bool
    may_show: bool
    provider: str | None
    published_at: datetime | None
    source_uri: str | None
    headline: str | None
    before: str | None
    words: str | None
    after: str | None
    starts: int | None
    ends: int | None


@dataclass(frozen=True)
class CheckPoint:
    """What one check, failing now, came to in one run."""

    suite: str
    expectation: str
    judged_at: datetime
    failed: int
    judged: int


@dataclass(frozen=True)
class DriftFigure:
    """A check that fails for another share of rows than it used to: `share` now, `median_share` over `runs` before, 0 to 1."""

    suite: str
    expectation: str
    severity: Severity
    judged: int
    share: float
    median_share: float
    runs: int


@dataclass(frozen=True)
class PrecisionFigure:
    """What reviewers decided on the measures of one rule. `precision` is 0 to 1."""

    rule_id: str
    reviewed: int
    accepted: int
    edited: int
    rejected: int
    precision: float | None


@dataclass(frozen=True)
class CoverageFigure:
    """The newest versions of the stories of one provider in one format. `lines` counts all such pairs."""

    provider: str
    format: str
    stories: int
    killed: int
    dated: int
    with_dateline: int
    with_measures: int
    measures: int
    last_published_at: datetime | None
    last_seen_at: datetime | None
    lines: int


@dataclass(frozen=True)
class MeasureFigure:
    """Measures of current stories of one type at one status."""

    measure_type: str
    status: str
    measures: int


@dataclass(frozen=True)
class QuarantineFigure:
    """Items of one reason: those that wait, and those that are closed."""

    stage: str
    reason_code: str
    record_kind: str
    items: int
    closed: int
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
    failing_rows: tuple[FailingRow, ...]
    check_trend: tuple[CheckPoint, ...]
    drift: tuple[DriftFigure, ...]
    coverage: tuple[CoverageFigure, ...]
    measures: tuple[MeasureFigure, ...]
    quarantine: tuple[QuarantineFigure, ...]
    quarantined_items: tuple[QuarantinedItem, ...]
    rule_precision: tuple[PrecisionFigure, ...] = ()

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
