"""What depends on all stories together, once per run: clusters of copies, and cases."""

from collections.abc import Iterable
from pathlib import Path

import duckdb

from warehouse.store import transaction

LOAD_SQL = Path(__file__).resolve().parent / "queries" / "load"
UNSETTLED = "SELECT DISTINCT story_id, version FROM story_sketches ANTI JOIN settled_sketches USING (story_id, version)"
CONTAINMENT_THRESHOLD = 0.5  # half of the smaller story; a third of real copies are missed by Jaccard at the same figure
TINY_SKETCH = 6  # hashes; below this one shared sentence is half of a story


def settle(connection: duckdb.DuckDBPyConnection) -> bool:
    """Cluster the stories that have come since the last time and rebuild the cases; return whether there was anything.

    The result depends on the stored stories alone, not on how they were split into runs.
    """
    if not connection.execute(f"{UNSETTLED} LIMIT 1").fetchone():
        return False
    with transaction(connection):
        connection.execute(f"CREATE OR REPLACE TEMP TABLE unclustered AS {UNSETTLED}")
        _join_clusters(connection, _pairs(connection))
        connection.execute("INSERT INTO settled_sketches FROM unclustered")
        connection.execute("DROP TABLE unclustered")
        connection.execute((LOAD_SQL / "rebuild_cases.sql").read_text(encoding="utf-8"))
    return True


def _pairs(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    sql = (LOAD_SQL / "copy_pairs.sql").read_text(encoding="utf-8")
    return connection.execute(sql, {"tiny_sketch": TINY_SKETCH, "threshold": CONTAINMENT_THRESHOLD}).fetchall()


def _join_clusters(connection: duckdb.DuckDBPyConnection, pairs: list[tuple[str, str]]) -> None:
    """Give the stories of each component its smallest story id as cluster, clusters of earlier runs included."""
    named = sorted({story_id for pair in pairs for story_id in pair})
    known = connection.execute(
        "SELECT DISTINCT story_id, cluster_id FROM stories WHERE story_id IN (SELECT unnest(?::VARCHAR[]))", [named]
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
