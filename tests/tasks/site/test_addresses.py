"""File names come from ids, are safe on every disk, and differ where the ids do."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.site.addresses import page_name, party_name


@pytest.mark.parametrize(
    ("party", "name"), [("LY", "ly"), ("UN Security Council", "un-security-council-082eb169"), ("../../etc", "etc-74ccf3c5")]
)
def test_names_of_parties(party, name):
    assert party_name(party) == name


def test_an_id_of_ours_is_its_own_name():
    assert page_name("story_0a2e48052b461b5c8409") == "story_0a2e48052b461b5c8409"


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1), st.text(min_size=1))
def test_names_are_plain_and_tell_parties_apart(one, other):
    for name in (party_name(one), page_name(one)):
        assert re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,90}", name)
    assert (party_name(one).casefold() == party_name(other).casefold()) == (one == other)
