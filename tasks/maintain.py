"""What a warehouse needs once a week."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.run_folder import RunFolder
from tasks.sources.archive import reference_of
from tasks.sources.errors import ArchiveError
from tasks.sources.spool import open_spool
from warehouse.connect import open_writer
from warehouse.files import WarehouseFiles
from warehouse.maintenance import compact, spent_deliveries

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Maintained:
    """What the maintenance came to: bytes in use by the warehouse, received files removed, and their bytes."""

    bytes_in_use: int
    deliveries_removed: int
    bytes_removed: int


@task(cache_policy=NO_CACHE)
def keep_up(warehouse: Path, deliveries: Path, spool: Path, keep_days: int, wait_s: float) -> Maintained:
    """Compact and publish the warehouse; remove received bytes beyond their time, and what crashed runs have left.

    With `keep_days` 0 all received bytes stay. Raises WarehouseLocked if a run writes for longer than `wait_s` seconds.
    """
    with open_spool(spool, "maintenance"), open_writer(warehouse, "the maintenance", wait_s=wait_s) as writer:
        now = datetime.now(UTC)
        RunFolder(WarehouseFiles(warehouse).runs, "maintenance").forget_leftovers(writer, now)
        spent = spent_deliveries(writer, now - keep_days * DAY) if keep_days else []
        sizes = [size for digest in spent if (size := _remove(digest, deliveries)) is not None]
        maintained = Maintained(compact(writer), len(sizes), sum(sizes))
    get_run_logger().info("%d received files removed, %d bytes in use", len(sizes), maintained.bytes_in_use)
    return maintained


def _remove(digest: str, deliveries: Path) -> int | None:
    """Remove kept bytes; return how many, or None if they are gone already."""
    with suppress(ArchiveError, FileNotFoundError):
        file = deliveries / reference_of(digest, deliveries)
        size = file.stat().st_size
        file.unlink()
        return size
    return None
