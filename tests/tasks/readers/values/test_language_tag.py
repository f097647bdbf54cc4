import pytest

from tasks.readers.values.language_tag import primary_language
from warehouse.reference import read_reference, split_cell


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "en"),
        ("en-US", "en"),
        ("EN_gb", "en"),
        (" pt-BR ", "pt"),
        ("swe", "sv"),
        ("ger", "de"),
        ("deu-AT", "de"),
        ("haw", "haw"),
        ("zh-Hant-TW", "zh"),
        ("und", None),
        ("mul", None),
        ("english language", None),
        ("x", None),
        ("", None),
        (None, None),
    ],
)
def test_a_tag_becomes_its_primary_code(tag, code):
    assert primary_language(tag) == code


def test_every_language_has_a_two_letter_code_a_three_letter_code_and_a_source():
    rows = read_reference("languages")
    assert len({row["code"] for row in rows}) == len(rows)
    assert all(len(row["code"]) == 2 and row["source"] for row in rows)
    assert all(len(three) == 3 for row in rows for three in split_cell(row["three_letters"]))
