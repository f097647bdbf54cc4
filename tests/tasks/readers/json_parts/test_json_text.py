import math

import pytest

from tasks.readers.errors import UnreadableError
from tasks.readers.json_parts.json_text import at, load, load_text, lowered, objects, string, strings
from tasks.sources.limits import Limits

LIMITS = Limits()


@pytest.mark.parametrize("deep", ["[" * 100_000, '{"a":' * 100_000, "[" * 201 + "]" * 201, '[{"a":' * 150], ids=range(4))
def test_deep_nesting_is_refused_before_it_is_parsed(deep):
    with pytest.raises(UnreadableError, match="more than 200 levels") as caught:
        load_text(deep, LIMITS)
    assert caught.value.reason_code == "too_deep"


def test_brackets_in_strings_nest_nothing():
    assert load_text('["' + "[{" * 500 + '\\" ["]', LIMITS) == ["[{" * 500 + '" [']


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"headline": "One", "headline": "Two"}', {"headline": "Two"}),
        ('{"a": NaN, "b": Infinity, "c": -Infinity, "d": 1e999}', dict.fromkeys("abcd")),
        ('{"a": ' + "9" * 5_000 + "}", {"a": None}),
        ('{"a": ' + "9" * 300 + "}", {"a": int("9" * 300)}),
        ('"Duke\\ud83d and \\ud83d\\ude00"', "Duke\ufffd and \U0001f600"),
        ('"null\\u0000 and bell\\u0007 and \\uffff."', "null  and bell  and  ."),
        ('"two\nlines\tand a tab"', "two\nlines\tand a tab"),
        (' \n"blanks around" \n', "blanks around"),
    ],
)
def test_what_parsers_disagree_on_has_one_meaning(text, value):
    assert load_text(text, LIMITS) == value


@pytest.mark.parametrize(
    "text",
    [
        '{"headline": "Council bans',
        '{"headline": "Council"',
        '[{"a": 1}, {"a"',
        '{"a": 1} trailing',
        '{"a": 1}{"a": 2}',
        "{'a': 1}",
        '{"a": 1,}',
        "// remark\n{}",
        "",
    ],
)
def test_broken_json_says_where(text):
    with pytest.raises(UnreadableError, match=r"not well-formed \(.+\); send it whole") as caught:
        load_text(text, LIMITS)
    assert caught.value.reason_code == "malformed"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_json_comes_in_any_unicode(delivery, charset):
    text = '{"headline": "Zürich bans café chairs"}'
    assert load(delivery(text.encode(charset)), LIMITS) == {"headline": "Zürich bans café chairs"}


def test_json_in_an_eight_bit_charset_is_read_too(delivery):
    assert load(delivery('{"headline": "Caf\xe9 chairs banned in Z\xfcrich"}'.encode("cp1252")), LIMITS)["headline"][3] == "é"


def test_paths_lead_to_values_and_never_raise():
    value = {"a": {"b": [1, {"c": "  x "}]}, "n": 3, "yes": True, "none": None, "blank": " "}
    assert at(value, "a", "b", "c") is None
    assert [string(value, name) for name in ("n", "yes", "none", "blank", "a", "missing")] == ["3", None, None, None, None, None]
    assert string(value["a"]["b"][1], "c") == "x"
    assert objects(value, "a") == [value["a"]]
    assert objects(value, "a", "b") == [{"c": "  x "}]
    assert strings({"one": "x", "many": ["y", None, 2, {"z": 1}]}, "many") == ["y", "2"]
    assert strings({"one": "x"}, "one") == ["x"]


def test_lowered_keys_keep_the_first_of_two():
    assert lowered({"edNote": "a", "ednote": "b"}) == {"ednote": "a"}


def test_numbers_are_finite():
    assert all(math.isfinite(number) for number in load_text("[1e308, -1e308, 0.1]", LIMITS))
