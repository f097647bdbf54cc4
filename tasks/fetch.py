"""Fetch the bytes of a batch."""

import sys

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.holding import hold
from tasks.parcel import Parcel
from tasks.refusals import OFFERED
from tasks.run import RunInHand
from tasks.sources.delivery import Delivery, Item, Refusal, Unchanged
from tasks.sources.fetch import fetch as fetch_item
from tasks.sources.limits import Limits
from tasks.sources.patience import fetch_all
from tasks.sources.spool import Spool


@task(cache_policy=NO_CACHE)
def fetch(run: RunInHand, parcel: Parcel, limits: Limits, spool: Spool) -> None:
    """Fetch what the batch still lacks. A host that fails for the moment is tried again; the rest is not fetched twice."""
    downloader = run.downloader(limits)
    web = downloader.web

    def fetch_one(item: Item) -> Delivery | Refusal | Unchanged:
        return fetch_item(item, limits, run.now, downloader, sys.stdin.buffer, spool)

    for item, outcome in fetch_all(parcel.unfetched(), fetch_one, limits, web.pace, web.chance):
        _put(run, parcel, item, outcome)
    get_run_logger().info("batch %d: %d of %d items fetched", parcel.number, len(parcel.fetched), len(parcel.items))


def _put(run: RunInHand, parcel: Parcel, item: Item, outcome: Delivery | Refusal | Unchanged) -> None:
    if item in parcel.fetched or item in parcel.unchanged or item in parcel.given_up:  # two feeds name one page
        run.tally["items_repeated"] += 1
        return
    if isinstance(outcome, Delivery):
        parcel.fetched[item] = outcome
        run.received.add(item.uri)
        return
    if isinstance(outcome, Unchanged):
        parcel.unchanged[item] = outcome.document_id
        return
    parcel.given_up.add(item)
    if outcome.reason_code in OFFERED:
        run.tally["items_held"] += 1
        hold(run, parcel, outcome)
    else:
        run.tally["items_not_received"] += 1
        run.not_received.append(outcome)
