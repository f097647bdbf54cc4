"""Judge a batch before it is loaded: good rows go on, bad rows go to quarantine, and every verdict is recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from expectations.dependents import entities_in_use, withhold
from expectations.engine import Outcome, validate
from expectations.expectation import Expectation, FrameRow, Suite
from expectations.observed import observation
from expectations.refusal import Refusal, quarantined
from expectations.sources import source_of
from expectations.suites import SUITES
from expectations.surroundings import surroundings_of
from expectations.tables import Rows, rows_of, with_rows
from warehouse.batch import Batch
from warehouse.codes import Severity
from warehouse.records import QualityResult, Quarantined

KEYS_SHOWN = 10  # failing keys kept in a quality result; all of them are in the quarantine where the failure is critical


@dataclass(frozen=True)
class Verdict:
    """What may load, with its quarantine and quality rows, and whether anything critical failed.

    `stopped_by` is the expectation of the batch as a whole that failed: then nothing but the documents may load.
    """

    accepted: Batch
    gate_failed: bool
    stopped_by: Expectation | None = None


@dataclass(frozen=True)
class _Judgement:
    """What became of the rows of one table."""

    suite: Suite
    rows: Rows
    frame: Sequence[FrameRow]
    outcomes: tuple[Outcome, ...]


def judge(batch: Batch, *, run_id: str, batch_number: int, now: datetime) -> Verdict:
    """Return the rows of a batch that may load, and the reasons for those that may not.

    Tables are judged in the order of `SUITES`: what depends on a refused row is held back with it, unjudged, so that a
    good row never suffers for a bad one and one fault is told once. Documents always load. A batch that is bad as a whole
    stops at the table that tells. Raises `EngineError`.
    """
    accepted = _without_repeats(batch)
    refused: list[Quarantined] = []
    results: list[QualityResult] = []
    for suite in SUITES:
        judgement = _judge_table(suite, accepted, now)
        results += _quality_results(judgement, run_id=run_id, batch_number=batch_number, now=now)
        if stopper := _stopper(judgement):
            return Verdict(stopped_batch(batch, tuple(results)), gate_failed=True, stopped_by=stopper)
        accepted, refusals = _refuse(accepted, judgement)
        for refusal in refusals:
            source_uri = source_of(batch, refusal.row)
            refused.append(quarantined(refusal, suite, run_id=run_id, source_uri=source_uri, now=now))
    accepted = replace(
        accepted,
        entities=entities_in_use(batch, accepted),
        quarantine=batch.quarantine + _one_per_id(refused),
        quality_results=batch.quality_results + tuple(results),
    )
    return Verdict(accepted, gate_failed=any(_fails_gate(result) for result in results))


def stopped_batch(batch: Batch, results: tuple[QualityResult, ...] = ()) -> Batch:
    """Return what loads of a batch that is stopped: its documents, which are the ledger, and what was said of it."""
    documents = tuple({document.document_id: document for document in reversed(batch.documents)}.values())[::-1]
    return Batch(documents=documents, quarantine=batch.quarantine, quality_results=batch.quality_results + results)


def _stopper(judgement: _Judgement) -> Expectation | None:
    """Return the critical expectation of the batch as a whole that failed, if any."""
    failed = (outcome.expectation for outcome in judgement.outcomes if not outcome.success)
    return next((each for each in failed if each.of_batch and each.severity is Severity.CRITICAL), None)


def _without_repeats(batch: Batch) -> Batch:
    """Return the batch with one row for what came twice, the first: two deliveries of one version, or equal rows."""
    for suite in SUITES:
        first: dict[object, object] = {}
        for row in rows_of(batch, suite.table):
            first.setdefault(suite.content_of(row), row)
        batch = with_rows(batch, suite.table, tuple(first.values()))
    return batch


def _judge_table(suite: Suite, batch: Batch, now: datetime) -> _Judgement:
    rows = rows_of(batch, suite.table)
    around = surroundings_of(batch, now)
    frame = [suite.frame(row, around) for row in rows]
    return _Judgement(suite, rows, frame, validate(suite, frame))


def _refuse(batch: Batch, judgement: _Judgement) -> tuple[Batch, list[Refusal]]:
    """Take the refused rows of one table and their dependents out of the batch."""
    suite, rows = judgement.suite, judgement.rows
    failed = _failed_by_row(judgement)
    leaving = {place for place, reasons in failed.items() if _must_leave(suite, reasons)}
    staying = tuple(row for place, row in enumerate(rows) if place not in leaving)
    kept = {suite.key_of(row) for row in staying}
    lost = [suite.key_of(rows[place]) for place in sorted(leaving) if suite.key_of(rows[place]) not in kept]
    remaining, taken = withhold(with_rows(batch, suite.table, staying), suite.table, lost)
    refusals = [
        Refusal(
            row=rows[place],
            seen=judgement.frame[place],
            failed=reasons,
            withheld=tuple(each for each in taken if each.root == suite.key_of(rows[place])),
        )
        for place, reasons in sorted(failed.items())
    ]
    return remaining, refusals


def _failed_by_row(judgement: _Judgement) -> dict[int, tuple[Expectation, ...]]:
    """Return the critical expectations that each failing row failed, in the order of the suite."""
    failed: dict[int, tuple[Expectation, ...]] = {}
    for outcome in judgement.outcomes:
        if outcome.expectation.severity is Severity.CRITICAL:
            for place in _refused_places(outcome, judgement):
                failed[place] = (*failed.get(place, ()), outcome.expectation)
    return failed


def _refused_places(outcome: Outcome, judgement: _Judgement) -> Iterator[int]:
    """Yield the places of the rows to refuse; the engine calls every row of a repeated key bad, the first one too."""
    seen: set[object] = set()
    for place in outcome.failing:
        key = judgement.suite.key_of(judgement.rows[place])
        if not outcome.expectation.keeps_first or key in seen:
            yield place
        seen.add(key)


def _must_leave(suite: Suite, reasons: Sequence[Expectation]) -> bool:
    """Tell whether a failing row stays out; a table that always loads only loses the copies of a key."""
    return not suite.always_loads or any(reason.keeps_first for reason in reasons)


def _quality_results(judgement: _Judgement, *, run_id: str, batch_number: int, now: datetime) -> Iterator[QualityResult]:
    for outcome in judgement.outcomes:
        expectation = outcome.expectation
        yield QualityResult(
            run_id=run_id,
            batch=batch_number,
            suite=judgement.suite.table,
            expectation=expectation.name,
            column_name=expectation.column,
            severity=expectation.severity,
            success=outcome.success,
            observed=_observed(outcome, judgement),
            element_count=outcome.element_count,
            unexpected_count=round((outcome.share or 0) * outcome.element_count) or len(outcome.failing),
            reason=expectation.reason,
            created_at=now,
            owner=str(expectation.owner),
        )


def _observed(outcome: Outcome, judgement: _Judgement) -> str | None:
    """Return the keys of the first failing rows as JSON, or their share: ids and figures, never article text."""
    if outcome.success:
        return None
    if outcome.share is not None:
        return observation((), (f"{outcome.share:.0%} of {outcome.element_count:,} rows of the batch",))
    keys = [judgement.suite.record_key(judgement.rows[place]) for place in outcome.failing[:KEYS_SHOWN]]
    return observation(keys)


def _one_per_id(refused: Sequence[Quarantined]) -> tuple[Quarantined, ...]:
    """Return one row per id: the third copy of a key is told with the second."""
    return tuple({row.quarantine_id: row for row in reversed(refused)}.values())[::-1]


def _fails_gate(result: QualityResult) -> bool:
    return result.severity is Severity.CRITICAL and not result.success
