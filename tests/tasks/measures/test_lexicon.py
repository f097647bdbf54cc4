"""The word lists: every row has its source and example, every value is of its closed list."""

import pytest

from tasks.measures.kinds import TYPE_OF_CLASS
from tasks.measures.lexicon import Cue, Needs, goods_classes, inflections, singular, trigger_words
from tasks.measures.triggers import suspicion
from warehouse.codes import MeasureType, Stance
from warehouse.reference import read_reference

LISTS = [
    "lexicon_triggers",
    "lexicon_status_cues",
    "lexicon_goods",
    "lexicon_groups",
    "lexicon_instruments",
    "lexicon_positions",
    "lexicon_refusals",
    "lexicon_speakers",
    "lexicon_words",
    "name_words",
]


@pytest.mark.parametrize("name", LISTS)
def test_every_row_has_a_source_and_an_example(name: str) -> None:
    rows = read_reference(name)
    assert rows
    assert all(row["source"].strip() and row["example"].strip() for row in rows)


@pytest.mark.parametrize("name", LISTS)
def test_no_row_is_told_twice(name: str) -> None:
    keys = [tuple(value for column, value in row.items() if column not in ("source", "example")) for row in read_reference(name)]
    assert len(keys) == len(set(keys))


def test_closed_lists_are_kept() -> None:
    assert all(Cue(row["cue"]) for row in read_reference("lexicon_status_cues"))
    assert all(Stance(row["stance"]) for row in read_reference("lexicon_positions"))
    assert {row["pos"] for row in read_reference("lexicon_positions")} == {
        "verb",
        "noun",
        "adjective",
        "verdict",
        "effect",
        "feeling",
        "idiom",
    }
    assert all(isinstance(word.needs, Needs) for word in trigger_words().values())
    assert set(TYPE_OF_CLASS.values()) <= set(MeasureType)


def test_a_trigger_accepts_classes_that_goods_have() -> None:
    known = {cls for classes in goods_classes().values() for cls in classes}
    asked = {cls for word in trigger_words().values() for cls in word.accepts}
    assert asked <= known


@pytest.mark.parametrize(
    ("term", "is_verb", "form"),
    [
        ("ban", True, "banned"),
        ("freeze", True, "freezing"),
        ("embargo", False, "embargoes"),
        ("penalty", False, "penalties"),
        ("bar", True, "barring"),
    ],
)
def test_inflected_forms_lead_to_their_term(term: str, is_verb: bool, form: str) -> None:
    assert inflections([term], is_verb)[form] == term


SINGULARS = [("embargoes", "embargo"), ("companies", "company"), ("ties", "tie"), ("sanctions", "sanction"), ("press", "press")]


@pytest.mark.parametrize(("plural", "expected"), SINGULARS)
def test_singular(plural: str, expected: str) -> None:
    assert singular(plural) == expected


@pytest.mark.parametrize("text", ["sanctions were lifted", "accounts were frozen", "they EMBARGOED it", "a no-fly zone"])
def test_suspicion_sees_every_trigger(text: str) -> None:
    assert suspicion().search(text)


def test_suspicion_passes_over_plain_news() -> None:
    assert not suspicion().search("The parties agreed and the weather was fine.")
