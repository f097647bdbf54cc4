"""The stages of `ingest` over a queue that somebody else has filled, for poll, backfill and readmit."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from flows.settings import Settings
from tasks.alert import alert
from tasks.analyse import analyse
from tasks.analysing.place import Place, open_place
from tasks.clean import clean
from tasks.fetch import fetch
from tasks.holding import hold
from tasks.judge import judge
from tasks.lake import fill
from tasks.load import load
from tasks.outcome import Outcome
from tasks.parcel import parcels, portions
from tasks.polled import PolledSource
from tasks.progress import tell
from tasks.queue import Queue
from tasks.read import read
from tasks.report import report
from tasks.run import RunInHand, begin_run
from tasks.sources.delivery import Delivery, Item, Refusal
from tasks.sources.limits import Limits
from tasks.sources.spool import Spool, open_spool
from tasks.unpack import unpack
from tasks.watching.look import Look, limits_of
from tasks.watching.unseen import UnseenQueue
from warehouse.errors import SanctionwireError
from warehouse.source_states import remember_states
from warehouse.watched import source_states

NONE_YET: Mapping[Item, Delivery] = MappingProxyType({})


def take_in(
    run: RunInHand,
    queue: Queue,
    spool: Spool,
    settings: Settings,
    limits: Limits,
    place: Place,
    received: Mapping[Item, Delivery] = NONE_YET,
    refused: Iterable[Refusal] = (),
) -> None:
    """Take a queue through the stages, as `flows.ingest` does.

    `received` are items whose bytes are there already; `refused` is what was refused before, held with the first batch.
    """
    waiting = list(refused)
    for parcel in parcels(queue, settings.batch_size):
        while waiting:
            hold(run, parcel, waiting.pop())
        tell("batch", queue.passed, queue.total)
        here = {item: received[item] for item in parcel.items if item in received}
        parcel.fetched.update(here)
        run.received.update(item.uri for item in here)
        fetch(run, parcel, limits, spool)
        unpack(run, parcel, queue, limits, spool, settings.deliveries)
        read(run, parcel, limits, settings.deliveries)
        for portion in portions(run, parcel, settings.batch_size):
            clean(run, portion)
            analyse(run, portion, place)
            judge(run, portion)
            load(run, portion)
    tell("batch", queue.total, queue.total)


def take_in_source(found: Look, settings: Settings, wait_s: float) -> PolledSource:
    """Take in what a look at a source has found. What goes wrong is told with the source, and stops no other one."""
    name = found.source.name
    failures = list(found.told)
    try:
        outcome, held_back = _run_over(found, settings, wait_s)
    except SanctionwireError as error:
        return PolledSource(name, failures=(*failures, str(error)))
    except Exception as error:  # noqa: BLE001 - the next source must not suffer from it
        return PolledSource(name, failures=(*failures, f"unexpected {type(error).__name__}: {error}"))
    failures += [f"{one.uri}: {one.reason}" for one in outcome.not_received]
    failures += [f"the accounts of the run do not close: {fault}" for fault in outcome.unaccounted]
    return PolledSource(name, outcome, tuple(failures), held_back)


def _run_over(found: Look, settings: Settings, wait_s: float) -> tuple[Outcome, int]:
    source, limits = found.source, limits_of(found.source, settings.limits)
    known = source_states(settings.warehouse, source.name)
    with (
        begin_run(
            settings.warehouse, "poll", {"source": source.name}, wait_s=wait_s, publish_interval_s=settings.publish_interval_s
        ) as run,
        open_spool(settings.spool, run.run_id) as spool,
        open_place(settings.dask, settings.processes, settings.model, settings.limits) as place,
    ):
        run.tally["items"] += len(found.items)
        queue = UnseenQueue(found, known, settings.limits.max_feed_items, run.tally)
        take_in(run, queue, spool, settings, limits, place, found.received)
        remember_states(run.writer, queue.states(run.not_received, run.now()), run.run_id)
    report(run, settings.warehouse, settings.report)
    alert(run, settings.warehouse, settings.alerts, settings.environment, source.alerts)
    fill(run, settings.lake, settings.warehouse)
    return Outcome.of(run), queue.held_back
