"""Options and shapes of output that several commands share."""

from enum import Enum
from typing import Annotated

import typer

from warehouse.errors import UsageError

GATE_FAILED = 3

Warehouse = Annotated[
    str | None,
    typer.Option(
        "--warehouse",
        metavar="FILE",
        help="Warehouse; default: warehouse.duckdb in SANCTIONWIRE_HOME. Or a lake: ducklake:sqlite:FILE.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Format = Annotated[
    str | None, typer.Option("--format", metavar="NAME", help="Wire format, instead of telling it from the bytes.")
]
Wait = Annotated[
    float, typer.Option("--wait", metavar="SECONDS", min=0, help="Wait so long for another run, instead of exit code 5.")
]


class Shape(Enum):
    """How rows are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def shape(as_json: bool, as_csv: bool) -> Shape:
    """Return how rows are printed. Raises UsageError for two shapes at once."""
    if as_json and as_csv:
        raise UsageError("--json and --csv exclude each other")
    if as_json:
        return Shape.JSON
    return Shape.CSV if as_csv else Shape.TABLE
