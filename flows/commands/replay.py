"""`sanctionwire replay`: read the stored stories again with the rules of today."""

import sys
from datetime import datetime
from typing import Annotated

import typer

from flows.options import GATE_FAILED, AsJson, Warehouse
from warehouse.errors import UsageError

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DAY")]


def replay(
    provider: Annotated[str | None, typer.Option("--provider", metavar="NAME", help="Only stories of this provider.")] = None,
    published_from: Annotated[
        datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], metavar="DAY", help="Only stories published on this day or later."),
    ] = None,
    published_to: Annotated[
        datetime | None,
        typer.Option("--to", formats=["%Y-%m-%d"], metavar="DAY", help="Only stories published on this day or earlier."),
    ] = None,
    story: Annotated[str | None, typer.Option("--story", metavar="ID", help="Only this story, all its versions.")] = None,
    older: Annotated[
        bool, typer.Option("--older-than-current", help="Only what was read by rules of an earlier version.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Change nothing; print what would change.")] = False,
    warehouse: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """Read stored stories again with the rules of today; an interrupted replay goes on where it stopped."""
    from flows import differences
    from flows.running import replay_watched
    from flows.settings import read_settings
    from warehouse.readings import Scope

    try:
        scope = Scope(provider, published_from and published_from.date(), published_to and published_to.date(), story)
    except ValueError as error:
        raise UsageError(str(error)) from error
    replayed = replay_watched(read_settings(warehouse), scope, older, dry_run)
    print(differences.replayed_as_json(replayed) if as_json else differences.replayed(replayed))
    if replayed.gate_failed:
        sys.exit(GATE_FAILED)
