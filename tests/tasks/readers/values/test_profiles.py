from zoneinfo import ZoneInfo

import pytest

from tasks.readers.registry import known_formats
from tasks.readers.values.moments import moment
from tasks.readers.values.profiles import habits, time_zone
from warehouse.codes import Precision
from warehouse.reference import read_reference

CLASSIC = {"nitf", "newsml_1_2", "ritzau"}
ROWS = [row for row in read_reference("provider_profiles") if row["format"] in CLASSIC]
RULES = {"time_zone": {"zone"}, "provider_key": {"meta", "key_and_day"}, "slugline": {"meta", "title"}}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['format']}-{row['provider']}-{row['field']}")
def test_every_habit_is_one_that_a_reader_knows(row):
    assert row["format"] in known_formats()
    assert row["rule"] in RULES[row["field"]]
    assert row["example"]
    assert row["source"]
    assert bool(row["value"]) == (row["rule"] in {"zone", "meta"})


@pytest.mark.parametrize("row", [row for row in ROWS if row["rule"] == "zone"], ids=lambda row: row["example"])
def test_zones_exist_and_turn_their_example_into_a_moment(row):
    found = moment(row["example"], ZoneInfo(row["value"]).key)
    assert found is not None
    assert found.precision is not Precision.DAY


def test_a_habit_is_found_by_any_name_of_the_provider():
    assert time_zone("nitf", "aap") == time_zone("nitf", "Australian Associated Press") == "Australia/Sydney"


def test_other_providers_and_formats_have_none():
    assert list(habits("nitf", "Northgate", "provider_key")) == []
    assert list(habits("nitf", None, "time_zone")) == []
    assert time_zone("ritzau", "NTB") is None
