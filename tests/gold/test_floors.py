"""Floors are tight, go up by themselves, and go down with a reason alone."""

import shutil
import subprocess
from datetime import date

import pytest

from tests.gold.floors import FLOORS, Floor, least_of, raised, read_floors, silently_lowered, written
from tests.gold.scoring import FIGURES

FLOOR = Floor("samples", "core", 0.8, 0.8, 0.805, "2026-01-02")


def test_every_figure_of_every_set_has_a_floor():
    names = {floor.set for floor in read_floors()}
    assert names == {"samples", "development"}
    assert {floor.key for floor in read_floors()} == {(name, figure) for name in names for figure in FIGURES}


@pytest.mark.parametrize("floor", read_floors(), ids=lambda floor: "-".join(floor.key))
def test_a_floor_is_the_figure_reached_rounded_down(floor):
    date.fromisoformat(floor.reached_on)
    assert floor.reason or floor.floor == least_of(floor.figure, floor.reached)


def test_no_floor_stands_below_an_earlier_one_without_a_reason():
    assert silently_lowered(read_floors(), earlier_floors()) == []


def test_the_file_is_written_as_it_is_read():
    assert written(read_floors()) == FLOORS.read_text(encoding="utf-8")


def test_a_better_figure_raises_the_floor_and_a_worse_one_leaves_it():
    assert raised([FLOOR], {FLOOR.key: 0.839}, "2026-02-03") == [Floor("samples", "core", 0.83, 0.83, 0.839, "2026-02-03")]
    assert raised([FLOOR], {FLOOR.key: 0.79}, "2026-02-03") == [FLOOR]


@pytest.mark.parametrize(
    ("now", "complains"),
    [
        (FLOOR, False),
        (Floor("samples", "core", 0.7, 0.7, 0.705, "2026-02-03"), True),  # as if it had never stood higher
        (Floor("samples", "core", 0.7, 0.8, 0.705, "2026-02-03"), True),
        (Floor("samples", "core", 0.7, 0.8, 0.705, "2026-02-03", "oops"), True),
        (Floor("samples", "core", 0.7, 0.8, 0.705, "2026-02-03", "annotation of quotas corrected on 2026-02-03"), False),
        (Floor("samples", "strict", 0.8, 0.8, 0.805, "2026-01-02"), True),  # the old one is gone
    ],
)
def test_a_floor_is_not_lowered_in_silence(now, complains):
    assert bool(silently_lowered([now], [FLOOR])) is complains


def earlier_floors():
    """Every floor that the history at hand ever committed; none without git or outside of a checkout."""
    git = shutil.which("git")
    if git is None:
        return []
    commits = run(git, "log", "--format=%H", "--", FLOORS.name).split()
    return [floor for commit in commits for floor in read_floors(run(git, "show", f"{commit}:./{FLOORS.name}"))]


def run(*command):
    return subprocess.run(command, cwd=FLOORS.parent, capture_output=True, text=True, check=False).stdout
