"""Fetch the bytes of a batch."""

import sys

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import task_run
from prefect.tasks import exponential_backoff

from tasks.holding import hold
from tasks.parcel import Parcel
from tasks.refusals import OFFERED
from tasks.run import RunInHand
from tasks.sources.delivery import Delivery, Item, Refusal
from tasks.sources.errors import TransientFetchError
from tasks.sources.fetch import fetch as fetch_item
from tasks.sources.limits import Limits
from tasks.sources.spool import Spool

RETRIES = 3


@task(retries=RETRIES, retry_delay_seconds=exponential_backoff(2), retry_jitter_factor=0.5, cache_policy=NO_CACHE)
def fetch(run: RunInHand, parcel: Parcel, limits: Limits, spool: Spool) -> None:
    """Fetch what the batch still lacks. A host that fails for the moment is tried again; the rest is not fetched twice."""
    failures = {}
    for item in parcel.unfetched():
        try:
            _put(run, parcel, item, fetch_item(item, limits, run.now, stdin=sys.stdin.buffer, spool=spool))
        except TransientFetchError as failure:
            failures[item] = failure
    if failures and task_run.run_count <= RETRIES:
        raise next(iter(failures.values()))
    for item, given_up in failures.items():
        _put(run, parcel, item, given_up.refusal)
    get_run_logger().info("batch %d: %d of %d items fetched", parcel.number, len(parcel.fetched), len(parcel.items))


def _put(run: RunInHand, parcel: Parcel, item: Item, outcome: Delivery | Refusal) -> None:
    if isinstance(outcome, Delivery):
        parcel.fetched[item] = outcome
        return
    parcel.given_up.add(item)
    if outcome.reason_code in OFFERED:
        hold(run, parcel, outcome)
    else:
        run.not_received.append(outcome)
