"""Put a judged batch of new readings in place of the old ones."""

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.measures import analyse as rules
from tasks.parcel import Parcel
from tasks.run import RunInHand
from tasks.sources.delivery import Refusal
from warehouse.differences import Difference
from warehouse.store import reload as reload_batch
from warehouse.store import would_change


@task(cache_policy=NO_CACHE, persist_result=False)
def reload(run: RunInHand, parcel: Parcel, dry_run: bool, differences: list[Difference]) -> None:
    """Replace what was read from the stories of the batch, in one transaction, and add what that changes to `differences`."""
    if dry_run:
        found = would_change(run.writer, parcel.accepted)
    else:
        found = reload_batch(run.writer, parcel.accepted, run.record, rules.EXTRACTOR_VERSION, run.now())
    refused = [*parcel.quarantined, *(row for row in parcel.accepted.quarantine if row.stage == "judge")]
    run.refused.extend(Refusal(row.source_uri, row.stage, row.reason_code, row.reason) for row in parcel.quarantined)
    run.tally["rows_quarantine"] += len(refused)
    differences.extend(found)
    get_run_logger().info("batch %d: %d differences", parcel.number, len(found))
