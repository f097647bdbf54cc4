"""Judge the whole warehouse once after a run, on what the database gathers: it counts, Great Expectations judges."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from expectations.drift import Compared, Delivered, compare
from expectations.engine import Outcome, validate
from expectations.expectation import Expectation, FrameRow
from expectations.inert import token
from expectations.observed import observation
from expectations.suites.cases import CASES
from expectations.suites.providers import PROVIDERS
from expectations.suites.warehouse import WAREHOUSE
from warehouse.codes import Severity
from warehouse.records import QualityResult

QUERY_FOLDER = "quality"
WHOLE = -1  # the batch of results over the whole warehouse
BY_COUNT = (WAREHOUSE, CASES)

Rows = Callable[[str], Iterable[Mapping[str, Any]]]


@dataclass(frozen=True)
class Counted:
    """What the database found for one expectation: the faulty rows of how many, as a share where that is judged."""

    found: int
    judged: int
    value: float
    record_keys: tuple[str, ...] = ()
    told: str = ""


@dataclass(frozen=True)
class WholeVerdict:
    """A result for every expectation of the whole warehouse, and whether a critical one failed."""

    results: tuple[QualityResult, ...]
    gate_failed: bool


def judge_whole(rows: Rows, *, run_id: str, now: datetime) -> WholeVerdict:
    """Judge the warehouse and its history. `rows(name)` runs the query `warehouse/queries/<name>.sql`.

    Nothing is taken out of the warehouse: a critical failure is told, and fails the gate. Raises `EngineError`.
    """

    def ask(query: str) -> Iterable[Mapping[str, Any]]:
        return rows(f"{QUERY_FOLDER}/{query}")

    counted = _counted(ask)
    compared = compare((Delivered(**row) for row in ask("history")), run_id, now)
    results = tuple(_result(*parts, run_id=run_id, now=now) for parts in (*_by_count(counted), *_by_history(compared)))
    return WholeVerdict(results, any(result.severity is Severity.CRITICAL and not result.success for result in results))


def _counted(ask: Rows) -> dict[str, Counted]:
    """Return what the database found, by expectation; one of which it found nothing is there too."""
    judged = {row["relation"]: row["rows"] for row in ask("rows")}
    faults = {row["expectation"]: row for row in ask("faults")}
    shares = {row["expectation"]: row for row in ask("shares")}
    return {
        expectation.name: _share(shares[expectation.name])
        if expectation.name in shares
        else _faults(faults.get(expectation.name), judged[str(expectation.judged)])
        for suite in BY_COUNT
        for expectation in suite.expectations
    }


def _faults(row: Mapping[str, Any] | None, judged: int) -> Counted:
    if row is None:
        return Counted(0, judged, 0)
    return Counted(row["found"], judged, row["found"], tuple(row["record_keys"]), f"{row['found']:,} found")


def _share(row: Mapping[str, Any]) -> Counted:
    part, whole = row["part"], row["whole"]
    share = part / whole if whole else 0.0
    return Counted(part, whole, share, told=f"{share:.1%}: {part:,} of {whole:,}")


Parts = tuple[str, Outcome, int, int, str | None]  # suite, outcome, rows judged, rows failed, observed


def _by_count(counted: Mapping[str, Counted]) -> Iterator[Parts]:
    """Yield what became of the expectations that judge counts: for the engine, each figure is a column of one row."""
    for suite in BY_COUNT:
        frame: list[FrameRow] = [{each.name: counted[each.name].value for each in suite.expectations}]
        for outcome in validate(suite, frame):
            seen = counted[outcome.expectation.name]
            observed = None if outcome.success else observation(seen.record_keys, (seen.told,))
            yield suite.table, outcome, seen.judged, seen.found, observed


def _by_history(compared: Sequence[Compared]) -> Iterator[Parts]:
    """Yield what became of the expectations that judge providers: for the engine, each provider is a row."""
    by_provider: defaultdict[str, dict[str, Compared]] = defaultdict(dict)
    for one in compared:
        by_provider[one.provider][one.figure] = one
    providers = list(by_provider.values())
    frame = [_provider_row(provider) for provider in providers]
    for outcome in validate(PROVIDERS, frame):
        figure = str(outcome.expectation.column)
        failing = [providers[place][figure].told for place in outcome.failing]
        judged = sum(figure in provider for provider in providers)
        yield PROVIDERS.table, outcome, judged, len(failing), observation(failing) if failing else None


def _provider_row(figures: Mapping[str, Compared]) -> FrameRow:
    row: FrameRow = {"provider": token(next(iter(figures.values())).provider)}
    for expectation in PROVIDERS.expectations:
        figure = str(expectation.column)
        one = figures.get(figure)
        row[figure] = one.value if one else None
        row[f"{figure}_lowest"] = one.bounds.lowest if one else None
        row[f"{figure}_highest"] = one.bounds.highest if one else None
    return row


def _result(
    suite: str, outcome: Outcome, judged: int, failed: int, observed: str | None, *, run_id: str, now: datetime
) -> QualityResult:
    expectation: Expectation = outcome.expectation
    return QualityResult(
        run_id=run_id,
        batch=WHOLE,
        suite=suite,
        expectation=expectation.name,
        column_name=expectation.column,
        severity=expectation.severity,
        success=outcome.success,
        observed=observed,
        element_count=judged,
        unexpected_count=failed,
        reason=expectation.reason,
        created_at=now,
        owner=str(expectation.owner),
    )
