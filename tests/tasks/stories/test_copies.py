import pytest

from tasks.stories.copies import SKETCH_BOUND, sketch

WORDS = [f"word{number}" for number in range(400)]
LONG = " ".join(WORDS)
TRIM = " ".join(WORDS[:200])
OTHER = " ".join(f"other{number}" for number in range(400))


def test_a_sketch_keeps_about_a_quarter_of_the_shingles():
    assert 70 <= len(sketch(LONG)) <= 130
    assert all(mark < SKETCH_BOUND for mark in sketch(LONG))


@pytest.mark.parametrize("same", [LONG.upper(), LONG.replace(" ", "\n\n", 3), f"“{LONG}.”"])
def test_layout_and_case_change_no_sketch(same):
    assert sketch(same) == sketch(LONG)


def test_fewer_than_five_words_have_no_sketch():
    assert sketch("only four words here") == frozenset()


def test_the_sketch_of_a_trim_is_part_of_the_sketch_of_its_story():
    assert sketch(TRIM) < sketch(LONG)
    assert sketch(LONG) & sketch(OTHER) == frozenset()
