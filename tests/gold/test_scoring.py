"""Our figures are those that the annotation's own scorer gives, and say what they are meant to."""

import json
import subprocess
import sys

import pytest

from tests.gold.matching import compare, is_same_party, pair_up, plain_name, tell_same
from tests.gold.scoring import Tally, score, score_story
from tests.gold.sets import dumped, predictions, score_of

pytestmark = pytest.mark.slow


def a_measure(**changes):
    measure = {
        "type": "arms_embargo",
        "status": "imposed",
        "senders": ["NO"],
        "targets": ["SD"],
        "evidence": ["Norway banned all sales of arms to Sudan"],
    }
    return {**measure, **changes}


def a_row(*measures, positions=()):
    return {"id": "s", "measures": list(measures), "positions": list(positions)}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("SD", "SD", True),
        ("SD", "SDN", False),
        ("the Bank of Atlantis", "Bank of Atlantis", True),
        ("Jane Doe", "Doe", False),  # three letters may be a code
        ("Jane Smith", "Smith", True),
        ("Smith", "Smithson", False),
    ],
)
def test_parties_are_told_apart_by_their_names(one, other, same):
    assert is_same_party(plain_name(one), plain_name(other)) is same


@pytest.mark.parametrize(
    ("quote", "text", "same"),
    [
        ("banned all sales", "Norway banned all\n sales of arms", True),
        ("Norway banned all sales of arms", "banned all sales of timber from Norway", True),
        ("Norway banned all sales of arms", "Norway has sold arms", False),
        ("banned all sales", "banned", False),
    ],
)
def test_quotes_meet_where_they_share_their_words(quote, text, same):
    assert tell_same([quote], text) is same


def test_another_type_or_target_answers_nothing():
    assert compare(a_measure(), a_measure(type="trade_embargo")) is None
    assert compare(a_measure(), a_measure(targets=["EG"])) is None
    assert compare(a_measure(type_alt=["trade_embargo"]), a_measure(type="trade_embargo")) is not None


def test_an_unknown_sender_is_agreed_with_by_any():
    assert compare(a_measure(senders=[]), a_measure()).sender
    assert not compare(a_measure(), a_measure(senders=[])).sender


def test_the_better_answer_is_paired_and_the_other_is_invented():
    pairs = pair_up([a_measure()], [a_measure(status="lifted"), a_measure()])
    assert [(pair.wanted, pair.found) for pair in pairs] == [(0, 1)]
    scored = score_story(a_row(a_measure()), a_row(a_measure(status="lifted"), a_measure()))
    assert (scored.core, scored.strict) == (Tally(1, 1, 0), Tally(1, 1, 0))


def test_an_optional_measure_costs_and_gains_nothing():
    wanted = a_row(a_measure(optional=True))
    assert score_story(wanted, a_row()).core == Tally()
    assert score_story(wanted, a_row(a_measure())).core == Tally()


def test_a_wrong_status_is_a_right_core_and_a_wrong_strict_answer():
    scored = score_story(a_row(a_measure()), a_row(a_measure(status="lifted")))
    assert (scored.core, scored.strict) == (Tally(1, 0, 0), Tally(0, 1, 1))
    assert scored.by_status == {"imposed": Tally(missed=1), "lifted": Tally(invented=1)}


def test_positions_are_holder_and_stance():
    wanted = a_row(positions=[{"holder": "NO", "stance": "opposes"}, {"holder": "SE", "stance": "abstains"}])
    found = a_row(positions=[{"holder": "NO", "stance": "supports"}, {"holder": "SE", "stance": "abstains"}])
    assert score_story(wanted, found).positions == Tally(1, 1, 1)


def test_a_story_that_was_not_read_misses_everything():
    assert score([a_row(a_measure())], {}).stories[0].core == Tally(0, 0, 1)


def test_our_figures_are_those_of_the_scorer_that_came_with_the_annotation(gold_set, shared, tmp_path):
    found = tmp_path / "found.jsonl"
    found.write_text(dumped(list(predictions(gold_set).values())), encoding="utf-8")
    command = [sys.executable, shared / "gold" / "score.py", gold_set.gold, found, "--json"]
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    ours = score_of(gold_set)
    figures = {name: round(value, 4) for name, value in ours.figures.items()}
    assert {name: figures[name] for name in ("core", "strict", "positions")} == {
        name: theirs[name]["f1"] for name in ("core", "strict", "positions")
    }
    assert {name: figures[name] for name in ("status", "sender", "evidence")} == {
        name: theirs[f"{name}_accuracy"] for name in ("status", "sender", "evidence")
    }
    clean, negative = map(int, theirs["negative_stories_clean"].split("/"))
    assert figures["clean"] == round(clean / negative, 4)
    assert {story.story_id: story.errors for story in ours.stories} == {
        name: counts.get("fp", 0) + counts.get("fn", 0) for name, counts in theirs["per_story"].items()
    }
