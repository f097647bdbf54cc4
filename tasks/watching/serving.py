"""What `serve` writes down of its schedules: for the catch-up of its next start, and for `doctor`."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from tasks.watching.source import CatchUp, Schedule


@dataclass(frozen=True)
class Serving:
    """When the schedules were run last, since when, which they are, and when each began a run last."""

    began_at: datetime
    alive_at: datetime
    schedules: Mapping[str, Schedule]
    fired_at: Mapping[str, datetime] = field(default_factory=dict)


def read_serving(file: Path) -> Serving | None:
    """Return what was written down; None if there is nothing that can be read."""
    try:
        written = json.loads(file.read_text(encoding="utf-8"))
        return Serving(
            datetime.fromisoformat(written["began_at"]),
            datetime.fromisoformat(written["alive_at"]),
            {name: _schedule(one) for name, one in written["schedules"].items()},
            {name: datetime.fromisoformat(at) for name, at in written["fired_at"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_serving(file: Path, serving: Serving) -> None:
    """Write it down in one step."""
    unfinished = file.with_suffix(".part")
    unfinished.write_text(json.dumps(asdict(serving), default=_plain), encoding="utf-8")
    unfinished.replace(file)


def _schedule(written: Mapping[str, str]) -> Schedule:
    return Schedule(**{**written, "catch_up": CatchUp(written["catch_up"])})  # type: ignore[arg-type]


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
