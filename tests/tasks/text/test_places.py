import pytest

from tasks.text.places import country_named, is_known_place, place_country, subdivision_country
from warehouse.reference import read_reference


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("TOKYO", "JP"),
        ("Moscow", "RU"),
        ("BELGRADE", "RS"),
        ("EAST BERLIN", "DD"),
        ("UNITED NATIONS", None),
        ("PARIS/LONDON", "FR"),
    ],
)
def test_places_lie_in_countries(name, country):
    assert place_country(name) == country


@pytest.mark.parametrize("name", ["UNITED NATIONS", "St. Petersburg", "ANKARA", "new york"])
def test_common_datelines_are_known(name):
    assert is_known_place(name)


@pytest.mark.parametrize("name", ["FREEDONIA", "NATO", "IRAN", ""])
def test_other_names_are_no_places(name):
    assert not is_known_place(name)


@pytest.mark.parametrize(
    ("name", "country"), [("Wis.", "US"), ("N.J.", "US"), ("Ontario", "CA"), ("Bavaria", None), ("Georgia", None), ("Ga.", "US")]
)
def test_states_lie_in_countries(name, country):
    assert subdivision_country(name) == country


def test_a_standing_state_decides_over_an_ended_one():
    assert country_named("Germany") == "DE"


def test_every_dateline_place_has_a_known_country_or_none():
    codes = {row["code"] for row in read_reference("countries")} | {""}
    assert [row["place"] for row in read_reference("dateline_places") if row["country"] not in codes] == []
