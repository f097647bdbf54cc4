"""Analyse stories in several workers side by side, each with limits of its own; see tasks.isolation.isolated."""

import atexit
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from queue import SimpleQueue
from threading import Lock
from typing import Final

from tasks.isolation.asking import analyse_apart
from tasks.isolation.isolated import Broke, Isolated, isolated
from tasks.measures.analysis import Analysis
from tasks.sources.limits import Limits
from warehouse.records import Story

HANDFUL = 64  # stories that a worker is given at a time: two batches of the model
WORTH_A_WORKER_CHARS = 200_000  # what another worker must have to do before it pays to load the model there: seconds

_others: Final[list[Isolated]] = []
_one_at_a_time = Lock()


def analyse_side_by_side(stories: Sequence[Story], model: str, limits: Limits, processes: int) -> Iterator[Analysis | Broke]:
    """Yield the analysis of each story, in order, or why there is none; up to so many workers share the stories.

    Little to do is done by one worker, since another costs seconds before its first story. Raises UsageError if the model
    is not installed.
    """
    isolated().load(model=model)  # if it cannot be had, that is told once
    free: SimpleQueue[Isolated] = SimpleQueue()
    workers = _workers(stories, processes)
    for worker in workers:
        free.put(worker)

    def analysed(handful: Sequence[Story]) -> list[Analysis | Broke]:
        worker = free.get()
        try:
            return list(analyse_apart(worker, handful, model, limits))
        finally:
            free.put(worker)

    handfuls = [stories[at : at + HANDFUL] for at in range(0, len(stories), HANDFUL)]
    threads = ThreadPoolExecutor(len(workers), "analysing")
    try:
        yield from chain.from_iterable(threads.map(analysed, handfuls))
    finally:
        threads.shutdown(cancel_futures=True)


def _workers(stories: Sequence[Story], processes: int) -> list[Isolated]:
    """Return the workers to ask: those that are there, and new ones if there is enough to do for them."""
    chars = sum(len(story.body) for story in stories)
    with _one_at_a_time:
        wanted = min(processes, max(1 + len(_others), 1 + chars // WORTH_A_WORKER_CHARS))
        while len(_others) < wanted - 1:
            worker = Isolated()
            atexit.register(worker.close)
            _others.append(worker)
        return [isolated(), *_others[: wanted - 1]]
