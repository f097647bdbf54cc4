"""Write the quality report and leave the figures of the run where people look for them."""

from datetime import UTC, datetime
from pathlib import Path

from prefect import get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from tasks.quality import report_figures, write_report
from tasks.run import RunInHand


@task(cache_policy=NO_CACHE)
def report(run: RunInHand, warehouse: Path, page: Path) -> None:
    """Write the quality report from the published snapshot, and log the tally as a Prefect table artifact."""
    write_report(report_figures(warehouse), page, datetime.now(UTC))
    for fault in run.unaccounted:
        get_run_logger().error("the accounts of the run do not close: %s", fault)
    figures = [{"figure": name.replace("_", " "), "count": count} for name, count in sorted(run.tally.items())]
    create_table_artifact(table=figures, key="ingest", description=f"What {run.run_id} received and changed")
    get_run_logger().info("quality report written to %s", page)
