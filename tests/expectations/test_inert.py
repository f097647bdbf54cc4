"""Strings that others wrote cannot act on those who read them."""

import json

import pytest

from expectations.inert import escaped, required_code, token, visible


@pytest.mark.parametrize("plain", ["story_0a1b/v2", "body:un-security-council", "KP", "en", "1.5"])
def test_plain_ids_and_codes_stay(plain):
    assert token(plain) == plain


@pytest.mark.parametrize("hostile", ["<b>", "two words", "", "a\nb", "é", "x" * 200, "\ud800"])
def test_anything_else_becomes_a_digest_that_still_tells_values_apart(hostile):
    assert token(hostile).startswith("unprintable-")
    assert token(hostile) != token(hostile + "!")


def test_null_is_no_token_but_a_word_where_a_code_is_required():
    assert token(None) is None
    assert required_code(None) == "missing"
    assert required_code("imposed") == "imposed"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain – “quoted” ünïcode", "plain – “quoted” ünïcode"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("evil\u202egnp.exe", "evil[U+202E]gnp.exe"),
        ("zero\u200bwidth\ufeff", "zero[U+200B]width[U+FEFF]"),
        ("\x1b[31mred\x00", "[U+001B][31mred[U+0000]"),
        ("half a pair \ud800", "half a pair [U+D800]"),
    ],
)
def test_hidden_characters_are_shown_by_number(text, shown):
    assert visible(text) == shown


@pytest.mark.parametrize("hidden", ["\u202e", "\x9b", "\u2066", "\U000e0041", "\ud800", "\ue000"], ids=ascii)
def test_json_is_escaped_without_changing_a_value(hidden):
    text = escaped(json.dumps({"headline": f"a{hidden}ö"}, ensure_ascii=False))
    assert hidden not in text
    assert "ö" in text
    assert json.loads(text) == {"headline": f"a{hidden}ö"}
