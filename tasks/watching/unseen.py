"""A queue that lets through what a watched source has not shown before."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from tasks.queue import Queue
from tasks.sources.delivery import Hints, Item, Refusal
from tasks.watching.look import Look, States
from warehouse.records import SourceState


class UnseenQueue(Queue):
    """Drops entries and pages that were taken in before, and holds back those beyond `most`, for the next look.

    `tally` counts the items of the run: what is dropped was none of them.
    """

    def __init__(self, look: Look, known: States, most: int, tally: Counter[str]) -> None:
        super().__init__(look.items)
        self._look = look
        self._known = known
        self._most = most
        self._tally = tally
        self._named: list[Item] = []
        self.held_back = 0

    def put_next(self, items: Sequence[Item]) -> None:
        """Put what is new before everything that waits."""
        fresh = [item for item in items if item.spooled is not None or not self._is_seen(item)]
        taken = [item for item in fresh if item.spooled is not None or item.follows or self._has_room()]
        self._named += [item for item in taken if item.spooled is None]
        self.held_back += len(fresh) - len(taken)
        self._tally["items"] -= len(items) - len(taken)
        self._tally["items_seen_before"] += len(items) - len(fresh)
        super().put_next([self._told(item) for item in taken])

    def states(self, failed: Iterable[Refusal], now: datetime) -> list[SourceState]:
        """Return what is to be remembered now that the run has ended: what did not come is looked for again."""
        lost = {refusal.uri for refusal in failed}
        named = {item.uri: self._state(item, now) for item in self._named}
        states = [state for uri, state in {**self._look.states, **named}.items() if uri not in lost]
        is_whole = not lost and not self.held_back
        return [*states, self._look.own] if self._look.own is not None and is_whole else states

    def _is_seen(self, item: Item) -> bool:
        """Tell whether an entry was taken in; a sitemap that does not say when it changed must be asked each time."""
        state = self._known.get(item.uri)
        return state is not None and state.stamp == item.stamp and not (item.follows and item.stamp is None)

    def _has_room(self) -> bool:
        self._most -= 1
        return self._most >= 0

    def _told(self, item: Item) -> Item:
        provider = self._look.source.provider
        hints = replace(item.hints or Hints(), provider=provider) if provider else item.hints
        return replace(item, hints=hints)

    def _state(self, item: Item, now: datetime) -> SourceState:
        issued_at = item.hints.published_at if item.hints else None
        return SourceState(self._look.source.name, item.uri, item.stamp, None, None, None, issued_at, now)
