"""The quality report as files: from the published snapshot to a page, JUnit XML and Data Docs."""

from datetime import datetime
from pathlib import Path

from expectations.report.as_junit import report_as_junit
from expectations.report.data_docs.build import build_data_docs
from expectations.report.figures import ReportFigures
from expectations.report.gathering import gather
from expectations.report.page import build_report
from warehouse.connect import open_reader
from warehouse.questions import read_query

VALIDATIONS = "report/validations"


def report_figures(warehouse: Path) -> ReportFigures:
    """Return the figures of the report. Raises WarehouseMissing if there is no warehouse."""
    with open_reader(warehouse) as reader:
        return gather(lambda name: reader.rows(read_query(name)))


def write_report(figures: ReportFigures, page: Path, now: datetime) -> Path:
    """Write the page; return its path."""
    return _write(build_report(figures, now), page)


def write_junit(figures: ReportFigures, file: Path) -> Path:
    """Write the checks as JUnit XML; return the path."""
    return _write(report_as_junit(figures), file)


def write_data_docs(warehouse: Path, folder: Path) -> Path:
    """Build Great Expectations' Data Docs of the newest runs in a folder; return their first page."""
    with open_reader(warehouse) as reader:
        rows = reader.rows(read_query(VALIDATIONS))
    return build_data_docs(rows, folder)


def _write(text: str, file: Path) -> Path:
    """Write in one step, so that a reader never sees half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f".{file.name}.part")
    unfinished.write_text(text, encoding="utf-8")
    return unfinished.replace(file)
