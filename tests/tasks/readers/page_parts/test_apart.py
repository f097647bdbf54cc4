"""Reading within a time, in a process of its own."""

import math
import operator
import os
import time

import pytest

from tasks.readers.errors import UnreadableError
from tasks.readers.page_parts.apart import within
from tasks.readers.registry import read
from tasks.sources.limits import Limits

SENTENCE = "The council of Ruritania banned imports of timber from Syldavia on Monday, officials said."
QUICKLY_S = 10


def test_the_result_comes_from_another_process():
    assert within(QUICKLY_S, os.getpid) != os.getpid()


def test_one_process_does_it_for_all():
    assert within(QUICKLY_S, os.getpid) == within(QUICKLY_S, os.getpid)


def test_what_takes_too_long_is_ended_and_the_next_one_starts_anew():
    assert within(QUICKLY_S, time.sleep, 0) is None
    started = time.monotonic()
    with pytest.raises(UnreadableError, match=r"longer than 0\.2 s") as caught:
        within(0.2, time.sleep, 60)
    assert (caught.value.reason_code, time.monotonic() - started < 30) == ("too_slow", True)
    assert within(QUICKLY_S, time.sleep, 0) is None


def test_what_it_raises_is_raised():
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        within(QUICKLY_S, operator.truediv, 1, 0)
    assert within(QUICKLY_S, operator.truediv, 1, 2) == 0.5


def test_a_process_that_dies_is_noticed_and_replaced():
    for _ in range(2):
        with pytest.raises(RuntimeError, match="died"):
            within(QUICKLY_S, os._exit, 1)
    assert within(QUICKLY_S, math.sqrt, 4) == 2


def page(body):
    return f"<html><head><title>Timber</title></head><body>{body}</body></html>"


def test_a_big_page_is_read_like_a_small_one(delivery):
    paragraphs = "".join(f"<p>{SENTENCE} It was the {number}. ban this year.</p>" for number in range(5))
    big = page(f"<script>{'x' * 300_000}</script><article>{paragraphs}</article>")
    (draft,) = read(delivery(big), Limits()).drafts
    assert (draft.headline, SENTENCE in draft.text) == ("Timber", True)


def test_a_big_page_without_a_story_is_refused_like_a_small_one(delivery):
    (refusal,) = read(delivery(page("<p></p>" * 100_000)), Limits()).refused
    assert refusal.reason_code == "too_many_tags"


def test_a_page_that_takes_too_long_is_refused_within_its_time(delivery):
    slow = delivery(page("".join(f"<div class='post-{number}'>{SENTENCE}</div>" for number in range(6_000))))
    read(slow, Limits())  # starts the process
    started = time.monotonic()
    (refusal,) = read(slow, Limits(page_timeout_s=0.1)).refused
    assert (refusal.reason_code, time.monotonic() - started < 10) == ("too_slow", True)


@pytest.mark.parametrize(
    "body",
    [
        "<!-- a -->" * 700_000,
        "<div>" * 190 + SENTENCE + "</div>" * 190,
        f"<p>{'<b>' * 19_000}{SENTENCE}",
        "<p>" + "$ " * 900_000,
    ],
    ids=["comments", "depth", "tags", "marks"],
)
def test_a_page_at_the_limits_is_answered_for_in_time(delivery, body):
    started = time.monotonic()
    reading = read(delivery(page(body + f"<p>{SENTENCE}</p>")), Limits(page_timeout_s=10))
    assert reading.drafts or reading.refused
    assert time.monotonic() - started < 20
