"""Show readers what a run has loaded while it goes on."""

import time

from warehouse.connect import Writer
from warehouse.files import WarehouseFiles
from warehouse.publish import publish_now

# A run spends at most this share of its time on copying, however large the warehouse is.
MOST_OF_THE_TIME = 0.2


class Publishing:
    """Publishes after a load, unless that was done less than `interval_s` seconds ago or would take too much of the time."""

    def __init__(self, writer: Writer, files: WarehouseFiles, interval_s: float) -> None:
        self._writer = writer
        self._files = files
        self._interval_s = interval_s
        self._ended_at: float | None = None
        self._took_s = 0.0

    def after_load(self) -> None:
        """Publish what is loaded if it is time; the end of the run publishes the rest."""
        started_at = time.monotonic()
        pause = max(self._interval_s, self._took_s * (1 / MOST_OF_THE_TIME - 1))
        if self._ended_at is not None and started_at - self._ended_at < pause:
            return
        publish_now(self._writer, self._files)
        self._ended_at = time.monotonic()
        self._took_s = self._ended_at - started_at
