"""The verdict and what failed, short and in Markdown, for the artifact of a flow run. No words of stories."""

from collections.abc import Iterator
from pathlib import Path

from expectations.inert import token
from expectations.report.figures import Outcome, ReportFigures
from expectations.report.wording import count, number, share
from warehouse.codes import Severity

CHECKS_LISTED = 30
HEADLINES = {
    Outcome.PASSED: "All critical checks passed",
    Outcome.FAILED: "Critical checks failed",
    Outcome.NOT_JUDGED: "Nothing has been judged yet",
}


def report_as_markdown(figures: ReportFigures, page: Path) -> str:
    """Return the text; it names the page that has the rest."""
    return "\n".join(_lines(figures, page))


def _lines(figures: ReportFigures, page: Path) -> Iterator[str]:
    yield f"# {HEADLINES[figures.outcome]}"
    yield ""
    failing = [check for severity in Severity for check in figures.failing(severity)]
    yield f"{number(len(figures.checks), 'check')}, {len(failing)} failed. In quarantine: {count(figures.totals.quarantined)}."
    if failing:
        yield from ("", "| Check | Severity | Rows | Share | Owner |", "| --- | --- | ---: | ---: | --- |")
    for check in failing[:CHECKS_LISTED]:
        rows = f"{count(check.failed)} of {count(check.judged)} | {share(check.failed, check.judged)}"
        yield f"| `{token(check.expectation)}` | {check.severity} | {rows} | {check.owner} |"
    if len(failing) > CHECKS_LISTED:
        yield from ("", f"And {len(failing) - CHECKS_LISTED} more.")
    yield from ("", f"The whole report: `{str(page).replace('`', '')}`")
