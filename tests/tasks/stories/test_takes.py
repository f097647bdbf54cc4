import pytest

from tasks.stories.takes import Take, joined_takes, read_take
from tests.tasks.text.wire import cleaned

ADD = """BC-Freedonia-Talks, 1st Add, NG0408,0030
   The envoy left at noon.
   MORE
NG-GE-03-03-94 1358EST
"""
FIRST = """BC-Freedonia-Talks, NG0407,0030
   GENEVA (NG) _ Freedonia froze the funds of the Sylvanian crown.
   MORE
NG-GE-03-03-94 1355EST
"""
THIRD = ADD.replace("1st Add, NG0408", "2nd Add, NG0409").replace("at noon", "for good")


@pytest.mark.parametrize(
    ("slugline", "lines", "take"),
    [
        ("BC-Freedonia-Talks, NG0407", [], Take()),
        ("BC-Freedonia-Talks, NG0407", ["MORE"], Take(1)),
        ("BC-Freedonia-Talks, NG0407", ["(MORE)"], Take(1)),
        ("BC-Freedonia-Talks, 1st Add, NG0408", ["MORE"], Take(2, True)),
        ("BC-Freedonia-Talks, 2nd Take, NG0408", [], Take(2, True)),
        ("BC-Freedonia-Talks, Add, NG0408", [], Take(2, True)),
        ("UN-FREEDONIA ADD 2", [], Take(3, True)),
        ("UN-FREEDONIA TAKE 1", [], Take(1)),
        ("UN-FREEDONIA", ["ADD TO FRP061"], Take(2, True)),
        ("UN-FREEDONIA", ["2nd and last add"], Take(3, True)),
        ("UN-FREEDONIA", ["first and only take"], Take()),
        ("BC-Freedonia-Talks, INSERT, NG0408", [], Take(None, True)),
        ("BC-Freedonia-Talks, 2nd Sub, NG0408", [], Take(None, True)),
        ("BC-Nuclear Sub, NG0408", [], Take()),
        ("BC-BANK-TO-TAKE-15-PCT-ST", [], Take()),
        ("BC-******BANK-TO-TAKE-2", [], Take()),
        ("BC-Freedonia-Talks, 2nd Ld-Writethru", ["PICKS UP 3rd graf"], Take()),
    ],
)
def test_the_desk_says_which_take_it_is(slugline, lines, take):
    assert read_take(slugline, lines) == take


def joined(*texts):
    return [(each.story.joined_takes, each.story.body.split("\n\n")[1:]) for each in joined_takes(map(cleaned, texts))]


def test_every_unbroken_run_of_takes_is_joined():
    assert joined(THIRD, FIRST, ADD) == [
        (2, ["The envoy left at noon."]),
        (3, ["The envoy left at noon.", "The envoy left for good."]),
    ]


@pytest.mark.parametrize("texts", [[FIRST], [ADD, THIRD], [FIRST, THIRD], [FIRST, ADD.replace("-Talks", "-Beets")]])
def test_takes_that_do_not_go_on_from_the_first_are_joined_to_nothing(texts):
    assert joined(*texts) == []


def test_a_joined_text_keeps_headline_and_furniture_and_stands_behind_its_newest_take():
    first, add = cleaned(FIRST), cleaned(ADD)
    (whole,) = joined_takes([add, first])
    assert whole.story.version_order > add.story.version_order > first.story.version_order
    assert (whole.story.is_fragment, add.story.is_fragment, first.story.is_fragment) == (False, True, False)
    assert [piece.text for piece in whole.furniture] == [piece.text for take in (first, add) for piece in take.furniture]
    assert whole.story.word_count == first.story.word_count + add.story.word_count


def test_takes_of_another_lead_are_joined_to_nothing():
    assert joined(FIRST, ADD.replace("1st Add", "1st Ld, 1st Add")) == []
