"""Versions as they are stored: what is known of them, their order, and the stories that they name."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse.codes import ContentKind, DateBasis, Precision, PublishStatus
from warehouse.records import Furniture, Story, StoryReference
from warehouse.staging import column_names, staged

LOAD_SQL = Path(__file__).resolve().parent / "queries" / "load"
Key = tuple[str, str]

# What stays as it was when a known version is delivered with other metadata.
FIRST_SEEN = frozenset(
    {"story_id", "version", "revision", "is_current", "document_id", "source_uri", "cluster_id", "first_seen_at", "run_id"}
)
CODES = {
    "published_precision": Precision,
    "published_basis": DateBasis,
    "content_kind": ContentKind,
    "publish_status": PublishStatus,
}


def issues(connection: duckdb.DuckDBPyConnection, keys: Iterable[Key]) -> dict[Key, str]:
    """Return which of the versions are stored, each with the sort key of the delivery that its metadata are from."""
    wanted = set(keys)
    found = connection.execute(
        "SELECT story_id, version, issue FROM stories WHERE story_id IN (SELECT unnest(?::VARCHAR[]))",
        [sorted({story_id for story_id, _ in wanted})],
    ).fetchall()
    return {(story_id, version): issue for story_id, version, issue in found if (story_id, version) in wanted}


def takes(connection: duckdb.DuckDBPyConnection, story_ids: Iterable[str]) -> list[tuple[Story, tuple[Furniture, ...]]]:
    """Return the stored takes of the stories with what was cut from them."""
    named = [sorted(set(story_ids))]
    columns = ", ".join(column_names(Story))
    rows = connection.execute(
        f"SELECT {columns} FROM stories WHERE take IS NOT NULL"  # noqa: S608 - the columns of the record
        " AND story_id IN (SELECT unnest(?::VARCHAR[]))",
        named,
    ).fetchall()
    pieces = connection.execute(
        "SELECT story_id, version, kind, text, position FROM story_furniture"
        " WHERE story_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY story_id, version, position",
        named,
    ).fetchall()
    furniture: dict[Key, list[Furniture]] = {}
    for piece in pieces:
        furniture.setdefault((piece[0], piece[1]), []).append(Furniture(*piece))
    stories = [_story(row) for row in rows]
    return [(story, tuple(furniture.get((story.story_id, story.version), ()))) for story in stories]


def stored_stories(connection: duckdb.DuckDBPyConnection, keys: Iterable[Key]) -> list[Story]:
    """Return stored story versions, in no order."""
    wanted = sorted(set(keys))
    columns = ", ".join(column_names(Story))
    rows = connection.execute(
        f"SELECT {columns} FROM stories"  # noqa: S608 - the columns of the record
        " WHERE (story_id, version) IN (SELECT (unnest(?::VARCHAR[]), unnest(?::VARCHAR[])))",
        [[story_id for story_id, _ in wanted], [version for _, version in wanted]],
    ).fetchall()
    return [_story(row) for row in rows]


def restate(connection: duckdb.DuckDBPyConnection, stories: Sequence[Story], furniture: Sequence[Furniture]) -> None:
    """Give known versions the metadata and the furniture of a later delivery of the same words."""
    if not stories:
        return
    columns = ", ".join(f"{name} = fresh.{name}" for name in column_names(Story) if name not in FIRST_SEEN)
    same = "there.story_id = fresh.story_id AND there.version = fresh.version"
    with staged(connection, "stories", stories) as view:
        connection.execute(f"UPDATE stories AS there SET {columns} FROM {view} AS fresh WHERE {same}")  # noqa: S608 - as above
        connection.execute(f"DELETE FROM story_furniture AS there USING {view} AS fresh WHERE {same}")  # noqa: S608 - as above
        # Its place may have changed, and with it what is current: clusters and cases must look again.
        connection.execute(f"DELETE FROM settled_sketches AS there USING {view} AS fresh WHERE {same}")  # noqa: S608 - as above
    if furniture:
        with staged(connection, "story_furniture", furniture) as view:
            connection.execute(f"INSERT INTO story_furniture BY NAME FROM {view}")


def revise(connection: duckdb.DuckDBPyConnection, story_ids: set[str], references: Sequence[StoryReference]) -> None:
    """Put the versions of the stories that a load touched in order, and look up whom they name and who names them."""
    touched = story_ids | {reference.story_id for reference in references}
    if not touched:
        return
    connection.execute("CREATE OR REPLACE TEMP TABLE touched AS SELECT unnest(?::VARCHAR[]) AS story_id", [sorted(touched)])
    _run(connection, "revise_stories")
    _resolve(connection)
    connection.execute("DROP TABLE touched")


def _resolve(connection: duckdb.DuckDBPyConnection) -> None:
    """Match the references of the touched stories with all stories, and all references with the touched stories."""
    asked = "story_id IN (FROM touched)"
    answered = f"SELECT DISTINCT reference_id FROM reference_candidates WHERE {asked}"  # noqa: S608 - constants
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE affected AS SELECT reference_id FROM story_references WHERE {asked} UNION {answered}"  # noqa: S608
    )
    connection.execute(f"DELETE FROM reference_candidates WHERE {asked} OR reference_id IN (FROM affected)")  # noqa: S608
    for of_references, of_stories in ((f"{asked} OR reference_id IN (FROM affected)", "TRUE"), ("TRUE", asked)):
        connection.execute(f"CREATE OR REPLACE TEMP VIEW asked AS FROM story_references WHERE {of_references}")
        connection.execute(f"CREATE OR REPLACE TEMP VIEW answering AS FROM stories WHERE {of_stories}")
        if connection.execute("SELECT 1 FROM asked LIMIT 1").fetchone():
            _run(connection, "match_references")
    connection.execute(f"INSERT INTO affected {answered} EXCEPT FROM affected")
    connection.execute("CREATE OR REPLACE TEMP TABLE speakers (story_id VARCHAR, version VARCHAR)")
    _run(connection, "link_flashes")
    _run(connection, "resolve_references")
    for kind, name in (("VIEW", "asked"), ("VIEW", "answering"), ("TABLE", "affected"), ("TABLE", "speakers")):
        connection.execute(f"DROP {kind} {name}")


def _run(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    connection.execute((LOAD_SQL / f"{name}.sql").read_text(encoding="utf-8"))


def _story(row: tuple[Any, ...]) -> Story:
    """Return a stored row as a record: times in UTC, lists as tuples, codes of their lists."""
    values: dict[str, Any] = {field.name: _value(value) for field, value in zip(fields(Story), row, strict=True)}
    codes = {name: code(values[name]) for name, code in CODES.items() if values[name] is not None}
    return Story(**(values | codes))


def _value(value: Any) -> Any:  # noqa: ANN401 - any column's value
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC)
    return tuple(value) if isinstance(value, list) else value
