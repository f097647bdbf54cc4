"""Schedules as Prefect has them: checked by it, and the fires that it would have made."""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule
from prefect.server.schemas.schedules import CronSchedule as ServerCronSchedule

from tasks.watching.source import Schedule, Source
from tasks.watching.sources_file import SourcesFileError

MAX_FIRES = 10_000  # looked back at: a week of fires each minute


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


def fires(schedule: Schedule, after: datetime, until: datetime) -> list[datetime]:
    """Return when the schedule fires after one instant and until another, both with a zone; of very many the last ones."""
    if schedule.cron is not None:
        server_side = ServerCronSchedule(cron=schedule.cron, timezone=schedule.timezone)
        found = asyncio.run(server_side.get_dates(n=MAX_FIRES, start=after, end=until))
        return [fire for fire in found if after < fire <= until]
    every = timedelta(seconds=schedule.every_s or 0)
    count = min((until - after) // every, MAX_FIRES)
    return [until - (until - after) % every - every * back for back in reversed(range(count))]
