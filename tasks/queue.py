"""The items that wait for their turn. It grows: what a container holds comes right behind the batch that brought it."""

import math
import os
from collections import deque
from collections.abc import Iterable, Sequence

from tasks.sources.delivery import Item


class Queue:
    """Items in their order. A plain class, because Prefect would walk through every item of a sequence on each task call."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._waiting = deque(items)
        self._taken = 0
        self.passed = 0  # items of the batches before the one taken last

    @property
    def total(self) -> int:
        """All items so far, those taken already included."""
        return self._taken + len(self._waiting)

    def put_next(self, items: Sequence[Item]) -> None:
        """Put items before everything that waits, in their order."""
        self._waiting.extendleft(reversed(items))

    def take(self, max_items: int, max_bytes: float = math.inf) -> list[Item]:
        """Return the next items: so many, and files of so many bytes together, but at least one while there is any."""
        self.passed = self._taken
        taken: list[Item] = []
        size = 0
        while self._waiting and len(taken) < max_items:
            size += _size(self._waiting[0])
            if taken and size > max_bytes:
                break
            taken.append(self._waiting.popleft())
        self._taken += len(taken)
        return taken


def _size(item: Item) -> int:
    """Return the size of an item in bytes; 0 for what has no size before it is fetched."""
    if item.byte_size:
        return item.byte_size
    try:
        return os.path.getsize(item.uri)  # noqa: PTH202 - a URL is no path
    except OSError:
        return 0
