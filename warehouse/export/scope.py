"""What an export holds: which stories, and their rows in every table and format."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.connect import Reader
from warehouse.errors import QueryFailed, UsageError
from warehouse.migrate import MIGRATION_KEY
from warehouse.questions import read_query

TABLES = (
    "stories",
    "measures",
    "measure_parties",
    "measure_evidence",
    "positions",
    "mentions",
    "entities",
    "cases",
    "case_events",
)
YEAR = "published_year"  # how Parquet is partitioned; no column of any table
ROWS_AT_ONCE = 5_000


class Form(StrEnum):
    """A format of export."""

    PARQUET = "parquet"
    CSV = "csv"
    JSONL = "jsonl"
    FOLLOWTHEMONEY = "followthemoney"
    JSONLD = "jsonld"
    EVENTS = "events"


OF_TABLES = frozenset({Form.PARQUET, Form.CSV, Form.JSONL})


@dataclass(frozen=True)
class Scope:
    """What is asked for. `since` is a time in UTC without a zone; `everything` takes what may not be shown as well."""

    forms: tuple[Form, ...]
    tables: tuple[str, ...] = TABLES
    since: datetime | None = None
    everything: bool = False

    def __post_init__(self) -> None:
        unknown = [table for table in self.tables if table not in TABLES]
        if unknown:
            raise UsageError(f"there is no table {unknown[0]!r} to export: choose among {', '.join(TABLES)}")
        others = [form.value for form in self.forms if form not in OF_TABLES]
        if self.everything and others:
            raise UsageError(
                f"--all takes what may not be shown, which {others[0]} must not hold: it goes with {_listed(OF_TABLES)}"
            )


class Exported:
    """The rows of one export. Which stories they belong to is settled once, when it is made."""

    def __init__(self, reader: Reader, scope: Scope) -> None:
        self._connection = reader.connection
        self._scope = scope
        if scope.everything:
            self._run("all", {"since": scope.since})
            return
        self._run("shown_then", {"since": scope.since or datetime.min})  # noqa: DTZ901 - the warehouse keeps times without a zone
        self._run("current", {})

    def table(self, name: str) -> pa.RecordBatchReader:
        """Return the rows of one table, some at a time."""
        folder = "all" if self._scope.everything else "current"
        return self._run(f"{folder}/{name}", {}).to_arrow_reader(ROWS_AT_ONCE)

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of the query `warehouse/queries/export/<name>.sql`."""
        for batch in self._run(name, {}).to_arrow_reader(ROWS_AT_ONCE):
            yield from batch.to_pylist()

    def deleted(self) -> dict[str, list[str]]:
        """Return the ids of what was shown at `since` and is not shown now, by table."""
        gone: dict[str, list[str]] = {"stories": [], "measures": []}
        if self._scope.since is not None and not self._scope.everything:
            for row in self.rows("deleted"):
                gone[row["table_name"]].append(row["id"])
        return gone

    def schema_version(self) -> str:
        """Return the newest migration of the warehouse."""
        (found,) = self._run("schema_version", {"key": MIGRATION_KEY}).fetchone() or ("",)
        return str(found)

    def _run(self, name: str, parameters: dict[str, object]) -> duckdb.DuckDBPyConnection:
        try:
            return self._connection.execute(read_query(f"export/{name}"), parameters or None)
        except duckdb.Error as error:
            raise QueryFailed(f"the rows for the export cannot be read ({name}): {error}") from error


def _listed(forms: frozenset[Form]) -> str:
    return ", ".join(form.value for form in Form if form in forms)
