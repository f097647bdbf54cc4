"""What somebody who opens the warehouse for writing should know: a run that died, a file that was rebuilt."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from warehouse.lease import Holder


@dataclass(frozen=True)
class Notice:
    """One line for people; `crashed` is who died while writing, if that is what it tells."""

    message: str
    crashed: Holder | None = None

    def __str__(self) -> str:
        return self.message


Tell = Callable[[Notice], None]


def log_notice(notice: Notice) -> None:
    """Tell the log."""
    logging.getLogger(__name__).warning("%s", notice)
