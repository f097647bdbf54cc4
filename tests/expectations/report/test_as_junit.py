"""Build servers see critical failures as failures, warnings as skipped, and every expectation."""

import json

import pytest
from lxml import etree

from expectations.report.as_junit import report_as_junit
from expectations.report.as_markdown import report_as_markdown
from expectations.report.gathering import gather


@pytest.fixture
def document(rows_of):
    return etree.fromstring(report_as_junit(gather(rows_of)).encode())


def test_a_suite_for_each_table_and_a_case_for_each_check(document):
    suites = {suite.get("name"): [case.get("name") for case in suite.iter("testcase")] for suite in document.iter("testsuite")}
    assert suites == {
        "measures": ["measures_target_known"],
        "stories": ["stories_published_at_known", "stories_body_not_empty"],
    }
    assert (document.get("tests"), document.get("failures"), document.get("skipped")) == ("3", "1", "1")


def test_a_critical_failure_says_what_to_do(document):
    (failure,) = document.iter("failure")
    assert failure.get("message") == "The measure has no target that may load: 1 of 200 rows (0.5 %)"
    for words in ("Do: See whether its target was refused", "Owner: extraction", "Seen: measure_9"):
        assert words in failure.text


def test_a_warning_is_skipped_and_a_note_passes(answers, rows_of, document):
    (skipped,) = document.iter("skipped")
    assert "3 of 200 rows" in skipped.get("message")
    answers["report/checks"][1]["severity"] = "info"
    document = etree.fromstring(report_as_junit(gather(rows_of)).encode())
    assert list(document.iter("skipped")) == []
    (output,) = document.iter("system-out")
    assert "3 of 200 rows" in output.text


@pytest.mark.parametrize("hostile", ["</failure><x>", "]]>", "\x00\x1b[31m", "\u202egnp", "\ufffe\uffff", "\ud800"], ids=ascii)
def test_hostile_keys_and_names_make_no_element(answers, rows_of, hostile):
    answers["report/checks"][0] |= {"observed": [json.dumps({"failing": [hostile]})], "suite": hostile, "reason": hostile}
    text = report_as_junit(gather(rows_of))
    document = etree.fromstring(text.encode())
    assert {element.tag for element in document.iter()} == {
        *("testsuites", "testsuite", "testcase", "failure", "skipped", "system-out"),
    }
    assert not {"\x1b", "\u202e", "\ufffe"} & set(text)


def test_the_artifact_names_what_failed_and_no_foreign_text(answers, rows_of, tmp_path):
    answers["report/checks"][0] |= {"expectation": "<img src=x> | `"}
    text = report_as_markdown(gather(rows_of), tmp_path / "report.html")
    assert text.startswith("# Critical checks failed\n\n3 checks, 2 failed. In quarantine: 2.")
    assert "| `stories_published_at_known` | warning | 3 of 200 | 1.5 % | provider desk |" in text
    assert "<img" not in text
    assert "Nordic Desk" not in text
