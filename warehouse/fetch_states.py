"""What URLs answered last: looked up before a fetch, remembered with the load of what it gave."""

from collections.abc import Iterable, Sequence
from datetime import UTC

import duckdb

from warehouse.records import FetchState
from warehouse.staging import staged


def fetch_state(connection: duckdb.DuckDBPyConnection, url: str) -> FetchState | None:
    """Return the last answer of a URL, if a server can be asked by it and its document is held."""
    row = connection.execute(
        "SELECT url, etag, last_modified, document_id, fetched_at, status FROM fetch_states"
        " SEMI JOIN documents USING (document_id) WHERE url = ? AND coalesce(etag, last_modified) IS NOT NULL",
        [url],
    ).fetchone()
    if row is None:
        return None
    state = FetchState(*row)
    return FetchState(**{**vars(state), "fetched_at": state.fetched_at.replace(tzinfo=UTC)})


def news(connection: duckdb.DuckDBPyConnection, states: Iterable[FetchState]) -> list[FetchState]:
    """Return the states of URLs that give another document than the last time, or their first.

    A server that changes its ETag without changing the page tells no news, and leaves no row.
    """
    last = {state.url: state for state in states}
    known = connection.execute(
        "SELECT url, document_id FROM fetch_states WHERE url IN (SELECT unnest(?::VARCHAR[]))", [list(last)]
    ).fetchall()
    return [state for state in last.values() if (state.url, state.document_id) not in set(known)]


def remember(connection: duckdb.DuckDBPyConnection, states: Sequence[FetchState]) -> int:
    """Put the states in place of what was known of their URLs, inside the caller's transaction; return how many.

    A state whose document is not loaded is left out: the next fetch must bring its bytes again.
    """
    if not states:
        return 0
    with staged(connection, "fetch_states", states) as view:
        connection.execute(f"DELETE FROM fetch_states WHERE url IN (SELECT url FROM {view})")  # noqa: S608 - a name of ours
        inserted = connection.execute(
            f"INSERT INTO fetch_states BY NAME FROM {view} SEMI JOIN documents USING (document_id)"
        ).fetchone()
    return int(inserted[0]) if inserted else 0
