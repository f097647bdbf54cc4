"""Who takes a side: stance verbs, votes, verdicts and wishes; relief turned round; hopes left out."""

import pytest

from tasks.language.parsed import Language
from tests.tasks.measures.tellings import analyse

EMBARGO = "The European Union imposed an arms embargo on Sudan.\n\n"
DRAFT = "The United Nations Security Council voted on a draft resolution to impose an arms embargo on Sudan.\n\n"

SIDES = [
    (EMBARGO + "Norway backed the embargo.", {("NO", "supports")}),
    (EMBARGO + "Egypt opposed the embargo.", {("EG", "opposes")}),
    (EMBARGO + "Egypt did not oppose the embargo.", {("EG", "supports")}),
    (EMBARGO + "Egypt called for the embargo to be lifted.", {("EG", "opposes")}),
    (EMBARGO + "Chad welcomed the decision.", {("TD", "supports")}),
    (EMBARGO + "Sudan's foreign minister called the embargo unjust.", {("SD", "opposes")}),
    (DRAFT + "Brazil abstained.", {("BR", "abstains")}),
    (DRAFT + "Cuba and Yemen voted against.", {("CU", "opposes"), ("YE", "opposes")}),
    (DRAFT + "Thirteen members voted for the resolution.", {("Thirteen members", "supports")}),
]


@pytest.mark.parametrize(("body", "expected"), SIDES)
def test_a_side_is_heard(language: Language, body: str, expected: set[tuple[str, str]]) -> None:
    found = {(row.holder_country or row.holder_name, str(row.stance)) for row in analyse(language, body).positions}
    assert found == expected


SILENT = [
    EMBARGO + "The European Union defended the embargo.",
    EMBARGO + "Diplomats hoped that China would abstain.",
    EMBARGO + "Ministers will meet again in Norway.",
    "Norway opposed the new tax.",
]


@pytest.mark.parametrize("body", SILENT)
def test_hopes_senders_and_other_matters_are_no_position(language: Language, body: str) -> None:
    assert not analyse(language, body).positions
