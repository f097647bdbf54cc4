"""Who acts against whom: a matrix of counts, and a network drawn as senders on the left and targets on the right."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from tasks.site.contents import IN_FORCE, PENDING, Party, Telling

MOST_SENDERS, MOST_TARGETS = 12, 14  # in the figures; the lists have all
ROW_HEIGHT = 28  # pixels
SHADES = 4
WIDEST_LINE = 9.0  # pixels


class Became(Enum):
    """What became of measures between two parties, as most of them stand."""

    IN_FORCE = "in force"
    PENDING = "pending"
    ENDED = "ended"


@dataclass(frozen=True)
class Cell:
    """Measures of one sender against one target; `shade` from 1 to 4."""

    sender: Party
    target: Party
    count: int
    shade: int
    became: Became


@dataclass(frozen=True)
class Matrix:
    """Counts by sender (rows) and target (columns), the most active first; pairs without a measure are missing."""

    senders: tuple[Party, ...]
    targets: tuple[Party, ...]
    cells: dict[tuple[str, str], Cell]
    left_out: int


@dataclass(frozen=True)
class Node:
    """A party in the network; `y` is the middle of its row in pixels."""

    party: Party
    y: float
    count: int


@dataclass(frozen=True)
class Line:
    """The measures between two parties; `y1` is at the sender, `width` in pixels."""

    cell: Cell
    y1: float
    y2: float
    width: float


@dataclass(frozen=True)
class Network:
    """Senders, targets and the lines between them."""

    senders: tuple[Node, ...]
    targets: tuple[Node, ...]
    lines: tuple[Line, ...]
    height: int


def matrix_of(tellings: Iterable[Telling]) -> Matrix:
    """Return the matrix of the most active senders and targets."""
    pairs: dict[tuple[Party, Party], list[Telling]] = {}
    for telling in tellings:
        for sender in telling.senders:
            for target in telling.targets:
                pairs.setdefault((sender, target), []).append(telling)
    senders = _most(((sender, len(told)) for (sender, _), told in pairs.items()), MOST_SENDERS)
    targets = _most(((target, len(told)) for (_, target), told in pairs.items()), MOST_TARGETS)
    shown = {pair: told for pair, told in pairs.items() if pair[0] in senders and pair[1] in targets}
    most = max((len(told) for told in shown.values()), default=1)
    cells = {
        (sender.key, target.key): Cell(sender, target, len(told), _shade(len(told), most), _became(told))
        for (sender, target), told in shown.items()
    }
    return Matrix(senders, targets, cells, len(pairs) - len(shown))


def network_of(matrix: Matrix) -> Network:
    """Return the same as a drawing."""
    height = ROW_HEIGHT * max(len(matrix.senders), len(matrix.targets), 1)
    senders, targets = _nodes(matrix, height, 0), _nodes(matrix, height, 1)
    at = {**{("s", node.party.key): node.y for node in senders}, **{("t", node.party.key): node.y for node in targets}}
    most = max((cell.count for cell in matrix.cells.values()), default=1)
    lines = tuple(
        Line(cell, at["s", cell.sender.key], at["t", cell.target.key], round(1 + (WIDEST_LINE - 1) * cell.count / most, 1))
        for cell in sorted(matrix.cells.values(), key=lambda cell: cell.count)
    )
    return Network(senders, targets, lines, height)


def _nodes(matrix: Matrix, height: int, side: int) -> tuple[Node, ...]:
    parties = (matrix.senders, matrix.targets)[side]
    counts: Counter[str] = Counter()
    for key, cell in matrix.cells.items():
        counts[key[side]] += cell.count
    row = height / max(len(parties), 1)
    return tuple(Node(party, round(row * (place + 0.5), 1), counts[party.key]) for place, party in enumerate(parties))


def _most(counted: Iterable[tuple[Party, int]], limit: int) -> tuple[Party, ...]:
    counts: Counter[Party] = Counter()
    for party, count in counted:
        counts[party] += count
    return tuple(sorted(counts, key=lambda party: (-counts[party], party.name))[:limit])


def _shade(count: int, most: int) -> int:
    return max(1, -(-SHADES * count // most))


def _became(told: Iterable[Telling]) -> Became:
    counts = Counter(
        Became.IN_FORCE if one.status in IN_FORCE else Became.PENDING if one.status in PENDING else Became.ENDED for one in told
    )
    return max(Became, key=lambda became: counts[became])
