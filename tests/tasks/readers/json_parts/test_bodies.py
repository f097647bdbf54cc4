import pytest

from tasks.readers.errors import UnreadableError
from tasks.readers.json_parts.bodies import Rendering, story_text, without_headline
from tasks.sources.limits import Limits

LIMITS = Limits()
WORDS = "The council banned all imports of timber from the country on Monday, an envoy said."
PLAIN = Rendering(WORDS, "text text/plain")
HTML = Rendering(f"<p>{WORDS}</p>", "html text/html")
NITF = Rendering(f"<nitf><body><body.content><p>{WORDS}</p></body.content></body></nitf>", "nitf text/vnd.IPTC.NITF")


@pytest.mark.parametrize(
    ("renderings", "is_laid_out"),
    [([PLAIN, HTML, NITF], True), ([PLAIN, NITF], True), ([PLAIN], False)],
)
def test_markup_is_read_before_plain_text(renderings, is_laid_out):
    told = story_text(renderings, LIMITS)
    assert (told.text, told.is_laid_out) == (WORDS, is_laid_out)


def test_a_summary_in_better_markup_is_not_the_story():
    told = story_text([Rendering("<p>Timber banned.</p>", "html"), PLAIN], LIMITS)
    assert told.text == WORDS


def test_a_rendering_that_is_broken_is_passed_over_if_there_is_another():
    broken = Rendering("<nitf a='1' b='2'", "nitf")
    assert story_text([broken, PLAIN], LIMITS).text == WORDS
    with pytest.raises(UnreadableError):
        story_text([broken], LIMITS)


def test_renderings_without_words_are_no_story():
    assert story_text([Rendering("[ ... ]"), Rendering("<p> </p>", "html")], LIMITS) is None
    assert story_text([], LIMITS) is None


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("html", "Broken\n   in the source", "Broken in the source"),
        ("html", "One block.\n\nAnother block.", "One block.\n\nAnother block."),
        ("text", "One line\nand another", "One line\nand another"),
    ],
)
def test_line_breaks_mean_nothing_in_html_alone(kind, value, text):
    assert story_text([Rendering(value, kind)], LIMITS).text == text


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Timber banned\n\nThe council", "The council"),
        ("TIMBER BANNED\nThe council", "The council"),
        ("Timber banned by council\nThe", "Timber banned by council\nThe"),
        ("Timber banned", "Timber banned"),
    ],
)
def test_a_headline_above_the_text_is_taken_off(text, rest):
    assert without_headline(text, "Timber banned") == rest
