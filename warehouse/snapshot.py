"""The snapshot for programs: SQL and named queries in, rows and data frames out. `warehouse.open()` opens one.

Queries are answered by a process of their own (`warehouse.confined`), as those of the command are.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import pyarrow as pa

from warehouse.confined import ConfinedReader, QueryLimits
from warehouse.errors import QueryFailed, UsageError
from warehouse.home import warehouse_file
from warehouse.questions import Question, questions, read_question
from warehouse.search import Hit, Scope, Search, open_index

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl


@dataclass(frozen=True)
class Answer:
    """The rows of one query, held in memory. Times are UTC, without a zone."""

    table: pa.Table

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows())

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        return list(self.table.column_names)

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries."""
        return list(self.table.to_pylist())

    def arrow(self) -> pa.Table:
        """Return the rows as an Arrow table."""
        return self.table

    def pandas(self) -> "pd.DataFrame":
        """Return the rows as a pandas data frame."""
        frame: pd.DataFrame = self.table.to_pandas()
        return frame

    def polars(self) -> "pl.DataFrame":
        """Return the rows as a polars data frame. Raises UsageError where polars is not installed."""
        try:
            import polars as pl  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise UsageError(
                "polars is not installed: pip install 'sanctionwire[polars]', or take .pandas() or .arrow()"
            ) from error
        frame = pl.from_arrow(self.table)
        return frame if isinstance(frame, pl.DataFrame) else frame.to_frame()


class Snapshot:
    """A published snapshot, open read-only. Close it, or use it in a `with` statement."""

    def __init__(self, path: Path, limits: QueryLimits) -> None:
        self.path = path
        self._reader: ConfinedReader | None = ConfinedReader(path, limits)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def sql(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> Answer:
        """Return what a query gives; parameters fill `?` or `$name`.

        Raises QueryFailed with DuckDB's words, or with the limit that the query broke; the next query is answered again.
        """
        if self._reader is None:
            raise QueryFailed("the snapshot was closed: open it again")
        return Answer(self._reader.arrow(sql, parameters))

    def ask(self, name: str, **values: object) -> Answer:
        """Return what a named query gives; None stands for `any`. Raises UsageError naming what it takes."""
        question = read_question(name)
        return self.sql(question.sql, question.values({key: _written(value) for key, value in values.items()}))

    def questions(self) -> list[Question]:
        """Return the named queries, each with its question, parameters and a sample answer."""
        return questions()

    def search(self, words: str, *, evidence: bool = False, **options: Any) -> list[Hit]:  # noqa: ANN401 - the fields of Search
        """Return stories, or clauses that state measures, by their words. Options: since, provider, target, any_word, limit."""
        with open_index(self.path) as index:
            return index.find(Search(words, Scope.EVIDENCE if evidence else Scope.STORIES, **options))

    def close(self) -> None:
        """Let go of the snapshot; a second time does nothing."""
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()


def open_snapshot(path: str | os.PathLike[str] | None = None, limits: QueryLimits | None = None) -> Snapshot:
    """Open the snapshot, the default one without a path.

    Raises WarehouseMissing, WarehouseLocked (another program has it open for writing) or WarehouseUnreadable.
    """
    published = Path(path).absolute() if path is not None else warehouse_file()
    return Snapshot(published, limits or QueryLimits())


def _written(value: object) -> str:
    if value is None:
        return "any"
    return value.isoformat() if isinstance(value, date) else str(value)
