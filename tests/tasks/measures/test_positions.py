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
    (
        EMBARGO
        + "Japan said it sees the weapons ban as politically driven, and does not want it lifted in order to buy more weapons.",
        {("JP", "opposes")},
    ),
    (EMBARGO + "While Egypt supported the European Union's sanctions, it is now eager to see them lifted.", {("EG", "opposes")}),
    (EMBARGO + "Egypt has asked that all of them be lifted.", {("EG", "opposes")}),
    (DRAFT + "The Security Council voted 13-0 with China and Russia abstaining.", {("CN", "abstains"), ("RU", "abstains")}),
    (DRAFT + "The vote was 10-0 with five abstentions, among them China's.", {("CN", "abstains")}),
    (
        DRAFT + "Six members abstained, among them Russia, China and Kuwait.",
        {("RU", "abstains"), ("CN", "abstains"), ("KW", "abstains"), ("Six members", "abstains")},
    ),
    (DRAFT + "Russia threatened to veto the resolution.", {("RU", "opposes")}),
    (DRAFT + "China said it would abstain.", {("CN", "abstains")}),
    (DRAFT + "Russia said it would veto the resolution.", {("RU", "opposes")}),
    (EMBARGO + "Norway joined Japan in opposing the embargo.", {("NO", "opposes"), ("JP", "opposes")}),
    (EMBARGO + "Egypt's ambassador said that his government totally rejected the embargo.", {("EG", "opposes")}),
    (EMBARGO + "Egypt's Foreign Ministry said the step would only make matters worse.", {("EG", "opposes")}),
    (EMBARGO + "Egypt said the sanctions would hurt ordinary people.", {("EG", "opposes")}),
    (EMBARGO + "Egypt said sanctions would not help to end the fighting.", {("EG", "opposes")}),
    (EMBARGO + "Egypt said that the embargo broke international law.", {("EG", "opposes")}),
    (EMBARGO + "Egypt was against the sanctions.", {("EG", "opposes")}),
    (EMBARGO + "Egypt said it was against sanctions.", {("EG", "opposes")}),
    (EMBARGO + "Norway voiced regret over the embargo.", {("NO", "opposes")}),
    (EMBARGO + "Norway expressed support for the embargo.", {("NO", "supports")}),
    (EMBARGO + "Southeast Asian leaders have called for the embargo to be lifted.", {("Southeast Asian leaders", "opposes")}),
    (EMBARGO + "Republicans in Congress had fought to keep the sanctions.", {("Republicans in Congress", "supports")}),
    (EMBARGO + "Norway has resisted calls to relax the sanctions.", {("NO", "supports")}),
    (EMBARGO + "The embargo was adopted over the objections of Egypt.", {("EG", "opposes")}),
    (EMBARGO + "Egypt's prime minister called the embargo a mistake.", {("EG", "opposes")}),
    (EMBARGO + "Egypt's prime minister said the embargo was no mistake.", {("EG", "supports")}),
    (EMBARGO + "Sudan's government said that the embargo had failed.", {("SD", "opposes")}),
    (EMBARGO + "Opposition leader Jane Doering welcomed the embargo.", {("Jane Doering", "supports")}),
    (
        EMBARGO + "Norway, Sweden and Denmark backed the embargo, as did the African Union.",
        {("NO", "supports"), ("SE", "supports"), ("DK", "supports")},
    ),
    (EMBARGO + "Only nine of the bloc's 15 members backed the sanctions.", {("nine of the bloc's 15 members", "supports")}),
    (EMBARGO + "Egypt vowed to block the sanctions.", {("EG", "opposes")}),
    (EMBARGO + "Egypt distanced itself from the embargo.", {("EG", "opposes")}),
    (EMBARGO + "Moscow criticised the embargo.", {("RU", "opposes")}),
    (EMBARGO + "The Kremlin condemned the sanctions as blackmail.", {("RU", "opposes")}),
    (EMBARGO + "Tehran called for an immediate end to the sanctions.", {("IR", "opposes")}),
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
    DRAFT + "China said that Brazil would abstain.",
    DRAFT + "Russia has the power to veto the resolution.",
    EMBARGO + "Norway gave up its demand for a complete embargo.",
    EMBARGO + "Norway voted against loans to Sudan.",
    EMBARGO + "The European Union's foreign policy chief defended the embargo.",
    EMBARGO + "Norway was consulted before the embargo was imposed.",
]


@pytest.mark.parametrize("body", SILENT)
def test_hopes_senders_and_other_matters_are_no_position(language: Language, body: str) -> None:
    assert not analyse(language, body).positions
