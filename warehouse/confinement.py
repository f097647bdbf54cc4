"""The process that answers users' SQL: limits first, then one question a line on standard input until it ends."""

import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Any

from warehouse.connect import Reader, open_reader
from warehouse.errors import QueryFailed, SanctionwireError
from warehouse.lake_name import read_name
from warehouse.values import from_json, to_json

MEGABYTE = 1_000_000


def main() -> None:
    """Answer until nobody asks. The first line names the snapshot and the limits; each further one is a question."""
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    terms = from_json(questions.readline())
    limit_memory(terms["memory_mb"] * MEGABYTE)
    try:
        with _open(terms) as reader:
            for line in questions:
                _write(answers, *_answer(reader, from_json(line), terms["result_mb"] * MEGABYTE))
    except SanctionwireError as error:
        questions.readline()
        _write(answers, _refusal(error))


def _open(terms: dict[str, Any]) -> AbstractContextManager[Reader]:
    if "lake" not in terms:
        return open_reader(Path(terms["published"]))
    from warehouse.lake import open_lake_reader  # noqa: PLC0415 - its extensions are an extra

    return open_lake_reader(read_name(terms["lake"]))


def limit_memory(size: int) -> None:
    """Let this process have no more than `size` bytes of address space, and leave no core. Only POSIX can."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(reader: Reader, question: dict[str, Any], limit: int) -> tuple[dict[str, Any], bytes]:
    try:
        if question.get("arrow"):
            columns, payload = _arrow(reader, question)
        else:
            columns, rows = reader.table(question["sql"], question["parameters"])
            payload = to_json(rows)
    except QueryFailed as error:
        return _refusal(error), b""
    except MemoryError:
        return _refusal(QueryFailed("the query needed too much memory: ask for less")), b""
    if len(payload) > limit:
        wish = f"the answer is larger than {limit // MEGABYTE:,} MB: ask for fewer columns, or add a LIMIT"
        return _refusal(QueryFailed(wish)), b""
    return {"columns": columns, "bytes": len(payload)}, payload


def _arrow(reader: Reader, question: dict[str, Any]) -> tuple[list[str], bytes]:
    """Return the rows as a stream of Arrow's own format."""
    import pyarrow as pa  # noqa: PLC0415 - most queries do without

    table = reader.arrow(question["sql"], question["parameters"])
    written = pa.BufferOutputStream()
    with pa.ipc.new_stream(written, table.schema) as stream:
        stream.write_table(table)
    return table.column_names, written.getvalue().to_pybytes()


def _refusal(error: SanctionwireError) -> dict[str, Any]:
    # DuckDB goes on to advise settings, which nobody may change here.
    return {"refusal": type(error).__name__, "message": str(error).partition("\n\nPossible solutions")[0]}


def _write(answers: IO[bytes], answer: dict[str, Any], payload: bytes = b"") -> None:
    answers.write(to_json(answer) + b"\n" + payload)
    answers.flush()
