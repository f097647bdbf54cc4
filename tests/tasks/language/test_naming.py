"""Names link to countries and bodies where the story settles them, and to nobody where it does not."""

from datetime import date

import pytest

from tasks.language.naming import Naming, name_story
from tasks.language.parsed import Language
from tasks.language.pipeline import parse
from tasks.language.speaking import countries_of_persons


def _namings(language: Language, *texts: str, on: date | None = None, any_case: bool = False) -> list[list[Naming]]:
    return name_story(list(parse(texts, language)), texts, on, any_case)


def _ids(rows: list[list[Naming]]) -> list[tuple[str, str | None]]:
    return [(naming.text, naming.actor.entity_id if naming.actor else None) for row in rows for naming in row]


LINKED = [
    ("The Kremlin answered Washington on Monday.", "Kremlin", "country:RU"),
    ("Tokyo and Seoul agreed on a text.", "Seoul", "country:KR"),
    ("The U.N. Security Council met in New York.", "U.N. Security Council", "body:un-security-council"),
    ("The Bush administration is weighing its options.", "Bush administration", "country:US"),
    ("North Korean leaders met in the capital.", "North Korean", "country:KP"),
    ("Two Burmese generals and a Thai envoy talked.", "Burmese", "country:MM"),
]


@pytest.mark.parametrize(("text", "words", "entity_id"), LINKED)
def test_a_name_is_linked(language: Language, text: str, words: str, entity_id: str) -> None:
    assert (words, entity_id) in _ids(_namings(language, text))


@pytest.mark.parametrize("text", ["He sailed the Sea of Japan.", "Sen. Ann Poe of New Mexico spoke."])
def test_a_country_inside_another_name_is_not_linked(language: Language, text: str) -> None:
    assert not [entity for _, entity in _ids(_namings(language, text)) if entity in ("country:JP", "country:MX")]


def test_moscow_means_the_state_of_its_time(language: Language) -> None:
    text = "Moscow rejected the demand."
    assert ("Moscow", "country:SU") in _ids(_namings(language, text, on=date(1987, 3, 2)))
    assert ("Moscow", "country:RU") in _ids(_namings(language, text, on=date(2014, 3, 2)))


def test_a_capital_after_in_is_a_place(language: Language) -> None:
    (row,) = _namings(language, "Envoys met in Tehran on Friday.")
    assert [naming.is_place for naming in row if naming.text == "Tehran"] == [True]


def test_the_north_needs_its_country_named_before(language: Language) -> None:
    alone = _ids(_namings(language, "The North rejected the offer."))
    told = _ids(_namings(language, "South Korea and North Korea met.", "The North rejected the offer."))
    assert ("The North", "country:KP") not in alone
    assert ("The North", "country:KP") in told


def test_a_short_name_is_the_person_named_in_full_before(language: Language) -> None:
    rows = _namings(language, "Foreign Minister Carlos Medina spoke in Lima.", "Medina said he would return.")
    people = [naming.actor.name for row in rows for naming in row if naming.label == "PERSON" and naming.actor]
    assert people == ["Carlos Medina", "Carlos Medina"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Norwegian Foreign Minister Kari Holm spoke.", "country:NO"),
        ("Kari Holm, the Norwegian ambassador, spoke.", "country:NO"),
        ("Norwegian author Kari Holm spoke.", None),
        ("The ban on Norway was lifted by President Kari Holm.", None),
    ],
)
def test_an_official_speaks_for_the_country_beside_the_name(language: Language, text: str, country: str | None) -> None:
    rows = _namings(language, text)
    found = countries_of_persons([text], rows)
    assert {actor.entity_id for actor in found.values()} == ({country} if country else set())


def test_every_mention_is_a_slice_of_its_text(language: Language) -> None:
    texts = ["President Ann Poe's aides met the Burmese junta in Rangoon.", "U.S.-led forces and the E.U. waited."]
    for text, row in zip(texts, _namings(language, *texts), strict=True):
        assert all(text[naming.start : naming.end] == naming.text for naming in row)
