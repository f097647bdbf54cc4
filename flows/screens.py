"""What commands show, as text: tables for people, JSON and CSV for programs. Foreign text is made harmless first."""

import csv
import io
import json
import os
import shlex
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from expectations.inert import escaped, visible
from warehouse.catalogue import Relation
from warehouse.cells import FORMULA_STARTS
from warehouse.passages import Marked
from warehouse.questions import Question

if TYPE_CHECKING:
    from tasks.diagnosis import Finding
    from warehouse.survey import Looked

PIPE_WIDTH = 120  # columns, where standard output is no terminal

VERDICTS = {
    "passed": "all critical checks passed",
    "failed": "a critical check failed",
    "not judged": "nothing has been judged yet",
}


def rows(columns: Sequence[str], found: Iterable[Sequence[object]], shape: str) -> str:
    """Return rows as a table, JSON (a list of objects), CSV, or raw CSV."""
    if shape == "json":
        return as_json([dict(zip(columns, row, strict=True)) for row in found])
    if shape == "raw csv":
        return "\n".join(_csv_line([_csv_cell(cell) for cell in row]) for row in (columns, *found))
    if shape == "csv":
        return "\n".join(_csv_line([_harmless(_csv_cell(cell)) for cell in row]) for row in (columns, *found))
    return rendered(table(columns, found))


def report(verdict: str, written: Sequence[Path]) -> str:
    """Return the verdict of the quality report and what was written, the page first."""
    page, *others = written
    return visible("\n".join([f"{VERDICTS[verdict]}: {page}", *(str(one) for one in others)]))


def as_json(value: object) -> str:
    """Return JSON with times in ISO 8601; characters that act unseen are escaped, which changes no value."""
    return escaped(json.dumps(value, default=_json_value, ensure_ascii=False, indent=2))


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


def marked(passage: Marked) -> Text:
    """Return a passage with its marked words in bold, or between ** where standard output is no terminal."""
    tty = sys.stdout.isatty()
    text = Text()
    for piece, is_marked in passage.pieces():
        text.append(visible(piece) if tty or not is_marked else f"**{visible(piece)}**", style="bold" if is_marked else "")
    return text


def named_queries(found: Sequence[Question], shape: str) -> str:
    """Return the queries that have names, with what they take; as JSON with the sample answer and the SQL as well."""
    if shape == "json":
        return as_json([asdict(question) for question in found])
    return rows(["name", "question", "parameters"], [(one.name, one.question, one.usage) for one in found], shape)


def named_query(question: Question, shape: str) -> str:
    """Return all about one query that has a name: what it asks and takes, and what it answers on the samples."""
    if shape != "table":
        return named_queries([question], shape)
    takes = [(one.name, one.default if one.default is not None else "(needed)", one.told) for one in question.parameters]
    given = " ".join(f"--param {shlex.quote(f'{name}={value}')}" for name, value in question.examples().items())
    return rendered(
        Text(question.question, style="bold"),
        table(["parameter", "default", "takes"], takes) if takes else Text("It takes no parameters."),
        Text(f"\nOn the sample stories, the first rows of: query --name {question.name} {given}".rstrip(), style="bold"),
        Text(question.answer),
    )


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


def _csv_line(cells: Sequence[object]) -> str:
    """Return one line; with both characters in the line's end, a lone carriage return is quoted and begins no new row."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().removesuffix("\r\n")


def _harmless(cell: object) -> object:
    """Return text with hidden characters shown, behind an apostrophe where a spreadsheet would run it."""
    if not isinstance(cell, str):
        return cell
    return f"'{visible(cell)}" if cell.startswith(FORMULA_STARTS) else visible(cell)


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
