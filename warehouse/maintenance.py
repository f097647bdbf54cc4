"""What keeps a warehouse small over the years: compaction, and which received bytes may go."""

from datetime import UTC, datetime

import duckdb

from warehouse.store import transaction


def compact(connection: duckdb.DuckDBPyConnection) -> int:
    """Write everything into the file, without what was deleted, and count a change, so that it is published anew.

    Returns the bytes in use.
    """
    with transaction(connection):
        pass
    connection.execute("CHECKPOINT")
    found = connection.execute("SELECT block_size * used_blocks FROM pragma_database_size()").fetchone()
    return int(found[0]) if found else 0


def spent_deliveries(connection: duckdb.DuckDBPyConnection, before: datetime) -> list[str]:
    """Return the digests of documents received before an instant whose stories are loaded, with nothing in quarantine."""
    found = connection.execute(
        "SELECT sha256 FROM documents SEMI JOIN document_stories USING (document_id)"
        " ANTI JOIN (SELECT split_part(record_key, '#', 1) AS document_id FROM quarantine WHERE resolved_at IS NULL)"
        " USING (document_id) WHERE fetched_at < ? ORDER BY sha256",
        [before.astimezone(UTC).replace(tzinfo=None)],
    ).fetchall()
    return [sha256 for (sha256,) in found]
