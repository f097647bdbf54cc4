"""The quality report as one HTML page: no script, nothing loaded, every text from outside inert."""

from datetime import datetime
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined

from expectations.inert import visible
from expectations.report import wording
from expectations.report.figures import FailingRow, QuarantinedItem, QuarantineFigure, ReportFigures
from expectations.report.matrix import matrix_of
from expectations.report.trend import charts, sparks
from warehouse.codes import Severity

LONGEST_TEXT = 600  # characters of any one text from outside; the whole is in the warehouse
RUNS_LISTED = 20  # at once; the others can be opened
REASONS_LISTED = 60


def build_report(figures: ReportFigures, generated_at: datetime) -> str:
    """Return the report as one self-contained HTML page."""
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            figures=figures,
            generated_at=generated_at,
            outcome=figures.outcome.name.lower(),
            critical=figures.failing(Severity.CRITICAL),
            warnings=figures.failing(Severity.WARNING),
            notes=figures.failing(Severity.INFO),
            row_numbers=_row_numbers(figures),
            rows_by_check=[
                (key, list(rows)) for key, rows in groupby(figures.failing_rows, lambda row: (row.suite, row.expectation))
            ],
            rows_left_out=sum(check.failed for check in figures.checks) - len(figures.failing_rows),
            charts=charts(figures.runs),
            sparks=sparks(figures.check_trend, figures.checks),
            runs=figures.runs,
            listed=RUNS_LISTED,
            matrix=matrix_of(figures.measures),
            quarantine=[(reason, _items_of(figures, reason)) for reason in figures.quarantine[:REASONS_LISTED]],
            reasons_left_out=max(0, len(figures.quarantine) - REASONS_LISTED),
        )
    )


def _row_numbers(figures: ReportFigures) -> dict[tuple[str, str, str], int]:
    """Return the place of each failing row in the page, from 1."""
    return {(row.suite, row.expectation, row.record_key): place for place, row in enumerate(figures.failing_rows, 1)}


def _check_of(row: FailingRow) -> tuple[str, str]:
    return row.suite, row.expectation


def _items_of(figures: ReportFigures, reason: QuarantineFigure) -> list[QuarantinedItem]:
    return [item for item in figures.quarantined_items if _reason_of(item) == _reason_of(reason)]


def _reason_of(figure: QuarantinedItem | QuarantineFigure) -> tuple[str, str, str]:
    return figure.stage, figure.reason_code, figure.record_kind


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("expectations.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_inert,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    names = ("count", "number", "share", "percent", "moment", "day", "words", "sentence")
    environment.filters |= {name: getattr(wording, name) for name in names}
    return environment


def _inert(value: object) -> object:
    """Return what may be printed: text in reasonable length with hidden characters shown. Escaping comes after."""
    if type(value) is not str:  # markup made by the template itself is a subclass
        return value
    shown = visible(value)
    return shown if len(shown) <= LONGEST_TEXT else f"{shown[:LONGEST_TEXT]}…"
