"""Run the schedules until somebody asks to stop: register the deployments, make up for missed fires, run one flow at a time."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import UUID

from httpx import HTTPError
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.actions import DeploymentScheduleCreate
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    DeploymentFilterTags,
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectNotFound
from prefect.runner import Runner
from prefect.states import Scheduled
from prefect.types import DateTime

from flows.deployments import CATCH_UP, Plan, home_tag, plans
from flows.schedules import as_prefect, check_schedules
from flows.settings import Settings
from tasks.watching.fires import fires
from tasks.watching.missed import made_up_for
from tasks.watching.serving import Serving, read_serving, write_serving
from tasks.watching.source import CatchUp, Source

QUERY_S = 2.0  # between two looks for runs that are due, and for what became of runs
ALIVE_EVERY_S = 10.0  # between two notes that the schedules are being run
RUNS_WATCHED = 50
Tell = Callable[[str, Mapping[str, object]], None]


def serve(settings: Settings, sources: Sequence[Source], server_ready: Callable[[], None], tell: Tell) -> None:
    """Run the schedules until SIGTERM or SIGINT. `tell` is told what happens, in words and as figures.

    PREFECT_API_URL names the server, which `server_ready` waits for; it must be set before this module is imported, or
    Prefect starts a server of its own. Raises SourcesFileError for a cron line that Prefect does not take.
    """
    check_schedules(sources, settings.sources)
    planned = plans(sources, settings.warehouse)
    os.environ.update(_absolute(settings))
    os.chdir(settings.home)  # runs start here, where no folder named `flows` can stand before ours
    server_ready()
    asyncio.run(_Service(settings, planned, tell).run())


class _Service:
    """The schedules of one data folder, from start to stop."""

    def __init__(self, settings: Settings, planned: Sequence[Plan], tell: Tell) -> None:
        self._settings = settings
        self._planned = planned
        self._tell = tell
        self._tag = home_tag(settings.home)
        self._ids: dict[UUID, Plan] = {}
        self._states: dict[UUID, str] = {}
        self._began = datetime.now(UTC)
        self._fired_at: dict[str, datetime] = {}

    async def run(self) -> None:
        """Run until a signal comes; then let go of the run in hand, which rolls back what it has not loaded."""
        runner = Runner(name="sanctionwire", limit=1, query_seconds=QUERY_S, prefetch_seconds=1)
        async with get_client() as client:
            missed = await self._missed(client)
            await self._register(client, runner)
            await self._make_up(client, missed)
            self._tell("serving", {"schedules": [plan.full_name for plan in self._planned if plan.schedule]})
            running = asyncio.create_task(runner.start())
            stop = await _signals(runner, running)
            watching = asyncio.create_task(self._watch(client))
            await asyncio.wait({running, asyncio.create_task(stop.wait())}, return_when=asyncio.FIRST_COMPLETED)
            if not running.done():
                self._tell("stopping", {})
                await runner.astop()
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching
            try:
                await running
                await self._tell_changes(client)
            except HTTPError as error:
                self._tell("server-lost", {"message": str(error)})
        self._note_alive()

    async def _register(self, client: PrefectClient, runner: Runner) -> None:
        """Register every deployment, which resumes those that the last stop has paused; remove those that are gone."""
        mine = await client.read_deployments(deployment_filter=DeploymentFilter(tags=DeploymentFilterTags(all_=[self._tag])))
        for plan in self._planned:
            self._ids[await runner.aadd_deployment(_deployment(plan, self._tag))] = plan
        for gone in (one for one in mine if one.id not in self._ids):
            await client.delete_deployment(gone.id)

    async def _missed(self, client: PrefectClient) -> dict[str, list[datetime]]:
        """Return the fires that nobody ran since the last service, by deployment, and take them out of Prefect's hands."""
        last = read_serving(self._settings.serving)
        missed: dict[str, list[datetime]] = {}
        for plan in self._planned:
            if plan.schedule is None:
                continue
            found = await self._take_late(client, plan)
            if last is not None and last.schedules.get(plan.full_name) == plan.schedule:
                found += await asyncio.to_thread(fires, plan.schedule, last.alive_at, self._began)
            missed[plan.full_name] = [fire for fire in found if fire <= self._began]
        return missed

    async def _take_late(self, client: PrefectClient, plan: Plan, keep: int = 0) -> list[datetime]:
        """Delete the runs of a schedule that are due and were not begun, except the last `keep`; return when they were due.

        What somebody has asked for by hand stays.
        """
        try:
            deployment = await client.read_deployment_by_name(plan.full_name)
        except ObjectNotFound:
            return []
        late = [run for run in await _unstarted(client, deployment.id, datetime.now(UTC)) if run.auto_scheduled]
        for run in late[: len(late) - keep]:
            with suppress(ObjectNotFound):
                await client.delete_flow_run(run.id)
        return [run.expected_start_time for run in late if run.expected_start_time]

    async def _make_up(self, client: PrefectClient, missed: Mapping[str, Iterable[datetime]]) -> None:
        for deployment_id, plan in self._ids.items():
            policy = plan.schedule.catch_up if plan.schedule else CatchUp.SKIP
            came = list(missed.get(plan.full_name, ()))
            for fire in made_up_for(came, policy):
                await client.create_flow_run_from_deployment(
                    deployment_id,
                    name=f"catch-up of {fire:%Y-%m-%d %H:%M:%S} UTC",
                    tags=["catch-up", self._tag],
                    state=Scheduled(scheduled_time=datetime.now(UTC)),
                    idempotency_key=f"catch-up {plan.full_name} {fire.isoformat()}",
                )
            if came:
                figures = {"deployment": plan.full_name, "missed": len(came), "made_up_for": len(made_up_for(came, policy))}
                self._tell("catch-up", {**figures, "policy": policy.value})

    async def _watch(self, client: PrefectClient) -> None:
        """Tell what becomes of runs, note that the schedules are run, and let no queue of one schedule grow."""
        noted_at = datetime.min.replace(tzinfo=UTC)
        while True:
            now = datetime.now(UTC)
            with suppress(HTTPError):  # the server is busy: the next look sees the same
                await self._tell_changes(client)
                if now - noted_at > timedelta(seconds=ALIVE_EVERY_S):
                    self._note_alive()
                    noted_at = now
                    for plan in self._planned:
                        if plan.schedule and plan.schedule.catch_up is not CatchUp.ALL:
                            await self._take_late(client, plan, keep=1)
            await asyncio.sleep(QUERY_S)

    async def _tell_changes(self, client: PrefectClient) -> None:
        runs = await client.read_flow_runs(
            deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=list(self._ids))),
            flow_run_filter=FlowRunFilter(
                expected_start_time=FlowRunFilterExpectedStartTime(
                    after_=_instant(self._began - timedelta(hours=1)), before_=_instant(datetime.now(UTC))
                )
            ),
            sort=FlowRunSort.EXPECTED_START_TIME_DESC,
            limit=RUNS_WATCHED,
        )
        for run in reversed(runs):
            state = run.state_name or ""
            if run.deployment_id is None or self._states.get(run.id) == state:
                continue
            self._states[run.id] = state
            if run.start_time is not None and run.start_time >= self._began:
                said = run.state.message if run.state and run.state.message and state not in ("Running", "Completed") else None
                name = self._ids[run.deployment_id].full_name
                self._fired_at[name] = run.start_time
                told = {"deployment": name, "state": state.lower(), "flow_run_id": str(run.id)}
                self._tell("run", {**told, **({"message": said} if said else {})})

    def _note_alive(self) -> None:
        """Write down that all fires until now were seen, for the catch-up of the next start."""
        schedules = {plan.full_name: plan.schedule for plan in self._planned if plan.schedule}
        write_serving(self._settings.serving, Serving(self._began, datetime.now(UTC), schedules, self._fired_at))


