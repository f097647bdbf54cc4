"""The run in hand: its writer, its record and its tally."""

import json
import os
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path

from prefect.runtime import deployment, flow_run

from tasks.accounts import unaccounted
from tasks.flow_runs import close_killed, limit_loads
from tasks.publishing import Publishing
from tasks.run_folder import RunFolder
from tasks.sources.delivery import Refusal
from tasks.sources.download import Downloader
from tasks.sources.limits import Limits
from tasks.sources.passwords import without_passwords
from tasks.sources.web import Web
from tasks.whole import judge_warehouse
from warehouse.connect import Writer, open_writer
from warehouse.fetch_states import fetch_state
from warehouse.files import WarehouseFiles
from warehouse.notices import Notice
from warehouse.records import Quarantined, Run
from warehouse.settle import settle
from warehouse.store import close_crashed_runs, finish_run


class RunInHand:
    """What all stages of one flow run share."""

    def __init__(self, writer: Writer, record: Run, folder: RunFolder, publishing: Publishing) -> None:
        self.writer = writer
        self.record = record
        self.folder = folder
        self.publishing = publishing
        self.notices: list[Notice] = []
        self.tally: Counter[str] = Counter()
        self.not_received: list[Refusal] = []
        self.refused: list[Refusal] = []
        self.put_away: list[Quarantined] = []  # every row offered to the quarantine, also where it waits already
        self.received: set[str] = set()  # names of the items whose bytes came
        self.opened: set[str] = set()  # names of the containers that were replaced by what they hold
        self.documents: set[str] = set()  # ids of the documents received, also where they are known
        self.read_again: frozenset[str] = frozenset()  # known documents that a replay reads once more
        self.analysed_again: frozenset[tuple[str, str]] = frozenset()  # loaded story versions that it analyses once more
        self.gate_failed = False
        self.unaccounted: tuple[str, ...] = ()  # what was received and has no end; found out when the run ends
        self.alert_problems: tuple[str, ...] = ()
        self.portion_numbers = count()
        self._downloader: Downloader | None = None

    @property
    def run_id(self) -> str:
        """Key of the run."""
        return self.record.run_id

    def downloader(self, limits: Limits) -> Downloader:
        """Return what all HTTP fetches of the run share: the hosts' pace, their robots.txt, what the warehouse knows of URLs."""
        if self._downloader is None:
            self._downloader = Downloader(Web(limits, known=partial(fetch_state, self.writer)))
        return self._downloader

    @staticmethod
    def now() -> datetime:
        """Return the time (UTC), in whole microseconds as the warehouse stores it."""
        return datetime.now(UTC)


@contextmanager
def begin_run(
    warehouse: Path, flow_name: str, parameters: Mapping[str, object], *, wait_s: float = 0, publish_interval_s: float = 0
) -> Iterator[RunInHand]:
    """Open the warehouse for one run, settle and judge it at the end, and publish it, also after an error.

    What runs before it were killed over is closed first, here and in Prefect.
    Raises WarehouseLocked if another run writes for longer than `wait_s` seconds.
    """
    if deployment.id:
        limit_loads()
    started_at = datetime.now(UTC)
    files, notices, own_id = WarehouseFiles(warehouse), list[Notice](), flow_run.id
    with open_writer(warehouse, f"the run of `{flow_name}`", wait_s=wait_s, flow_run_id=own_id, tell=notices.append) as writer:
        _close_crashed(close_crashed_runs(writer, started_at), notices, own_id)
        record = _record(flow_name, started_at, parameters)
        publishing = Publishing(writer, files, publish_interval_s)
        run = RunInHand(writer, record, RunFolder(files.runs, record.run_id), publishing)
        run.notices = notices
        try:
            yield run
            settle(writer)
            run.unaccounted = unaccounted(writer, run.tally, run.documents, run.put_away, started_at)
            run.gate_failed |= judge_warehouse(writer, run.run_id, run.now())
            run.folder.forget_leftovers(writer, started_at)
        except BaseException:
            _finish(run, "failed")
            raise
        _finish(run, "gate_failed" if run.gate_failed else "completed")


def _close_crashed(flow_run_ids: Sequence[str], notices: Sequence[Notice], own_id: str | None) -> None:
    """Tell Prefect of the runs that were killed: those that had loaded something, and the last holder of the lease."""
    holders = [notice.crashed.flow_run_id for notice in notices if notice.crashed and notice.crashed.flow_run_id]
    killed = [one for one in (*flow_run_ids, *holders) if one != own_id]
    if killed and own_id:
        close_killed(killed, "the process was killed; what it had loaded is kept")


def _record(flow_name: str, started_at: datetime, parameters: Mapping[str, object]) -> Run:
    return Run(
        run_id=f"run_{started_at:%Y%m%dT%H%M%S}_{os.getpid()}_{uuid.uuid4().hex[:6]}",
        flow_name=flow_name,
        flow_run_id=flow_run.id,
        started_at=started_at,
        finished_at=None,
        state="running",
        parameters=without_passwords(json.dumps(parameters, sort_keys=True)),
        counts="{}",
    )


def _finish(run: RunInHand, state: str) -> None:
    counts = json.dumps(dict(sorted(run.tally.items())))
    finish_run(run.writer, replace(run.record, state=state, finished_at=run.now(), counts=counts))
