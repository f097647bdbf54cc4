"""Run what a command asks for: the flow under a progress bar, or plain functions where no server is needed."""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from flows.server import start_server
from flows.settings import Settings, prefect_api_url, prepare_prefect
from tasks.progress import watched_by
from tasks.sources.find import find
from warehouse.connect import open_reader, probe_writer
from warehouse.errors import NothingUsable, UsageError, WarehouseMissing

if TYPE_CHECKING:
    from expectations.report.figures import Outcome as Verdict
    from tasks.backfill import Archive, Stretch
    from tasks.explanation import Explanation
    from tasks.outcome import Outcome
    from tasks.polled import Polled
    from tasks.readmit import Readmitted
    from tasks.replaying import Replayed
    from tasks.watching.dated import Days
    from warehouse.readings import Scope

MISCALLED = {"unsupported_scheme", "bad_url", "not_installed"}


def ingest_watched(
    settings: Settings,
    sources: Sequence[str],
    format_name: str | None,
    columns: str | None = None,
    follow: bool = False,
    wait_s: float = 0,
) -> "Outcome":
    """Run the ingest flow in this process, with a progress bar if standard error is a terminal.

    What can be refused at once is refused before the flow engine starts, which takes seconds.
    """
    column_map = _column_map(columns)
    deadline = time.monotonic() + wait_s
    _refuse_early(settings, sources, format_name, wait_s)
    with _flow_engine(settings, "flows.ingest"):
        from flows.ingest import ingest

        left_s = max(0.0, deadline - time.monotonic())
        found = [str(_absolute(source)) for source in sources]
        return ingest(found, settings.target, format_name, column_map, follow, left_s)


def readmit_watched(
    settings: Settings, ids: Sequence[str], reason_code: str | None, format_name: str | None, columns: str | None
) -> "Readmitted":
    """Run the flow over what waits in quarantine, as `ingest_watched` runs its own."""
    column_map = _column_map(columns)
    _check_format(format_name)
    probe_writer(settings.warehouse)
    with _flow_engine(settings, "flows.readmit"):
        from flows.readmit import readmit

        return readmit(list(ids), reason_code, settings.target, format_name, column_map)


def backfill_watched(settings: Settings, source: str, within: "Days", step: str, *, wait_s: float = 0) -> "Outcome":
    """Run the flow that walks an archive, as `ingest_watched` runs its own."""
    probe_writer(settings.warehouse, wait_s)
    with _flow_engine(settings, "flows.backfill"):
        from flows.backfill import backfill

        return backfill(source, within.first_on, within.last_on, step, str(settings.warehouse), wait_s)


def survey_steps(settings: Settings, source: str, within: "Days", step: str) -> "tuple[Archive, list[Stretch]]":
    """List an archive by steps, and change nothing. Needs no server."""
    from tasks.backfill import source_named, stretches, survey_archive
    from tasks.sources.spool import open_spool
    from tasks.watching.dated import Step
    from tasks.watching.look import limits_of
    from warehouse.watched import published_steps

    named = source_named(source, settings.sources)
    with open_spool(settings.spool, f"survey_{os.getpid()}") as spool:
        archive = survey_archive(named, within, limits_of(named, settings.limits), spool)
    return archive, list(stretches(archive, within, Step(step), published_steps(settings.warehouse, named.name)))


def poll_watched(settings: Settings, names: Sequence[str], wait_s: float = 0) -> "Polled":
    """Poll watched sources. The flow engine starts only if there is something new. Raises PollFailed at the end."""
    from tasks.polled import Polled, PolledSource, PollFailed
    from tasks.watching.look import look_at_all
    from tasks.watching.sources_file import choose, read_sources

    chosen = choose(read_sources(settings.sources), names, settings.sources)
    looked = look_at_all(chosen, settings.warehouse, settings.limits, settings.robots)
    if not any(one.has_news for one in looked.values()):
        polled = Polled(tuple(PolledSource(name, failures=one.told) for name, one in looked.items()))
        if polled.failed:
            raise PollFailed(polled)
        return polled
    probe_writer(settings.warehouse, wait_s)
    with _flow_engine(settings, "flows.stages"):
        from flows.poll import poll

        return poll(list(looked), str(settings.warehouse), looked, wait_s)


