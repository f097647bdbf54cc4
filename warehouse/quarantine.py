"""What becomes of rows of the quarantine: they wait, are closed, are discarded for good, or open again."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import duckdb

from warehouse.errors import UsageError
from warehouse.ledger import commit
from warehouse.records import Quarantined
from warehouse.staging import staged

QUERIES = Path(__file__).resolve().parent / "queries" / "quarantine"
Version = tuple[str, str]

# Closed for good only as long as it is the same that comes: the bytes of a document, the words of a row, and of an item,
# whose bytes never came, what was said of it (its size among it).
REOPENED = (
    "there.quarantine_id = fresh.quarantine_id AND there.resolved_at IS NOT NULL AND fresh.resolved_at IS NULL"
    " AND (there.resolution IS DISTINCT FROM 'discarded' OR there.record_kind = 'item' AND there.reason <> fresh.reason)"
)


class Resolution(StrEnum):
    """How a row was closed."""

    RECEIVED = "received"  # it came right in a later run
    REPLAYED = "replayed"
    REPLACED = "replaced"  # it is refused for another reason since, with a row of its own
    DISCARDED = "discarded"


@dataclass(frozen=True)
class Waiting:
    """An open row, with the document that it is about; all of that is null for an item, whose bytes never came.

    `story_id` and `version` name the story version of a refused row. `kept` names archived bytes: of the document, or for an
    item of the container it was refused in.
    """

    quarantine_id: str
    stage: str
    source_uri: str
    record_kind: str
    record_key: str
    reason_code: str
    reason: str
    kept: str | None
    container_uri: str | None
    created_at: datetime
    document_id: str | None
    story_id: str | None
    version: str | None
    document_uri: str | None
    sha256: str | None
    media_type: str | None
    fetched_at: datetime | None

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table that an expectation refused."""
        return self.record_kind not in ("item", "document")

    @property
    def is_whole(self) -> bool:
        """Whether it is a document that was refused as a whole."""
        return self.record_kind == "document" and "#" not in self.record_key


def waiting(connection: duckdb.DuckDBPyConnection) -> list[Waiting]:
    """Return every open row, the oldest first."""
    found = connection.execute((QUERIES / "waiting.sql").read_text(encoding="utf-8")).fetchall()
    return [Waiting(*(*row[:-1], row[-1] and row[-1].replace(tzinfo=UTC))) for row in found]


def reopen(connection: duckdb.DuckDBPyConnection, refused: Sequence[Quarantined]) -> int:
    """Open the closed rows of what is refused once more, inside the caller's transaction; return how many.

    What was discarded stays closed if it is the same that comes again.
    """
    if not refused:
        return 0
    with staged(connection, "quarantine", list({row.quarantine_id: row for row in refused}.values())) as view:
        opened = connection.execute(
            "UPDATE quarantine AS there SET resolved_at = NULL, resolution = NULL, resolved_by = NULL, resolved_because = NULL,"  # noqa: S608 - words from above
            " reason = fresh.reason, payload = fresh.payload, run_id = fresh.run_id, created_at = fresh.created_at"
            f" FROM {view} AS fresh WHERE {REOPENED}"
        ).fetchone()
    return int(opened[0]) if opened else 0


def is_discarded(connection: duckdb.DuckDBPyConnection, row: Quarantined) -> bool:
    """Tell whether an item was discarded and is the same that comes again."""
    found = "SELECT 1 FROM quarantine WHERE quarantine_id = ? AND resolution = 'discarded' AND reason = ?"
    return connection.execute(found, [row.quarantine_id, row.reason]).fetchone() is not None


def close(connection: duckdb.DuckDBPyConnection, closed: Iterable[tuple[str, Resolution]], now: datetime) -> None:
    """Close rows that were replayed, each with how it ended."""
    ids: dict[Resolution, list[str]] = {}
    for quarantine_id, resolution in closed:
        ids.setdefault(resolution, []).append(quarantine_id)
    for resolution, same in ids.items():
        _change(
            connection,
            "SET resolved_at = $now, resolution = $resolution, replayed_at = $now",
            {"ids": same, "now": _stored(now), "resolution": resolution.value},
        )


