"""A warehouse with a long history, made through the real store: stories, results of every check, and refusals, run by run."""

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from expectations.expectation import Expectation
from expectations.suites import SUITES
from tests.factories import NOW, a_batch, a_measure, a_quarantined, a_run, a_story, delivered, sketched
from warehouse.codes import Severity
from warehouse.connect import open_writer
from warehouse.records import QualityResult, Quarantined, Run, Story
from warehouse.store import load

BATCHES = 3
STORIES = 12  # in a run
ROWS = 200  # judged by a check in a batch
REFUSED = 8  # in a run
FAILING_SHARE = {Severity.CRITICAL: 0.02, Severity.WARNING: 0.3, Severity.INFO: 0.5}
CODES = ("unknown_format", "no_story", "too_large", "empty", "measures_target_known", "stories_body_not_empty")


def make_history(warehouse: Path, runs: int) -> None:
    """Make a warehouse of so many runs, an hour apart; the same each time."""
    chance = random.Random(11)
    with open_writer(warehouse) as writer:
        for number in range(runs):
            run = a_run(run_id=f"run_{number:04}", started_at=NOW + timedelta(hours=number), state="completed")
            stories = [_story(run, number, place) for place in range(STORIES)]
            batch = a_batch(
                *stories,
                measures=tuple(a_measure(f"measure_{story.story_id}", story) for story in stories),
                quarantine=tuple(_refused(run, number, place, chance) for place in range(REFUSED)),
                quality_results=tuple(_results(run, stories, chance)),
            )
            load(writer, batch, delivered(batch), sketched(batch), run)


def _story(run: Run, number: int, place: int) -> Story:
    return a_story(
        f"story_{number:04}_{place:02}",
        provider=f"Desk {place % 6}",
        headline=f"Ruritania bans timber of kind {number}",
        run_id=run.run_id,
        published_at=run.started_at if place else None,
        published_precision="minute" if place else None,
    )


def _refused(run: Run, number: int, place: int, chance: random.Random) -> Quarantined:
    code = chance.choice(CODES)
    return a_quarantined(
        quarantine_id=f"quarantine_{number}_{place}",
        run_id=run.run_id,
        reason_code=code,
        reason=f"The item could not be taken in: {code.replace('_', ' ')}, found at byte {chance.randrange(10**6)}.",
        source_uri=f"/wires/{number}/{place}.txt",
        record_key=f"doc_{number}_{place}",
        created_at=run.started_at,
        resolved_at=run.started_at if place % 3 == 0 else None,
    )


def _results(run: Run, stories: list[Story], chance: random.Random) -> Iterator[QualityResult]:
    for batch in range(BATCHES):
        for suite in SUITES:
            for expectation in suite.expectations:
                failed = chance.randrange(1, 40) if chance.random() < FAILING_SHARE[expectation.severity] else 0
                yield replace(
                    _result(run, suite.table, expectation, failed), batch=batch, observed=_observed(suite.table, stories, failed)
                )


def _observed(table: str, stories: list[Story], failed: int) -> str | None:
    if not failed:
        return None
    shape = "{0}/v1" if table == "stories" else "measure_{0}"
    return json.dumps({"failing": [shape.format(story.story_id) for story in stories[: min(failed, 10)]]})


def _result(run: Run, table: str, expectation: Expectation, failed: int) -> QualityResult:
    return QualityResult(
        run_id=run.run_id,
        batch=0,
        suite=table,
        expectation=expectation.name,
        column_name=expectation.column,
        severity=expectation.severity,
        success=not failed,
        observed=None,
        element_count=ROWS,
        unexpected_count=failed,
        reason=expectation.reason,
        created_at=run.started_at,
    )
