import pytest

from tasks.readers.agreement import agreement


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("a b c d e", "A b, c d. E!", 1.0),
        ("a b c d e", "a b c d", 2 / 3),
        ("a b c d", "e f g h", 0.0),
        ("a b c d a b c d", "a b c d", 2 / 6),
        ("", "a b c d", 0.0),
        ("a b", "a b", 1.0),
        ("", "", 1.0),
    ],
)
def test_agreement_is_the_f1_of_four_word_shingles(one, other, expected):
    assert agreement(one, other) == pytest.approx(expected)
