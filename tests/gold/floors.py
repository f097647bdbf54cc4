"""The floors under the figures: pinned in floors.csv, raised by `--pin`, lowered only by hand and with a reason.

Columns: `floor` is what the gate demands; `highest` the highest floor that ever stood; `reached` the figure on `reached_on`
when the floor was set; `reason` why the floor stands below `highest`, with the day.
"""

import csv
import io
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

FLOORS = Path(__file__).parent / "floors.csv"
STEP = 0.01  # floors are whole hundredths
# Accuracies are shares of the measures found, so they may give a little when more are found.
SLACK = {"status": 0.02, "sender": 0.02, "evidence": 0.02}
SHORTEST_REASON_WORDS = 5


@dataclass(frozen=True)
class Floor:
    """The least that one figure of one set may be."""

    set: str
    figure: str
    floor: float
    highest: float
    reached: float
    reached_on: str
    reason: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What the floor is under."""
        return self.set, self.figure


def read_floors(text: str | None = None) -> list[Floor]:
    """Return the pinned floors, or those of a text in the same form."""
    told = FLOORS.read_text(encoding="utf-8") if text is None else text
    return [_floor(row) for row in csv.DictReader(io.StringIO(told))]


def written(floors: Iterable[Floor]) -> str:
    """Return floors as they stand in the file."""
    text = io.StringIO()
    table = csv.DictWriter(text, [field.name for field in fields(Floor)], lineterminator="\n")
    table.writeheader()
    for floor in floors:
        numbers = {name: str(round(getattr(floor, name), 4)) for name in ("floor", "highest", "reached")}
        table.writerow({**asdict(floor), **numbers})
    return text.getvalue()


def raised(floors: Iterable[Floor], figures: Mapping[tuple[str, str], float], on: str) -> list[Floor]:
    """Return the floors brought up to the figures reached, new ones added; none is ever lowered."""
    known = {floor.key: floor for floor in floors}
    for key, reached in figures.items():
        least = least_of(key[1], reached)
        old = known.get(key)
        if old is None:
            known[key] = Floor(*key, least, least, reached, on)
        elif least > old.floor:
            kept = old.reason if least < old.highest else ""
            known[key] = replace(old, floor=least, highest=max(least, old.highest), reached=reached, reached_on=on, reason=kept)
    return list(known.values())


def least_of(figure: str, reached: float) -> float:
    """Return the floor for a figure that was reached: in whole hundredths, not above it."""
    return math.floor((reached - SLACK.get(figure, 0)) / STEP + 1e-9) / round(1 / STEP)


def silently_lowered(floors: Iterable[Floor], earlier: Iterable[Floor] = ()) -> list[str]:
    """Return a sentence for each floor below the highest ever without a reason, and for each that is gone or forgotten."""
    now = {floor.key: floor for floor in floors}
    complaints = [
        f"{_called(floor)} stands at {floor.floor} below {floor.highest}: raise it, or say why in its reason"
        for floor in now.values()
        if floor.floor < floor.highest and len(floor.reason.split()) < SHORTEST_REASON_WORDS
    ]
    for old in earlier:
        new = now.get(old.key)
        if new is None:
            complaints.append(f"{_called(old)} is gone: floors are lowered with a reason and never deleted")
        elif new.highest < max(old.floor, old.highest):
            complaints.append(f"{_called(old)} once stood at {max(old.floor, old.highest)}: its `highest` must say so")
    return list(dict.fromkeys(complaints))


def _called(floor: Floor) -> str:
    return f"the floor of {floor.figure} over the {floor.set} stories"


def _floor(row: Mapping[str, str]) -> Floor:
    numbers = {name: float(row[name]) for name in ("floor", "highest", "reached")}
    return Floor(row["set"], row["figure"], **numbers, reached_on=row["reached_on"], reason=row["reason"])