def replay_watched(settings: Settings, scope: "Scope", older_than_current: bool, dry_run: bool) -> "Replayed":
    """Run the replay flow over stored stories, as `ingest_watched` runs its own."""
    if not settings.warehouse.exists():
        raise WarehouseMissing(f"there is no warehouse at {settings.warehouse}: run `sanctionwire ingest SOURCE` first")
    probe_writer(settings.warehouse)
    with _flow_engine(settings, "flows.replay"):
        from flows.replay import replay

        return replay(
            settings.target,
            scope.provider,
            scope.published_from,
            scope.published_to,
            scope.story_id,
            older_than_current,
            dry_run,
        )


def explain_anything(settings: Settings, source: str, format_name: str | None) -> "list[Explanation]":
    """Explain a file or URL, or a stored story if the source is the id of one."""
    from tasks.explanation import explain_source, explain_stored

    _check_format(format_name)
    if source.startswith("story_") and not Path(source).exists():
        with open_reader(settings.warehouse) as reader:
            return [explain_stored(reader, source, settings.model)]
    return explain_source(source, settings.limits, settings.model, _now, sys.stdin.buffer, format_name)


def report_quality(
    settings: Settings, output: Path | None, junit: Path | None = None, data_docs: Path | None = None
) -> tuple[list[Path], dict[str, object], "Verdict"]:
    """Write the quality report, and the other forms that are asked for.

    Return what was written, the figures for a program, and the verdict.
    """
    from expectations.report.as_json import report_as_json
    from tasks.quality import report_figures, write_data_docs, write_junit, write_report

    figures, now = report_figures(settings.warehouse), _now()
    written = [write_report(figures, output or settings.report, now)]
    if junit:
        written.append(write_junit(figures, junit))
    if data_docs:
        written.append(write_data_docs(settings.warehouse, data_docs.absolute()))
    return written, report_as_json(figures, now), figures.outcome


@contextmanager
def _flow_engine(settings: Settings, flow_module: str) -> Iterator[None]:
    """Give the flow engine, and what takes seconds to load, for the length of the block, under a progress bar."""
    prepare_prefect(settings.home)
    server = None if prefect_api_url() else start_server()
    if server:
        prefect_api_url(server.api_url)
    import_module(flow_module)  # while the server starts
    with _progress_bar():
        _warm_up(settings.model)
        if server:
            server.wait()
        yield


def _refuse_early(settings: Settings, sources: Sequence[str], format_name: str | None, wait_s: float) -> None:
    _check_format(format_name)
    found = find(sources, settings.limits, format_name)
    for refusal in found.refused:
        if refusal.reason_code in MISCALLED:
            raise UsageError(f"{refusal.uri}: {refusal.reason}")
    if not found.items:
        raise NothingUsable("; ".join(f"{refusal.uri}: {refusal.reason}" for refusal in found.refused))
    probe_writer(settings.warehouse, wait_s)
    if settings.lake:
        from warehouse.lake import probe_lake

        probe_lake(settings.lake)


def _check_format(format_name: str | None) -> None:
    if format_name is None:
        return
    from tasks.readers.errors import UnknownFormatError
    from tasks.readers.registry import check_format

    try:
        check_format(format_name)
    except UnknownFormatError as error:
        raise UsageError(str(error)) from error


def _column_map(written: str | None) -> dict[str, str] | None:
    """Return the column of each field that `--columns` names. Raises UsageError for what cannot be read."""
    if written is None:
        return None
    from tasks.readers.table_parts.columns import ColumnMapError, parse_columns

    try:
        return dict(parse_columns(written))
    except ColumnMapError as error:
        raise UsageError(f"--columns: {error}") from error


def _absolute(source: str) -> str:
    """Return the source so that it means the same in the flow, whatever its working directory."""
    return source if source == "-" or "://" in source else os.path.abspath(source)  # noqa: PTH100 - keeps globs and links as they are


def _warm_up(model: str) -> None:
    """Load what takes seconds while the flow engine starts."""
    from expectations.engine import warm_up
    from tasks.isolation.isolated import isolated

    isolated().start()  # loads beside what is loaded here
    warm_up()
    isolated().load(model=model)


@contextmanager
def _progress_bar() -> Iterator[None]:
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("starting the flow engine", total=None)

        def show(_stage: str, done: int, total: int) -> None:
            progress.update(bar, description="stories", completed=done, total=total)

        with watched_by(show):
            yield


def _now() -> datetime:
    return datetime.now(UTC)
