"""What is usual, told from earlier runs, and how far from it something may lie before somebody should look.

The middle is the median and the width the median absolute deviation: one odd run among many moves neither. Nothing is
said before `LEAST_RUNS` runs have shown what is usual.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median

LEAST_RUNS = 8
TO_STANDARD_DEVIATION = 1.4826  # of normal figures: their standard deviation by their median absolute deviation
FAR = 5.0  # standard deviations; one run in two million by chance, were the figures normal
FAR_BY_CHANCE = 3.0  # standard errors of a share of few stories
LEAST_CHANGE_OF_SHARE = 0.05
TIMES = 3.0  # a volume or a silence must also be this many times what is usual
LEAST_SILENCE_HOURS = 1.0


@dataclass(frozen=True)
class Usual:
    """The median and the median absolute deviation of a figure over so many runs."""

    middle: float
    deviation: float
    runs: int

    @property
    def far(self) -> float:
        """Return how far from the middle chance alone does not lead."""
        return FAR * TO_STANDARD_DEVIATION * self.deviation


@dataclass(frozen=True)
class Bounds:
    """Between which figures something is as usual; None binds nothing."""

    lowest: float | None = None
    highest: float | None = None


def usual_of(figures: Sequence[float], least_runs: int = LEAST_RUNS) -> Usual | None:
    """Return what is usual of a figure, or None if there are too few runs to tell."""
    if len(figures) < least_runs:
        return None
    middle = median(figures)
    return Usual(middle, median(abs(figure - middle) for figure in figures), len(figures))


def volume_bounds(usual: Usual) -> Bounds:
    """Return between which counts a volume is as usual: outside is a third or three times as much, and far from the middle."""
    lowest = min(usual.middle / TIMES, usual.middle - usual.far)
    return Bounds(lowest if lowest > 0 else None, max(usual.middle * TIMES, usual.middle + usual.far))


def share_bounds(usual: Usual, of: int) -> Bounds:
    """Return between which shares (0 to 1) of so many stories a share is as usual: outside is half or twice as much, and far.

    Of few stories a share is far from the middle by chance, which widens the bounds.
    """
    by_chance = FAR_BY_CHANCE * sqrt(usual.middle * (1 - usual.middle) / of) if of else 1.0
    margin = max(usual.far, by_chance, LEAST_CHANGE_OF_SHARE)
    lowest = min(usual.middle / 2, usual.middle - margin)
    return Bounds(lowest if lowest > 0 else None, max(usual.middle * 2, usual.middle + margin))


def silence_bounds(usual: Usual) -> Bounds:
    """Return after how many hours a silence is longer than usual: three times as long, and far."""
    return Bounds(highest=max(usual.middle * TIMES, usual.middle + usual.far, LEAST_SILENCE_HOURS))
