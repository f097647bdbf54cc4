"""Answer users' SQL in a process of its own that can be killed.

DuckDB's own settings keep a query from files, network and settings, but not from memory: one `repeat('a', 4e9)` takes
several gigabytes whatever `memory_limit` says, and cannot be interrupted. So the process that answers has hard limits.
"""

import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from warehouse.errors import (
    LakeUnreachable,
    QueryFailed,
    SanctionwireError,
    UsageError,
    WarehouseLocked,
    WarehouseMissing,
    WarehouseUnreadable,
)
from warehouse.lake_name import Lake
from warehouse.values import from_json, to_json

if TYPE_CHECKING:
    import pyarrow as pa

ROOT = Path(__file__).resolve().parents[1]
REFUSALS = {
    kind.__name__: kind
    for kind in (LakeUnreachable, QueryFailed, UsageError, WarehouseLocked, WarehouseMissing, WarehouseUnreadable)
}
CHILD = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from warehouse.confinement import main; main()"


@dataclass(frozen=True)
class QueryLimits:
    """What one query may use."""

    seconds: int = 60
    memory_mb: int = 3_000
    result_mb: int = 200


class ConfinedReader:
    """Reads the snapshot through a process with hard limits, which is replaced after a query that broke them."""

    def __init__(self, published: Path | Lake, limits: QueryLimits) -> None:
        self._published = published
        self._limits = limits
        self._child: subprocess.Popen[bytes] | None = None

    def rows(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> list[dict[str, Any]]:
        """Return the rows of a query as dictionaries. Raises what `table` raises."""
        columns, rows = self.table(sql, parameters)
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def table(
        self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return column names and rows.

        Raises QueryFailed with DuckDB's words or with the limit that was broken; WarehouseMissing, WarehouseLocked or
        WarehouseUnreadable if there is no snapshot to ask.
        """
        answer, payload = self._ask({"sql": sql, "parameters": parameters})
        return answer["columns"], from_json(payload)

    def arrow(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> "pa.Table":
        """Return the rows as an Arrow table. Raises what `table` raises."""
        import pyarrow as pa  # noqa: PLC0415 - most queries do without

        _, payload = self._ask({"sql": sql, "parameters": parameters, "arrow": True})
        with pa.ipc.open_stream(payload) as stream:
            return stream.read_all()

    def start(self) -> None:
        """Open the snapshot now, and not with the first query. Raises what `table` raises."""
        try:
            self._ask({"sql": "SELECT 1", "parameters": []})
        except SanctionwireError:
            self.close()
            raise

    def close(self) -> None:
        """End the process."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.communicate()

    def _ask(self, question: Mapping[str, object]) -> tuple[dict[str, Any], bytes]:
        child = self._child = self._child or self._start()
        late = threading.Event()
        timer = threading.Timer(self._limits.seconds, _kill, (child, late))
        timer.start()
        try:
            answer, payload = _exchange(child, question)
        except (BrokenPipeError, EOFError):
            self.close()
            raise QueryFailed(self._broken_limit(late.is_set())) from None
        finally:
            timer.cancel()
        if "refusal" in answer:
            raise REFUSALS[answer["refusal"]](answer["message"])
        return answer, payload

    def _start(self) -> "subprocess.Popen[bytes]":
        child = subprocess.Popen(  # noqa: S603 - this interpreter, our own module
            [sys.executable, "-c", CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        limits = self._limits
        _send(child, {**_named(self._published), "memory_mb": limits.memory_mb, "result_mb": limits.result_mb})
        return child

    def _broken_limit(self, late: bool) -> str:
        if late:
            return (
                f"the query took more than {self._limits.seconds} s and was stopped: ask for less,"
                " or raise SANCTIONWIRE_QUERY_SECONDS"
            )
        return (
            f"the query needed more than {self._limits.memory_mb:,} MB of memory and was stopped: ask for less,"
            " or raise SANCTIONWIRE_QUERY_MEMORY_MB"
        )


@contextmanager
def open_confined(published: Path | Lake, limits: QueryLimits) -> Iterator[ConfinedReader]:
    """Open the published snapshot, or a lake, for SQL that nobody has looked at."""
    reader = ConfinedReader(published, limits)
    try:
        yield reader
    finally:
        reader.close()


def _named(published: Path | Lake) -> dict[str, str]:
    return {"lake": published.name} if isinstance(published, Lake) else {"published": str(published)}


def _exchange(child: "subprocess.Popen[bytes]", question: Mapping[str, object]) -> tuple[dict[str, Any], bytes]:
    _send(child, question)
    assert child.stdout is not None  # noqa: S101 - it was made with a pipe
    answer = from_json(_line(child.stdout))
    size = int(answer.get("bytes", 0))
    payload = child.stdout.read(size)
    if len(payload) < size:
        raise EOFError
    return answer, payload


def _send(child: "subprocess.Popen[bytes]", message: Mapping[str, object]) -> None:
    assert child.stdin is not None  # noqa: S101 - it was made with a pipe
    child.stdin.write(to_json(dict(message)) + b"\n")
    child.stdin.flush()


def _line(pipe: IO[bytes]) -> bytes:
    line = pipe.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    return line


def _kill(child: "subprocess.Popen[bytes]", late: threading.Event) -> None:
    late.set()
    with suppress(ProcessLookupError):
        child.kill()
