"""`sanctionwire explore`: the warehouse as a folder of pages that any browser opens."""

from pathlib import Path
from typing import Annotated, Any

import typer

from flows.options import AsJson, Warehouse


def explore(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to build: empty, not there yet, or an earlier build.")],
    provider: Annotated[str | None, typer.Option("--provider", metavar="NAME", help="Only stories of this provider.")] = None,
    target: Annotated[
        str | None,
        typer.Option("--target", metavar="PARTY", help="Only stories of measures against it: a country code or a name."),
    ] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="Only stories published on it or later.")] = None,
    serve: Annotated[
        bool, typer.Option("--serve", help="Show the site at an address of this machine until Ctrl-C; needs nothing else.")
    ] = False,
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65_535, help="Port of --serve; 0: a free one.")] = 0,
    warehouse: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """Build a site of the measures: it opens from the folder, with no network, server or script needed."""
    from datetime import UTC, datetime

    from expectations.inert import visible
    from flows.preview import serve as preview
    from flows.screens import as_json as json_of
    from flows.settings import read_settings
    from tasks.exploring import explore as build
    from tasks.site.contents import Filters
    from warehouse.questions import Parameter

    day: Any = Parameter("--since", "day", "first day").value(since) if since else None
    site = build(read_settings(warehouse).warehouse, folder, Filters(provider, target, day), datetime.now(UTC))
    if as_json:
        told = {"index": str(site.index), "files": site.files, "bytes": site.size_bytes, "pages": site.pages}
        print(json_of(told), flush=True)
    else:
        stories = site.pages.get("stories", 0)
        print(visible(f"{stories:,} stories, {site.files:,} files, {site.size_bytes / 1e6:,.1f} MB: {site.index}"), flush=True)
    if serve:
        preview(site.index.parent, port, lambda address: print(f"{address} (Ctrl-C ends it)", flush=True))
