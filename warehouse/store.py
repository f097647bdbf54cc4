"""Load batches: one transaction each, set-based, and only what is not there yet."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import duckdb

from warehouse.batch import Batch
from warehouse.differences import Difference, fresh_differences
from warehouse.fetch_states import remember
from warehouse.files import files_of
from warehouse.ledger import UNNAMED, Change, commit
from warehouse.lineage import Key, restate, revise
from warehouse.parts import write_part
from warehouse.quarantine import reopen
from warehouse.readings import changed_keys, fresh_readings, note_extractions, replace_readings, unnoted
from warehouse.records import (
    DocumentStory,
    Entity,
    FetchState,
    Furniture,
    QualityResult,
    Quarantined,
    Run,
    Sketch,
    Story,
    StoryReference,
)
from warehouse.review_effects import apply_reviews
from warehouse.sequence import writer_sequence
from warehouse.staging import staged

# The columns that tell the rows of a table apart (the keys named in its COMMENT).
KEYS: dict[str, tuple[str, ...]] = {
    "documents": ("document_id",),
    "stories": ("story_id", "version"),
    "document_stories": ("document_id", "position"),
    "story_furniture": ("story_id", "version", "position"),
    "story_links": ("story_id", "version", "other_story_id", "kind"),
    "story_references": ("reference_id",),
    "story_sketches": ("story_id", "version"),
    "entities": ("entity_id",),
    "mentions": ("mention_id",),
    "measures": ("measure_id",),
    "measure_evidence": ("measure_id", "field", "start_char", "end_char"),
    "measure_parties": ("measure_id", "role", "entity_id"),
    "positions": ("position_id",),
    "quarantine": ("quarantine_id",),
    "alerts": ("alert_id",),
    "source_states": ("source", "uri"),
    "backfill_steps": ("source", "first_on", "last_on"),
    "quality_results": ("run_id", "batch", "suite", "expectation"),
    "runs": ("run_id",),
    "extractions": ("story_id", "version"),
    "reviews": ("review_id",),
    "review_states": ("review_id",),
    "reviewed_measures": ("measure_id", "shown_from"),
    "reviewed_parties": ("measure_id", "shown_from", "role", "entity_id"),
    "reviewed_positions": ("position_id", "shown_from"),
    "reviewed_mentions": ("mention_id", "shown_from"),
    "reviewed_links": ("story_id", "version", "other_story_id", "kind", "shown_from"),
}


@dataclass(frozen=True)
class LoadCounts:
    """What one load changed: stories never seen, new versions of known stories, and rows by table."""

    new_stories: int = 0
    changed_stories: int = 0
    rows: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Lineage:
    """What a batch says beyond its own new versions: whom it names, and later metadata (with furniture) of known versions."""

    references: Sequence[StoryReference] = ()
    restated: Sequence[Story] = ()
    furniture: Sequence[Furniture] = ()


NO_LINEAGE = Lineage()


@dataclass(frozen=True)
class Loading:
    """What one load is given: the row of its Parquet part, by which a recovery loads it again."""

    batch: Batch
    deliveries: Sequence[DocumentStory]
    sketches: Sequence[Sketch]
    run: Run
    fetch_states: Sequence[FetchState] = ()
    lineage: Lineage = NO_LINEAGE
    extractor_version: str | None = None
    anew: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Reloading:
    """What one `reload` is given, as above."""

    batch: Batch
    run: Run
    extractor_version: str
    now: datetime


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection, change: Change = UNNAMED) -> Iterator[None]:
    """Commit the block as one change, or leave no trace of it. `change` says how a recovery makes it again."""
    connection.execute("BEGIN TRANSACTION")
    try:
        yield
        commit(connection, change)
    except BaseException:
        with suppress(duckdb.Error):  # committed already, or the disk failed under DuckDB: the first error is the one to tell
            connection.execute("ROLLBACK")
        raise


def load(
    connection: duckdb.DuckDBPyConnection,
    batch: Batch,
    deliveries: Sequence[DocumentStory],
    sketches: Sequence[Sketch],
    run: Run,
    fetch_states: Sequence[FetchState] = (),
    lineage: Lineage = NO_LINEAGE,
    extractor_version: str | None = None,
    anew: Collection[tuple[str, str]] = (),
) -> LoadCounts:
    """Load one judged batch in one transaction; rows that are there already stay as they are.

    What was read from the versions in `anew` is replaced by what the batch says of them.

    `deliveries` tells which story versions each document held (those that were refused are left out);
    `sketches` are those of the batch's stories; `fetch_states` what URLs answered; `lineage` is what the batch says of
    stories other than its own; `extractor_version` names the rules that have read the batch.
    All of it is a Parquet part in the run's folder before anything is committed.
    """
    loading = Loading(batch, deliveries, sketches, run, fetch_states, lineage, extractor_version, sorted(anew))
    change = kept(connection, "load", run.run_id, [loading], Loading)
    offered = {(story.story_id, story.version) for story in batch.stories}
    known = known_versions(connection, offered | {(delivery.story_id, delivery.version) for delivery in deliveries})
    known_ids = _known_story_ids(connection, {story.story_id for story in batch.stories})
    fresh = offered - known
    references = [one for one in lineage.references if (one.story_id, one.version) in offered | known]
    tables: dict[str, Sequence[Any]] = {
        "documents": batch.documents,
        "stories": batch.stories,
        "document_stories": [one for one in deliveries if (one.story_id, one.version) in offered | known],
        "story_furniture": batch.story_furniture,
        "story_links": batch.story_links,
        "story_references": references,
        "story_sketches": [sketch for sketch in sketches if (sketch.story_id, sketch.version) in fresh],
        "mentions": batch.mentions,
        "measures": batch.measures,
        "measure_evidence": batch.measure_evidence,
        "measure_parties": batch.measure_parties,
        "positions": batch.positions,
        "quarantine": batch.quarantine,
        "quality_results": batch.quality_results,
        "runs": [run],
    }
    with transaction(connection, change):
        _read_anew(connection, batch, offered.intersection(anew), run, extractor_version)
        rows = {table: _insert_missing(connection, table, records) for table, records in tables.items()}
        rows["quarantine"] += reopen(connection, batch.quarantine)
        rows["entities"] = _merge_entities(connection, batch)
        rows["fetch_states"] = remember(connection, fetch_states)
        _resolve_items(connection, batch)
        _resolve_documents(connection, batch, deliveries)
        restate(connection, lineage.restated, lineage.furniture)
        touched = {story_id for story_id, _ in fresh} | {each.story_id for each in tables["document_stories"]}
        revise(connection, touched, references)
        note_extractions(connection, fresh, extractor_version)
        apply_reviews(connection, touched)
    new = {story_id for story_id, _ in fresh} - known_ids
    return LoadCounts(len(new), len(fresh) - len(new), tuple(sorted(rows.items())))


def kept(connection: duckdb.DuckDBPyConnection, kind: str, run_id: str, rows: Sequence[object], record: type) -> Change:
    """Write what a change is given as a part in the run's folder; return the change that names it."""
    files = files_of(connection)
    if files is None:
        return UNNAMED
    part = f"{run_id}/loads/{writer_sequence(connection) + 1:08}.parquet"
    write_part(files.runs / part, rows, record)
    return Change(kind, {"part": part})


