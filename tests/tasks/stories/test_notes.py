import pytest

from tasks.readers.draft import Draft, Note
from tasks.stories.notes import asks_to_kill, embargo_notes, kills_itself, notes_of, says_repeat
from tasks.text.layout import lay_out


@pytest.mark.parametrize(
    ("text", "itself", "some"),
    [
        ("Eds: This is a mandatory kill.", True, False),
        ("Editors: please withdraw this story. It is wrong.", True, True),
        ("Editors: please withdraw the earlier story.", False, True),
        ("Eds: SUBS for BC-Freedonia, NG0407, which was killed.", False, False),
        ("ADDS that rebels kill 10, story of a survivor", False, False),
    ],
)
def test_notes_kill_their_own_message_or_another(text, itself, some):
    assert (kills_itself([text]), asks_to_kill([text])) == (itself, some)


@pytest.mark.parametrize(
    ("text", "repeats"),
    [
        ("(Repeats story first issued on Saturday with no changes)", True),
        ("Eds: REPEATS for clients that missed it", True),
        ("RPT for wider distribution", True),
        ("ADDS that he repeats his claim", False),
    ],
)
def test_notes_say_that_a_message_is_a_repeat(text, repeats):
    assert says_repeat([text]) is repeats


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("EMBARGOED UNTIL 0001 GMT March 3", True),
        ("Eds: with photo. HOLD FOR RELEASE at 6 p.m. EST", True),
        ("Not for publication before noon", True),
        ("UPDATES with end of the arms embargo until 1990", False),
    ],
)
@pytest.mark.parametrize("kind", ["editors_note", "other"])
def test_an_embargo_is_found_inside_a_note(text, asks, kind):
    draft = Draft("The duchy agreed.", "plain", notes=(Note(kind, text),))
    found = embargo_notes(draft, lay_out(draft))
    assert bool(found) is asks


def test_notes_of_the_format_come_behind_those_of_the_text():
    draft = Draft(
        "Eds: ADDS vote\n\nGENEVA (NG) _ It agreed.", "plain", notes=(Note("editors_note", "with photo"), Note("summary", "x"))
    )
    assert notes_of(draft, lay_out(draft), "editors_note") == ("Eds: ADDS vote", "with photo")
