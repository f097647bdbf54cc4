"""Analyses pass through a Parquet part, and those that a crashed run left are not made again."""

from dataclasses import replace

import pytest

from tasks.measures import handover
from tasks.measures.analysis import Analysis
from tasks.measures.handover import AnalysedStory, Leftovers, analyse_portion, inputs_of
from tests.factories import a_story
from warehouse.parts import read_part

STORIES = [a_story(f"story_{name}") for name in "abc"]


@pytest.fixture
def analysed(monkeypatch):
    """The ids of the stories that were really analysed; one that is told to be bad cannot be."""
    seen = []

    def analyse(stories, _language):
        for story in stories:
            if "unreadable" in story.body:
                raise ValueError("too odd")
            seen.append(story.story_id)
            yield Analysis(story.story_id, story.version)

    monkeypatch.setattr(handover, "analyse_stories", analyse)
    monkeypatch.setattr(handover, "load_language", lambda _: None)
    return seen


def ids(part):
    return [one.story_id for one in read_part(part, AnalysedStory)]


def test_a_portion_is_analysed_into_a_part_in_its_order(analysed, tmp_path):
    part = analyse_portion(STORIES, "model", tmp_path / "run" / "0.parquet")
    assert ids(part) == analysed == ["story_a", "story_b", "story_c"]


def test_what_a_crashed_run_left_is_taken_and_only_the_rest_is_analysed(analysed, tmp_path):
    left = analyse_portion(STORIES[:2], "model", tmp_path / "left.parquet")
    analysed.clear()
    part = analyse_portion(list(reversed(STORIES)), "model", tmp_path / "part.parquet", Leftovers([left]))
    assert analysed == ["story_c"]
    assert ids(part) == ["story_c", "story_b", "story_a"]


@pytest.mark.parametrize(
    ("changes", "is_taken"),
    [
        ({"body": "Other words."}, False),
        ({"headline": "Another headline"}, False),
        ({"dateline_place": "GENEVA"}, False),
        ({"run_id": "run_2", "document_id": "doc_2", "source_uri": "/elsewhere.txt"}, True),
    ],
    ids=["body", "headline", "dateline", "delivery"],
)
def test_an_analysis_is_taken_only_if_the_same_was_read(analysed, tmp_path, changes, is_taken):
    left = analyse_portion(STORIES[:1], "model", tmp_path / "left.parquet")
    analysed.clear()
    analyse_portion([replace(STORIES[0], **changes)], "model", tmp_path / "part.parquet", Leftovers([left]))
    assert analysed == ([] if is_taken else ["story_a"])


@pytest.mark.parametrize("other", ["rules", "model"])
def test_an_analysis_by_other_rules_or_another_model_is_not_taken(analysed, tmp_path, monkeypatch, other):
    left = analyse_portion(STORIES[:1], "model", tmp_path / "left.parquet")
    analysed.clear()
    if other == "rules":
        handover.extractor_name.cache_clear()
        monkeypatch.setattr(handover, "EXTRACTOR_VERSION", "newer")
    analyse_portion(STORIES[:1], "model" if other == "rules" else "larger", tmp_path / "part.parquet", Leftovers([left]))
    handover.extractor_name.cache_clear()
    assert analysed == ["story_a"]


def test_a_damaged_part_is_analysed_again(analysed, tmp_path):
    left = analyse_portion(STORIES, "model", tmp_path / "left.parquet")
    left.write_bytes(left.read_bytes()[:200])
    analysed.clear()
    analyse_portion(STORIES, "model", tmp_path / "part.parquet", Leftovers([left]))
    assert len(analysed) == 3


def test_a_story_that_cannot_be_analysed_says_why_and_is_tried_again_by_the_next_run(analysed, tmp_path):
    stories = [STORIES[0], a_story("story_bad", body="unreadable"), STORIES[2]]
    part = analyse_portion(stories, "model", tmp_path / "part.parquet")
    failures = {one.story_id: one.failure for one in read_part(part, AnalysedStory)}
    assert failures == {
        "story_a": None,
        "story_bad": handover.Failure(
            "analysis_failed", "the analysis failed with ValueError: too odd; please report it with this story"
        ),
        "story_c": None,
    }
    assert not Leftovers([part]).find([(inputs_of(stories[1]), handover.extractor_name("model"))])
