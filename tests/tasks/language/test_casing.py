"""ALL-CAPS wires get a normal case of equal length."""

import pytest

from tasks.language.casing import is_all_caps, is_all_lower, truecase
from tasks.language.gazetteer import load_gazetteer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("THE GOVERNMENT OF PERU SAID TODAY THAT IT WOULD WAIT.", True),
        ("The government of Peru said today that it would wait.", False),
        ("USA", False),
        ("NATO and the EU met the OAS in New York on Friday.", False),
    ],
)
def test_tells_caps_from_mixed_case(text: str, expected: bool) -> None:
    assert is_all_caps(text) is expected


def test_tells_a_wire_in_small_letters() -> None:
    assert is_all_lower("the government of peru said today that it would wait")
    assert not is_all_lower("The government of Peru said today that it would wait")


def test_names_sentence_starts_and_titles_keep_their_capitals() -> None:
    text = "THE EMBARGO AGAINST PERU STAYS. PRESIDENT JUAN SOTO SAID SO IN LIMA."
    names = [(hit.start, hit.end, hit.forms[0].text) for hit in load_gazetteer().find(text, any_case=True)]
    cased = truecase(text, names)
    assert len(cased) == len(text)
    assert cased.startswith("The embargo against Peru stays. President Juan Soto said so in ")


@pytest.mark.parametrize("text", ["", "ÇA VA? STRAßE İSTANBUL", "U.S. AND U.N. OFFICIALS"])
def test_length_never_changes(text: str) -> None:
    assert len(truecase(text, [])) == len(text)
