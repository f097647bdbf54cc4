"""Fetch many items: hosts take turns, and one that fails for the moment is left alone for a while and tried again."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from tasks.sources.delivery import Delivery, Item, Refusal, Unchanged
from tasks.sources.errors import HostRestsError, TransientFetchError
from tasks.sources.limits import Limits
from tasks.sources.pace import Pace

Outcome = Delivery | Refusal | Unchanged
HERE = ""  # stands for the host of what is no URL
JITTER = (0.5, 1.5)  # shares of a wait, so that those who failed together do not come back together


@dataclass
class Line:
    """What is still wanted of one host: its items in their order, the tries of the first, and how many it failed in a row."""

    host: str
    items: deque[Item] = field(default_factory=deque)
    tries: int = 0
    failures: int = 0


def fetch_all(
    items: Iterable[Item], fetch: Callable[[Item], Outcome], limits: Limits, pace: Pace, chance: Callable[[], float]
) -> Iterator[tuple[Item, Outcome]]:
    """Yield each item with what it gave, in the order in which hosts can be asked. `chance` is from 0 to 1, for jitter.

    Raises whatever `fetch` raises, except TransientFetchError.
    """
    lines = deque(_lines(items))
    while lines:
        line = min(lines, key=lambda line: pace.ready_at(line.host))  # of several, the one that has waited longest
        lines.remove(line)
        item = line.items[0]
        outcome = _try(line, fetch, limits, pace, chance)
        if outcome is not None:
            yield item, outcome
        if line.items:
            lines.append(line)


def _lines(items: Iterable[Item]) -> Iterable[Line]:
    lines: dict[str, Line] = {}
    for item in items:
        host = host_of(item)
        lines.setdefault(host, Line(host)).items.append(item)
    return lines.values()


def host_of(item: Item) -> str:
    """Return the host that an item is fetched from; empty for a file, standard input and a member of an archive."""
    if item.spooled or "://" not in item.uri:
        return HERE
    try:
        return urlsplit(item.uri).hostname or HERE
    except ValueError:
        return HERE


def _try(line: Line, fetch: Callable[[Item], Outcome], limits: Limits, pace: Pace, chance: Callable[[], float]) -> Outcome | None:
    """Fetch the first item of a line, and take it out unless it is worth another try."""
    item = line.items[0]
    if line.failures >= limits.max_host_failures:
        return _next(line, _given_up(item, line))
    try:
        pace.rest(line.host)
        outcome = fetch(item)
    except HostRestsError as error:
        return _next(line, Refusal(item.uri, "fetch", error.reason_code, str(error)))
    except TransientFetchError as error:
        pace.hold(line.host, _wait_s(line.tries, error.retry_after_s, limits, chance()))
        line.tries += 1
        if line.tries < limits.max_tries and (error.retry_after_s or 0) <= limits.max_rest_s:
            return None
        line.failures += 1
        return _next(line, replace(error.refusal, reason=_after(line.tries, error.refusal.reason)))
    line.failures = 0
    return _next(line, outcome)


def _wait_s(tries: int, asked_s: float | None, limits: Limits, chance: float) -> float:
    """Return how long to leave the host alone: what it asks for and a little more, else longer after each failure."""
    if asked_s is None:
        low, high = JITTER
        return limits.first_backoff_s * 2.0**tries * (low + (high - low) * chance)
    return max(asked_s, min(asked_s + limits.first_backoff_s * chance, limits.max_rest_s))


def _next(line: Line, outcome: Outcome) -> Outcome:
    line.items.popleft()
    line.tries = 0
    return outcome


def _given_up(item: Item, line: Line) -> Refusal:
    reason = f"{line.host} failed {line.failures} times in a row, so it was not asked for this one; try again later"
    return Refusal(item.uri, "fetch", "host_failed", reason)


def _after(tries: int, reason: str) -> str:
    return reason if tries == 1 else f"{reason} ({tries} tries)"
