"""Look at a watched source."""

from pathlib import Path

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.sources.limits import Limits
from tasks.watching.look import Look, look_at_all
from tasks.watching.source import Source


@task(cache_policy=NO_CACHE)
def look(source: Source, warehouse: Path, limits: Limits, robots: Path) -> Look:
    """Look at a source; what it has shown before is in the published snapshot, which needs no lock."""
    looked = look_at_all([source], warehouse, limits, robots)[source.name]
    get_run_logger().info("%s: %d new, %d failures", source.name, len(looked.items), len(looked.failures))
    return looked
