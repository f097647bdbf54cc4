"""Leave each host its rest between two requests."""

import time
from collections.abc import Callable

from tasks.sources.errors import HostRestsError
from tasks.sources.http import Clock

Sleep = Callable[[float], None]


class Pace:
    """When each host may be asked again, in seconds of the clock. A host that was never asked may be asked at once."""

    def __init__(self, interval_s: float, max_rest_s: float, clock: Clock = time.monotonic, sleep: Sleep = time.sleep) -> None:
        self._interval_s = interval_s
        self._max_rest_s = max_rest_s
        self._clock = clock
        self._sleep = sleep
        self._ready_at: dict[str, float] = {}

    def ready_at(self, host: str) -> float:
        """Return when the host may be asked; minus infinity if it was never asked."""
        return self._ready_at.get(host, float("-inf"))

    def rest(self, host: str) -> float:
        """Sleep until the host may be asked, and return for how long. Raise HostRestsError if that is too long for a run."""
        left = self.ready_at(host) - self._clock()
        if left > self._max_rest_s:
            raise HostRestsError(f"{host} asks not to be asked again before {left:,.0f} s have passed; run it again then")
        if left <= 0:
            return 0.0
        self._sleep(left)
        return left

    def take(self, host: str) -> float:
        """Rest, and note that the host is asked now. Returns the seconds slept."""
        slept = self.rest(host)
        self.hold(host, self._interval_s)
        return slept

    def hold(self, host: str, seconds: float) -> None:
        """Let so many seconds from now pass before the host is asked again; an earlier, longer rest stays."""
        self._ready_at[host] = max(self.ready_at(host), self._clock() + seconds)
