"""The expectations as a table for people, which `docs/quality.md` shows."""

from collections.abc import Iterator

from expectations.expectation import Expectation, Judged
from expectations.suites import ALL_SUITES

COLUMNS = ("Expectation", "Column, table or figure", "Severity", "Owner", "Why it is there", "Checked by")


def catalogue() -> str:
    """Return one Markdown table per suite, in the order of judging."""
    return "\n\n".join("\n".join(_lines(suite)) for suite in ALL_SUITES)


def _lines(suite: Judged) -> Iterator[str]:
    yield f"### {suite.table}"
    yield ""
    yield _line(*COLUMNS)
    yield _line(*("---" for _ in COLUMNS))
    for expectation in suite.expectations:
        yield _line(*_cells(expectation))


def _cells(expectation: Expectation) -> Iterator[str]:
    yield f"`{expectation.name}`"
    protected = expectation.column or expectation.judged
    yield f"`{protected}`" if protected else ""
    yield str(expectation.severity)
    yield str(expectation.owner)
    yield expectation.reason
    yield f"`{expectation.check.name}`"


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
