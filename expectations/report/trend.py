"""Runs as bars: geometry for small charts that share their runs, and for the history of one check."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from expectations.report.figures import CheckFigure, CheckPoint, RunFigure
from expectations.report.wording import count, share

SLOT = 10.0  # units a run takes on the horizontal axis
BAR = 7.0
HEIGHT = 48.0
LEAST_SLOTS = 30  # a warehouse with two runs must not show two slabs
STUB = 1.5  # height of the mark for a run with nothing to show

Point = tuple[float, str, datetime]  # how high, in words, and when


@dataclass(frozen=True)
class Bar:
    """One run in a chart; a run with nothing to show is a stub on the base line."""

    x: float
    y: float
    height: float
    told: str
    at: datetime
    is_stub: bool


@dataclass(frozen=True)
class Chart:
    """Bars, oldest run on the left, and the figures beside them. `name` is the first part of ids in the page."""

    name: str
    title: str
    tone: str
    bars: tuple[Bar, ...]
    width: float
    height: float
    most: str
    newest: str

    @property
    def indent(self) -> float:
        """Return where the oldest run stands, in percent of the width."""
        return round(100 * self.bars[0].x / self.width, 1) if self.bars else 0.0


def charts(runs: Sequence[RunFigure]) -> tuple[Chart, ...]:
    """Return the charts of runs that come newest first."""
    shown = (
        ("critical", "Failures of critical checks", "critical"),
        ("warnings", "Warnings", "warning"),
        ("story_versions", "Story versions loaded", "volume"),
        ("quarantined", "Refused into quarantine", "refused"),
    )
    return tuple(
        _chart(f"chart-{field}", title, tone, [(amount := getattr(run, field), count(amount), run.started_at) for run in runs])
        for field, title, tone in shown
    )


def sparks(points: Iterable[CheckPoint], checks: Sequence[CheckFigure]) -> dict[tuple[str, str], Chart]:
    """Return the history of each failing check, by suite and name: the share of failing rows run by run, oldest first."""
    tones = {(check.suite, check.expectation): str(check.severity) for check in checks}
    histories = ((key, list(history)) for key, history in groupby(points, lambda point: (point.suite, point.expectation)))
    return {
        key: _chart(f"spark-{number}", "Share of failing rows run by run", tones.get(key, ""), _newest_first(history))
        for number, (key, history) in enumerate(histories, 1)
        if len(history) > 1
    }


def _newest_first(history: Sequence[CheckPoint]) -> list[Point]:
    return [
        (point.failed / point.judged if point.judged else 0.0, share(point.failed, point.judged), point.judged_at)
        for point in reversed(history)
    ]


def _chart(name: str, title: str, tone: str, newest_first: Sequence[Point]) -> Chart:
    slots = max(len(newest_first), LEAST_SLOTS)
    none: Point = (0.0, count(0), datetime.min)  # noqa: DTZ901 - never shown
    most = max(newest_first, key=lambda point: point[0], default=none)
    bars = [_bar((slots - 1 - place) * SLOT, point, most[0]) for place, point in enumerate(newest_first)]
    newest = newest_first[0] if newest_first else none
    return Chart(name, title, tone, tuple(reversed(bars)), slots * SLOT, HEIGHT, most[1], newest[1])


def _bar(left: float, point: Point, most: float) -> Bar:
    amount, told, at = point
    height = max(STUB, round(amount / most * HEIGHT, 2)) if amount else STUB
    return Bar(left + (SLOT - BAR) / 2, round(HEIGHT - height, 2), height, told, at, is_stub=not amount)
