"""The command `search`, as a person or a program meets it."""

import pytest

from flows.screens import marked
from warehouse.connect import open_writer
from warehouse.passages import Marked


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A data folder with one story full of hostile text."""
    from tests.factories import a_batch, a_run, a_story, delivered, sketched
    from warehouse.settle import settle
    from warehouse.store import load

    home = tmp_path_factory.mktemp("hostile")
    body = "Timber\x1b[31m <b>imports</b> were \u202ebanned\u202c by [bold]decree[/bold] **now**."
    with open_writer(home / "warehouse.duckdb") as writer:
        batch = a_batch(a_story(body=body, headline="Timber \x07ban"))
        load(writer, batch, delivered(batch), sketched(batch), a_run())
        settle(writer)
    return home


def test_found_words_are_marked_and_hostile_text_is_inert(sanctionwire, home):
    ran = sanctionwire("search", "timber", "imports", home=home)
    assert ran.code == 0, ran.err
    assert "**Timber**[U+001B][31m <b>**imports**</b> were [U+202E]banned[U+202C] by [bold]decree[/bold]" in " ".join(
        ran.out.split()
    )
    assert not {"\x1b", "\x07", "\u202e"} & set(ran.out)


def test_on_a_terminal_they_are_bold(monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    text = marked(Marked("An oil ban", ((3, 6),)))
    assert text.plain == "An oil ban"
    assert [(text.plain[span.start : span.end], span.style) for span in text.spans if span.style] == [("oil", "bold")]


def test_a_program_gets_offsets(sanctionwire, home):
    (hit,) = sanctionwire("search", "decree", "--json", home=home).json
    assert [hit["snippet"]["text"][start:end] for start, end in hit["snippet"]["marks"]] == ["decree"]
    assert (hit["story_id"], hit["measure_id"]) == ("story_a", None)


def test_nothing_found_is_no_error(sanctionwire, home):
    ran = sanctionwire("search", "zebra", home=home)
    assert (ran.code, ran.out.startswith("Nothing found")) == (0, True)
    assert sanctionwire("search", "zebra", "--json", home=home).json == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["!!!"], "no word"),
        (["timber", "--since", "soon"], "YYYY-MM-DD"),
        (["timber", "--limit", "0"], "limit"),
        ([], "WORDS"),
    ],
)
def test_wrong_calls_are_usage_errors(sanctionwire, home, arguments, told):
    ran = sanctionwire("search", *arguments, home=home)
    assert ran.code == 2
    assert told in ran.err
    assert "Traceback" not in ran.err


def test_a_named_query_without_its_parameter_says_what_it_takes(sanctionwire, home):
    ran = sanctionwire("query", "--name", "in_force", home=home)
    assert (ran.code, "needs --param target=VALUE" in ran.err, "like Libya" in ran.err) == (2, True, True)


def test_the_list_shows_question_parameters_and_for_programs_the_sample_answer(sanctionwire, home):
    assert "target, on=today" in sanctionwire("query", "--list", home=home).out
    told = sanctionwire("query", "--list", "--name", "in_force", home=home).out
    assert all(words in told for words in ("(needed)", "country code", "--param target=Libya", "measure_type | sender"))
    listed = {one["name"]: one for one in sanctionwire("query", "--list", "--json", home=home).json}
    assert len(listed) >= 25
    assert listed["in_force"]["parameters"][0] == {
        "name": "target", "kind": "party", "meaning": "whom it is against", "default": None, "example": "Libya"
    }  # fmt: skip
    assert listed["in_force"]["answer"].startswith("measure_type | sender")
