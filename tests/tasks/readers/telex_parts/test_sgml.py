import pytest

from tasks.readers.telex_parts.sgml import attributes, characters, content, contents, decode_corpus, elements

FILE = '<!DOCTYPE x>\n<ITEM ID="1" KIND=\'a\'><D>beets</D><D>mills</D></ITEM>\n<ITEM ID="2"><D>open'


def test_an_element_without_its_end_ends_where_the_next_begins_or_the_file_does():
    assert [attributes(element) for element in elements(FILE, "ITEM")] == [{"id": "1", "kind": "a"}, {"id": "2"}]
    assert content(elements(FILE, "ITEM")[1], "D") is None


def test_contents_are_those_of_every_element_of_a_name():
    assert contents(elements(FILE, "ITEM")[0], "D") == ["beets", "mills"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("&lt;FRD&gt; rose", "<FRD> rose"),
        ("Beet &AMP; Sons &amp; Co", "Beet & Sons & Co"),
        ("&amp;lt;", "&lt;"),
        ("&#2;Beets\x1f&#3;\n", "Beets\n"),
        ("AT&T and R&D;", "AT&T and R&D;"),
        ("&#10;&#38;", "\n&"),
    ],
)
def test_entities_are_decoded_once_and_controls_dropped(text, expected):
    assert characters(text) == expected


@pytest.mark.parametrize("content", ["Zürich\r\n".encode(), "Zürich\r\n".encode("latin-1"), b"\xef\xbb\xbfZ\xc3\xbcrich\n"])
def test_a_corpus_is_utf_8_or_latin_1(content):
    assert decode_corpus(content) == "Zürich\n"