async def _signals(runner: Runner, running: "asyncio.Task[None]") -> asyncio.Event:
    """Return what is set by SIGTERM and SIGINT, once the runner has set its own handler, which this one replaces."""
    while not runner.started and not running.done():
        await asyncio.sleep(0.05)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _unstarted(client: PrefectClient, deployment_id: UUID, now: datetime) -> list[FlowRun]:
    """Return the runs of a deployment that are due and were not begun, in their order."""
    return await client.read_flow_runs(
        flow_run_filter=FlowRunFilter(
            deployment_id=FlowRunFilterDeploymentId(any_=[deployment_id]),
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
            expected_start_time=FlowRunFilterExpectedStartTime(before_=_instant(now)),
        ),
        sort=FlowRunSort.EXPECTED_START_TIME_ASC,
        limit=200,
    )


def _instant(instant: datetime) -> DateTime:
    """Return an instant as Prefect's filters take it."""
    return DateTime.fromisoformat(instant.isoformat())


def _deployment(plan: Plan, tag: str) -> RunnerDeployment:
    policy = [f"{CATCH_UP}{plan.schedule.catch_up}"] if plan.schedule else []
    return RunnerDeployment(
        name=plan.name,
        flow_name=plan.flow_name,
        entrypoint=plan.entrypoint,
        description=plan.description,
        parameters=dict(plan.parameters),
        tags=["sanctionwire", tag, *policy],
        schedules=[DeploymentScheduleCreate(schedule=as_prefect(plan.schedule), active=True)] if plan.schedule else [],
        concurrency_limit=None,  # said, so that an older one goes: one flow runs at a time anyway
        enforce_parameter_schema=False,
        paused=False,
    )


def _absolute(settings: Settings) -> dict[str, str]:
    """Return the environment of the runs, which start in another folder."""
    return {
        "SANCTIONWIRE_HOME": str(settings.home),
        "SANCTIONWIRE_SOURCES": str(settings.sources),
        "SANCTIONWIRE_ALERTS": str(settings.alerts),
    }
