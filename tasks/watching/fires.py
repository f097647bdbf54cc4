"""When a schedule fires, as Prefect's scheduler reckons it."""

import asyncio
from datetime import datetime, timedelta

from tasks.watching.source import Schedule

MAX_FIRES = 10_000  # looked back at: a week of fires each minute


def fires(schedule: Schedule, after: datetime, until: datetime) -> list[datetime]:
    """Return when the schedule fires after one instant and until another, both with a zone; of very many the first ones."""
    if schedule.cron is not None:
        from prefect.server.schemas.schedules import CronSchedule  # noqa: PLC0415 - loads half of Prefect's server

        as_prefect = CronSchedule(cron=schedule.cron, timezone=schedule.timezone)
        found = asyncio.run(as_prefect.get_dates(n=MAX_FIRES, start=after, end=until))
        return [fire for fire in found if after < fire <= until]
    every = timedelta(seconds=schedule.every_s or 0)
    count = min((until - after) // every, MAX_FIRES)
    return [after + every * number for number in range(1, count + 1)]
