"""Several workers give what one gives, and are not started for little."""

import os
import signal
import sys
from datetime import UTC, datetime

import pytest

from tasks.explanation import clean_source
from tasks.isolation import crew
from tasks.isolation.crew import analyse_side_by_side
from tasks.language.pipeline import DEFAULT_MODEL, load_language
from tasks.measures.analyse import analyse_stories
from tasks.sources.limits import Limits

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def stories(root):
    now = datetime(2026, 11, 24, tzinfo=UTC)
    return [one.story for one in clean_source(str(root / "seeds" / "stories"), Limits(), lambda: now, sys.stdin.buffer)][:40]


@pytest.fixture(scope="module")
def expected(stories):
    return list(analyse_stories(stories, load_language(DEFAULT_MODEL)))


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """A crew of its own for each test, and enough to do for two."""
    others = []
    monkeypatch.setattr(crew, "_others", others)
    monkeypatch.setattr(crew, "HANDFUL", 8)
    monkeypatch.setattr(crew, "WORTH_A_WORKER_CHARS", 1_000)
    yield others
    for worker in others:
        worker.close()


def test_two_workers_give_what_one_process_gives_in_the_same_order(stories, expected, quick):
    assert list(analyse_side_by_side(stories, DEFAULT_MODEL, Limits(), 2)) == expected
    assert len(quick) == 1


def test_a_worker_that_dies_costs_no_story(stories, expected, quick):
    assert list(analyse_side_by_side(stories, DEFAULT_MODEL, Limits(), 2)) == expected
    os.kill(quick[0]._worker.pid, signal.SIGKILL)
    assert list(analyse_side_by_side(stories, DEFAULT_MODEL, Limits(), 2)) == expected


def test_little_is_done_by_one_worker(stories, expected, quick, monkeypatch):
    monkeypatch.setattr(crew, "WORTH_A_WORKER_CHARS", 10_000_000)
    assert list(analyse_side_by_side(stories[:3], DEFAULT_MODEL, Limits(), 4)) == expected[:3]
    assert quick == []
