"""Take out of the containers of a batch what they hold."""

from pathlib import Path

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.holding import hold
from tasks.isolation.asking import open_apart, tell_each
from tasks.isolation.isolated import isolated
from tasks.isolation.jobs import Told
from tasks.parcel import Parcel
from tasks.queue import Queue
from tasks.refusals import KeptContainer
from tasks.run import RunInHand
from tasks.sources.archive import keep
from tasks.sources.delivery import Delivery, Item
from tasks.sources.holders import Opened
from tasks.sources.limits import Limits
from tasks.sources.spool import Spool
from warehouse.store import resolve_items


@task(cache_policy=NO_CACHE)
def unpack(run: RunInHand, parcel: Parcel, queue: Queue, limits: Limits, spool: Spool, archive: Path) -> None:
    """Replace each container of the batch by its members, which come next in the queue.

    A container with something refused in it is kept, so that it can be opened once more.
    """
    held: list[Item] = []
    fetched = list(parcel.fetched.items())
    told = tell_each(isolated(), [delivery for _, delivery in fetched], limits)
    for (item, delivery), seems in zip(fetched, list(told), strict=True):
        parcel.seems[item] = seems
        if seems.holder is not None:
            opened = open_apart(isolated(), item, delivery, spool, limits)
            _put(run, parcel, item, seems, opened, _kept(item, delivery, opened, limits, archive))
            held += opened.items
    queue.put_next(held)
    get_run_logger().info("batch %d: %d items in its containers", parcel.number, len(held))


def _put(run: RunInHand, parcel: Parcel, item: Item, seems: Told, opened: Opened, container: KeptContainer | None) -> None:
    """Note what one container held. It stays in the batch only if it is a document itself, or holds nothing."""
    for refusal in opened.refused:
        hold(run, parcel, refusal, container)
    for reason_code, count in opened.skipped.items():
        run.tally[f"skipped_{reason_code}"] += count
    run.tally["items"] += len(opened.items)
    if opened.barren is not None:
        parcel.barren[item] = opened.barren
    elif not seems.is_document:
        run.tally["items"] -= 1
        run.tally["containers"] += 1
        run.opened.add(item.uri)
        parcel.fetched.pop(item)
        if all(refusal.uri != item.uri for refusal in opened.refused):
            resolve_items(run.writer, [item.uri], run.now())


def _kept(item: Item, delivery: Delivery, opened: Opened, limits: Limits, archive: Path) -> KeptContainer | None:
    """Keep the bytes of a container with something refused in it, unless there are too many of them."""
    if not opened.refused or delivery.byte_size > limits.max_kept_container_bytes:
        return None
    return KeptContainer(item.uri, keep(delivery, archive))