def has_run(connection: duckdb.DuckDBPyConnection, run_id: str) -> bool:
    """Tell whether a run has changed the warehouse, and so has a row."""
    return connection.execute("SELECT 1 FROM runs WHERE run_id = ?", [run_id]).fetchone() is not None


def run_to_judge(connection: duckdb.DuckDBPyConnection, run_id: str) -> str | None:
    """Return the run that results over the whole warehouse belong to: this one if it changed something, else a killed last one.

    None if nothing has changed since the last judgement.
    """
    if has_run(connection, run_id):
        return run_id
    killed = connection.execute(
        "SELECT run_id FROM (FROM runs ORDER BY started_at DESC LIMIT 1) WHERE state = 'crashed'"
        " AND run_id NOT IN (SELECT run_id FROM quality_results WHERE batch = -1)"
    ).fetchone()
    return killed[0] if killed else None


def add_quality_results(connection: duckdb.DuckDBPyConnection, results: Sequence[QualityResult]) -> None:
    """Keep results that no batch brought: those over the whole warehouse."""
    if not results:
        return
    with transaction(connection, kept(connection, "quality_results", results[0].run_id, results, QualityResult)):
        _insert_missing(connection, "quality_results", results)


def reload(
    connection: duckdb.DuckDBPyConnection, batch: Batch, run: Run, extractor_version: str, now: datetime
) -> list[Difference]:
    """Put a judged batch of new readings in place of those of the same story versions, in one transaction; return what changes.

    What reviewers decided is applied to the new readings. Readings that say the same leave the warehouse as it is, but
    for the version of the rules that has confirmed them.
    """
    with fresh_readings(connection, batch):
        changed, differences = changed_keys(connection), fresh_differences(connection)
        if changed or unnoted(connection, extractor_version) or _has_unknown(connection, batch.quarantine):
            given = Reloading(batch, run, extractor_version, now)
            with transaction(connection, kept(connection, "reload", run.run_id, [given], Reloading)):
                _insert_missing(connection, "quarantine", batch.quarantine)
                if changed:
                    _insert_missing(connection, "runs", [run])
                    _insert_missing(connection, "quality_results", batch.quality_results)
                    _merge_entities(connection, batch)
                replace_readings(connection, run.run_id, extractor_version, now)
                apply_reviews(connection, {story_id for story_id, _ in changed})
    return differences


