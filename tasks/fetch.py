"""Fetch the bytes of a batch."""

import sys

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import task_run
from prefect.tasks import exponential_backoff

from tasks.parcel import Parcel
from tasks.refusals import OFFERED, quarantined_item
from tasks.run import RunInHand
from tasks.sources.delivery import Delivery, Refusal
from tasks.sources.errors import TransientFetchError
from tasks.sources.fetch import fetch as fetch_item
from tasks.sources.limits import Limits
from warehouse.store import is_quarantined

RETRIES = 3


@task(retries=RETRIES, retry_delay_seconds=exponential_backoff(2), retry_jitter_factor=0.5, cache_policy=NO_CACHE)
def fetch(run: RunInHand, parcel: Parcel, limits: Limits) -> None:
    """Fetch what the batch still lacks. A host that fails for the moment is tried again; the rest is not fetched twice."""
    failures = {}
    for item in parcel.unfetched():
        try:
            _put(run, parcel, fetch_item(item, limits, run.now, stdin=sys.stdin.buffer))
        except TransientFetchError as failure:
            failures[item.uri] = failure
    if failures and task_run.run_count <= RETRIES:
        raise next(iter(failures.values()))
    for given_up in failures.values():
        _put(run, parcel, given_up.refusal)
    get_run_logger().info("batch %d: %d of %d items fetched", parcel.number, len(parcel.fetched), len(parcel.items))


def _put(run: RunInHand, parcel: Parcel, outcome: Delivery | Refusal) -> None:
    if isinstance(outcome, Delivery):
        parcel.fetched[outcome.uri] = outcome
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
