"""`sanctionwire serve`: the schedules, run until somebody stops it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.options import Warehouse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flows.serving import Tell


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

    from flows.server import serving_server
    from flows.settings import prefect_api_url, prepare_prefect, read_settings
    from tasks.alerting.rules import read_rules
    from tasks.watching.sources_file import read_sources

    settings = read_settings(warehouse)
    if sources is not None:
        settings = replace(settings, sources=sources.absolute())
    rules = [rule.name for rule in read_rules(settings.alerts, settings.environment)]
    watched = read_sources(settings.sources, rules)
    prepare_prefect(settings.home)
    tell = _told_as(as_json)
    with serving_server(settings.home, port) as ready:
        tell("server", {"api": prefect_api_url(), "pages": (prefect_api_url() or "").removesuffix("/api")})
        from flows.serving import serve as run  # after the server is named: Prefect reads that when it is imported

        run(settings, watched, ready, tell)


def _told_as(as_json: bool) -> "Tell":
    """Return what tells on standard error what happens, a line each: for people, or as JSON."""
    import json
    from datetime import UTC, datetime

    def tell(event: str, figures: "Mapping[str, object]") -> None:
        at = datetime.now(UTC)
        if as_json:
            line = json.dumps({"at": at.isoformat(), "event": event, **figures})
        else:
            line = f"{at:%Y-%m-%d %H:%M:%S} {event} {_words(figures)}".rstrip()
        print(line, file=sys.stderr, flush=True)

    return tell


def _words(figures: "Mapping[str, object]") -> str:
    return " ".join(f"{key}={', '.join(map(str, value)) if isinstance(value, list) else value}" for key, value in figures.items())
