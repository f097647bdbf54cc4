import pytest

from tasks.text.marks import Marks, read_marks, split_headline


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("BC-Freedonia-Talks, 2nd Ld-Writethru", Marks(lead=2, is_writethru=True)),
        ("UN-FREEDONIA 1ST LEAD", Marks(lead=1)),
        ("FREEDONIA-TALKS LEAD", Marks(lead=1)),
        ("FREEDONIA-TALKS, WRITETHRU", Marks(lead=0, is_writethru=True)),
        ("FLASH", Marks(urgency=1)),
        ("SNAP-", Marks(urgency=1)),
        ("BULLETIN", Marks(urgency=2)),
        ("URGENT UN-FREEDONIA", Marks(urgency=3)),
        ("CORRECTED-UPDATE 2-", Marks(lead=2, is_correction=True)),
        ("RPT-", Marks(is_repeat=True)),
        ("BULLETIN KILL", Marks(urgency=2, is_kill=True)),
        ("BRIEF-", Marks(is_brief=True)),
        ("BC-Freedonia-Talks", Marks()),
        ("", Marks()),
    ],
)
def test_labels_tell_their_marks(label, expected):
    assert read_marks([label]) == expected


@pytest.mark.parametrize(
    ("headline", "prefix", "rest"),
    [
        ("CORRECTED-UPDATE 2-Duchy agrees", "CORRECTED-UPDATE 2-", "Duchy agrees"),
        ("(CORRECTED) - DUCHY AGREES", "(CORRECTED) - ", "DUCHY AGREES"),
        ("RPT-U.N. council meets", "RPT-", "U.N. council meets"),
        ("WRAPUP 2-Duchy agrees", "WRAPUP 2-", "Duchy agrees"),
        ("FLASH: Duchy agrees", "FLASH: ", "Duchy agrees"),
        ("LEAD-free petrol", "", "LEAD-free petrol"),
        ("TAKE-OVER BID", "", "TAKE-OVER BID"),
        ("Kill - bill passes", "", "Kill - bill passes"),
        ("EU - Duchy agrees", "", "EU - Duchy agrees"),
    ],
)
def test_marks_in_front_of_headlines_are_told_apart(headline, prefix, rest):
    assert split_headline(headline) == (prefix, rest)
