import pytest

from tasks.text.headline import is_closed, is_same_headline, split_credit
from tests.tasks.text.wire import cleaned

LEAD = "Freedonia said on Tuesday it had stopped all imports of beets from Sylvania until the duchy opens its border again."

CASES = {
    "a title above a longer text": (f"Freedonia bans beets\n{LEAD}", "Freedonia bans beets"),
    "a title set apart by an empty line": (f"Freedonia bans beets\n\n{LEAD}", "Freedonia bans beets"),
    "a title over two lines": (
        f"Freedonia bans beets and\nturnips\n\nGENEVA, March 3 - {LEAD}",
        "Freedonia bans beets and turnips",
    ),
    "a question": (f"Will the duchy open its border?\n\n{LEAD}", "Will the duchy open its border?"),
    "a title that ends in an abbreviation": (f"Freedonia turns to the U.N.\n\n{LEAD}", "Freedonia turns to the U.N."),
    "a credited title": (f"Freedonia bans beets (Northgate Press)\n{LEAD}", "Freedonia bans beets"),
    "capitals with a stop over a dateline": (f"FREEDONIA BANS BEETS.\nGENEVA, March 3 - {LEAD}", "FREEDONIA BANS BEETS."),
    "never the lead": (f"{LEAD}\nThe duchy did not answer.", None),
    "never a short lead": ("The duchy closed its border.\n\nNobody knows why.", None),
    "never the only line": ("Freedonia bans beets", None),
}


@pytest.mark.parametrize("name", CASES)
def test_headlines_are_told_from_leads(name):
    text, expected = CASES[name]
    story = cleaned(text).story
    assert story.headline == expected
    assert expected is None or expected not in story.body


def test_metadata_wins_and_the_repeated_line_is_cut():
    story = cleaned(f"Freedonia Bans Beets\n\n{LEAD}", headline="Freedonia bans beets").story
    assert (story.headline, story.body) == ("Freedonia bans beets", LEAD)


def test_another_first_line_stays_under_a_headline_of_metadata():
    story = cleaned(f"Beets first\n\n{LEAD}", headline="Freedonia bans beets").story
    assert story.body == f"Beets first\n\n{LEAD}"


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("The border is closed.", True),
        ("in the U.S.", False),
        ("Freedonia Mining Inc.", False),
        ("the border,", True),
        ("Why?", False),
    ],
)
def test_prose_is_closed_and_titles_are_not(text, closed):
    assert is_closed(text) is closed


def test_a_ticker_behind_capitals_is_no_credit():
    assert split_credit("FREEDONIA MINING UNIT (FRD)") == ("FREEDONIA MINING UNIT (FRD)", "")


def test_headlines_are_compared_by_letters():
    assert is_same_headline("Freedonia bans beets!", "FREEDONIA BANS  BEETS")
    assert not is_same_headline("—", "…")
