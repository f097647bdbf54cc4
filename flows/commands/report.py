"""`sanctionwire report`: data quality for people, for programs, for build servers, and as Great Expectations shows it."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.options import GATE_FAILED, AsJson, Warehouse


def report(
    warehouse: Warehouse = None,
    output: Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Where to write the page.")] = None,
    junit: Annotated[
        Path | None, typer.Option("--junit", metavar="FILE", help="Write the checks as JUnit XML too, for build servers.")
    ] = None,
    data_docs: Annotated[
        Path | None,
        typer.Option("--data-docs", metavar="FOLDER", help="Build Great Expectations' Data Docs of the newest 20 runs too."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write the data-quality report: one HTML page that opens offline. Exit code 3 if a critical check failed."""
    from flows import screens
    from flows.running import report_quality
    from flows.settings import read_settings

    written, figures, verdict = report_quality(read_settings(warehouse), output, junit, data_docs)
    print(screens.as_json(figures) if as_json else screens.report(verdict, written))
    if verdict == "failed":
        sys.exit(GATE_FAILED)
