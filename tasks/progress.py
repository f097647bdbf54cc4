"""Tell whoever watches how far a run is. Nobody watches by default."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Watcher = Callable[[str, int, int], None]  # stage, items done, items in all


def _nobody(stage: str, done: int, total: int) -> None:
    """Watch nothing."""


_watcher: ContextVar[Watcher] = ContextVar("watcher", default=_nobody)


@contextmanager
def watched_by(watcher: Watcher) -> Iterator[None]:
    """Call `watcher` whenever a stage moves on, for the length of the block."""
    token = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(token)


def tell(stage: str, done: int, total: int) -> None:
    """Say that `done` of `total` items have passed `stage`."""
    _watcher.get()(stage, done, total)
