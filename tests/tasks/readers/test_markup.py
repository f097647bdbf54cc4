import contextlib
import time

import pytest

from tasks.readers.errors import UnreadableError
from tasks.readers.markup import paragraphs, parse, shape
from tasks.sources.limits import Limits


def layout(markup: str) -> str:
    return paragraphs(parse(markup, Limits()))


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One  <b>bold</b>\nline.</p><p>Two.</p>", "One bold line.\n\nTwo."),
        ("One.<br>Two.<br><br>Three.", "One.\nTwo.\n\nThree."),
        ("<ul><li>One</li><li>Two</li></ul>tail", "One\n\nTwo\n\ntail"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\n\nc"),
        ("<p>Kept<script>not</script> tail</p><style>no</style>", "Kept tail"),
        ("<p>R&amp;D &lt;x&gt; caf&eacute;</p>", "R&D <x> café"),
        ("<p>a\0b\x1bc</p>", "a b c"),
    ],
)
def test_blocks_become_paragraphs(markup, text):
    assert layout(markup) == text


def test_the_shape_counts_elements_and_nesting():
    seen = shape(parse("<html><body><a>x<b><a>y</a></b></a></body></html>", Limits()))
    assert (seen.tags, seen.depth, seen.link_depth) == (5, 5, 2)


@pytest.mark.parametrize(
    ("markup", "reason_code"),
    [
        ("<p " + " ".join(f'a{number}="1"' for number in range(200_000)) + ">x</p>", "too_many_attributes"),
        ("<p " + "a " * 200_000 + ">x</p>", "too_many_attributes"),
        ('<p a="<b>"' + " =x" * 200_000 + ">x</p>", "too_many_attributes"),
        ("<i>x</i>" * 20_001, "too_many_tags"),
        ("<div>" * 300 + "x", "too_deep"),
        ("", "empty"),
        ("<!-- only a remark -->", "empty"),
    ],
    ids=["attributes", "bare attributes", "quoted tag", "tags", "depth", "nothing", "comment"],
)
def test_a_page_that_parsers_cannot_take_is_refused_at_once(markup, reason_code):
    started = time.monotonic()
    with pytest.raises(UnreadableError) as caught:
        parse(markup, Limits())
    assert caught.value.reason_code == reason_code
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    "markup",
    [
        "<p>x</p><script>" + "if (a<b && c) d;" * 30_000 + "</script>",
        "<!--" + "<b>" * 30_000 + "--><p>x</p>",
        "<p>x</p><!-->" + '<img alt="' + "a=b " * 30_000 + '">',
    ],
    ids=["script", "comment", "long value"],
)
def test_what_is_no_markup_does_not_count(markup):
    assert layout(markup) == "x"


@pytest.mark.parametrize("markup", ['<a b="' * 300_000, "<a b='\"" * 100_000, "<!--" * 300_000, "<" * 500_000])
def test_unclosed_markup_is_scanned_once(markup):
    started = time.monotonic()
    with contextlib.suppress(UnreadableError):
        parse(markup, Limits())
    assert time.monotonic() - started < 3
