"""Full-text search (BM25) over stories and evidence, with DuckDB's fts extension, which comes as a package and needs no network.

The index is a file of its own beside the published snapshot, `.NAME.search`. The first search after a publication makes it; the
writer never pays for it, however often it publishes. It holds what may be shown now, so it is made anew when the snapshot is
another one, and when an embargo has ended since.
"""

import hashlib
import importlib.resources
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

import duckdb

from warehouse.connect import Reader, open_reader
from warehouse.errors import UsageError, WarehouseError
from warehouse.passages import Marked, best_window, words_of

SQL = Path(__file__).resolve().parent / "queries" / "search"
MAKING = ("found_stories", "found_evidence", "make_index")  # what the index is made by
ROWS_AT_ONCE = 2_048
SNIPPET_CHARS = 240
# A phrase in quotes. Matches `"arms embargo"`; misses a lone quote.
PHRASE = re.compile(r'"([^"]+)"')


class Scope(Enum):
    """What is searched."""

    STORIES = "stories"
    EVIDENCE = "evidence"


@dataclass(frozen=True)
class Search:
    """What somebody looks for. Every word must occur, in any of its forms, unless `any_word`; phrases in quotes as they are."""

    words: str
    scope: Scope = Scope.STORIES
    since: date | None = None
    provider: str | None = None
    target: str | None = None
    any_word: bool = False
    limit: int = 10


@dataclass(frozen=True)
class Hit:
    """One story or measure that was found, the best first. `measures` is "status type" of what it tells."""

    score: float
    story_id: str
    version: str
    measure_id: str | None
    provider: str | None
    published_at: datetime | None
    targets: tuple[str, ...]
    measures: tuple[str, ...]
    headline: Marked
    snippet: Marked


class Index:
    """An open search index. Use `open_index`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path) -> None:
        self.connection = connection
        self.path = path

    def find(self, search: Search) -> list[Hit]:
        """Return what fits, by BM25. Raises UsageError if there is no word to look for."""
        words = words_of(search.words)
        if not words:
            raise UsageError(f"{search.words!r} holds no word to search for")
        found = self.connection.execute(
            _sql(search.scope.value),
            {
                "words": " ".join(words),
                "all_words": 0 if search.any_word else 1,
                "phrases": [f" {' '.join(words_of(phrase))} " for phrase in PHRASE.findall(search.words) if words_of(phrase)],
                "since": search.since,
                "provider": search.provider,
                "target": search.target,
                "limit": search.limit,
            },
        )
        columns = [column[0] for column in found.description or ()]
        return self._hits([dict(zip(columns, row, strict=True)) for row in found.fetchall()], words)

    def _hits(self, rows: list[dict[str, Any]], words: list[str]) -> list[Hit]:
        texts = [row.pop("text") for row in rows]
        headlines = [row.pop("headline") or "" for row in rows]
        telling = self._telling(words, {word for text in (*texts, *headlines) for word in words_of(text)})
        return [
            Hit(
                **{**row, "targets": tuple(row["targets"]), "measures": tuple(row["measures"])},
                headline=Marked.of(headline, telling),
                snippet=best_window(text, telling, SNIPPET_CHARS),
            )
            for row, headline, text in zip(rows, headlines, texts, strict=True)
        ]

    def _telling(self, asked: list[str], written: set[str]) -> frozenset[str]:
        """Return which of the written words are forms of an asked one, by the stemmer of the index."""
        found = self.connection.execute(_sql("telling"), {"asked": asked, "written": sorted(written)})
        return frozenset(word for (word,) in found.fetchall())


@contextmanager
def open_index(published: Path) -> Iterator[Index]:
    """Open the search index of the snapshot, made anew if it is not of this snapshot.

    Where the folder cannot be written to, the index lives as long as the block. Raises what `open_reader` raises.
    """
    path = published.with_name(f".{published.name}.search")
    stamp = _stamp(published)
    connection = _opened(path, stamp)
    if connection:
        with connection:
            yield Index(connection, path)
        return
    with open_reader(published) as reader, tempfile.TemporaryDirectory() as spare:
        folder = path.parent if os.access(path.parent, os.W_OK) else Path(spare)
        made = _make(reader, folder / path.name, stamp)
        with _searcher(made, read_only=True) as connection:
            yield Index(connection, made)


def load_search_extension(connection: duckdb.DuckDBPyConnection) -> None:
    """Load the extension into the connection. Raises WarehouseError if it does not fit DuckDB or is not installed."""
    try:
        package = importlib.resources.files("duckdb_extension_fts")
        connection.load_extension(str(package / "extensions" / f"v{duckdb.__version__}" / "fts.duckdb_extension"))
    except (duckdb.Error, ImportError, OSError) as error:
        raise WarehouseError(f"the full-text search extension does not load: {error}") from error


def probe_search_extension() -> None:
    """Check that the extension loads, leaving nothing behind. Raises WarehouseError if it does not."""
    with duckdb.connect() as connection:
        load_search_extension(connection)


def _sql(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def _stamp(published: Path) -> str:
    """Return what tells an index of this snapshot from any other: a publication is always a new file."""
    if not published.exists():
        return ""
    state = published.stat()
    making = hashlib.sha256("".join(_sql(name) for name in MAKING).encode()).hexdigest()
    return f"{making} {state.st_size} {state.st_mtime_ns}"


def _opened(path: Path, stamp: str) -> duckdb.DuckDBPyConnection | None:
    """Return the index if it is of this snapshot and no embargo has ended since."""
    if not path.exists():
        return None
    try:
        connection = _searcher(path, read_only=True)
    except duckdb.Error:  # half a file, or one of another DuckDB
        return None
    try:
        row = connection.execute("SELECT stamp, valid_until FROM index_state").fetchone()
    except duckdb.Error:
        row = None
    now = datetime.now(UTC).replace(tzinfo=None)
    if row and row[0] == stamp and (row[1] is None or now < row[1]):
        return connection
    connection.close()
    return None


def _searcher(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(path), read_only=read_only)
    connection.execute("SET enable_progress_bar = FALSE")
    load_search_extension(connection)
    return connection


def _make(reader: Reader, path: Path, stamp: str) -> Path:
    """Write the index beside its place and put it there in one step: who searches meanwhile sees the old one or the new one."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f"{path.name}-") as folder:
        candidate = Path(folder) / path.name
        with _searcher(candidate, read_only=False) as connection:
            for table in ("found_stories", "found_evidence"):
                _copy(reader, connection, table)
            embargo = reader.rows(
                "SELECT min(embargoed_until) AS ends FROM stories WHERE embargoed_until > now() AT TIME ZONE 'UTC'"
            )
            connection.execute(
                "CREATE TABLE index_state AS SELECT ? AS stamp, ?::TIMESTAMP AS valid_until", [stamp, embargo[0]["ends"]]
            )
            connection.execute(_sql("make_index"))
        return candidate.replace(path)


def _copy(reader: Reader, connection: duckdb.DuckDBPyConnection, table: str) -> None:
    rows = reader.connection.execute(_sql(table)).to_arrow_reader(ROWS_AT_ONCE)
    connection.register("rows", rows)
    connection.execute(f"CREATE TABLE {table} AS FROM rows")
    connection.unregister("rows")
