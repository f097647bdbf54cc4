"""Passages keep their place in the body, and text that hangs the tokenizer is blanked."""

import time

import pytest

from tasks.language.passages import MAX_PASSAGE_CHARS, guarded, split_passages

BODIES = [
    "One paragraph.\n\nAnother one.",
    "A hard-wrapped line of a wire\nthat goes on here.\n\n  Second paragraph.  ",
    "First line is a whole paragraph that is much longer than a wire line, so it is not hard-wrapped at all here.\nSecond one.",
    "",
    "   \n\n  \n",
    "word " * 4_000,
    "x" * (3 * MAX_PASSAGE_CHARS),
]


@pytest.mark.parametrize("body", BODIES)
def test_a_passage_is_a_slice_of_the_body(body: str) -> None:
    for passage in split_passages(body):
        assert body[passage.start : passage.start + len(passage.text)] == passage.text
        assert 0 < len(passage.text) <= MAX_PASSAGE_CHARS


@pytest.mark.parametrize("body", BODIES)
def test_no_word_is_lost(body: str) -> None:
    kept = "".join("".join(passage.text.split()) for passage in split_passages(body))
    assert kept == "".join(body.split())


def test_blank_lines_end_a_passage_and_wraps_do_not() -> None:
    texts = [passage.text for passage in split_passages("The council met\non Friday.\n\nIt will meet again.")]
    assert texts == ["The council met\non Friday.", "It will meet again."]


@pytest.mark.parametrize("text", ["a\nb", "$" * 500 + " price", "plain", "— dash", "“quoted”", "A" * 5_000])
def test_guarding_keeps_the_length(text: str) -> None:
    assert len(guarded(text)) == len(text)


def test_runs_of_punctuation_are_blanked_and_short_ones_stay() -> None:
    assert guarded("up " + "=" * 40 + " down").split() == ["up", "down"]
    assert guarded("wait... what?!") == "wait... what?!"


def test_a_hostile_run_parses_fast(language: object) -> None:
    from tasks.language.pipeline import parse

    begun = time.perf_counter()
    docs = list(parse(["$" * 16_000 + " the end"], language))
    assert time.perf_counter() - begun < 5
    assert docs[0].text.strip() == "the end"
