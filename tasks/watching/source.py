"""What is watched, how often, and what becomes of fires that were missed."""

from dataclasses import dataclass
from enum import StrEnum


class CatchUp(StrEnum):
    """What becomes of the fires of a schedule that came while nothing ran."""

    SKIP = "skip"
    ONCE = "once"
    ALL = "all"


@dataclass(frozen=True)
class Schedule:
    """When something runs: by a cron line in a time zone, or every so many seconds."""

    cron: str | None = None
    timezone: str = "UTC"
    every_s: float | None = None
    catch_up: CatchUp = CatchUp.ONCE

    def __str__(self) -> str:
        return f"{self.cron} ({self.timezone})" if self.cron else f"every {self.every_s:g} s"


@dataclass(frozen=True)
class Source:
    """One source of sources.yaml.

    `location` is a URL, an absolute path or a glob; `interval_s` the seconds between two requests to one host, where it
    differs from the setting; `alerts` the names of the rules that its runs are held against, None for all of alerts.yaml.
    """

    name: str
    location: str
    schedule: Schedule | None = None
    provider: str | None = None
    format: str | None = None
    interval_s: float | None = None
    follow: bool | None = None
    alerts: tuple[str, ...] | None = None
    enabled: bool = True
