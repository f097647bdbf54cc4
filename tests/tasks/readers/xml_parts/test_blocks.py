import pytest
from lxml import etree

from tasks.readers.xml_parts.blocks import is_markup, lay_out


def laid(markup: str, silent: frozenset[str] = frozenset()) -> str:
    return lay_out(etree.fromstring(markup), silent).text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<a><p>One  <em>two</em>\n three.</p><p>Four.</p></a>", "One two three.\n\nFour."),
        ("<a><p>One<br/>two</p></a>", "One\ntwo"),
        ("<a><hl2>Head</hl2>loose<block><p>One</p></block></a>", "Head\n\nloose\n\nOne"),
        ("<a><ul><li>One</li><li>Two</li></ul></a>", "One\n\nTwo"),
        ("<a><p/><p> </p><p>\u00a0</p></a>", ""),
        ("<a><p>One</p>tail</a>", "One\n\ntail"),
    ],
)
def test_blocks_are_paragraphs(markup, text):
    assert laid(markup) == text


def test_rows_are_lines_with_tabs_between_their_cells():
    markup = """<table>
      <tr><th/><th>Exports</th><th>Imports</th></tr>
      <tr><td>1990</td><td>12.5</td><td><p>3<br/>mln</p></td></tr>
    </table>"""
    assert laid(markup) == "Exports\tImports\n1990\t12.5\t3 mln"


def test_a_row_of_one_cell_is_a_block_of_its_own():
    markup = "<table><tr><td>Trade</td></tr><tr><td>1990</td><td>12</td></tr><tr><td><p>One.</p><p>Two.</p></td></tr></table>"
    assert laid(markup) == "Trade\n\n1990\t12\n\nOne.\n\nTwo."


def test_silent_elements_are_left_out_and_what_follows_them_is_not():
    assert laid("<a><p>One<media>two</media> three</p><media><p>four</p></media></a>", frozenset({"media"})) == "One three"


def test_fixed_lines_stay_as_they_are():
    found = lay_out(etree.fromstring("<a>\n<pre>Wheat   120\n  Oats  90\n\nEnd.</pre>\n</a>"))
    assert (found.text, found.is_laid_out) == ("Wheat   120\n  Oats  90\n\nEnd.", False)


def test_fixed_lines_among_paragraphs_leave_the_text_laid_out():
    found = lay_out(etree.fromstring("<a><p>One.</p><pre>Wheat   120\nOats     90</pre></a>"))
    assert (found.text, found.is_laid_out) == ("One.\n\nWheat   120\nOats     90", True)


def test_what_follows_the_root_is_not_its_text():
    root = etree.fromstring("<a><b><p>One</p></b>two</a>")
    assert lay_out(root[0]).text == "One"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("<P>One</P>", True), ("One<br />two", True), ("a < b and b > c", False), ("the <IBM> ticker", False)],
)
def test_markup_sent_as_text_is_told_by_its_tags(text, expected):
    assert is_markup(text) is expected
