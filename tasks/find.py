"""Find what is to be fetched."""

from collections.abc import Mapping, Sequence

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.queue import Queue
from tasks.readers.table_parts.columns import checked_columns
from tasks.run import RunInHand
from tasks.sources import find as discovery
from tasks.sources.limits import Limits


@task(cache_policy=NO_CACHE)
def find(
    run: RunInHand,
    sources: Sequence[str],
    limits: Limits,
    format_hint: str | None,
    columns: Mapping[str, str] | None = None,
    follow: bool = False,
) -> Queue:
    """Return the queue of what the sources hold; note what cannot be had. `columns` maps fields to columns of tables."""
    checked = checked_columns(columns.items()) if columns else None
    found = discovery.find(sources, limits, format_hint, checked, follows=follow or None)
    run.not_received.extend(found.refused)
    run.tally["items"] += len(found.items)
    get_run_logger().info("found %d items, %d sources give nothing", len(found.items), len(found.refused))
    return Queue(found.items)
