"""Schedules as Prefect has them, and checked by it."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule

from tasks.watching.source import Schedule, Source
from tasks.watching.sources_file import SourcesFileError


def check_schedules(sources: Iterable[Source], file: Path) -> None:
    """Let Prefect check every cron line. Raises SourcesFileError naming the source."""
    for source in sources:
        if source.schedule is None or source.schedule.cron is None:
            continue
        try:
            as_prefect(source.schedule)
        except ValueError as error:
            why = str(error).splitlines()[-1].strip() if "\n" not in str(error) else "a field is out of its range"
            raise SourcesFileError(f"{file}: the source {source.name!r} has cron {source.schedule.cron!r}: {why}") from error


def as_prefect(schedule: Schedule) -> CronSchedule | IntervalSchedule:
    """Return the schedule as Prefect's client has it. Raises ValueError for a cron line that it does not take."""
    if schedule.cron is not None:
        return CronSchedule(cron=schedule.cron, timezone=schedule.timezone)
    return IntervalSchedule(interval=timedelta(seconds=schedule.every_s or 0))
