"""The figures of the quality report for programs."""

from dataclasses import asdict, is_dataclass
from datetime import datetime

from expectations.report.figures import ReportFigures
from warehouse.codes import Severity


def report_as_json(figures: ReportFigures, generated_at: datetime) -> dict[str, object]:
    """Return the figures, with the verdict first, as what `json.dumps` takes. Times are ISO 8601 in UTC."""
    failing = {str(severity): [check.expectation for check in figures.failing(severity)] for severity in Severity}
    return {
        "verdict": str(figures.outcome),
        "generated_at": generated_at.isoformat(),
        "failing": failing,
        **{name: _plain(value) for name, value in vars(figures).items()},
    }


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(part) for name, part in asdict(value).items()}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return value
