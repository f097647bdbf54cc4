"""`sanctionwire export`: what the warehouse shows as files that other programs read."""

from pathlib import Path
from typing import Annotated, Any

import typer

from flows.options import AsJson, Warehouse

FORMATS = "parquet, csv, jsonl, followthemoney, jsonld or events"


def export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to write: empty, not there yet, or an earlier export.")],
    formats: Annotated[
        list[str] | None, typer.Option("--format", metavar="NAME", help=f"{FORMATS}; may be repeated. Default: parquet.")
    ] = None,
    tables: Annotated[
        str | None,
        typer.Option("--tables", metavar="NAMES", help="Only these, by commas: stories,measures. For parquet, csv, jsonl."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="TIME", help="Only stories that changed since then (UTC); the manifest lists what is gone."
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what may not be shown: killed, embargoed and older versions.")
    ] = False,
    warehouse: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """Write what may be shown as files for other programs, with a manifest of counts and checksums."""
    from datetime import UTC, datetime

    from expectations.inert import visible
    from flows.screens import as_json as json_of
    from flows.settings import read_settings
    from warehouse.errors import UsageError
    from warehouse.export.run import MANIFEST
    from warehouse.export.run import export as write
    from warehouse.export.scope import TABLES, Form, Scope
    from warehouse.questions import Parameter

    unknown = [name for name in formats or () if name not in set(Form)]
    if unknown:
        raise UsageError(f"there is no format {unknown[0]!r}: choose {FORMATS}")
    named = tuple(name.strip() for name in tables.split(",") if name.strip()) if tables is not None else TABLES
    time: Any = Parameter("--since", "time", "first time").value(since) if since else None
    scope = Scope(tuple(map(Form, formats or ["parquet"])), named, time, everything)
    done = write(read_settings(warehouse).warehouse, folder, scope, datetime.now(UTC))
    if as_json:
        print(json_of(done.manifest))
        return
    for name, rows in done.manifest["rows"].items():
        total = sum(rows.values()) if isinstance(rows, dict) else rows
        print(f"{name}: {total:,} rows")
    gone = sum(map(len, done.manifest["deleted"].values()))
    print(visible(f"{f'{gone:,} gone since then; ' if since else ''}manifest: {done.folder / MANIFEST}"))
