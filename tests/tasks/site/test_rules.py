"""Rules are told in words; one that is not known is told by its id alone."""

import pytest

from tasks.site.rules import meaning


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("T-N-embargo-goods", "the noun “embargo” with its goods"),
        ("T-V-freeze", "the verb “freeze”"),
        ("S-real-imposed", "word that tells the standing"),
        ("S-trigger-lifted", "the act itself tells the standing"),
        ("R-preposition", "behind a preposition"),
        ("P-word-oppose", "word that takes the side"),
        ("H-review", "put in by a reviewer"),
        ("test", ""),
        (None, ""),
    ],
)
def test_rules_in_words(rule, words):
    assert meaning(rule) == words


@pytest.mark.slow
def test_nearly_all_rules_of_the_samples_have_words(sample_home):
    from warehouse.connect import open_reader

    with open_reader(sample_home / "warehouse.duckdb") as reader:
        rows = reader.rows("SELECT rule_id FROM measure_evidence UNION ALL SELECT rule_id FROM positions")
    silent = {row["rule_id"] for row in rows if not meaning(row["rule_id"])}
    assert silent == set()
