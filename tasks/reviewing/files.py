"""Files of decisions: CSV for spreadsheets, with cells that no spreadsheet takes for a formula, and JSON lines for programs."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tasks.reviewing.lines import COLUMNS, Line
from warehouse.errors import UsageError

# A cell that a spreadsheet may take for a formula, with all apostrophes before it. Matches "=1+1", "'=1", "\tx" and the wide
# forms of the signs; misses "a=1" and "'tis".
FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
MAX_FILE_BYTES = 200_000_000
MAX_CELL_CHARS = 10_000_000


def write(path: Path, lines: Iterable[Line]) -> int:
    """Write the lines in one step, in the form that the name of the file asks for; return how many. Raises UsageError."""
    form = _form(path)
    listed = list(lines)
    text = _as_csv(listed) if form == "csv" else "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in listed)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.part")
    unfinished.write_bytes(text.encode("utf-8-sig" if form == "csv" else "utf-8", "surrogatepass"))
    unfinished.replace(path)
    return len(listed)


def read(path: Path) -> list[tuple[int, Line]]:
    """Return the lines of a file, each with the number of the line on which it begins. Raises UsageError."""
    form = _form(path)
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise UsageError(f"{path} is larger than {MAX_FILE_BYTES:,} bytes: split it")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is no UTF-8: save it as CSV in UTF-8") from error
    return list(_from_csv(text, path) if form == "csv" else _from_json(text, path))


def escaped(cell: str) -> str:
    """Return a cell that is shown as it is, not computed."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def unescaped(cell: str) -> str:
    """Return what `escaped` was given."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def _form(path: Path) -> str:
    form = path.suffix.lower().removeprefix(".")
    if form not in ("csv", "jsonl"):
        raise UsageError(f"{path} is neither .csv nor .jsonl: name the file so")
    return form


def _as_csv(lines: Sequence[Line]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    writer.writerows([escaped(line[name]) for name in COLUMNS] for line in lines)
    return out.getvalue()


def _from_csv(text: str, path: Path) -> Iterator[tuple[int, Line]]:
    csv.field_size_limit(MAX_CELL_CHARS)
    reader = csv.reader(io.StringIO(text, newline=""), dialect=_dialect(text), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(header, path)
        begins = reader.line_num + 1
        for row in reader:
            if any(row):
                if len(row) != len(header):
                    raise UsageError(f"{path}, line {begins}: {len(row)} cells where the header has {len(header)}")
                cells = dict(zip(header, map(unescaped, row), strict=True))
                yield begins, {name: cells.get(name, "") for name in COLUMNS}
            begins = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(f"{path}, line {reader.line_num}: {error}") from error


class _Semicolons(csv.excel):
    """What spreadsheets write where the comma is a decimal sign."""

    delimiter = ";"


def _dialect(text: str) -> type[csv.Dialect]:
    header = text.partition("\n")[0]
    return _Semicolons if header.count(";") > header.count(",") else csv.excel


def _check_header(header: Sequence[str], path: Path) -> None:
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise UsageError(f"{path} lacks the columns {', '.join(missing)}: begin with `sanctionwire review export`")


def _from_json(text: str, path: Path) -> Iterator[tuple[int, Line]]:
    for number, written in enumerate(text.split("\n"), 1):
        if not written.strip():
            continue
        try:
            found = json.loads(written)
        except ValueError as error:
            raise UsageError(f"{path}, line {number}: no JSON: {error}") from None
        if not isinstance(found, dict):
            raise UsageError(f"{path}, line {number}: not an object")
        yield number, {name: _text(found.get(name)) for name in COLUMNS}


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
