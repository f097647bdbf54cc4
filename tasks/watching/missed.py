"""Fires of a schedule that came while nothing ran: which of them are made up for."""

from collections.abc import Iterable
from datetime import datetime

from tasks.watching.source import CatchUp

MAX_MADE_UP = 100  # fires of one schedule: more than that is an archive to walk, not a schedule to catch up with


def made_up_for(missed: Iterable[datetime], policy: CatchUp) -> list[datetime]:
    """Return the missed fires that are run now, in their order: none, the last, or all (of very many the last ones)."""
    in_order = sorted(set(missed))
    match policy:
        case CatchUp.SKIP:
            return []
        case CatchUp.ONCE:
            return in_order[-1:]
        case CatchUp.ALL:
            return in_order[-MAX_MADE_UP:]
