"""`sanctionwire diff`: what changed between two states of the warehouse, and who changed it."""

from typing import Annotated

import typer

from flows.options import AsJson, Warehouse


def diff(
    one: Annotated[
        str,
        typer.Argument(
            metavar="A", help="A run, a time (UTC), story_ID@VERSION, or rules:VERSION; a run alone: what it changed."
        ),
    ],
    other: Annotated[str | None, typer.Argument(metavar="[B]", help="The later state, of the same sort; or: now.")] = None,
    warehouse: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """Show what appeared, vanished or changed, and whether the source, the extractor or a review changed it."""
    from flows import differences
    from flows.settings import read_settings
    from warehouse.connect import open_reader
    from warehouse.states import differences_between

    with open_reader(read_settings(warehouse).warehouse) as reader:
        found = differences_between(reader, one, other)
    print(differences.differences_as_json(found) if as_json else differences.differences(found))
