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
        EMBARGO + "Japan said it sees the embargo as driven by spite, and does not want it lifted merely to shop for rifles.",
        {("JP", "opposes")},
    ),
    (EMBARGO + "Egypt has asked that all of them be lifted.", {("EG", "opposes")}),
    (EMBARGO + "While Egypt supported the embargo last year, it is now eager to see it lifted.", {("EG", "opposes")}),
    (EMBARGO + "Although Egypt had backed the embargo, it now wants it ended.", {("EG", "opposes")}),
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
    (EMBARGO + "The Dutch foreign minister welcomed the European Union's move.", {("NL", "supports")}),
    (EMBARGO + "Turkey hailed the decision as a step in the right direction.", {("TR", "supports")}),
    (
        EMBARGO + "South Africa, Kenya and Ghana called for the sanctions to be eased.",
        {("ZA", "opposes"), ("KE", "opposes"), ("GH", "opposes")},
    ),
    (EMBARGO + "Russia and China have opposed the sanctions.", {("RU", "opposes"), ("CN", "opposes")}),
    (EMBARGO + "China, which has a veto in the council, opposes sanctions.", {("CN", "opposes")}),
    (EMBARGO + "Japanese Prime Minister Taro Okada criticised the embargo as hasty.", {("JP", "opposes")}),
    (EMBARGO + "The embargo was criticised by Japan.", {("JP", "opposes")}),
    (EMBARGO + "The embargo, condemned by Japan, took effect on Monday.", {("JP", "opposes")}),
    (EMBARGO + "The embargo won the backing of Norway.", {("NO", "supports")}),
    (EMBARGO + "The embargo has the support of Norway and Sweden.", {("NO", "supports"), ("SE", "supports")}),
    (EMBARGO + "Norway is in favour of the embargo.", {("NO", "supports")}),
    (EMBARGO + "Norway is opposed to the embargo.", {("NO", "opposes")}),
    (EMBARGO + "Norway is strongly opposed to lifting the embargo.", {("NO", "supports")}),
    (EMBARGO + "Japan's opposition to the embargo is well known.", {("JP", "opposes")}),
    (EMBARGO + '"We reject this embargo," said Egypt\'s foreign minister, Ali Hamdi.', {("EG", "opposes")}),
    (EMBARGO + '"The sanctions are unjust," Egypt\'s foreign minister said.', {("EG", "opposes")}),
    (EMBARGO + '"The sanctions are unjust," Egyptian President Hosni Said told reporters.', {("EG", "opposes")}),
    (
        EMBARGO + '"These sanctions will only hurt ordinary people," said a spokesman for the Egyptian government.',
        {("EG", "opposes")},
    ),
    (EMBARGO + "Egypt warned that the embargo would hurt the poor.", {("EG", "opposes")}),
    (EMBARGO + "Egypt urged the European Union to lift the embargo.", {("EG", "opposes")}),
    (EMBARGO + "Egypt asked the European Union to lift the embargo.", {("EG", "opposes")}),
    (EMBARGO + "Egypt demanded that the European Union lift the embargo.", {("EG", "opposes")}),
    (EMBARGO + "Egypt appealed to the European Union to end the embargo.", {("EG", "opposes")}),
    (EMBARGO + "Egypt demanded the lifting of the embargo.", {("EG", "opposes")}),
    (EMBARGO + "Norway said the embargo should stay in place.", {("NO", "supports")}),
    (EMBARGO + "Norway said the embargo should be lifted.", {("NO", "opposes")}),
    (EMBARGO + "Norway said it would back the sanctions.", {("NO", "supports")}),
    (EMBARGO + "Norway said it could not support the sanctions.", {("NO", "opposes")}),
    (EMBARGO + "Norway refused to support the sanctions.", {("NO", "opposes")}),
    (EMBARGO + "Norway declined to back the embargo.", {("NO", "opposes")}),
    (EMBARGO + "Norway agreed to back the embargo.", {("NO", "supports")}),
    (EMBARGO + "A Norwegian spokesman said Oslo supported the embargo.", {("NO", "supports")}),
    (EMBARGO + "Norway and Japan expressed reservations about the embargo.", {("NO", "opposes"), ("JP", "opposes")}),
    (EMBARGO + "The Arab League rejected the embargo.", {("Arab League", "opposes")}),
    (EMBARGO + "The African Union condemned the sanctions on Sudan.", {("African Union", "opposes")}),
    (EMBARGO + "Human rights groups welcomed the embargo.", {("Human rights groups", "supports")}),
    (EMBARGO + "Ann Doering, leader of Norway's Conservative Party, attacked the embargo.", {("Ann Doering", "opposes")}),
    (EMBARGO + "Norway's opposition Labour Party backed the embargo.", {("Labour Party", "supports")}),
    (
        DRAFT + "The draft was supported by 11 members; Russia and China voted no and Ghana abstained.",
        {("11 members", "supports"), ("RU", "opposes"), ("CN", "opposes"), ("GH", "abstains")},
    ),
    (DRAFT + "Russia vetoed the draft resolution.", {("RU", "opposes")}),
    (DRAFT + "Russia and China used their vetoes to block the draft.", {("RU", "opposes"), ("CN", "opposes")}),
    (DRAFT + "Russia has threatened to use its veto.", {("RU", "opposes")}),
    (DRAFT + "The resolution was approved 14-0, with Yemen abstaining.", {("YE", "abstains")}),
    (
        DRAFT + "The resolution passed by 13 votes to none with two abstentions, by China and India.",
        {("CN", "abstains"), ("IN", "abstains")},
    ),
    (DRAFT + "Cuba cast the only vote against the resolution.", {("CU", "opposes")}),
    (
        DRAFT + "The council adopted it by a vote of 13 in favour, with Cuba and Yemen against.",
        {("CU", "opposes"), ("YE", "opposes")},
    ),
    (DRAFT + "Ambassadors from Norway and Japan spoke in favour of the resolution.", {("NO", "supports"), ("JP", "supports")}),
    (EMBARGO + "Cairo on Monday denounced the embargo as a blatant violation of international law.", {("EG", "opposes")}),
    (EMBARGO + "Egypt said it regretted the decision.", {("EG", "opposes")}),
    (EMBARGO + "Norway was pleased with the embargo.", {("NO", "supports")}),
    (
        "The U.S. Senate on Thursday overrode President Ronald Reagan's veto of economic sanctions against South Africa.",
        {("Ronald Reagan", "opposes")},
    ),
    (
        "The United States imposed sanctions on Japan. Japan's government tried to convince America to drop the sanctions.",
        {("JP", "opposes")},
    ),
    (
        "The Senate bill would ban arms sales to Japan. U.S. Trade Representative Clay Yardley has opposed the bill.",
        {("Clay Yardley", "opposes")},
    ),
]


