"""Who is sender and who is target, by construction: each class of the rules with sentences of our own."""

from dataclasses import replace

import pytest

from tasks.language.parsed import Language
from tasks.measures.analyse import analyse_stories
from tests.tasks.measures.tellings import Told, measure, story, told

# Headline, body, and what it tells: (type, status, senders, targets), sides joined by "+".
TELLINGS: list[tuple[str | None, str, list[tuple[str, str, str, str]]]] = [
    # the speaker of a statement
    (
        "Statement by President Joe Biden on Mali",
        "Today, I have told my Administration to place sanctions on the leaders of the coup.",
        [("unspecified", "imposed", "US", "leaders of the coup")],
    ),
    (
        "Statement by the Prime Minister of Canada on Haiti",
        "Today, I am announcing that we are imposing sanctions against two former Haitian senators over the coup.",
        [("unspecified", "imposed", "CA", "HT+two former Haitian senators")],
    ),
    (
        "Joint statement by the United Kingdom and Canada on Belarus",
        "We are imposing coordinated sanctions on Belarus.",
        [("unspecified", "imposed", "GB+CA", "BY")],
    ),
    (
        "Remarks by President Obama on Libya",
        "I have signed an executive order freezing the assets of Muammar Gaddafi and his family.",
        [("asset_freeze", "imposed", "US", "Muammar Gaddafi")],
    ),
    (
        None,
        '"I have decided to recall our ambassador from Tehran," Prime Minister Anders Fogh Rasmussen of Denmark told reporters.',
        [("diplomatic_sanction", "imposed", "DK", "IR")],
    ),
    # offices for their states
    (
        None,
        "Britain's Treasury froze the assets of two Iranian banks.",
        [("asset_freeze", "imposed", "GB", "IR+two Iranian banks")],
    ),
    (
        None,
        "The Foreign Office announced an asset freeze on the junta of Niger.",
        [("asset_freeze", "imposed", "GB", "NE+junta of Niger")],
    ),
    (
        None,
        "German Chancellor Olaf Scholz said he had halted arms sales to Chad.",
        [("arms_embargo", "imposed", "DE", "TD")],
    ),
    # the occasion's own actor
    (
        None,
        "Cuba expelled three diplomats after Canada's prime minister signed a decree freezing the assets of a Cuban bank.",
        [("diplomatic_sanction", "imposed", "CU", "CA+three diplomats"), ("asset_freeze", "imposed", "CA", "CU+a Cuban bank")],
    ),
    # whoever is blamed does it
    (
        None,
        "Australia protested to Beijing after it refused visas to two Australian lawmakers over human rights.",
        [("travel_ban", "imposed", "CN", "AU+two Australian lawmakers")],
    ),
    # the occasion hits nobody
    (None, "Washington imposed sanctions on Eritrea over the Somali crisis.", [("unspecified", "imposed", "US", "ER")]),
    # persons, firms and names that the model does not see
    (
        None,
        "France froze the accounts of Tunisian officials under its sanctions.",
        [("asset_freeze", "imposed", "FR", "TN+Tunisian officials")],
    ),
    (
        None,
        "Washington sanctioned a North Korean shipping line.",
        [("unspecified", "imposed", "US", "KP+a North Korean shipping line")],
    ),
    (
        None,
        "Iran imposed sanctions on 51 Americans over the killing of a general.",
        [("unspecified", "imposed", "IR", "US+51 Americans")],
    ),
    # regions
    (
        None,
        "Baghdad banned foreign flights to Iraqi Kurdistan after its vote to become a breakaway state.",
        [("transport_restriction", "imposed", "IQ", "Iraqi Kurdistan")],
    ),
    # goods listed without "and"
    (
        None,
        "Turkey bans all Israeli farm products, Greek olive oil imports in reprisal.",
        [("import_restriction", "imposed", "TR", "IL+GR")],
    ),
    # "those" for the sanctions named before
    (
        None,
        "The sanctions against Chile were lifted, but those against Peru remain in force.",
        [("unspecified", "lifted", "", "CL"), ("unspecified", "imposed", "", "PE")],
    ),
    # both sides at once
    (None, "India and Pakistan have expelled each other's diplomats.", [("diplomatic_sanction", "imposed", "IN", "PK")]),
    (
        "Readout of President Joe Biden's call with Prime Minister Johnson",
        "They spoke on Monday about the U.S. and the United Kingdom. The leaders agreed to lift the sanctions on aircraft.",
        [("unspecified", "lifted", "US", "GB")],
    ),
    # a meeting acts for its union
    (
        None,
        "A meeting of EU foreign ministers ended on Monday. The meeting approved asset freezes on the junta of Niger.",
        [("asset_freeze", "imposed", "European Union", "NE+junta of Niger")],
    ),
    # joining another's sanctions; demands on whoever is to act; coalitions without a name
    (None, "Switzerland adopted the European Union's sanctions against Russia.", [("unspecified", "imposed", "CH", "RU")]),
    (
        None,
        "The pressure on the European Union to impose sanctions against Cuba is growing.",
        [("unspecified", "proposed", "European Union", "CU")],
    ),
    (None, "European sanctions against Syria were lifted on Tuesday.", [("unspecified", "lifted", "European", "SY")]),
    # one of many is nobody
    (None, "It was only the second time that the Security Council had agreed on sanctions against a fellow state.", []),
    # a reaction to another's decision does not make it one's own
    (
        None,
        "The Chadian opposition leader Ali Keita welcomed the decision to widen sanctions against Niger.",
        [("unspecified", "imposed", "", "NE")],
    ),
]


@pytest.fixture(scope="module")
def found(language: Language) -> list[set[Told]]:
    stories = [replace(story(body, headline), story_id=f"story_{at}") for at, (headline, body, _) in enumerate(TELLINGS)]
    return [told(analysis) for analysis in analyse_stories(stories, language)]


@pytest.mark.parametrize("at", range(len(TELLINGS)))
def test_a_sentence_tells_its_sides(at: int, found: list[set[Told]]) -> None:
    assert found[at] == {measure(*row) for row in TELLINGS[at][2]}
