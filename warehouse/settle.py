"""What depends on all stories together, once per run: clusters of copies, and cases."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.ledger import Change
from warehouse.store import transaction

LOAD_SQL = Path(__file__).resolve().parent / "queries" / "load"
UNSETTLED = "SELECT DISTINCT story_id, version FROM story_sketches ANTI JOIN settled_sketches USING (story_id, version)"
CLUSTERING = {
    "containment_threshold": 0.5,  # half of the smaller story; a third of real copies are missed by Jaccard at the same figure
    "tiny_sketch": 6,  # hashes; below this one shared sentence is half of a story
    "most_holders": 100,  # stories that share a hash; beyond, it is boilerplate, or a story printed very often
    "copy_threshold": 0.9,  # of both stories: a copy of the whole; else the longer one contains the other
}
MEMORY_LIMIT = "700MB"  # a join over sketches takes all it is given; with less it goes through a temporary file


def settle(connection: duckdb.DuckDBPyConnection) -> bool:
    """Cluster the stories that have come since the last time and rebuild the cases; return whether there was anything.

    The result depends on the stored stories alone, not on how they were split into runs.
    """
    if not connection.execute(f"{UNSETTLED} LIMIT 1").fetchone():
        return False
    # Outside of the transaction, where DuckDB knows no sizes of temporary tables and joins them badly; nobody else writes.
    connection.execute(f"CREATE OR REPLACE TEMP TABLE unclustered AS {UNSETTLED}")
    _find_copies(connection)
    with transaction(connection, Change("settle")):
        connection.execute((LOAD_SQL / "link_copies.sql").read_text(encoding="utf-8"))
        _join_clusters(connection)
        connection.execute("INSERT INTO settled_sketches FROM unclustered")
        rebuild_cases(connection)
    connection.execute("DROP TABLE unclustered; DROP TABLE copy_pairs")
    return True


def rebuild_cases(connection: duckdb.DuckDBPyConnection) -> None:
    """Make all cases and their events anew from the stories that may be shown."""
    connection.execute((LOAD_SQL / "tell_cases.sql").read_text(encoding="utf-8"))
    pieces = connection.execute("SELECT DISTINCT piece, piece FROM told").fetchall()
    case_of = components([*pieces, *connection.execute("FROM joined_pieces").fetchall()])
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE case_of AS SELECT unnest(?::VARCHAR[]) AS piece, unnest(?::VARCHAR[]) AS case_id",
        [list(case_of), list(case_of.values())],
    )
    connection.execute((LOAD_SQL / "rebuild_cases.sql").read_text(encoding="utf-8"))


@contextmanager
def _little_memory(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Bound DuckDB's memory for the length of the block."""
    connection.execute(f"SET memory_limit = '{MEMORY_LIMIT}'")
    connection.execute("SET preserve_insertion_order = FALSE")
    try:
        yield
    finally:
        connection.execute("RESET memory_limit")
        connection.execute("RESET preserve_insertion_order")


def _find_copies(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the temporary table `copy_pairs`."""
    for name, value in CLUSTERING.items():
        connection.execute(f"SET VARIABLE {name} = {value}")
    with _little_memory(connection):
        connection.execute((LOAD_SQL / "copy_pairs.sql").read_text(encoding="utf-8"))


def _join_clusters(connection: duckdb.DuckDBPyConnection) -> None:
    """Give the stories of each component its smallest story id as cluster, clusters of earlier runs included."""
    pairs = connection.execute("SELECT DISTINCT story_id, other_story_id FROM copy_pairs").fetchall()
    known = connection.execute(
        "SELECT DISTINCT story_id, cluster_id FROM stories"
        " WHERE story_id IN (SELECT story_id FROM copy_pairs UNION SELECT other_story_id FROM copy_pairs)"
    ).fetchall()
    cluster = components([*pairs, *known])
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE moved AS SELECT unnest(?::VARCHAR[]) AS cluster_id, unnest(?::VARCHAR[]) AS joined",
        [list(cluster), list(cluster.values())],
    )
    # A cluster id is the id of one of its stories, so it is a node of the graph too.
    connection.execute(
        "UPDATE stories SET cluster_id = moved.joined FROM moved"
        " WHERE stories.cluster_id = moved.cluster_id AND moved.joined <> stories.cluster_id"
    )
    connection.execute("DROP TABLE moved")


def components(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Map every node to the smallest node of its connected component."""
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, two in pairs:
        low, high = sorted((root(one), root(two)))
        parent[high] = low
    return {node: root(node) for node in parent}
