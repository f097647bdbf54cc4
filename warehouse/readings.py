"""What is read from the stored stories, and by which rules: noted with each load, replaced by a replay, kept for the past."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb

from warehouse.batch import Batch
from warehouse.lineage import Key, stored_stories
from warehouse.records import Document, Story
from warehouse.staging import column_names, staged

LOAD_SQL = Path(__file__).resolve().parent / "queries" / "load"
READ_TABLES = ("measures", "measure_evidence", "measure_parties", "positions", "mentions")


@dataclass(frozen=True)
class Scope:
    """Which stored story versions a replay reads again; days are those of publication, both included."""

    provider: str | None = None
    published_from: date | None = None
    published_to: date | None = None
    story_id: str | None = None
    older_than: str | None = None  # version of the rules

    def __post_init__(self) -> None:
        """Check that the days are in order."""
        if self.published_from and self.published_to and self.published_from > self.published_to:
            raise ValueError(f"--from {self.published_from} is after --to {self.published_to}")


def note_extractions(connection: duckdb.DuckDBPyConnection, keys: Iterable[Key], extractor_version: str | None) -> None:
    """Note by which rules story versions that have just come were read, also where nothing was found in them."""
    wanted = sorted(set(keys))
    connection.execute(
        (LOAD_SQL / "note_extractions.sql").read_text(encoding="utf-8"),
        {
            "rules": extractor_version,
            "stories": [story_id for story_id, _ in wanted],
            "versions": [version for _, version in wanted],
        },
    )


def keys_in_scope(connection: duckdb.DuckDBPyConnection, scope: Scope) -> list[Key]:
    """Return the story versions that a replay reads again, in order of their ids."""
    found = connection.execute(
        (LOAD_SQL / "replay_scope.sql").read_text(encoding="utf-8"),
        {
            "provider": scope.provider,
            "published_from": scope.published_from,
            "published_to": scope.published_to,
            "story_id": scope.story_id,
        },
    ).fetchall()
    return [
        (story_id, version)
        for story_id, version, read_by in found
        if scope.older_than is None or is_older(read_by, scope.older_than)
    ]


def is_older(version: str | None, current: str) -> bool:
    """Tell whether a version of the rules comes before another: as numbers where both are, as 1.10 after 1.9."""
    if version is None:
        return True
    one, other = ([int(part) if part.isdecimal() else -1 for part in text.split(".")] for text in (version, current))
    return one < other or (one == other and version < current)


def stories_of(connection: duckdb.DuckDBPyConnection, keys: Sequence[Key]) -> list[Story]:
    """Return stored story versions, in the order of the keys."""
    found = {(story.story_id, story.version): story for story in stored_stories(connection, keys)}
    return [found[key] for key in keys if key in found]


def documents_of(connection: duckdb.DuckDBPyConnection, document_ids: Iterable[str]) -> list[Document]:
    """Return the documents of stored stories."""
    columns = ", ".join(column_names(Document))
    rows = connection.execute(
        f"SELECT {columns} FROM documents WHERE document_id IN (SELECT unnest(?::VARCHAR[]))",  # noqa: S608 - the columns of the record
        [sorted(set(document_ids))],
    ).fetchall()
    return [Document(*row) for row in rows]


@contextmanager
def fresh_readings(connection: duckdb.DuckDBPyConnection, batch: Batch, keys: Collection[Key] | None = None) -> Iterator[None]:
    """Make the readings of a batch temporary tables (`fresh_...`), and `changed` the versions that they change, for the block.

    Only the versions in `keys` are looked at, if given.
    """
    keys = sorted({(story.story_id, story.version) for story in batch.stories} if keys is None else keys)
    for table in READ_TABLES:
        with staged(connection, table, getattr(batch, table)) as view:
            connection.execute(f"CREATE OR REPLACE TEMP TABLE fresh_{table} AS FROM {view}")
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE reread AS SELECT unnest(?::VARCHAR[]) AS story_id, unnest(?::VARCHAR[]) AS version",
        [[story_id for story_id, _ in keys], [version for _, version in keys]],
    )
    run_sql(connection, "find_changed_readings")
    try:
        yield
    finally:
        for table in ("reread", "changed", *(f"fresh_{table}" for table in READ_TABLES)):
            connection.execute(f"DROP TABLE IF EXISTS temp.{table}")


def changed_keys(connection: duckdb.DuckDBPyConnection) -> list[Key]:
    """Return the versions that the fresh readings change."""
    return [(story_id, version) for story_id, version in connection.execute("FROM changed ORDER BY ALL").fetchall()]


def unnoted(connection: duckdb.DuckDBPyConnection, extractor_version: str) -> bool:
    """Tell whether a version that is read again is not yet noted as read by these rules."""
    found = connection.execute(
        "SELECT 1 FROM reread JOIN extractions USING (story_id, version) WHERE extractor_version IS DISTINCT FROM ? LIMIT 1",
        [extractor_version],
    ).fetchone()
    return found is not None


def replace_readings(connection: duckdb.DuckDBPyConnection, run_id: str, extractor_version: str | None, now: datetime) -> None:
    """Put the fresh readings in place of the stored ones, which are kept for the past, inside the caller's transaction."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE replaying AS"
        " SELECT ?::VARCHAR AS run_id, ?::TIMESTAMP AS replaced_at, ?::VARCHAR AS extractor_version",
        [run_id, now.replace(tzinfo=None), extractor_version],
    )
    run_sql(connection, "replace_readings")
    connection.execute("DROP TABLE replaying")


def run_sql(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Run the statements of a file in `warehouse/queries/load`."""
    connection.execute((LOAD_SQL / f"{name}.sql").read_text(encoding="utf-8"))
