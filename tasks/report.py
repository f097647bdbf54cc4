"""Write the quality report and leave the figures of the run where people look for them."""

from datetime import UTC, datetime
from pathlib import Path

from prefect import get_run_logger, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE

from expectations.report.as_markdown import report_as_markdown
from tasks.quality import report_figures, write_report
from tasks.run import RunInHand


@task(cache_policy=NO_CACHE)
def report(run: RunInHand, warehouse: Path, page: Path) -> None:
    """Write the quality report from the published snapshot; leave its verdict and the tally as Prefect artifacts."""
    quality = report_figures(warehouse)
    write_report(quality, page, datetime.now(UTC))
    create_markdown_artifact(report_as_markdown(quality, page), key="quality", description="What failed, and where the report is")
    for fault in run.unaccounted:
        get_run_logger().error("the accounts of the run do not close: %s", fault)
    figures = [{"figure": name.replace("_", " "), "count": count} for name, count in sorted(run.tally.items())]
    create_table_artifact(table=figures, key="ingest", description=f"What {run.run_id} received and changed")
    get_run_logger().info("quality report written to %s", page)
