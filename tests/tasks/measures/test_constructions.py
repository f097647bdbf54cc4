"""Constructions of wire English: one sentence of our own for each type, status and syntactic form, and near misses."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from tasks.language.parsed import Language
from tasks.measures.analyse import analyse_stories
from tests.tasks.measures.tellings import Told, measure, story, told

TABLE = Path(__file__).with_name("constructions.csv")
# A word of conflict, so that no sentence is passed over for want of one.
CONTEXT = "Diplomats gave no details."


def rows() -> list[tuple[str, str]]:
    """Return each sentence with its measures, "type status sender > target; ..."."""
    with TABLE.open(encoding="utf-8", newline="") as table:
        return [(row["sentence"], row["measures"]) for row in csv.DictReader(table)]


def wanted(measures: str) -> set[Told]:
    found = set()
    for item in filter(None, measures.split("; ")):
        acting, _, targets = item.partition(" > ")
        kind, status, *senders = acting.split(" ", 2)
        found.add(measure(kind, status, " ".join(senders), targets))
    return found


@pytest.fixture(scope="module")
def readings(language: Language) -> dict[str, set[Told]]:
    """Return what is read from each sentence, all read together."""
    sentences = [sentence for sentence, _ in rows()]
    stories = [replace(story(f"{sentence} {CONTEXT}"), story_id=f"story_{at}") for at, sentence in enumerate(sentences)]
    return dict(zip(sentences, map(told, analyse_stories(stories, language)), strict=True))


@pytest.mark.parametrize(("sentence", "measures"), rows(), ids=[f"{at}-{row[0][:40]}" for at, row in enumerate(rows())])
def test_a_construction_tells_its_measures(readings: dict[str, set[Told]], sentence: str, measures: str) -> None:
    assert readings[sentence] == wanted(measures)
