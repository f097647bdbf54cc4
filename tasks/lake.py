"""Hand what a run has published to the lake."""

from pathlib import Path

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.run import RunInHand
from warehouse.files import WarehouseFiles
from warehouse.lake_filling import fill_lake
from warehouse.lake_name import Lake


@task(cache_policy=NO_CACHE)
def fill(run: RunInHand, lake: Lake | None, warehouse: Path) -> None:
    """Make the lake hold what the published snapshot holds; without a lake there is nothing to do."""
    if lake is None:
        return
    filled = fill_lake(lake, WarehouseFiles(warehouse))
    run.tally["rows_to_lake"] += filled.put
    get_run_logger().info("%d rows to the lake, %d out of it, %d times again", filled.put, filled.taken, filled.retries)
