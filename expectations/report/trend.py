"""Failures run by run as bars: geometry for two small charts that share their runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from expectations.report.figures import RunFigure

SLOT = 10.0  # units a run takes on the horizontal axis
BAR = 7.0
HEIGHT = 48.0
LEAST_SLOTS = 30  # a warehouse with two runs must not show two slabs
STUB = 1.5  # height of the mark for a run in which nothing failed


@dataclass(frozen=True)
class Bar:
    """One run in a chart; a run without failures is a stub on the base line."""

    x: float
    y: float
    height: float
    failed: int
    started_at: datetime


@dataclass(frozen=True)
class Chart:
    """Bars of one severity, oldest run on the left, and the figures beside them."""

    title: str
    severity: str
    bars: tuple[Bar, ...]
    width: float
    height: float
    most: int
    newest: int

    @property
    def indent(self) -> float:
        """Return where the oldest run stands, in percent of the width."""
        return round(100 * self.bars[0].x / self.width, 1) if self.bars else 0.0


def charts(runs: Sequence[RunFigure]) -> tuple[Chart, ...]:
    """Return the charts of runs that come newest first."""
    return (
        _chart("Failures of critical checks", "critical", [(run.critical, run.started_at) for run in runs]),
        _chart("Warnings", "warning", [(run.warnings, run.started_at) for run in runs]),
    )


def _chart(title: str, severity: str, newest_first: Sequence[tuple[int, datetime]]) -> Chart:
    slots = max(len(newest_first), LEAST_SLOTS)
    most = max((failed for failed, _ in newest_first), default=0)
    bars = [_bar((slots - 1 - place) * SLOT, failed, most, started_at) for place, (failed, started_at) in enumerate(newest_first)]
    newest = newest_first[0][0] if newest_first else 0
    return Chart(title, severity, tuple(reversed(bars)), slots * SLOT, HEIGHT, most, newest)


def _bar(left: float, failed: int, most: int, started_at: datetime) -> Bar:
    height = max(STUB, round(failed / most * HEIGHT, 2)) if failed else STUB
    return Bar(x=left + (SLOT - BAR) / 2, y=round(HEIGHT - height, 2), height=height, failed=failed, started_at=started_at)
