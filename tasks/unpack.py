"""Take out of the containers of a batch what they hold."""

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.holding import hold
from tasks.parcel import Parcel
from tasks.queue import Queue
from tasks.run import RunInHand
from tasks.sources.delivery import Delivery, Item
from tasks.sources.holders import Holder, holder_of, open_holder
from tasks.sources.limits import Limits
from tasks.sources.spool import Spool
from warehouse.store import resolve_items


@task(cache_policy=NO_CACHE)
def unpack(run: RunInHand, parcel: Parcel, queue: Queue, limits: Limits, spool: Spool) -> None:
    """Replace each container of the batch by its members, which come next in the queue."""
    held: list[Item] = []
    for item, delivery in list(parcel.fetched.items()):
        holder = holder_of(delivery)
        if holder is not None:
            held += _unpack_one(run, parcel, item, delivery, holder, limits, spool)
    queue.put_next(held)
    get_run_logger().info("batch %d: %d items in its containers", parcel.number, len(held))


def _unpack_one(
    run: RunInHand, parcel: Parcel, item: Item, delivery: Delivery, holder: Holder, limits: Limits, spool: Spool
) -> list[Item]:
    """Return what one container holds. It stays in the batch only if it is a document itself, or holds nothing."""
    opened = open_holder(holder, item, delivery, spool, limits)
    for refusal in opened.refused:
        hold(run, parcel, refusal)
    for reason_code, count in opened.skipped.items():
        run.tally[f"skipped_{reason_code}"] += count
    run.tally["items"] += len(opened.items)
    if opened.barren is not None:
        parcel.barren[item] = opened.barren
    elif not holder.is_document:
        run.tally["items"] -= 1
        parcel.fetched.pop(item)
        if all(refusal.uri != item.uri for refusal in opened.refused):
            resolve_items(run.writer, [item.uri], run.now())
    return opened.items
