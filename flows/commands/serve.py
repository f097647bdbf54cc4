"""`sanctionwire serve`: the schedules, run until somebody stops it."""

from pathlib import Path
from typing import Annotated

import typer

from flows.options import Warehouse


def serve(
    sources: Annotated[
        Path | None,
        typer.Option("--sources", metavar="FILE", help="What is watched; default: sources.yaml in SANCTIONWIRE_HOME."),
    ] = None,
    port: Annotated[int, typer.Option("--port", min=1, max=65_535, help="Port of the Prefect server, on the loopback.")] = 4200,
    warehouse: Warehouse = None,
    as_json: Annotated[bool, typer.Option("--json", help="Log JSON lines.")] = False,
) -> None:
    """Run the schedules: watched sources, the nightly audit, the weekly maintenance. Logs on standard error; stop with Ctrl-C.

    Starts a Prefect server with its pages on the loopback, or takes the one that PREFECT_API_URL names.
    """
    from dataclasses import replace

    from flows.settings import prepare_prefect, read_settings
    from tasks.alerting.rules import read_rules
    from tasks.watching.sources_file import read_sources

    settings = read_settings(warehouse)
    if sources is not None:
        settings = replace(settings, sources=sources.absolute())
    rules = [rule.name for rule in read_rules(settings.alerts, settings.environment)]
    watched = read_sources(settings.sources, rules)
    prepare_prefect(settings.home)
    from flows.serving import serve as run
    from flows.serving import told_as

    run(settings, watched, port, told_as(as_json))
