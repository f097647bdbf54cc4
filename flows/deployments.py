"""What `serve` runs: the deployments of prefect.yaml, and one for each scheduled source."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

import flows
from tasks.watching.source import CatchUp, Schedule, Source

PREFECT_YAML = Path(flows.__file__).resolve().parent.parent / "prefect.yaml"
POLL = "flows.poll.poll"
CATCH_UP = "catch-up:"


@dataclass(frozen=True)
class Plan:
    """One deployment: which flow, with which parameters, and when.

    Its limit of runs at once in prefect.yaml is for workers: `serve` runs one flow at a time, whichever deployment it is of.
    """

    name: str
    entrypoint: str
    description: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    schedule: Schedule | None = None

    @property
    def flow_name(self) -> str:
        """Name of the flow, which is that of its function."""
        return self.entrypoint.rpartition(".")[2]

    @property
    def full_name(self) -> str:
        """Name as Prefect shows it."""
        return f"{self.flow_name}/{self.name}"


def plans(sources: Iterable[Source], warehouse: Path, file: Path = PREFECT_YAML) -> list[Plan]:
    """Return everything that is to be registered. A scheduled source takes the place of the schedule that polls all."""
    scheduled = [source for source in sources if source.enabled and source.schedule]
    return [*_planned(file, warehouse, polls_all=not scheduled), *(_of_source(source, warehouse) for source in scheduled)]


def home_tag(home: Path) -> str:
    """Return the tag of all deployments of one data folder: several may share one Prefect server."""
    return f"sanctionwire-{hashlib.sha256(str(home).encode()).hexdigest()[:8]}"


def _planned(file: Path, warehouse: Path, *, polls_all: bool) -> Iterator[Plan]:
    for written in yaml.safe_load(file.read_text(encoding="utf-8"))["deployments"]:
        schedules = [_schedule(one, written.get("tags", [])) for one in written["schedules"] if one["active"]]
        is_left_out = written["entrypoint"] == POLL and not polls_all
        yield Plan(
            name=written["name"],
            entrypoint=written["entrypoint"],
            description=written["description"],
            parameters={**written["parameters"], "warehouse": str(warehouse)},
            schedule=schedules[0] if schedules and not is_left_out else None,
        )


def _schedule(written: Mapping[str, Any], tags: Iterable[str]) -> Schedule:
    policy = next((tag.removeprefix(CATCH_UP) for tag in tags if tag.startswith(CATCH_UP)), CatchUp.ONCE)
    return Schedule(cron=written["cron"], timezone=written["timezone"], catch_up=CatchUp(policy))


def _of_source(source: Source, warehouse: Path) -> Plan:
    return Plan(
        name=source.name,
        entrypoint=POLL,
        description=f"Poll the source {source.name} of sources.yaml",
        parameters={"sources": [source.name], "warehouse": str(warehouse)},
        schedule=source.schedule,
    )
