"""A batch that cannot be judged is no bad data, and does not load either."""

import logging
from collections import Counter
from types import SimpleNamespace

import pytest

from expectations.engine import EngineError
from tasks import judge as judging
from tasks.measures.analysis import Analysis
from tasks.parcel import Parcel
from tasks.stories.cleaned import Cleaned
from tests.factories import NOW, a_document, a_story


@pytest.fixture
def parcel() -> Parcel:
    document, story = a_document(), a_story()
    parcel = Parcel(7)
    parcel.documents[document.document_id] = document
    parcel.archived[document.document_id] = "ab/abcd.gz"
    parcel.cleaned = [Cleaned(story, ())]
    parcel.analyses = [Analysis(story.story_id, story.version)]
    return parcel


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setattr(judging, "get_run_logger", lambda: logging.getLogger("test"))
    return SimpleNamespace(run_id="run_1", gate_failed=False, tally=Counter(), now=lambda: NOW)


def test_an_exception_of_the_engine_quarantines_the_batch_under_a_code_of_its_own(parcel, run, monkeypatch):
    def broken(*_, **__):
        raise EngineError("the expectation x could not be judged")

    monkeypatch.setattr(judging, "judge_batch", broken)
    judging.judge.fn(run, parcel)
    (row,) = parcel.accepted.quarantine
    assert (row.reason_code, row.record_kind, row.payload) == ("judging_failed", "document", "ab/abcd.gz")
    assert "no fault of its items" in row.reason
    assert parcel.accepted.documents == tuple(parcel.documents.values())
    assert parcel.accepted.stories == ()
    assert run.gate_failed


def test_a_story_joined_from_takes_of_an_earlier_run_stops_with_the_batch_too(parcel, run):
    parcel.cleaned.append(Cleaned(a_story("story_joined", document_id="doc_of_an_earlier_run"), ()))
    judging.stop(run, parcel, "stories_batch_readable", "It is unreadable.")
    assert [row.record_key for row in parcel.accepted.quarantine] == list(parcel.documents)
