"""Measures by type and status as a table with sums."""

from collections.abc import Sequence
from dataclasses import dataclass

from expectations.report.figures import MeasureFigure
from warehouse.codes import MeasureType, Status

SHADES = 4


@dataclass(frozen=True)
class Cell:
    """One figure and how dark to draw it, 0 for none to `SHADES`."""

    measures: int
    shade: int


@dataclass(frozen=True)
class Line:
    """One type with its cells, one for each status."""

    measure_type: str
    cells: tuple[Cell, ...]
    total: int


@dataclass(frozen=True)
class Matrix:
    """Types that occur, each with every status; unknown codes come last rather than being left out."""

    statuses: tuple[str, ...]
    lines: tuple[Line, ...]
    totals: tuple[int, ...]
    total: int


def matrix_of(figures: Sequence[MeasureFigure]) -> Matrix:
    """Return the matrix of measures."""
    counts = {(figure.measure_type, figure.status): figure.measures for figure in figures}
    statuses = _in_order([str(status) for status in Status], {status for _, status in counts})
    types = _in_order([str(kind) for kind in MeasureType], {kind for kind, _ in counts})
    most = max(counts.values(), default=0)
    lines = tuple(
        _line(kind, [counts.get((kind, status), 0) for status in statuses], most)
        for kind in types
        if any(counts.get((kind, status)) for status in statuses)
    )
    totals = tuple(sum(counts.get((kind, status), 0) for kind in types) for status in statuses)
    return Matrix(statuses, lines, totals, sum(totals))


def _in_order(known: list[str], found: set[str]) -> tuple[str, ...]:
    return (*known, *sorted(found - set(known)))


def _line(measure_type: str, counts: list[int], most: int) -> Line:
    cells = tuple(Cell(count, -(-count * SHADES // most) if most else 0) for count in counts)
    return Line(measure_type, cells, sum(counts))
