"""Measures over time as bars stacked by status: figures for an SVG that stretches, with lengths across in percent."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from warehouse.codes import Status

HEIGHT = 180  # pixels, without the years below
MOST_BARS = 60
MOST_LABELS = 6
GAP = 0.2  # part of a bar's width
MONTHS = 12
SPANS = (1, 3, 12, 24, 60, 120, 240)  # months that one bar may stand for


@dataclass(frozen=True)
class Piece:
    """Measures of one status in one period. `x` and `width` are percent, `y` and `height` pixels."""

    status: Status
    period: str
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Label:
    """The name of a period below its bar; `x` is percent."""

    x: float
    text: str
    anchor: str


@dataclass(frozen=True)
class Timeline:
    """A stacked bar chart, with the same figures as a table: period and count of each status."""

    pieces: tuple[Piece, ...]
    labels: tuple[Label, ...]
    table: tuple[tuple[str, dict[Status, int]], ...]
    most: int
    undated: int
    height: int = HEIGHT

    @property
    def statuses(self) -> tuple[Status, ...]:
        """Return the statuses that occur."""
        return tuple(status for status in Status if any(piece.status is status for piece in self.pieces))


def timeline_of(dated: Iterable[tuple[date | None, Status]]) -> Timeline:
    """Return the chart of measures by their dates."""
    told = list(dated)
    days = [(day, status) for day, status in told if day is not None]
    if not days:
        return Timeline((), (), (), 0, len(told))
    first, last = min(days)[0], max(day for day, _ in days)
    span = next((span for span in SPANS if _months(first, last) / span <= MOST_BARS), SPANS[-1])
    start = _month(first) // span
    bars = _month(last) // span - start + 1
    counts = [Counter[Status]() for _ in range(bars)]
    for day, status in days:
        counts[_month(day) // span - start][status] += 1
    names = [_named((start + place) * span, span) for place in range(bars)]
    most = max(sum(count.values()) for count in counts)
    return Timeline(
        tuple(piece for place, count in enumerate(counts) for piece in _stacked(count, names[place], place, bars, most)),
        _labels(names),
        tuple((name, dict(count)) for name, count in zip(names, counts, strict=True) if count),
        most,
        len(told) - len(days),
    )


def _stacked(count: Counter[Status], period: str, place: int, bars: int, most: int) -> Iterable[Piece]:
    width = 100 / bars
    top = float(HEIGHT)
    for status in Status:
        if count[status]:
            height = (HEIGHT - 4) * count[status] / most
            top -= height
            gap = width * GAP
            yield Piece(
                status,
                period,
                count[status],
                round(place * width + gap / 2, 3),
                round(top, 2),
                round(width - gap, 3),
                round(height, 2),
            )


def _labels(names: Sequence[str]) -> tuple[Label, ...]:
    step = -(-len(names) // MOST_LABELS)
    width = 100 / len(names)
    return tuple(
        Label(round(place * width + width / 2, 3), names[place], "start" if place == 0 and len(names) > 1 else "middle")
        for place in range(0, len(names), step)
    )


def _months(first: date, last: date) -> int:
    return _month(last) - _month(first) + 1


def _month(day: date) -> int:
    return day.year * MONTHS + day.month - 1


def _named(month: int, span: int) -> str:
    year, place = divmod(month, MONTHS)
    if span < MONTHS:
        return f"{year}-{place + 1:02}" if span == 1 else f"{year} Q{place // 3 + 1}"
    return str(year) if span == MONTHS else f"{year}–{(year * MONTHS + span) // MONTHS - 1}"