BILL = "The House passed a bill that would impose sanctions on Sudan.\n\n"
TARIFFS = "The United States imposed tariffs on steel imports from Brazil in retaliation for its curbs on American software.\n\n"

# A few of each way to tell a side, by the rule that hears it.
WAYS = [
    # idioms: a verb with the words beside it
    (EMBARGO + "Egypt hit out at the embargo.", {("EG", "opposes")}),
    (EMBARGO + "Egypt took issue with the embargo.", {("EG", "opposes")}),
    (EMBARGO + "Egypt has spoken out against the embargo.", {("EG", "opposes")}),
    # verbs that share a subject, doers joined by "by", allies
    (EMBARGO + "The embargo is opposed by Egypt but backed by Norway.", {("EG", "opposes"), ("NO", "supports")}),
    (EMBARGO + "The embargo is opposed by Egypt and by Chad.", {("EG", "opposes"), ("TD", "opposes")}),
    (EMBARGO + "Egypt, backed by Chad, has been pushing to have the embargo removed.", {("EG", "opposes"), ("TD", "opposes")}),
    (EMBARGO + "Egypt sided with Chad in opposing the embargo.", {("EG", "opposes"), ("TD", "opposes")}),
    # feelings, reactions, and whom a measure angers
    (EMBARGO + "Egypt was dismayed by the decision.", {("EG", "opposes")}),
    (EMBARGO + "Egypt gave a hostile reaction to the embargo.", {("EG", "opposes")}),
    (EMBARGO + "Norway gave a favourable reaction to the embargo.", {("NO", "supports")}),
    (EMBARGO + "The embargo angered Egypt.", {("EG", "opposes")}),
    (EMBARGO + "The move drew howls of protest from Egypt.", {("EG", "opposes")}),
    (EMBARGO + "There was anger in Cairo over the embargo.", {("EG", "opposes")}),
    (EMBARGO + "The embargo was criticised in Cairo.", {("EG", "opposes")}),
    # what a measure would do
    (EMBARGO + "Egypt warned that the embargo would lead to a trade war.", {("EG", "opposes")}),
    (EMBARGO + "Norway said lifting the embargo would reward the generals.", {("NO", "supports")}),
    (EMBARGO + "Norway said the embargo sent a clear signal.", {("NO", "supports")}),
    # pleas and charges
    (TARIFFS + "Brazil asked Washington to reconsider.", {("BR", "opposes")}),
    (
        TARIFFS + "The American Can Institute asked that tinplate be exempted from the tariffs.",
        {("American Can Institute", "opposes")},
    ),
    (TARIFFS + "Brazil would like to see the tariffs removed.", {("BR", "opposes")}),
    (TARIFFS + "Brazil accused Washington of using the tariffs against its farmers.", {("BR", "opposes")}),
    (EMBARGO + "Egypt is reported to be seeking an end to the embargo.", {("EG", "opposes")}),
    # those hit protest without a word for the measure
    (EMBARGO + '"This is unacceptable," Sudanese Foreign Minister Ali Karrar said.', {("SD", "opposes")}),
    (EMBARGO + "Sudan reacted angrily.", {("SD", "opposes")}),
    (EMBARGO + '"This is unacceptable," Egyptian Foreign Minister Ali Karrar said.', set()),
    # whose draft it is
    (EMBARGO + "A motion tabled by Chad to postpone the embargo failed.", {("TD", "opposes")}),
    # acts named by their adjective, drafts by their clauses
    (EMBARGO + "Egypt warned others not to take punitive measures against Sudan.", {("EG", "opposes")}),
    (BILL + "Egypt was concerned about provisions that would bar its banks.", {("EG", "opposes")}),
]


