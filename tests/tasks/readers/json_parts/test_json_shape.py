import time

import pytest

from tasks.readers.json_parts.json_shape import json_shape


def test_keys_are_told_by_their_path_arrays_left_out():
    shape = json_shape('{"data": {"items": [{"item": {"uri": "a", "n": [1, 2]}}], "count": 1}, "version": "2.1"}')
    assert shape.top == {"data", "version"}
    assert shape.keys[("data",)] == {"items", "count"}
    assert shape.keys[("data", "items", "item")] == {"uri", "n"}
    assert shape.texts == {"version": "2.1"}
    assert not shape.is_lines


@pytest.mark.parametrize(
    ("head", "top"),
    [
        ('{"a": "x", "b": "cut off in the mid', {"a", "b"}),
        ('{"a": {"b": ', {"a"}),
        ('[{"a": 1}, {"b": "x: {y}, \\"z\\""}]', {"a", "b"}),
        ('["a", "b"]', set()),
        ("{}", set()),
        ("}}]]", set()),
        ("", set()),
    ],
)
def test_an_opening_is_enough(head, top):
    assert json_shape(head).top == top


@pytest.mark.parametrize(
    ("head", "is_lines"),
    [
        ('{"a": 1}\n{"a": 2}\n', True),
        ('{"a": 1}\r\n\r\n{"a": 2}', True),
        ("[1, 2]\n[3]", True),
        ('{"a": 1}\n', False),
        ('{"a": 1} {"a": 2}', False),
        ('{\n"a": 1\n}\n{\n"a": 2\n}', False),
        ('[{"a": 1},\n{"a": 2}]', False),
    ],
)
def test_lines_of_json_are_told(head, is_lines):
    assert json_shape(head).is_lines is is_lines


@pytest.mark.parametrize("head", ["[" * 65_000, '{"a":' * 13_000, '"' * 65_000, '{"a" "b" ' * 7_000], ids=range(4))
def test_a_hostile_opening_costs_little(head):
    started = time.monotonic()
    json_shape(head)
    assert time.monotonic() - started < 2
