"""`explain` shows for each story of the annotated sets every rule, the words behind it, and what was refused or passed over."""

import pytest

from flows.explanations import explanations
from tasks.measures.triggers import suspicion
from tests.gold.sets import explained


@pytest.fixture(scope="module")
def stories(gold_set):
    return explained(gold_set)


def test_each_measure_has_its_rule_and_exact_words(stories):
    for one in stories.values():
        rows = one.analysis.evidence
        for measure in one.analysis.measures:
            assert measure.rule_id
            assert one.story.body[measure.evidence_start : measure.evidence_end] == measure.evidence_text
            fields = {row.field for row in rows if row.measure_id == measure.measure_id and row.rule_id and row.text}
            assert {"clause", "measure_type", "status"} <= fields


def test_each_party_and_each_value_has_words_with_a_rule(stories):
    for name, one in stories.items():
        told = {(row.measure_id, row.field) for row in one.analysis.evidence if row.rule_id}
        assert {(party.measure_id, str(party.role)) for party in one.analysis.parties} <= told, name
        for row in one.analysis.evidence:
            assert one.story.body[row.start_char : row.end_char] == row.text


def test_each_position_has_its_rule_and_exact_words(stories):
    for one in stories.values():
        for position in one.analysis.positions:
            assert position.rule_id.startswith("P-")
            assert one.story.body[position.start_char : position.end_char] == position.evidence_text


def test_each_word_that_can_tell_a_measure_is_told_refused_or_passed_over(stories):
    for name, one in stories.items():
        spans = [(row.start_char, row.end_char) for row in (*one.analysis.evidence, *one.analysis.refused, *one.passed_over)]
        for hit in suspicion().finditer(one.story.body):
            assert any(start <= hit.start() and hit.end() <= end for start, end in spans), (name, hit.group())


def test_each_refusal_has_its_rule_reason_and_words(stories):
    for one in stories.values():
        for refused in one.analysis.refused:
            assert refused.rule_id.startswith("X-")
            assert refused.reason
            assert one.story.body[refused.start_char : refused.end_char] == refused.text


def test_the_screen_shows_rules_refusals_and_words_passed_over(stories):
    for one in stories.values():
        shown = explanations([one])
        assert f"Measures: {len(one.analysis.measures)}" in shown
        assert f"Candidates refused: {len(one.analysis.refused)}" in shown
        assert f"Words passed over: {len(one.passed_over)}" in shown
        for measure in one.analysis.measures:
            assert f"rule {measure.rule_id}, confidence" in shown
        for refused in one.analysis.refused:
            assert refused.rule_id in shown
