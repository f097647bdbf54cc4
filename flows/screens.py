"""What commands show, as text: tables for people, JSON and CSV for programs. Foreign text is made harmless first."""

import csv
import io
import json
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from expectations.inert import visible
from warehouse.catalogue import Relation

if TYPE_CHECKING:
    from tasks.diagnosis import Finding
    from warehouse.survey import Looked

PIPE_WIDTH = 120  # columns, where standard output is no terminal


def rows(columns: Sequence[str], found: Iterable[Sequence[object]], shape: str) -> str:
    """Return rows as a table, JSON (a list of objects) or CSV."""
    if shape == "json":
        return as_json([dict(zip(columns, row, strict=True)) for row in found])
    if shape == "csv":
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_csv_cell(cell) for cell in row] for row in found)
        return out.getvalue().removesuffix("\n")
    return rendered(table(columns, found))


def as_json(value: object) -> str:
    """Return JSON with times in ISO 8601."""
    return json.dumps(value, default=_json_value, ensure_ascii=False, indent=2)


def rendered(*parts: RenderableType) -> str:
    """Return what the parts look like on standard output, in colour only on a terminal that wants it."""
    tty = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if tty else PIPE_WIDTH
    out = io.StringIO()
    console = Console(
        file=out, force_terminal=tty, no_color=bool(os.environ.get("NO_COLOR")) or not tty, width=width, highlight=False
    )
    for part in parts:
        console.print(part)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def shown(value: object) -> str:
    """Return a value for a table cell, with control characters made visible."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(shown(one) for one in value)
    return visible(str(value))


def schema(relations: Sequence[Relation], with_columns: bool) -> str:
    """Return tables and views with their meaning, and the columns of a single one."""
    if with_columns:
        (relation,) = relations
        columns = [(column.name, column.type, column.comment) for column in relation.columns]
        return rendered(
            Text(f"{relation.kind} {relation.name}: {relation.comment}"), table(["column", "type", "meaning"], columns)
        )
    return rendered(table(["name", "kind", "meaning"], [(one.name, one.kind, one.comment) for one in relations]))


def schema_as_json(relations: Sequence[Relation]) -> str:
    """Return tables, views and columns, for a program."""
    return as_json([asdict(relation) for relation in relations])


def findings(found: "Sequence[Finding | Looked]") -> str:
    """Return what was looked at, with the mend beside what is wrong."""
    return rendered(
        table(["check", "", "seen", "mend"], [(one.name, _mark(one.ok), one.seen, "" if one.ok else one.mend) for one in found])
    )


def findings_as_json(found: "Sequence[Finding]") -> str:
    """Return what doctor saw, for a program."""
    return as_json([asdict(finding) for finding in found])


def _mark(ok: bool) -> str:
    return "ok" if ok else "WRONG"


def table(columns: Sequence[str], found: Iterable[Sequence[object]]) -> Table:
    """Return a table without lines, columns of numbers to the right."""
    grid = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    listed = [[shown(cell) for cell in row] for row in found]
    kinds = zip(*listed, strict=True) if listed else [()] * len(columns)
    for name, cells in zip(columns, kinds, strict=True):
        numeric = bool(cells) and all(cell.replace(".", "", 1).replace("-", "", 1).isdecimal() or not cell for cell in cells)
        grid.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in listed:
        grid.add_row(*(Text(cell) for cell in row))
    return grid


def _csv_cell(cell: object) -> object:
    if isinstance(cell, list | tuple | dict):
        return json.dumps(cell, default=_json_value, ensure_ascii=False)
    return cell.isoformat(sep=" ") if isinstance(cell, datetime) else cell


def _json_value(value: Any) -> Any:  # noqa: ANN401 - whatever JSON does not know
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return str(value)
