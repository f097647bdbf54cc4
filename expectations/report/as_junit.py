"""The checks of the newest judged run as JUnit XML, which build servers show.

One test suite for each table, one test case for each expectation. A critical failure is a failure; a warning is a skipped
case, because that is what build servers show without failing the build; a note passes and tells in its output.
"""

import re
from itertools import groupby
from xml.etree import ElementTree

from expectations.inert import visible
from expectations.report.figures import CheckFigure, ReportFigures
from expectations.report.wording import count, share
from warehouse.codes import Severity

# What XML 1.0 forbids and `visible` leaves. Matches U+FFFE; misses U+FFFD.
FORBIDDEN = re.compile(r"[\ufffe\uffff]")


def report_as_junit(figures: ReportFigures) -> str:
    """Return the document, with an XML declaration that names UTF-8."""
    root = ElementTree.Element("testsuites", {"name": "sanctionwire data quality"} | _totals(figures.checks))
    for suite, grouped in groupby(figures.checks, lambda check: check.suite):
        checks = tuple(grouped)
        element = ElementTree.SubElement(root, "testsuite", {"name": _text(suite)} | _totals(checks))
        element.set("timestamp", f"{checks[0].judged_at:%Y-%m-%dT%H:%M:%S}")
        for check in checks:
            _add_case(element, check)
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _totals(checks: tuple[CheckFigure, ...]) -> dict[str, str]:
    failed = [check.severity for check in checks if not check.success]
    figures = {
        "tests": len(checks),
        "failures": failed.count(Severity.CRITICAL),
        "skipped": failed.count(Severity.WARNING),
        "errors": 0,
    }
    return {name: str(figure) for name, figure in figures.items()} | {"time": "0"}


def _add_case(suite: ElementTree.Element, check: CheckFigure) -> None:
    case = ElementTree.SubElement(suite, "testcase", classname=_text(check.suite), name=_text(check.expectation), time="0")
    if check.success:
        return
    message = f"{check.fault}: {count(check.failed)} of {count(check.judged)} rows ({share(check.failed, check.judged)})"
    seen = "; ".join([*check.failing, *check.told]) or "not named"
    details = f"{check.reason}.\nDo: {check.remedy}.\nOwner: {check.owner}\nSeen: {seen}"
    if check.severity is Severity.CRITICAL:
        ElementTree.SubElement(case, "failure", type="critical", message=_text(message)).text = _text(details)
    elif check.severity is Severity.WARNING:
        ElementTree.SubElement(case, "skipped", message=_text(message))
        ElementTree.SubElement(case, "system-out").text = _text(details)
    else:
        ElementTree.SubElement(case, "system-out").text = _text(f"{message}\n{details}")


def _text(text: str) -> str:
    return FORBIDDEN.sub("[U+FFFE]", visible(text))
