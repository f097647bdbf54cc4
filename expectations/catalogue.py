"""The expectations as a table for people, which `docs/quality.md` shows."""

from collections.abc import Iterator

from expectations.expectation import Expectation, Suite
from expectations.suites import SUITES

COLUMNS = ("Expectation", "Column", "Severity", "Owner", "Why it is there", "Checked by")


def catalogue() -> str:
    """Return one Markdown table per suite, in the order of judging."""
    return "\n\n".join("\n".join(_lines(suite)) for suite in SUITES)


def _lines(suite: Suite) -> Iterator[str]:
    yield f"### {suite.table}"
    yield ""
    yield _line(*COLUMNS)
    yield _line(*("---" for _ in COLUMNS))
    for expectation in suite.expectations:
        yield _line(*_cells(expectation))


def _cells(expectation: Expectation) -> Iterator[str]:
    yield f"`{expectation.name}`"
    yield f"`{expectation.column}`" if expectation.column else ""
    yield str(expectation.severity)
    yield str(expectation.owner)
    yield expectation.reason
    yield f"`{expectation.check.name}`"


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
