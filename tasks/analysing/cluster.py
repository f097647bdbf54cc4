"""Analyse on the workers of a Dask cluster, which write their parts into the run's folder on a file system that all share.

What is sent to a worker are the stories of its share, as records of this program, pickled by Dask; what comes back is the
path of a part. Whoever can reach the scheduler can run code on the workers, so it belongs on a network of its own, or
behind TLS (docs/scale.md).
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

from tasks.analysing.place import Place
from tasks.analysing.share import analyse_share
from tasks.measures.handover import Leftovers, extractor_name
from tasks.sources.limits import Limits
from warehouse.errors import ClusterError, UsageError
from warehouse.parts import read_columns
from warehouse.records import Story

LOCAL = "local:"  # a cluster of this machine, with so many workers
CONNECT_TIMEOUT_S = 60
LONELY_TIMEOUT_S = 60.0  # without any worker, before the flow's own machine does the work
POLL_S = 5.0
RETRIES = 1  # of a share whose worker failed; Dask itself gives the shares of a dead worker to others
LEAST_SHARE = 16  # stories; less is not worth the way

try:
    from distributed import Client, KilledWorker, LocalCluster, wait
except ImportError as error:
    raise UsageError(
        "SANCTIONWIRE_DASK is set, but Dask is not installed: pip install 'sanctionwire[dask]', here and on the workers"
    ) from error


class Cluster:
    """A Dask cluster, and the place that stands in for it when it has no workers left."""

    def __init__(self, client: Client, model: str, limits: Limits, here: Place) -> None:
        self._client = client
        self._model = model
        self._limits = limits
        self._here = here

    def analyse(self, stories: Sequence[Story], part_of: Callable[[int], Path], leftovers: Leftovers) -> list[Path]:
        """Return the parts of the shares, in order. A share that no worker could finish is analysed on this machine.

        Raises ClusterError if a worker has other rules or another model, or writes to a folder that is not seen here.
        """
        shares = shared_out(stories, self._threads())
        futures = [self._submit(share, part_of(number), leftovers) for number, share in enumerate(shares)]
        self._wait([future for future in futures if future is not None])
        return [
            self._part(future, share, part_of(number), leftovers)
            for number, (share, future) in enumerate(zip(shares, futures, strict=True))
        ]

    def _submit(self, share: Sequence[Story], part: Path, leftovers: Leftovers) -> Any:  # noqa: ANN401 - a Future, untyped
        if self._client.status != "running":
            return None
        given = (list(share), self._model, self._limits, part, Leftovers(leftovers.parts))
        return self._client.submit(analyse_share, *given, pure=False, retries=RETRIES)

    def _wait(self, futures: Sequence[Any]) -> None:
        """Wait for all that can be finished; give up what no worker is left for."""
        lonely_since: float | None = None
        while futures:
            with suppress(TimeoutError), self._client.as_current():
                wait(futures, timeout=POLL_S)
                return
            if self._threads():
                lonely_since = None
                continue
            lonely_since = lonely_since or time.monotonic()
            if time.monotonic() - lonely_since > LONELY_TIMEOUT_S or self._client.status != "running":
                with suppress(Exception):  # a cluster that is gone cannot be told
                    self._client.cancel(list(futures), force=True)
                return

    def _part(self, future: Any, share: Sequence[Story], part: Path, leftovers: Leftovers) -> Path:  # noqa: ANN401 - as above
        if future is not None and future.status == "finished":
            return self._checked(Path(future.result()))
        failure = future.exception() if future is not None and future.status == "error" else None
        if failure is not None and not isinstance(failure, KilledWorker | OSError):
            raise ClusterError(
                f"a Dask worker failed ({type(failure).__name__}: {failure}): install the same version of sanctionwire,"
                " and the same language model, on every worker"
            ) from failure
        told = failure or "no worker is left"
        logging.getLogger(__name__).warning("%d stories are analysed on this machine: %s", len(share), told)
        return self._here.analyse(share, lambda _: part, leftovers)[0]

    def _checked(self, part: Path) -> Path:
        if not part.exists():
            raise ClusterError(
                f"a Dask worker wrote {part}, which is not there on this machine:"
                " SANCTIONWIRE_HOME and the warehouse must be on a file system that all machines share"
            )
        ours = extractor_name(self._model)
        others = {name for (name,) in read_columns(part, ("extractor",))} - {ours}
        if others:
            raise ClusterError(f"a Dask worker reads with {min(others)}, this machine with {ours}: install the same on both")
        return part

    def _threads(self) -> int:
        """Return how many shares the cluster can work on at once; 0 if it is gone."""
        try:
            return sum(self._client.nthreads().values())
        except Exception:  # noqa: BLE001 - whatever a lost connection raises: this machine can do the work
            return 0


def shared_out(stories: Sequence[Story], workers: int) -> list[Sequence[Story]]:
    """Split stories into consecutive shares of about the same length, a share for each worker if there are enough."""
    shares = max(1, min(workers, len(stories) // LEAST_SHARE))
    ends = [len(stories) * number // shares for number in range(shares + 1)]
    return [stories[start:end] for start, end in pairwise(ends)]


@contextmanager
def open_cluster(address: str, model: str, limits: Limits, here: Place) -> Iterator[Cluster]:
    """Connect to a scheduler (tcp://HOST:PORT, tls://HOST:PORT), or start `local:N` workers for the length of the block.

    Raises ClusterError if there is no scheduler, or no worker, within a minute.
    """
    with _started(address) as found:
        try:
            client = Client(found, timeout=CONNECT_TIMEOUT_S, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise ClusterError(
                f"the Dask scheduler {address} cannot be reached ({error}): start it, or unset SANCTIONWIRE_DASK"
            ) from error
        with client:
            try:
                client.wait_for_workers(1, timeout=CONNECT_TIMEOUT_S)
            except TimeoutError as error:
                raise ClusterError(
                    f"the Dask scheduler {address} has no workers: start some with `dask worker {address}`"
                ) from error
            yield Cluster(client, model, limits, here)


@contextmanager
def _started(address: str) -> Iterator[Any]:
    """Give what a client connects to."""
    if not address.startswith(LOCAL):
        yield address
        return
    workers = int(address.removeprefix(LOCAL))
    with LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=logging.CRITICAL
    ) as cluster:
        yield cluster
