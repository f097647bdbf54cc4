from tasks.readers.telex_parts.margin import runs

WIDTH = 30


def test_only_a_line_without_room_for_the_next_word_runs_on():
    lines = ["Duchy:", "Freedonia freezes the funds of", "Sylvania", "By Jane Roe"]
    assert runs(lines, WIDTH) == [["Duchy:"], ["Freedonia freezes the funds of", "Sylvania"], ["By Jane Roe"]]


def test_an_empty_line_runs_on_from_nothing():
    assert runs(["x" * WIDTH, ""], WIDTH) == [["x" * WIDTH], [""]]
