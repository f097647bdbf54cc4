"""The main job: from article files and URLs to rows that answer SQL.

Read it aloud: find, then for each batch fetch, read, clean, analyse, judge and load, then report.
"""

from prefect import flow

from flows.settings import read_settings
from tasks.analyse import analyse
from tasks.clean import clean
from tasks.fetch import fetch
from tasks.find import find
from tasks.judge import judge
from tasks.load import load
from tasks.outcome import Outcome
from tasks.parcel import parcels
from tasks.progress import tell
from tasks.read import read
from tasks.report import report
from tasks.run import begin_run


@flow(name="ingest")
def ingest(
    sources: list[str],
    warehouse: str | None = None,
    format: str | None = None,
    columns: dict[str, str] | None = None,
) -> Outcome:
    """Ingest files, folders, globs and URLs into the warehouse. `columns` says which column of a table is which field.

    Each batch is loaded in one transaction of its own, so a run that is stopped keeps what it has loaded; run again, it
    goes on with the rest. Raises WarehouseLocked if another run writes.
    """
    settings = read_settings(warehouse)
    with begin_run(settings.warehouse, "ingest", {"sources": sources, "format": format, "columns": columns}) as run:
        items = find(run, sources, settings.limits, format, columns)
        for parcel in parcels(items, settings.batch_size):
            tell("batch", parcel.number * settings.batch_size, len(items))
            fetch(run, parcel, settings.limits)
            read(run, parcel, settings.limits, settings.deliveries)
            clean(run, parcel)
            analyse(run, parcel, settings.model)
            judge(run, parcel)
            load(run, parcel)
        tell("batch", len(items), len(items))
    report(run, settings.warehouse, settings.report)
    return Outcome.of(run)
