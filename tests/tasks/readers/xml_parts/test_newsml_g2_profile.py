import re
from zoneinfo import ZoneInfo

import pytest

from tasks.readers.xml_parts.newsml_g2_profile import EVERYBODY, FORMAT, profile_of
from warehouse.reference import read_reference

ROWS = [row for row in read_reference("provider_profiles") if row["format"] == FORMAT]
VOCABULARY = {"block", "opening"}  # rules whose words are regular expressions


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['provider']}: {row['field']} {row['rule']} {row['example'][:20]}")
def test_every_row_does_to_its_example_what_its_rule_says(row):
    assert row["source"]
    value, example = row["value"], row["example"]
    if row["rule"] == "name":
        assert profile_of([example]).provider == row["provider"]
    elif row["rule"] == "drop":
        assert re.fullmatch(value, example)
        assert not re.fullmatch(value, "Jane Roe")
    elif row["rule"] == "without":
        assert re.sub(value, "", example) not in ("", example)
        assert re.sub(value, "", "Jane Roe") == "Jane Roe"
    elif row["rule"] == "zone":
        assert ZoneInfo(value).key == example
    else:
        word, _, meaning = value.rpartition("=")
        assert meaning
        assert re.fullmatch(word, example) if row["rule"] in VOCABULARY else word == example


def test_a_provider_is_known_by_its_name_and_codes_whatever_the_case():
    names = [profile_of([name]).provider for name in ("DPA", "nprov:dpa", "Deutsche Presse-Agentur GmbH")]
    assert names == ["dpa"] * 3


def test_the_first_name_that_is_known_decides_and_none_is_no_provider():
    assert profile_of([None, "Unheard Of", "reuters.com"]).provider == "Reuters"
    assert profile_of(["Unheard Of"]).provider is None
    assert profile_of([]).provider is None


def test_rules_for_everybody_hold_for_all():
    common = [row for row in ROWS if row["provider"] == EVERYBODY and row["rule"] == "class"]
    for names in ([], ["dpa"]):
        assert len(profile_of(names).choices("body", "class")) >= len(common)


def test_values_are_cleaned_or_dropped():
    profile = profile_of(["ANSA"])
    assert profile.cleaned("dateline", "ANSA TEST - ROMA, 01 LUG -") == "ROMA"
    assert profile.cleaned("rights", "NONE") is None
    assert profile.cleaned("rights", None) is None
    assert profile.cleaned("rights", "None of this may be used") == "None of this may be used"


def test_a_zone_is_known_or_not():
    assert profile_of(["STT"]).zone("published_at") == ZoneInfo("Europe/Helsinki")
    assert profile_of(["dpa"]).zone("published_at") is None
