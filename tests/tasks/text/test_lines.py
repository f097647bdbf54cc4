import pytest

from tasks.text.lines import ends_sentence, read_setting, split_lines
from tests.tasks.text.wire import HARBOUR, SYNDICATE


def test_lines_lose_their_edges_and_keep_their_indentation():
    lines = split_lines("a\r\n    b \r\tc\x03\n\n\ufeffd")
    assert [(line.text, line.indent) for line in lines] == [("a", 0), ("b", 4), ("c", 4), ("", 0), ("d", 0)]


def test_what_no_table_can_hold_is_replaced():
    assert [line.text for line in split_lines("a\x00b\ud800c")] == ["a\ufffdb\ufffdc"]


@pytest.mark.parametrize(("text", "wrapped"), [(HARBOUR, True), (SYNDICATE, False), ("One line only", False), ("", False)])
def test_hard_wraps_are_recognised(text, wrapped):
    assert read_setting(split_lines(text)).is_wrapped is wrapped


@pytest.mark.parametrize(
    ("text", "closed"),
    [("he said.", True), ('"At once."', True), ("(No.)", True), ("why?", True), ("of the", False), ("Minister,", False)],
)
def test_sentence_ends_are_recognised(text, closed):
    assert ends_sentence(text) is closed
