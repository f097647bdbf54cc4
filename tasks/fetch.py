"""Fetch the bytes of a batch."""

import sys

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.parcel import Parcel
from tasks.refusals import OFFERED, quarantined_item
from tasks.run import RunInHand
from tasks.sources.delivery import Delivery, Item, Refusal, Unchanged
from tasks.sources.fetch import fetch as fetch_item
from tasks.sources.limits import Limits
from tasks.sources.patience import fetch_all
from warehouse.store import is_quarantined


@task(cache_policy=NO_CACHE)
def fetch(run: RunInHand, parcel: Parcel, limits: Limits) -> None:
    """Fetch what the batch still lacks. A host that fails for the moment is tried again; the rest is not fetched twice."""
    downloader = run.downloader(limits)
    web = downloader.web

    def fetch_one(item: Item) -> Delivery | Refusal | Unchanged:
        return fetch_item(item, limits, run.now, downloader, sys.stdin.buffer)

    for _, outcome in fetch_all(parcel.unfetched(), fetch_one, limits, web.pace, web.chance):
        _put(run, parcel, outcome)
    get_run_logger().info("batch %d: %d of %d items fetched", parcel.number, len(parcel.fetched), len(parcel.items))


def _put(run: RunInHand, parcel: Parcel, outcome: Delivery | Refusal | Unchanged) -> None:
    if isinstance(outcome, Delivery):
        parcel.fetched[outcome.uri] = outcome
        return
    if isinstance(outcome, Unchanged):
        parcel.unchanged[outcome.uri] = outcome.document_id
        return
    parcel.given_up.add(outcome.uri)
    if outcome.reason_code not in OFFERED:
        run.not_received.append(outcome)
        return
    row = quarantined_item(outcome, run.run_id, run.now())
    if is_quarantined(run.writer, row.quarantine_id):
        run.tally["still_in_quarantine"] += 1
        run.refused.append(outcome)
    else:
        parcel.quarantined.append(row)
