"""The mentions show whole names of one kind, with short forms linked to the full name of the story."""

from itertools import pairwise

import pytest

from tasks.language.gazetteer import named
from tasks.language.mentioning import mention_story
from tasks.language.naming import Naming, name_story
from tasks.language.parsed import Language
from tasks.language.pipeline import may_name, name
from tasks.language.settling import settled
from warehouse.codes import EntityKind


def _mentions(language: Language, *texts: str) -> list[Naming]:
    docs = list(name(texts, language))
    return [naming for row in mention_story(docs, texts, name_story(docs, texts, None, False)) for naming in row]


def _labels(language: Language, *texts: str) -> list[tuple[str, str]]:
    return [(naming.text, naming.label) for naming in _mentions(language, *texts)]


WHOLE = [
    ("Officials of the Swiss National Bank met in Zurich.", ("Swiss National Bank", "ORG")),
    ("Investors bought shares of Holm Motors Ltd. on Friday.", ("Holm Motors Ltd.", "ORG")),
    ("The White House declined to comment.", ("White House", "ORG")),
    ("The Chinese foreign minister met the senators.", ("Chinese", "DEMONYM")),
    ("OSLO, Norway (NGA) _ The talks went on.", ("OSLO", "COUNTRY")),
    ("STAVANGER (NGA) _ The talks went on.", ("STAVANGER", "GPE")),
    ("Carla Berg, 34, said that she would go.", ("Carla Berg", "PERSON")),
    ("The court heard spokeswoman Odd Holmen on Friday.", ("Odd Holmen", "PERSON")),
    ("The Christian Democrats won the vote.", ("Christian Democrats", "ORG")),
    ("Norway's parliament met.", ("Norway", "COUNTRY")),
]


@pytest.mark.parametrize(("text", "expected"), WHOLE)
def test_a_name_is_whole_and_of_its_kind(language: Language, text: str, expected: tuple[str, str]) -> None:
    assert expected in _labels(language, text)


SHIPS_AND_WEAPONS = [
    ("Customs officers boarded the tanker Northern Star off Malta.", ("Northern Star", EntityKind.VESSEL)),
    ("The North Korean freighter Kang Holm left the port.", ("Kang Holm", EntityKind.VESSEL)),
    ("The M/V Silver Wave was detained in Panama.", ("Silver Wave", EntityKind.VESSEL)),
    ("It launched a Taepodong-2 missile over the sea.", ("Taepodong-2", EntityKind.WEAPON)),
    ("Iran fired Silverworm missiles at the port.", ("Silverworm", EntityKind.WEAPON)),
    ("The delivery of S-300 air-defence missiles was stopped.", ("S-300", EntityKind.WEAPON)),
]


@pytest.mark.parametrize(("text", "expected"), SHIPS_AND_WEAPONS)
def test_a_ship_or_weapon_is_one_where_the_text_says_so(language: Language, text: str, expected: tuple[str, EntityKind]) -> None:
    assert expected in [(naming.text, naming.actor.kind) for naming in _mentions(language, text) if naming.actor]


@pytest.mark.parametrize(
    "text",
    [
        "The tanker sank in the storm.",
        "A Russian missile hit the bridge.",
        "Troops boarded the ship Monday.",
        "The Anglo-French missile project and the Army missile range closed.",
    ],
)
def test_a_word_for_a_ship_or_weapon_names_none(language: Language, text: str) -> None:
    assert not {label for _, label in _labels(language, text)} & {"VESSEL", "WEAPON"}


def test_a_ship_is_a_ship_in_all_its_places(language: Language) -> None:
    told = _labels(language, "The tanker Northern Star left Oslo.", "Owners of the Northern Star said that it was safe.")
    assert [label for text, label in told if text == "Northern Star"] == ["VESSEL", "VESSEL"]


def _actors(language: Language, *texts: str) -> dict[str, str]:
    return {naming.text: naming.actor.name for naming in _mentions(language, *texts) if naming.actor}


def test_a_surname_means_the_person_named_in_full(language: Language) -> None:
    told = _actors(
        language, "Foreign Minister Carlos Medina spoke in Lima.", "Yet Medina will return.", "A friend of Medina called."
    )
    assert told["Medina"] == told["Carlos Medina"] == "Carlos Medina"


def test_an_acronym_in_brackets_means_the_name_before_it(language: Language) -> None:
    told = _actors(language, "The Northern Fisheries Commission (NFC) met in Oslo.", "The NFC set quotas.")
    assert told["NFC"] == told["Northern Fisheries Commission"]


def test_a_firm_without_its_suffix_is_the_firm(language: Language) -> None:
    told = _actors(language, "Trelleborg Holdings Inc. bought a mill.", "Trelleborg Holdings said that the price was low.")
    assert told["Trelleborg Holdings"] == told["Trelleborg Holdings Inc."]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Norwegian Foreign Minister Kari Holm spoke.", "NO"),
        ("U.S. President Bush spoke.", "US"),
        ("Foreign Minister Kari Holm spoke.", None),
        ("Norwegian author Kari Holm spoke.", None),
    ],
)
def test_an_official_has_the_country_that_the_text_gives(language: Language, text: str, country: str | None) -> None:
    people = [naming.actor.country for naming in _mentions(language, text) if naming.label == "PERSON" and naming.actor]
    assert people == [country]


@pytest.mark.parametrize("text", ["Sr. Jr. III spoke.", "Mr. 'S met Dr. -", "President Jr. of the Inc. Co.", "Ann Poe and and."])
def test_odd_names_are_read_without_a_failure(language: Language, text: str) -> None:
    assert all(text[naming.start : naming.end] == naming.text for naming in _mentions(language, text))


def test_no_name_is_made_of_suffixes_alone() -> None:
    row = [Naming(0, 6, "Jr III", "PERSON", named(EntityKind.PERSON, "Jr III"), "spacy")]
    assert settled([row], ["Jr III spoke."]) == [row]


def test_mentions_are_slices_that_do_not_overlap(language: Language) -> None:
    text = "The Bank of Norway's Carla Berg, 34, met U.S. Treasury officials aboard the tanker Northern Star in New York."
    found = _mentions(language, text)
    assert all(text[naming.start : naming.end] == naming.text for naming in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The price fell. It rose later.", False),
        ("Shr 34 cts vs 51 cts", False),
        ("", False),
        ("The price fell in Oslo.", True),
        ("Medina said so.", True),
        ("The price fell. Medina knew.", True),
    ],
)
def test_a_text_without_a_name_is_not_shown_to_the_model(text: str, expected: bool) -> None:
    assert may_name(text) is expected