def note_replay(connection: duckdb.DuckDBPyConnection, reasons: Iterable[tuple[str, str]], now: datetime) -> None:
    """Note on rows which a replay left open when that was, and the reason as it is told today."""
    for quarantine_id, reason in reasons:
        _change(
            connection,
            "SET replayed_at = $now, reason = $reason",
            {"ids": [quarantine_id], "now": _stored(now), "reason": reason},
        )


def discard(
    connection: duckdb.DuckDBPyConnection, quarantine_ids: Sequence[str], *, by: str, because: str, now: datetime
) -> list[str]:
    """Close rows for good, with who, why and when; return those which were open. Raises UsageError for unknown ids."""
    found = dict(
        connection.execute(
            "SELECT quarantine_id, resolution FROM quarantine WHERE quarantine_id IN (SELECT unnest(?::VARCHAR[]))",
            [list(quarantine_ids)],
        ).fetchall()
    )
    unknown = [one for one in quarantine_ids if one not in found]
    if unknown:
        raise UsageError(f"there is no quarantine row {', '.join(unknown)}: `sanctionwire quarantine list --all` has all of them")
    opened = [one for one in dict.fromkeys(quarantine_ids) if found[one] is None]
    if opened:
        _change(
            connection,
            "SET resolved_at = $now, resolution = 'discarded', resolved_by = $by, resolved_because = $because",
            {"ids": opened, "now": _stored(now), "by": by, "because": because},
        )
    return opened


def versions_in(connection: duckdb.DuckDBPyConnection, document_ids: Collection[str]) -> set[Version]:
    """Return the loaded story versions that the documents held."""
    found = "SELECT DISTINCT story_id, version FROM document_stories WHERE document_id IN (SELECT unnest(?::VARCHAR[]))"
    return set(connection.execute(found, [sorted(document_ids)]).fetchall())


def with_stories(connection: duckdb.DuckDBPyConnection, document_ids: Collection[str]) -> set[str]:
    """Return which of the documents have given stories."""
    found = "SELECT DISTINCT document_id FROM document_stories WHERE document_id IN (SELECT unnest(?::VARCHAR[]))"
    return {one for (one,) in connection.execute(found, [sorted(document_ids)]).fetchall()}


def lost_documents(connection: duckdb.DuckDBPyConnection, document_ids: Collection[str]) -> list[str]:
    """Return which of the received documents have neither stories nor a row in quarantine; there should be none."""
    query = (QUERIES / "lost_documents.sql").read_text(encoding="utf-8")
    return [one for (one,) in connection.execute(query, {"documents": sorted(document_ids)}).fetchall()]


def lost_rows(connection: duckdb.DuckDBPyConnection, quarantine_ids: Collection[str], began: datetime) -> list[str]:
    """Return which of the rows put into quarantine since `began` are not there; there should be none."""
    query = (QUERIES / "lost_rows.sql").read_text(encoding="utf-8")
    return [one for (one,) in connection.execute(query, {"rows": sorted(quarantine_ids), "began": _stored(began)}).fetchall()]


def _change(connection: duckdb.DuckDBPyConnection, change: str, values: dict[str, object]) -> None:
    """Change rows in a transaction of its own, so that the change is published."""
    connection.execute("BEGIN TRANSACTION")
    try:
        connection.execute(
            f"UPDATE quarantine {change} WHERE quarantine_id IN (SELECT unnest($ids::VARCHAR[]))",
            values,
        )
        commit(connection)
    except BaseException:
        with suppress(duckdb.Error):  # as in store.transaction
            connection.execute("ROLLBACK")
        raise


def _stored(now: datetime) -> datetime:
    return now.astimezone(UTC).replace(tzinfo=None)
