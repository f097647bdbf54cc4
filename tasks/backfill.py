"""Walk an archive step by step, and write down how far it has come."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from tasks.queue import Queue
from tasks.run import RunInHand
from tasks.sources.delivery import Delivery, Item, Refusal
from tasks.sources.limits import Limits
from tasks.sources.spool import Spool
from tasks.watching.archived import Dated, list_archive
from tasks.watching.dated import Days, Step, steps
from tasks.watching.source import Source
from tasks.watching.sources_file import read_sources
from warehouse.records import BackfillStep
from warehouse.source_states import covered, done_steps, remember_step


@dataclass
class Archive:
    """What an archive holds in some days, in order; `undated` is what nothing dates, which is not taken in."""

    dated: list[Dated] = field(default_factory=list)
    undated: list[Item] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True)
class Stretch:
    """One step of a walk: its days, its items, and whether an earlier walk has taken them in."""

    days: Days
    dated: tuple[Dated, ...]
    is_done: bool

    @property
    def items(self) -> list[Item]:
        """The items in order."""
        return [one.item for one in self.dated]

    @property
    def received(self) -> Mapping[Item, Delivery]:
        """The items whose bytes came with the listing."""
        return {one.item: one.received for one in self.dated if one.received is not None}


class ListedQueue(Queue):
    """Takes what containers hold, and drops what feeds name: the listing has it."""

    def __init__(self, run: RunInHand, items: list[Item]) -> None:
        super().__init__(items)
        self._run = run
        run.tally["items"] += len(items)

    def put_next(self, items: Sequence[Item]) -> None:
        """Put members before everything that waits."""
        members = [item for item in items if item.spooled is not None]
        self._run.tally["items"] -= len(items) - len(members)
        super().put_next(members)


def source_named(name: str, file: Path) -> Source:
    """Return the source of sources.yaml with that name, or else the path or URL itself as a source."""
    found = next((source for source in read_sources(file) if source.name == name), None)
    return found or Source(name, name)


def survey_archive(source: Source, within: Days, limits: Limits, spool: Spool) -> Archive:
    """List an archive in the order of its days, of one day by name."""
    archive = Archive()
    for found in list_archive(source, within, limits, lambda: datetime.now(UTC), spool):
        match found:
            case Dated():
                archive.dated.append(found)
            case Item():
                archive.undated.append(found)
            case Refusal():
                archive.refused.append(found)
    archive.dated = sorted({one.item.uri: one for one in archive.dated}.values(), key=lambda one: (one.days, one.item.uri))
    return archive


def stretches(archive: Archive, within: Days, step: Step, done: list[BackfillStep]) -> Iterator[Stretch]:
    """Yield the steps that hold anything. What spans several steps belongs to the first."""
    left = list(reversed(archive.dated))
    for days in steps(within, step):
        here: list[Dated] = []
        while left and left[-1].days.first_on <= days.last_on:
            here.append(left.pop())
        if here:
            yield Stretch(days, tuple(here), covered(done, days.first_on, days.last_on))


@task(cache_policy=NO_CACHE)
def list_source(source: Source, within: Days, limits: Limits, spool: Spool) -> Archive:
    """List the archive of a source."""
    archive = survey_archive(source, within, limits, spool)
    get_run_logger().info(
        "%d items, %d without a date, %d refused", len(archive.dated), len(archive.undated), len(archive.refused)
    )
    return archive


@task(cache_policy=NO_CACHE)
def mark_done(run: RunInHand, source: Source, stretch: Stretch, began: float, failed_before: int) -> None:
    """Write down that a step is done, unless something of it did not come: then the next walk takes it in again."""
    took_s = time.monotonic() - began
    rate = len(stretch.dated) / took_s if took_s else 0.0
    get_run_logger().info("%s: %d items, %.1f a second", stretch.days, len(stretch.dated), rate)
    if len(run.not_received) > failed_before:
        return
    days = stretch.days
    remember_step(run.writer, BackfillStep(source.name, days.first_on, days.last_on, run.run_id, len(stretch.dated), run.now()))


def steps_done(run: RunInHand, source: Source) -> list[BackfillStep]:
    """Return the steps of earlier walks, those of one that was killed included."""
    return done_steps(run.writer, source.name)
