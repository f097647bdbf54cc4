"""Stories read together give the rows that each gives alone."""

import sys
from datetime import UTC, datetime

import pytest

from tasks.explanation import clean_source
from tasks.measures.analyse import analyse_stories
from tasks.measures.preparing import prepare, read_together
from tasks.sources.limits import Limits
from tests.tasks.measures.tellings import story
from warehouse.codes import ContentKind

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.slow
def test_a_batch_gives_what_each_story_gives_alone(language, root):
    cleaned = clean_source(str(root / "seeds" / "stories"), Limits(), lambda: NOW, sys.stdin.buffer)
    stories = [one.story for one in cleaned][::3]
    assert list(analyse_stories(stories, language)) == [next(analyse_stories([one], language)) for one in stories]


def test_a_story_in_another_language_keeps_its_place(language):
    from dataclasses import replace

    first, second = story("Norway met Peru."), replace(story("Norwegen traf Peru."), language="de")
    found = list(analyse_stories([second, first, second], language))
    assert [bool(analysis.mentions) for analysis in found] == [False, True, False]


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        ("The council imposed sanctions on Iran.", ContentKind.STORY, True),
        ("The council imposed sanctions on Iran.", ContentKind.TABLE, False),
        ("The council met in Oslo.", ContentKind.STORY, False),
    ],
)
def test_grammar_is_read_only_where_a_measure_may_be_told(body, kind, expected):
    assert prepare(story(body, kind=kind)).may_measure is expected


def test_stories_come_back_in_order_with_a_doc_for_each_text(language):
    bodies = ["The council imposed sanctions on Iran.", "Norway met Peru.\n\nIt rained.", "Norway met Peru."]
    read = list(read_together(map(story, bodies), language))
    assert [prepared.story.body for prepared, _ in read] == bodies
    assert [len(docs) for _, docs in read] == [1, 2, 1]
