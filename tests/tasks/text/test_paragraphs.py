import pytest

from tasks.text.lines import split_lines
from tasks.text.paragraphs import join_paragraphs, read_paragraphs


def paragraphs(text, is_laid_out=False):
    return [paragraph.text for paragraph in read_paragraphs(split_lines(text), is_laid_out)]


CASES = {
    "indentation begins a paragraph": (
        "    The envoy of the duchy left Geneva at noon without a\nword to those who waited.\n    He will be back.\n"
        "    Nobody knows when the talks will go on, officials in\nFreedonia said.\n",
        ["The envoy of the duchy left Geneva at noon without a word to those who waited.", "He will be back.",
         "Nobody knows when the talks will go on, officials in Freedonia said."],
    ),
    "an empty line begins a paragraph": (
        "   THE ENVOY OF THE DUCHY LEFT GENEVA AT NOON WITHOUT A\nWORD TO THOSE WHO WAITED.\n\n   HE WILL BE BACK.\n",
        ["THE ENVOY OF THE DUCHY LEFT GENEVA AT NOON WITHOUT A WORD TO THOSE WHO WAITED.", "HE WILL BE BACK."],
    ),
    "an indented block is joined": (
        "Title\n\n   The envoy of the duchy left Geneva at noon without a\n   word to those who waited and will not\n"
        "   be back.\n",
        ["Title", "The envoy of the duchy left Geneva at noon without a word to those who waited and will not be back."],
    ),
    "a line is a paragraph where nothing is wrapped": (
        "The envoy left at noon.\nHe will be back.\n" + "Nobody knows when. " * 8 + "\n",
        ["The envoy left at noon.", "He will be back.", ("Nobody knows when. " * 8).strip()],
    ),
    "blanks collapse and hyphens stay": (
        "    The well-\nknown  envoy\tleft, and the others went\nhome with him.\n",
        ["The well- known envoy left, and the others went home with him."],
    ),
    "glued sentences are set apart again": (
        "A" + "a" * 150 + " agreed with the ally of the duchy.The draft is the fruit of talks."
        "“We agree,” he said in the U.S.A. at noon.",
        ["A" + "a" * 150 + " agreed with the ally of the duchy.", "The draft is the fruit of talks.",
         "“We agree,” he said in the U.S.A. at noon."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_paragraphs_are_joined(name):
    text, expected = CASES[name]
    assert paragraphs(text) == expected


def test_laid_out_text_breaks_at_empty_lines_alone():
    assert paragraphs("One\n  and the same.\n\nTwo.", is_laid_out=True) == ["One and the same.", "Two."]


def test_tables_stay_as_they_are():
    rows = "              TODAY     PREV\nBeets         27.40    24.10\nTurnips       23.80    21.00"
    found = read_paragraphs(split_lines("Prices at noon, in the\nusual places, were these.\n\n" + rows), is_laid_out=False)
    assert [each.is_table for each in found] == [False, True]
    assert found[1].text == "TODAY     PREV\nBeets         27.40    24.10\nTurnips       23.80    21.00"


def test_a_body_sets_paragraphs_apart_by_one_empty_line():
    assert join_paragraphs(["One.", "Two."]) == "One.\n\nTwo."


def test_a_block_of_listed_rows_is_one_table_with_what_ran_over():
    rows = "Race one - Beet Plate\n 1  2X1 Rufus (6) 59 Jane Roe\n 2 Rotary (9) 59 Sam Poe  J\nFirefly\n 3 Beet (1) 58 Roe"
    (found,) = read_paragraphs(split_lines(rows), is_laid_out=False)
    assert (found.is_table, len(found.lines)) == (True, 5)


@pytest.mark.parametrize(
    "prose", ["12 men left Geneva.\n13 Sylvanians stayed,\nthe envoy said.", "3 Envoys left\nand the duchy\nsaid no more."]
)
def test_sentences_that_begin_with_a_number_are_no_rows(prose):
    assert not any(each.is_table for each in read_paragraphs(split_lines(prose), is_laid_out=False))
