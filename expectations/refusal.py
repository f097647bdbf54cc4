"""What is written into the quarantine about a row that may not load."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from expectations.dependents import Withheld
from expectations.expectation import Expectation, FrameRow, Suite
from warehouse.ids import content_id
from warehouse.records import Quarantined

STAGE = "judge"


@dataclass(frozen=True)
class Refusal:
    """One row that failed critical expectations, what the engine saw of it, and the rows that fall with it."""

    row: object
    seen: FrameRow
    failed: tuple[Expectation, ...]
    withheld: tuple[Withheld, ...] = ()


def quarantined(refusal: Refusal, suite: Suite, *, run_id: str, source_uri: str, now: datetime) -> Quarantined:
    """Return the quarantine row of a refusal. The same row refused for the same reason has the same id."""
    record_key = suite.record_key(refusal.row)
    reason_code = refusal.failed[0].name
    return Quarantined(
        quarantine_id=content_id("quarantine", (STAGE, record_key, reason_code)),
        run_id=run_id,
        stage=STAGE,
        source_uri=source_uri,
        record_kind=suite.table,
        record_key=record_key,
        reason_code=reason_code,
        reason=_reason(refusal),
        payload=_payload(refusal),
        created_at=now,
        resolved_at=None,
    )


def _reason(refusal: Refusal) -> str:
    first, *others = refusal.failed
    sentences = [f"{first.fault}{_seen_value(first, refusal.seen)}.", f"{first.remedy}."]
    if others:
        sentences.append(f"Also failed: {', '.join(other.name for other in others)}.")
    if refusal.withheld:
        sentences.append(f"Held back with it: {_count_by_table(refusal.withheld)}.")
    return " ".join(sentences)


def _seen_value(expectation: Expectation, seen: FrameRow) -> str:
    """Return the value that failed where it says more than a flag does."""
    column = str(expectation.check.arguments.get("column", ""))
    value = seen.get(column)
    return "" if value is None or isinstance(value, bool) else f" ({column} is {value})"


def _count_by_table(withheld: Sequence[Withheld]) -> str:
    return ", ".join(f"{count} {table}" for table, count in Counter(each.table for each in withheld).items())


def _payload(refusal: Refusal) -> str:
    """Return the row and the rows held back with it, by table, as JSON."""
    held_back: dict[str, list[object]] = {}
    for each in refusal.withheld:
        held_back.setdefault(each.table, []).append(_columns(each.row))
    return json.dumps({"row": _columns(refusal.row), "held_back": held_back}, default=_plain, ensure_ascii=False)


def _columns(row: object) -> dict[str, object]:
    return asdict(row)  # type: ignore[call-overload, no-any-return]  # every row is a record of warehouse.records


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"a record holds a {type(value).__name__}, for which the payload of a quarantine row has no form")