@pytest.mark.parametrize(("body", "expected"), WAYS)
def test_each_way_of_telling_a_side_is_heard(language: Language, body: str, expected: set[tuple[str, str]]) -> None:
    found = {(row.holder_country or row.holder_name, str(row.stance)) for row in analyse(language, body).positions}
    assert found == expected


HOLDERS = [
    ("Tom Dunn, president of the Toy Makers Association, condemned the tariffs.", "Toy Makers Association"),
    ("Jay Tilson, who heads the Alliance for American Steel, condemned the tariffs.", "Alliance for American Steel"),
    ("Nearly 50 importers and trade groups condemned the tariffs.", "importers and trade groups"),
    ("U.S. canners condemned the tariffs.", "U.S. canners"),
    ("American business leaders condemned the tariffs.", "American business leaders"),
    ("Critics said the tariffs would hurt the poor.", "Critics"),
    ("Many of those testifying condemned the tariffs.", "Many of those testifying"),
    ("The foreign-installed government of Brazil condemned the tariffs.", "foreign-installed government of Brazil"),
    ("In Ottawa, the Foreign Ministry condemned the tariffs.", "CA"),
    ("Ana Silva, a spokeswoman for the Canadian Foreign Ministry, condemned the tariffs.", "CA"),
]


@pytest.mark.parametrize(("body", "holder"), HOLDERS)
def test_a_holder_is_named_as_the_words_name_it(language: Language, body: str, holder: str) -> None:
    assert {row.holder_country or row.holder_name for row in analyse(language, TARIFFS + body).positions} == {holder}


def test_who_is_sided_with_takes_the_side_of_the_vote(language: Language) -> None:
    body = "The U.S. Senate sided with President Carter and defeated a plan to cut American aid to Chad over its raids."
    assert {(row.holder_name, str(row.stance)) for row in analyse(language, body).positions} == {("Carter", "opposes")}


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
    EMBARGO + "Egypt fears the embargo will hurt its exports.",
    DRAFT + "Diplomats said Russia would probably veto the draft.",
    "Egypt asked Norway to stop selling weapons to Sudan.",
    EMBARGO + "Egypt is expected to oppose the embargo.",
    EMBARGO + "Egypt accused Chad of violating the embargo.",
    EMBARGO + "Egypt had doubts about the embargo.",
    EMBARGO + "Egypt hopes that the embargo will be lifted.",
]


@pytest.mark.parametrize("body", SILENT)
def test_hopes_senders_and_other_matters_are_no_position(language: Language, body: str) -> None:
    assert not analyse(language, body).positions
