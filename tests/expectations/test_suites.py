"""What is declared is complete, and the documentation shows it."""

from expectations.catalogue import catalogue
from expectations.suites import SUITES
from expectations.suites.stories import WORD
from tasks.stories import clean


def declared():
    return [(suite, expectation) for suite in SUITES for expectation in suite.expectations]


def test_the_documentation_shows_the_expectations_of_the_code(root):
    assert catalogue() in (root / "docs" / "quality.md").read_text(encoding="utf-8")


def test_names_are_unique_and_begin_with_their_table():
    names = [expectation.name for _, expectation in declared()]
    assert len(names) == len(set(names))
    assert all(expectation.name.startswith(f"{suite.table}_") for suite, expectation in declared())


def test_every_text_is_a_sentence_without_its_full_stop():
    for _, expectation in declared():
        for text in (expectation.reason, expectation.fault, expectation.remedy):
            assert text[0].isupper()
            assert not text.endswith(".")
            assert "|" not in text


def test_reason_fault_and_remedy_differ():
    for _, expectation in declared():
        assert len({expectation.reason, expectation.fault, expectation.remedy}) == 3


def test_words_are_counted_as_the_cleaning_counts_them():
    assert WORD.pattern == clean._WORD.pattern
