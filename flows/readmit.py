"""What waits in quarantine goes through today's code: the stages of `ingest`, over bytes that were kept."""

from prefect import flow

from flows.settings import read_settings
from flows.stages import take_in
from tasks.alert import alert
from tasks.analysing.place import open_place
from tasks.lake import fill
from tasks.outcome import Outcome
from tasks.readers.table_parts.columns import checked_columns
from tasks.readmission import Telling
from tasks.readmit import Readmitted, choose, close_rows
from tasks.readmit import readmit as put_back
from tasks.report import report
from tasks.run import begin_run
from tasks.sources.spool import open_spool


@flow(name="readmit")
def readmit(
    ids: list[str],
    reason_code: str | None = None,
    warehouse: str | None = None,
    format: str | None = None,
    columns: dict[str, str] | None = None,
) -> Readmitted:
    """Run open rows of the quarantine again: those named, or all with a reason code, or all.

    A row is closed if nothing refuses it any more, or if another row with today's reason stands for it.
    Raises UsageError for an id that is not open, WarehouseLocked if another run writes.
    """
    settings = read_settings(warehouse)
    asked_for = {"ids": ids, "reason_code": reason_code, "format": format, "columns": columns}
    telling = Telling(format, checked_columns(columns.items()) if columns else None)
    with (
        begin_run(settings.warehouse, "readmit", asked_for, publish_interval_s=settings.publish_interval_s) as run,
        open_spool(settings.spool, run.run_id) as spool,
        open_place(settings.dask, settings.processes, settings.model, settings.limits) as place,
    ):
        asked = choose(run, ids, reason_code)
        queue = put_back(run, asked, telling, settings.limits, settings.deliveries, spool)
        take_in(run, queue, spool, settings, settings.limits, place)
        close_rows(run, asked)
    report(run, settings.warehouse, settings.report)
    alert(run, settings.warehouse, settings.alerts, settings.environment)
    fill(run, settings.lake, settings.warehouse)
    return Readmitted(Outcome.of(run), asked.fates)
