"""The gate: no figure of an annotated set falls below its floor in floors.csv."""

import pytest

from tests.gold.floors import read_floors
from tests.gold.score_all import DOCS, markdown, with_figures
from tests.gold.scoring import FIGURES, Tally
from tests.gold.sets import SETS, explained, score_of


@pytest.mark.parametrize("figure", FIGURES)
def test_no_figure_falls_below_its_floor(gold_set, figure):
    (floor,) = (floor for floor in read_floors() if floor.key == (gold_set.name, figure))
    reached = score_of(gold_set).figures[figure]
    assert reached >= floor.floor, f"{figure} over the {gold_set.name} stories fell to {reached:.4f}: `make score` shows where"


def test_every_annotated_story_was_read(gold_set):
    assert set(explained(gold_set)) == {row["id"] for row in gold_set.rows}


def test_the_seed_has_its_five_positions_and_no_other(development):
    (seed,) = (story for story in score_of(development).stories if story.story_id == "seed")
    assert seed.positions == Tally(right=5)


def test_the_figures_in_the_documentation_are_those_of_this_checkout(development):
    assert development.is_here
    text = DOCS.read_text(encoding="utf-8")
    figures = "\n\n".join(markdown([(gold_set, score_of(gold_set)) for gold_set in SETS]))
    assert text == with_figures(text, figures), "stale: `make score-docs` writes them anew"
