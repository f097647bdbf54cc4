"""The quality report as a page: from the published snapshot to a file."""

from datetime import datetime
from pathlib import Path

from expectations.report.figures import ReportFigures
from expectations.report.gathering import gather
from expectations.report.page import build_report
from warehouse.connect import open_reader
from warehouse.questions import read_query


def report_figures(warehouse: Path) -> ReportFigures:
    """Return the figures of the report. Raises WarehouseMissing if there is no warehouse."""
    with open_reader(warehouse) as reader:
        return gather(lambda name: reader.rows(read_query(name)))


def write_report(figures: ReportFigures, page: Path, now: datetime) -> Path:
    """Write the page in one step, so that a reader never sees half of it; return its path."""
    text = build_report(figures, now)
    page.parent.mkdir(parents=True, exist_ok=True)
    unfinished = page.with_name(f".{page.name}.part")
    unfinished.write_text(text, encoding="utf-8")
    return unfinished.replace(page)
