"""What is due: what the rules find in the published snapshot."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import warehouse
from tasks.alerting.messages import Finding, of_flood, of_gate, of_measure, of_silence
from tasks.alerting.rules import Flood, GateFailed, NewMeasure, Rule, Silence
from warehouse.connect import Reader

QUERIES = Path(warehouse.__file__).resolve().parent / "queries" / "alerts"


def findings(reader: Reader, rule: Rule, run_id: str | None, now: datetime) -> list[Finding]:
    """Return what a rule finds in what the run added; without a run, only what time alone brings. `now` is UTC."""
    match rule:
        case Silence():
            return _silence(reader, rule, now)
        case _ if run_id is None:
            return []
        case NewMeasure():
            rows = _ask(reader, "new_measures", {"run_id": run_id})
            return [of_measure(row) for row in rows if _fits(rule, row)]
        case GateFailed():
            failed = _ask(reader, "failed_gates", {"run_id": run_id})
            return [of_gate(run_id, failed)] if failed else []
        case Flood():
            reasons = _ask(reader, "quarantined", {"run_id": run_id})
            return [of_flood(run_id, reasons)] if sum(row["rows"] for row in reasons) >= rule.rows else []
    raise TypeError(f"nobody evaluates rules of type {type(rule).__name__}; add it to tasks/alerting/due.py")


def _silence(reader: Reader, rule: Silence, now: datetime) -> list[Finding]:
    (row,) = _ask(reader, "last_story", {"provider": rule.provider})
    last = row["last_at"]
    if last is not None and now - last.replace(tzinfo=UTC) < timedelta(hours=rule.hours):
        return []
    return [of_silence(rule.provider, rule.hours, f"{last:%Y-%m-%d %H:%M:%S}" if last else None)]


def _fits(rule: NewMeasure, row: Mapping[str, Any]) -> bool:
    """Tell whether a measure is what the rule asks for; a list that is empty asks nothing."""
    return (
        _any(rule.targets, row["targets"])
        and _any(rule.senders, row["senders"])
        and _any(rule.types, [row["measure_type"]])
        and _any(rule.statuses, [row["status"]])
    )


def _any(asked: tuple[str, ...], found: list[str]) -> bool:
    return not asked or not {one.casefold() for one in asked}.isdisjoint(one.casefold() for one in found)


def _ask(reader: Reader, name: str, values: Mapping[str, object]) -> list[dict[str, Any]]:
    return reader.rows((QUERIES / f"{name}.sql").read_text(encoding="utf-8"), values)
