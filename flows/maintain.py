"""Once a week: compact, drop what is beyond its time, publish anew."""

from prefect import flow

from flows.settings import read_settings
from tasks.maintain import Maintained, keep_up


@flow(name="maintain")
def maintain(warehouse: str | None = None, wait: float = 3600) -> Maintained:
    """Maintain the warehouse. Received bytes go only if SANCTIONWIRE_KEEP_DELIVERIES_DAYS says after how many days.

    Raises WarehouseLocked if a run writes for longer than `wait` seconds.
    """
    settings = read_settings(warehouse)
    return keep_up(settings.warehouse, settings.deliveries, settings.spool, settings.keep_deliveries_days, wait)