def _read_anew(
    connection: duckdb.DuckDBPyConnection, batch: Batch, keys: Collection[Key], run: Run, extractor_version: str | None
) -> None:
    """Put what the batch says of known versions in place of what was read from them, which is kept for the past."""
    if not keys:
        return
    with fresh_readings(connection, batch, keys):
        replace_readings(connection, run.run_id, extractor_version, run.started_at)


def would_change(connection: duckdb.DuckDBPyConnection, batch: Batch) -> list[Difference]:
    """Return what `reload` would change."""
    with fresh_readings(connection, batch):
        return fresh_differences(connection)


def _has_unknown(connection: duckdb.DuckDBPyConnection, rows: Sequence[Quarantined]) -> bool:
    return any(not is_quarantined(connection, row.quarantine_id) for row in rows)


def finish_run(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Write the end of a run that changed something; a run that changed nothing has no row to end."""
    if not has_run(connection, run.run_id):
        return
    ended_at = run.finished_at and run.finished_at.isoformat()
    change = Change("finish_run", {"run_id": run.run_id, "finished_at": ended_at, "state": run.state, "counts": run.counts})
    with transaction(connection, change):
        connection.execute(
            "UPDATE runs SET finished_at = ?, state = ?, counts = ? WHERE run_id = ?",
            [run.finished_at and run.finished_at.replace(tzinfo=None), run.state, run.counts, run.run_id],
        )


def close_crashed_runs(connection: duckdb.DuckDBPyConnection, now: datetime) -> list[str]:
    """Mark runs that never ended as crashed: the one writer is the caller, so nobody else can be running.

    Returns the flow engine's ids of these runs, as far as they have one.
    """
    crashed = connection.execute("SELECT flow_run_id FROM runs WHERE state = 'running'").fetchall()
    if crashed:
        with transaction(connection, Change("close_crashed_runs", {"now": now.isoformat()})):
            connection.execute(
                "UPDATE runs SET state = 'crashed', finished_at = ? WHERE state = 'running'", [now.replace(tzinfo=None)]
            )
    return [flow_run_id for (flow_run_id,) in crashed if flow_run_id]


def known_documents(connection: duckdb.DuckDBPyConnection, document_ids: Iterable[str]) -> set[str]:
    """Return which of the documents have been received before."""
    found = connection.execute(
        "SELECT document_id FROM documents WHERE document_id IN (SELECT unnest(?::VARCHAR[]))", [list(document_ids)]
    ).fetchall()
    return {document_id for (document_id,) in found}


def delivered_stories(connection: duckdb.DuckDBPyConnection, document_ids: Iterable[str]) -> int:
    """Return how many stories the documents held."""
    found = connection.execute(
        "SELECT count(*) FROM document_stories WHERE document_id IN (SELECT unnest(?::VARCHAR[]))", [list(document_ids)]
    ).fetchone()
    return int(found[0]) if found else 0


def resolve_items(connection: duckdb.DuckDBPyConnection, uris: Sequence[str], now: datetime) -> None:
    """Close the quarantine rows of items that could not be taken in before and have come whole now."""
    waiting = "record_kind = 'item' AND resolved_at IS NULL AND record_key IN (SELECT unnest(?::VARCHAR[]))"
    if connection.execute(f"SELECT 1 FROM quarantine WHERE {waiting}", [uris]).fetchone():  # noqa: S608 - words from above
        with transaction(connection, Change("resolve_items", {"uris": list(uris), "now": now.isoformat()})):
            connection.execute(
                f"UPDATE quarantine SET resolved_at = ?, resolution = 'received' WHERE {waiting}",  # noqa: S608 - words from above
                [now.replace(tzinfo=None), uris],
            )


def is_quarantined(connection: duckdb.DuckDBPyConnection, quarantine_id: str) -> bool:
    """Tell whether a refusal is in quarantine already, and open."""
    found = "SELECT 1 FROM quarantine WHERE quarantine_id = ? AND resolved_at IS NULL"
    return connection.execute(found, [quarantine_id]).fetchone() is not None


def held_documents(connection: duckdb.DuckDBPyConnection, document_ids: Iterable[str]) -> dict[str, Quarantined]:
    """Return which of the documents wait in quarantine, whole or in part, each with its first open row."""
    rows = connection.execute(
        "SELECT split_part(record_key, '#', 1) AS document_id, quarantine.* FROM quarantine"
        " WHERE record_kind = 'document' AND resolved_at IS NULL AND document_id IN (SELECT unnest(?::VARCHAR[]))"
        " ORDER BY quarantine_id DESC",
        [list(document_ids)],
    ).fetchall()
    return {document_id: Quarantined(*row) for document_id, *row in rows}


def known_versions(connection: duckdb.DuckDBPyConnection, keys: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return which of the story versions (story_id, version) are loaded."""
    wanted = set(keys)
    found = connection.execute(
        "SELECT story_id, version FROM stories WHERE story_id IN (SELECT unnest(?::VARCHAR[]))",
        [[story_id for story_id, _ in wanted]],
    ).fetchall()
    return wanted & set(found)


def _known_story_ids(connection: duckdb.DuckDBPyConnection, story_ids: set[str]) -> set[str]:
    found = connection.execute(
        "SELECT DISTINCT story_id FROM stories WHERE story_id IN (SELECT unnest(?::VARCHAR[]))", [list(story_ids)]
    ).fetchall()
    return {story_id for (story_id,) in found}


def _insert_missing(connection: duckdb.DuckDBPyConnection, table: str, records: Sequence[Any]) -> int:
    """Insert the records whose key is not in the table and that do not repeat each other; return how many."""
    keys = KEYS[table]
    unique = {tuple(getattr(record, key) for key in keys): record for record in reversed(records)}
    if not unique:
        return 0
    match = " AND ".join(f"there.{key} = fresh.{key}" for key in keys)
    with staged(connection, table, list(reversed(unique.values()))) as view:
        inserted = connection.execute(
            f"INSERT INTO {table} BY NAME SELECT * FROM {view} AS fresh"  # noqa: S608 - names from the table above
            f" WHERE NOT EXISTS (SELECT 1 FROM {table} AS there WHERE {match})"
        ).fetchone()
    return int(inserted[0]) if inserted else 0


def _merge_entities(connection: duckdb.DuckDBPyConnection, batch: Batch) -> int:
    """Add entities; of two spellings of one name keep the one with more lower-case letters, in any order of arrival."""
    unique: dict[str, Entity] = {}
    for entity in batch.entities:
        first = unique.setdefault(entity.entity_id, entity)
        unique[entity.entity_id] = replace(first, name=max(first.name, entity.name), country=first.country or entity.country)
    if not unique:
        return 0
    with staged(connection, "entities", list(unique.values())) as view:
        merged = connection.execute(
            f"MERGE INTO entities USING {view} AS fresh ON entities.entity_id = fresh.entity_id"
            " WHEN MATCHED AND (fresh.name > entities.name OR entities.country IS NULL AND fresh.country IS NOT NULL)"
            " THEN UPDATE SET name = greatest(entities.name, fresh.name), country = coalesce(entities.country, fresh.country)"
            " WHEN NOT MATCHED THEN INSERT BY NAME"
        ).fetchone()
    return int(merged[0]) if merged else 0


def _resolve_items(connection: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    """Close the quarantine rows of items that could not be taken in before and have come now."""
    if not batch.documents:
        return
    now = max(document.fetched_at for document in batch.documents).replace(tzinfo=None)
    connection.execute(
        "UPDATE quarantine SET resolved_at = ?, resolution = 'received' WHERE record_kind = 'item' AND resolved_at IS NULL"
        " AND record_key IN (SELECT unnest(?::VARCHAR[]))",
        [now, [document.source_uri for document in batch.documents]],
    )


def _resolve_documents(connection: duckdb.DuckDBPyConnection, batch: Batch, deliveries: Sequence[DocumentStory]) -> None:
    """Close the quarantine rows of documents that were refused whole before and have given stories now."""
    read = sorted({delivery.document_id for delivery in deliveries})
    if not read or not batch.documents:
        return
    now = max(document.fetched_at for document in batch.documents).replace(tzinfo=None)
    connection.execute(
        "UPDATE quarantine SET resolved_at = ?, resolution = 'received'"
        " WHERE record_kind = 'document' AND resolved_at IS NULL AND created_at < ?"
        " AND record_key IN (SELECT unnest(?::VARCHAR[]))",
        [now, now, read],
    )
