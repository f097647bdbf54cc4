"""Reporting places: which names are datelines by themselves, and in which country they lie."""

import re
from functools import cache
from itertools import chain

from warehouse.reference import read_reference, split_cell

# A name made comparable. Match: the blanks and stops of "Washington, D.C.". Miss: letters.
_LOOSE = re.compile(r"[\s.,]+")


def is_known_place(name: str) -> bool:
    """Tell whether the name is a capital or a common dateline, in any letter case."""
    return _key(name) in _places()


def place_country(name: str) -> str | None:
    """Return the country code of a known place; of two places set apart by a slash, that of the first."""
    return _places().get(_key(name.split("/", maxsplit=1)[0])) or None


def country_named(name: str) -> str | None:
    """Return the code of the country that goes by this name."""
    return _countries().get(_key(name))


def subdivision_country(name: str) -> str | None:
    """Return the country of a state, province or region, by its name or abbreviation; a name of both is the country's.

    AP and its followers abbreviate the state, "ATLANTA, Ga.", and spell out the country, "TBILISI, Georgia".
    """
    return None if country_named(name) else _subdivisions().get(_key(name))


def _key(name: str) -> str:
    """Return the name as the tables are keyed: no article, no stops, one blank, no letter case."""
    return _LOOSE.sub(" ", name.replace(".", "")).strip().casefold().removeprefix("the ")


@cache
def _places() -> dict[str, str]:
    """Return the country of each place; our own table is read last and so decides where capitals share a name."""
    capitals = ((capital, row["code"]) for row in _standing_first() for capital in split_cell(row["capital"]))
    listed = ((row["place"], row["country"]) for row in read_reference("dateline_places"))
    return {_key(place): country for place, country in chain(capitals, listed)}


@cache
def _countries() -> dict[str, str]:
    """Return the code of each country name; a state that stands decides over one that ended."""
    forms = ((form, row["code"]) for row in _standing_first() for form in (*split_cell(row["name"]), *split_cell(row["aliases"])))
    return {_key(form): code for form, code in forms}


@cache
def _subdivisions() -> dict[str, str]:
    """Return the country of each subdivision under its name, abbreviations and postal code."""
    return {
        _key(form): row["country"]
        for row in read_reference("subdivisions")
        for form in (row["name"], *split_cell(row["abbreviations"]), *split_cell(row["postal"]))
    }


def _standing_first() -> list[dict[str, str]]:
    """Return the countries, ended states first, so that a standing state overwrites what they share."""
    return sorted(read_reference("countries"), key=lambda row: row["until"] == "")
