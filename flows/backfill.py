"""Walk the archive of a source between two days, in order, by the stages of `ingest`; interrupted, it goes on where it was."""

import time
from datetime import date

from prefect import flow

from flows.settings import read_settings
from flows.stages import take_in
from tasks.alert import alert
from tasks.analysing.place import open_place
from tasks.backfill import ListedQueue, list_source, mark_done, source_named, steps_done, stretches
from tasks.lake import fill
from tasks.outcome import Outcome
from tasks.progress import tell
from tasks.report import report
from tasks.run import begin_run
from tasks.sources.spool import open_spool
from tasks.watching.dated import Days, Step
from tasks.watching.look import limits_of


@flow(name="backfill")
def backfill(
    source: str, first_on: date, last_on: date, step: str = "month", warehouse: str | None = None, wait: float = 0
) -> Outcome:
    """Take in what the archive of a source holds from one day to another, both included.

    `source` is a name of sources.yaml, a path or a URL. A step that an earlier walk has taken in whole is passed over;
    what a killed one had loaded is known and not loaded twice. Raises WarehouseLocked as `ingest` does.
    """
    settings = read_settings(warehouse)
    named, within = source_named(source, settings.sources), Days(first_on, last_on)
    limits = limits_of(named, settings.limits)
    asked = {"source": named.name, "first_on": str(first_on), "last_on": str(last_on), "step": step}
    with (
        begin_run(settings.warehouse, "backfill", asked, wait_s=wait, publish_interval_s=settings.publish_interval_s) as run,
        open_spool(settings.spool, run.run_id) as spool,
        open_place(settings.dask, settings.processes, settings.model, settings.limits) as place,
    ):
        archive = list_source(named, within, limits, spool)
        run.tally["items_undated"] += len(archive.undated)
        refused = archive.refused
        taken = 0
        for stretch in stretches(archive, within, Step(step), steps_done(run, named)):
            tell("items", taken, len(archive.dated))
            if not stretch.is_done:
                began, failed_before = time.monotonic(), len(run.not_received)
                take_in(run, ListedQueue(run, stretch.items), spool, settings, limits, place, stretch.received, refused)
                mark_done(run, named, stretch, began, failed_before)
                refused = []
            taken += len(stretch.dated)
        tell("items", taken, len(archive.dated))
    report(run, settings.warehouse, settings.report)
    alert(run, settings.warehouse, settings.alerts, settings.environment, named.alerts)
    fill(run, settings.lake, settings.warehouse)
    return Outcome.of(run)
