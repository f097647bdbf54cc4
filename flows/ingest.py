"""The main job: from article files and URLs to rows that answer SQL.

Read it aloud: find; then for each batch fetch, unpack (what was inside comes next), read, and for each portion of its
stories clean, analyse, judge and load; then report, alert whoever asked for it, and fill the lake if there is one.
"""

from prefect import flow

from flows.settings import read_settings
from tasks.alert import alert
from tasks.analyse import analyse
from tasks.analysing.place import open_place
from tasks.clean import clean
from tasks.fetch import fetch
from tasks.find import find
from tasks.judge import judge
from tasks.lake import fill
from tasks.load import load
from tasks.outcome import Outcome
from tasks.parcel import parcels, portions
from tasks.progress import tell
from tasks.read import read
from tasks.report import report
from tasks.run import begin_run
from tasks.sources.spool import open_spool
from tasks.unpack import unpack


@flow(name="ingest")
def ingest(
    sources: list[str],
    warehouse: str | None = None,
    format: str | None = None,
    columns: dict[str, str] | None = None,
    follow: bool = False,
    wait: float = 0,
) -> Outcome:
    """Ingest files, folders, globs, archives and URLs. `columns` says which column of a table is which field.

    The pages that a feed or sitemap names are fetched where it was fetched itself, with `follow` also where it is a file.

    Each portion is loaded in one transaction of its own, so a run that is stopped keeps what it has loaded; run again, it
    goes on with the rest. Raises WarehouseLocked if another run writes for longer than `wait` seconds.
    """
    settings = read_settings(warehouse)
    with (
        begin_run(
            settings.warehouse,
            "ingest",
            {"sources": sources, "format": format, "columns": columns, "follow": follow},
            wait_s=wait,
            publish_interval_s=settings.publish_interval_s,
        ) as run,
        open_spool(settings.spool, run.run_id) as spool,
        open_place(settings.dask, settings.processes, settings.model, settings.limits) as place,
    ):
        queue = find(run, sources, settings.limits, format, columns, follow)
        for parcel in parcels(queue, settings.batch_size):
            tell("batch", queue.passed, queue.total)
            fetch(run, parcel, settings.limits, spool)
            unpack(run, parcel, queue, settings.limits, spool, settings.deliveries)
            read(run, parcel, settings.limits, settings.deliveries)
            for portion in portions(run, parcel, settings.batch_size):
                clean(run, portion, settings.limits)
                analyse(run, portion, place)
                judge(run, portion)
                load(run, portion)
        tell("batch", queue.total, queue.total)
    report(run, settings.warehouse, settings.report)
    alert(run, settings.warehouse, settings.alerts, settings.environment)
    fill(run, settings.lake, settings.warehouse)
    return Outcome.of(run)
