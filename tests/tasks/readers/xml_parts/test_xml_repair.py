import time

import pytest

from tasks.readers.errors import UnreadableError
from tasks.readers.xml_parts.xml import parse_text, text_of
from tasks.readers.xml_parts.xml_repair import words_outside_tags
from tasks.sources.limits import Limits

HANG_S = 30  # of processor time; two seconds are usual, and what grows with the square takes hours


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<a>AT&T and a < b</a>", "AT&T and a < b"),
        ("<a>one & <![CDATA[Q&A]]> &amp; two</a", "one & Q&A & two"),
        ("<a>one two three</a", "one two three"),
        ("<!-- an > old note --><a>one</a", "one"),
    ],
)
def test_broken_xml_keeps_its_words(text, words):
    assert text_of(parse_text(text, Limits())) == words


def test_xml_that_loses_words_is_refused():
    with pytest.raises(UnreadableError, match="not well-formed"):
        parse_text("<a>one</a><b>two three</b>", Limits())


def test_a_tag_with_thousands_of_attributes_is_refused():
    with pytest.raises(UnreadableError, match="2,000 attributes"):
        parse_text("<a " + " ".join(f'b{number}="1"' for number in range(2_001)) + "/>", Limits())


def test_signs_of_equality_in_text_are_no_attributes():
    assert parse_text("<a>" + "b = c " * 3_000 + "</a>", Limits()) is not None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("<p>a</p> b", 2),
        ("<!-- a > b --> c", 1),
        ("a < b", 2),
        ("<![CDATA[a b]]>", 2),
        ("&amp; a", 1),
        ("a</p", 1),
        ("a <!-- b c", 3),
    ],
)
def test_words_are_counted_outside_of_tags(text, count):
    assert words_outside_tags(text) == count


@pytest.mark.parametrize("piece", ["<!--", "<a ", "<![CDATA[", "</"])
def test_a_million_unfinished_pieces_are_refused_in_time(piece):
    started = time.process_time()
    with pytest.raises(UnreadableError, match="not well-formed"):
        parse_text("<a>b" + piece * (2_000_000 // len(piece)) + " words that get lost", Limits(max_tree_depth=10))
    assert time.process_time() - started < HANG_S


@pytest.mark.parametrize("piece", ["<", "&"])
def test_two_million_stray_signs_lose_no_word_and_no_time(piece):
    started = time.process_time()
    root = parse_text("<a>b" + piece * 2_000_000 + " words that stay", Limits(max_tree_depth=10))
    assert (text_of(root) or "").endswith(" words that stay")
    assert time.process_time() - started < HANG_S
