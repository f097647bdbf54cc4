"""The place where the stories of a run are analysed. All places leave the same parts; the flow process loads them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from tasks.analysing.share import analyse_share
from tasks.measures.handover import Leftovers
from tasks.sources.limits import Limits
from warehouse.records import Story


class Place(Protocol):
    """Somewhere to analyse a portion of stories."""

    def analyse(self, stories: Sequence[Story], part_of: Callable[[int], Path], leftovers: Leftovers) -> list[Path]:
        """Return the parts with the analyses, in the order of the stories; `part_of` names the part of a share."""


class Here:
    """The machine of the flow, with so many worker processes."""

    def __init__(self, model: str, limits: Limits, processes: int) -> None:
        self._model = model
        self._limits = limits
        self._processes = processes

    def analyse(self, stories: Sequence[Story], part_of: Callable[[int], Path], leftovers: Leftovers) -> list[Path]:
        """Return the one part with the analyses."""
        return [analyse_share(stories, self._model, self._limits, part_of(0), leftovers, self._processes)]


@contextmanager
def open_place(dask: str | None, processes: int, model: str, limits: Limits) -> Iterator[Place]:
    """Give the place for the length of the block: the Dask cluster if one is named, else this machine.

    Raises UsageError if the packages for Dask are not installed, ClusterError if the cluster cannot be reached.
    """
    here = Here(model, limits, processes)
    if dask is None:
        yield here
        return
    from tasks.analysing.cluster import open_cluster  # noqa: PLC0415 - an extra, and slow to import

    with open_cluster(dask, model, limits, here) as cluster:
        yield cluster
