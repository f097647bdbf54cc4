"""What all HTTP fetches of one run share: the client, the pace of each host, and what was fetched before."""

import random
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

import httpx

from tasks.sources.http import DEADLINE, Clock, open_client
from tasks.sources.limits import Limits
from tasks.sources.pace import Pace, Sleep
from tasks.sources.robots import RobotsMemory
from warehouse.records import FetchState

Known = Callable[[str], FetchState | None]  # by URL: its last fetch, if it can be asked by and what it gave is held


def nothing_known(_url: str) -> FetchState | None:
    """Know of no earlier fetch."""
    return None


class Web:
    """Asks servers, one request a connection, each host at its pace. Follows nothing and remembers no cookies."""

    def __init__(
        self,
        limits: Limits,
        known: Known = nothing_known,
        robots: RobotsMemory | None = None,
        client: httpx.Client | None = None,
        clock: Clock = time.monotonic,
        sleep: Sleep = time.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.limits = limits
        self.known = known
        self.robots = robots
        self.clock = clock
        self.chance = chance  # from 0 to 1, for jitter
        self.pace = Pace(limits.host_interval_s, limits.max_rest_s, clock, sleep)
        self._client = client

    def deadline(self) -> float:
        """Return when an item that is begun now must be received."""
        return self.clock() + self.limits.fetch_timeout_s

    def ask(self, url: httpx.URL, headers: dict[str, str], deadline: float) -> AbstractContextManager[httpx.Response]:
        """Send a GET request, and return the answer before its body is read."""
        if self._client is None:  # most runs ask nobody
            self._client = open_client(self.limits, clock=self.clock)
        self._client.cookies.clear()
        return self._client.stream("GET", url, headers=headers, extensions={DEADLINE: deadline})
