import pytest

from warehouse.passages import Marked, best_window, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Oil-for-food, 1718!", ["oil", "for", "food", "1718"]),
        ("U.N. émigrés _x_", ["u", "n", "émigrés", "x"]),
        ("'; DROP TABLE --", ["drop", "table"]),
        ("!!! \u202e", []),
    ],
)
def test_a_text_is_taken_apart_into_words(text, words):
    assert words_of(text) == words


def test_words_are_marked_where_they_stand():
    passage = Marked.of("Oil,\n\n and  OIL again: boil", frozenset({"oil"}))
    assert [passage.text[start:end] for start, end in passage.marks] == ["Oil", "OIL"]
    assert passage.text == "Oil, and OIL again: boil"
    assert "".join(piece for piece, _ in passage.pieces()) == passage.text


def test_the_passage_shows_most_different_words_whole():
    text = "oil " + "word " * 200 + "an embargo on oil " + "word " * 200
    passage = best_window(text, frozenset({"oil", "embargo"}), 100)
    assert {passage.text[start:end] for start, end in passage.marks} == {"oil", "embargo"}
    assert passage.text.startswith("… word ")
    assert passage.text.endswith("word …")
    assert len(passage.text) <= 110


@pytest.mark.parametrize("text", ["", "short", "x" * 5000, "oil" + "x" * 5000, " ".join(["oil"] * 5000)])
def test_any_text_has_a_passage_with_marks_inside_it(text):
    passage = best_window(text, frozenset({"oil"}), 100)
    assert len(passage.text) <= 150
    assert [passage.text[start:end].lower() for start, end in passage.marks] == ["oil"] * len(passage.marks)
