import pytest

from tasks.text.tongue import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council voted on Monday to keep the arms embargo against Syldavia in place for another year.", "en"),
        ("Der Rat hat am Montag beschlossen, das Waffenembargo gegen Syldavien um ein weiteres Jahr zu verlängern.", "de"),
        ("Le Conseil a décidé lundi de prolonger d'un an l'embargo sur les armes décrété contre la Syldavie.", "fr"),
        ("Rådet beslutade på måndagen att förlänga vapenembargot mot Syldavien med ytterligare ett år.", "sv"),
        ("SYLDAVIA ARMS EMBARGO KEPT", None),
        ("", None),
    ],
)
def test_a_language_is_told_from_words_enough(text, language):
    assert language_of(text) == language


def test_figures_are_no_language():
    assert language_of("12.3 14.5 16.7 " * 20) is None
