"""The folder of one run, in which its stages hand over; and what crashed runs have left in theirs."""

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa

from tasks.measures.handover import Leftovers
from warehouse.connect import Writer
from warehouse.parts import read_columns
from warehouse.store import known_versions

LEFTOVERS_KEPT = timedelta(days=7)  # after a crash, for the run that begins again


class RunFolder:
    """The folder of the run in hand; it is made with the first part. Loads have their parts there too (warehouse.store)."""

    def __init__(self, runs: Path, run_id: str) -> None:
        self._runs = runs
        self._folder = runs / run_id
        self.leftovers = Leftovers(sorted(runs.glob("*/analysed/*.parquet")))

    def analysed(self, number: int, share: int = 0) -> Path:
        """Return the path of the part with the analyses of a portion, or of one share of it."""
        return self._folder / "analysed" / (f"{number:06}-{share:04}.parquet" if share else f"{number:06}.parquet")

    def drop_analysed(self, number: int) -> None:
        """Remove the analyses of a portion: they are loaded, and in the part of the load."""
        self.analysed(number).unlink(missing_ok=True)
        for share in (self._folder / "analysed").glob(f"{number:06}-*.parquet"):
            share.unlink()

    def forget_leftovers(self, writer: Writer, now: datetime) -> None:
        """Remove what crashed runs have left and nobody needs: its stories are loaded by now, or nobody came back for it."""
        for part in self.leftovers.parts:
            if _is_stored(writer, part) or datetime.fromtimestamp(part.stat().st_mtime, now.tzinfo) < now - LEFTOVERS_KEPT:
                part.unlink()
        for unfinished in self._runs.glob("*/*/.*.parquet.*"):
            unfinished.unlink()
        for folder in (*self._runs.glob("*/analysed"), *self._runs.glob("*")):
            with suppress(OSError):  # not empty
                folder.rmdir()


def _is_stored(writer: Writer, part: Path) -> bool:
    try:
        keys = read_columns(part, ("story_id", "version"))
    except (OSError, pa.ArrowInvalid):
        return True  # damaged: nobody can need it
    return len(known_versions(writer, keys)) == len(set(keys))
