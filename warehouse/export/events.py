"""Measures as event data: one row for each sender and target, with columns in the manner of TIES and PLOVER (docs/export.md)."""

from pathlib import Path

from warehouse.export.scope import Exported
from warehouse.export.tables import csv_file

FILE = "events.csv"
COLUMNS = [
    "event_id", "event_date", "date_precision", "sender", "sender_iso3", "target", "target_iso3", "measure_type", "status",
    "ties_threat", "ties_imposition", "ties_sanctiontype", "plover_event", "plover_mode", "cameo_code", "evidence_text",
    "headline", "provider", "published_at", "measure_id", "story_id", "version", "case_id", "confidence",
]  # fmt: skip


def write_events(exported: Exported, folder: Path) -> int:
    """Write the events; return how many."""
    return csv_file(folder / FILE, COLUMNS, exported.rows("events"))
