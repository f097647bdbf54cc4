"""The quality report as one HTML page: no script, nothing loaded, every text from outside inert."""

from datetime import datetime

from jinja2 import Environment, PackageLoader, StrictUndefined

from expectations.inert import visible
from expectations.moments import in_utc
from expectations.report.figures import QuarantinedItem, QuarantineFigure, ReportFigures
from expectations.report.matrix import matrix_of
from expectations.report.trend import charts
from warehouse.codes import Severity

LONGEST_TEXT = 600  # characters of any one text from outside; the whole is in the warehouse
RUNS_LISTED = 20


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
            charts=charts(figures.runs),
            runs=figures.runs[:RUNS_LISTED],
            matrix=matrix_of(figures.measures),
            quarantine=[(reason, _items_of(figures, reason)) for reason in figures.quarantine],
        )
    )


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
    environment.filters |= {
        "count": _count,
        "number": _number,
        "share": _share,
        "moment": _moment,
        "day": _day,
        "words": _words,
        "sentence": _sentence,
    }
    return environment


def _inert(value: object) -> object:
    """Return what may be printed: text in reasonable length with hidden characters shown. Escaping comes after."""
    if type(value) is not str:  # markup made by the template itself is a subclass
        return value
    shown = visible(value)
    return shown if len(shown) <= LONGEST_TEXT else f"{shown[:LONGEST_TEXT]}…"


def _count(number: int) -> str:
    return f"{number:,}"


def _number(number: int, one: str, many: str | None = None) -> str:
    """Return a count with its noun."""
    return f"{_count(number)} {one if number == 1 else many or one + 's'}"


def _share(part: int, whole: int) -> str:
    """Return a part of a whole in percent, without pretending that a few are none or all."""
    if not whole:
        return "–"
    percent = 100 * part / whole
    if 0 < percent < 0.1:  # noqa: PLR2004 - the smallest figure that one decimal shows
        return "< 0.1 %"
    if 99.9 < percent < 100:  # noqa: PLR2004 - as above, from the other end
        return "> 99.9 %"
    return f"{percent:.1f} %"


def _moment(moment: datetime) -> str:
    return f"{in_utc(moment):%Y-%m-%d %H:%M} UTC"


def _day(moment: datetime | None) -> str:
    return f"{in_utc(moment):%Y-%m-%d}" if moment else "–"


def _words(code: str) -> str:
    """Return a code as words: asset_freeze as asset freeze."""
    return code.replace("_", " ")


def _sentence(reason: str) -> str:
    """Return a reason as a sentence, whichever stage wrote it."""
    return f"{reason[:1].upper()}{reason[1:]}{'' if reason.endswith(('.', '!', '?')) else '.'}"
