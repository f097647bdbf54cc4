"""What holds for every text: nothing is lost, the same text gives the same story, and only `UnusableStory` is raised."""

import unicodedata
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.stories.clean import UnusableStory
from tests.tasks.text import wire
from tests.tasks.text.wire import cleaned
from warehouse.reference import read_reference

MESSAGES = [wire.HARBOUR, wire.LEAD, wire.URGENT, wire.KILL, wire.CORRECTION_NOTE, wire.SERVICE, wire.SYNDICATE]
FRAGMENTS = [
    *(row["example"] for row in read_reference("furniture")),
    *(line for message in MESSAGES for line in message.splitlines()),
    "    GENEVA, March 3 - Freedonia said",
    "VIENNA—",
    "By JANE ROE",
    "---",
    "title: Duchy agrees",
    "The duchy agreed to it.The envoy left.",
    "MAY   27.40   24.10   +3.30",
]
SEPARATORS = ["\n", "\n\n", "\r\n", " ", "\n    ", "\f"]

texts = st.text(max_size=300)
wires = st.lists(st.tuples(st.sampled_from(FRAGMENTS) | st.text(max_size=40), st.sampled_from(SEPARATORS)), max_size=30).map(
    lambda parts: "".join(fragment + separator for fragment, separator in parts)
)


def shown(text: str) -> Counter[str]:
    """Count the signs that show something; NULs and lone surrogates are replaced on the way in."""
    return Counter(
        "\ufffd" if sign == "\x00" or unicodedata.category(sign) == "Cs" else sign
        for sign in text
        if not sign.isspace() and sign != "\ufeff" and (sign == "\x00" or unicodedata.category(sign) != "Cc")
    )


@settings(max_examples=250)
@given(text=texts | wires, is_laid_out=st.booleans())
def test_nothing_that_shows_is_lost(text, is_laid_out):
    try:
        found = cleaned(text, is_laid_out=is_laid_out)
    except UnusableStory:
        return
    kept = shown(found.story.body)
    for piece in found.furniture:
        kept += shown(piece.text)
    assert not shown(text) - kept


@settings(max_examples=100)
@given(text=texts | wires)
def test_the_same_text_gives_the_same_story(text):
    def outcome():
        try:
            return cleaned(text)
        except UnusableStory as refused:
            return refused.reason_code

    assert outcome() == outcome()


@settings(max_examples=150)
@given(
    text=wires,
    headline=st.none() | st.text(max_size=60),
    dateline=st.none() | st.text(max_size=60),
    slugline=st.none() | st.text(max_size=60),
)
def test_a_body_is_tidy_whatever_the_metadata(text, headline, dateline, slugline):
    try:
        story = cleaned(text, headline=headline, dateline=dateline, slugline=slugline).story
    except UnusableStory:
        return
    assert story.body == story.body.strip()
    assert "\n\n\n" not in story.body
    assert story.word_count >= 0
