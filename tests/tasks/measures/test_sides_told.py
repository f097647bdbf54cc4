"""A table of sentences in the ways of news agencies, each after a story's first paragraph, with the sides that it tells.

`sides_told.csv`: the story whose first paragraph stands before, the sentence, and "HOLDER STANCE" separated by semicolons
(none for hopes, talks, facts, and what the sender says of its own measure). All are read in one run of the pipeline.
"""

import csv
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tasks.language.parsed import Language
from tasks.measures.analyse import analyse_stories
from tests.tasks.measures.tellings import story

FIRST = {
    "embargo": "The European Union imposed an arms embargo on Sudan on Monday.",
    "tariffs": "The United States on Friday imposed 100 percent tariffs on 300 million dollars of Japanese goods in retaliation "
    "for the breach of a trade accord.",
    "draft": "The United Nations Security Council voted on Thursday on a draft resolution to impose an oil embargo on Libya.",
    "bill": "WASHINGTON - The House of Representatives is debating a bill to ban imports of uranium and coal from South Africa "
    "to punish Pretoria for its apartheid policy.",
    "plan": "The United States is considering economic sanctions against Panama, officials said on Wednesday.",
    "lifted": "The United States on Thursday lifted its trade embargo on Vietnam.",
    "import_ban": "The European Community agreed on Monday to ban imports of iron, steel and gold coins from South Africa to "
    "punish Pretoria for its apartheid policy.",
    "grain": "Washington halted grain sales to the Soviet Union in January to punish it for its invasion of Afghanistan.",
    "aid": "The United States suspended all military aid to Guatemala on Monday because of human rights abuses.",
}
Sides = Mapping[str, frozenset[str]]


@pytest.fixture(scope="module")
def wanted() -> Sides:
    with (Path(__file__).parent / "sides_told.csv").open(encoding="utf-8", newline="") as lines:
        return {
            f"{row['story']}: {row['sentence']}": frozenset(filter(None, row["sides"].split(";")))
            for row in csv.DictReader(lines)
        }


@pytest.fixture(scope="module")
def found(language: Language, wanted: Sides) -> Sides:
    stories = []
    for told in wanted:
        name, sentence = told.split(": ", maxsplit=1)
        stories.append(replace(story(f"{FIRST[name]}\n\n{sentence}"), story_id=told))
    return {
        one.story_id: frozenset(f"{row.holder_country or row.holder_name} {row.stance}" for row in analysis.positions)
        for one, analysis in zip(stories, analyse_stories(stories, language), strict=True)
    }


def test_every_side_of_the_table_is_heard_and_no_other(wanted: Sides, found: Sides) -> None:
    assert {told: sides for told, sides in found.items() if sides and wanted[told]} == {
        told: sides for told, sides in wanted.items() if sides
    }


def test_sentences_without_a_side_give_none(wanted: Sides, found: Sides) -> None:
    assert not {told: sides for told, sides in found.items() if sides and not wanted[told]}


def test_the_table_has_sides_of_each_kind_and_many_sentences_without(wanted: Sides) -> None:
    assert {side.rsplit(maxsplit=1)[-1] for sides in wanted.values() for side in sides} == {"supports", "opposes", "abstains"}
    assert sum(not sides for sides in wanted.values()) >= 50
