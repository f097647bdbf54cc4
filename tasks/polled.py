"""What a poll of the watched sources came to."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from warehouse.errors import SanctionwireError

if TYPE_CHECKING:
    from tasks.outcome import Outcome


@dataclass(frozen=True)
class PolledSource:
    """What became of one source: nothing new, or what its run came to, and what failed."""

    name: str
    outcome: "Outcome | None" = None
    failures: tuple[str, ...] = ()
    held_back: int = 0

    @property
    def gate_failed(self) -> bool:
        """Whether a critical check failed in the run."""
        return self.outcome is not None and self.outcome.gate_failed


@dataclass(frozen=True)
class Polled:
    """What became of all sources that were asked."""

    sources: tuple[PolledSource, ...]

    @property
    def failed(self) -> tuple[PolledSource, ...]:
        """The sources of which something failed."""
        return tuple(one for one in self.sources if one.failures)


class PollFailed(SanctionwireError):
    """Some sources could not be polled; the others were."""

    def __init__(self, polled: Polled) -> None:
        told = "; ".join(f"{one.name}: {one.failures[0]}" for one in polled.failed)
        super().__init__(f"{len(polled.failed)} of {len(polled.sources)} sources failed, the rest is taken in: {told}")
        self.polled = polled
