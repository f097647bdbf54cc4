"""Time every named query and the search on 20,000 stories: the samples, many times over under new ids and days.

The copies share their words, so a word of the samples stands in hundreds of stories: harder on the search than real news.
Each figure is the best of three in one process that has the snapshot open, by the clock and in processor time (all threads
together); the first search of a new snapshot, which builds the index, and the whole command from the shell are printed apart.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
STORIES = 20_000
# A row belongs to a story if it has one of these columns; the copies get ids of their own in all of them.
STORY_KEYS = {
    "story_id", "other_story_id", "resolved_story_id", "document_id", "cluster_id", "measure_id", "mention_id", "position_id",
    "reference_id", "case_id", "provider_key", "desk_key",
}  # fmt: skip
DAYS = {"published_at", "as_of", "first_as_of", "latest_as_of", "date_value"}
SEARCHES = ("sanctions", "oil embargo", '"arms embargo" council', "resolution 1718", "the")
QUERY_LIMIT_MS, SEARCH_LIMIT_MS = 500, 200


def multiply(home: Path, stories: int) -> int:
    """Copy the rows of all stories until there are `stories`; return how many there are."""
    from warehouse.connect import open_writer  # noqa: PLC0415 - measured in a process of its own
    from warehouse.store import transaction  # noqa: PLC0415

    with open_writer(home / "warehouse.duckdb") as writer:
        (held,) = writer.execute("SELECT count(*) FROM stories").fetchone() or (0,)
        copies = -(-stories // held) - 1
        writer.execute(f"CREATE TEMP TABLE copies AS SELECT unnest(range(1, {copies + 1})) AS copy")
        tables = writer.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal AND NOT temporary").fetchall()
        with transaction(writer):
            for (table,) in tables:
                columns = writer.execute(f"DESCRIBE {table}").fetchall()
                if STORY_KEYS & {name for name, *_ in columns} and not table.startswith(("ref_", "entities")):
                    picked = ", ".join(_copied(name, kind) for name, kind, *_ in columns)
                    writer.execute(f"INSERT INTO {table} SELECT {picked} FROM {table}, copies")  # noqa: S608 - names from the catalogue
        (held,) = writer.execute("SELECT count(*) FROM stories").fetchone() or (0,)
    return int(held)


def _copied(column: str, kind: str) -> str:
    if column in STORY_KEYS:
        return f"{column} || '-' || copy"
    if column in DAYS and kind == "DATE":
        return f"{column} + (copy % 365)::INTEGER"
    return f"{column} + to_days((copy % 365)::INTEGER)" if column in DAYS else column


def best_ms(call: Callable[[], object]) -> tuple[float, float]:
    """Return milliseconds by the clock of the quickest of three calls, and of processor time of the cheapest."""
    spent, worked = [], []
    for _ in range(3):
        began, busy = time.perf_counter(), time.process_time()
        call()
        spent.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - busy) * 1000)
    return min(spent), min(worked)


def time_queries(published: Path) -> None:
    """Print milliseconds of every named query with its example parameters."""
    from warehouse.connect import open_reader  # noqa: PLC0415
    from warehouse.questions import questions  # noqa: PLC0415

    print(f"\n{'query':32}{'ms':>8}{'cpu ms':>8}{'rows':>8}")
    with open_reader(published) as reader:
        for question in questions():
            values = question.values(question.examples())
            _, rows = reader.table(question.sql, values)
            spent, worked = best_ms(partial(reader.table, question.sql, values))
            slow = "SLOW" if spent > QUERY_LIMIT_MS else ""
            print(f"{question.name:32}{spent:8.0f}{worked:8.0f}{len(rows):8} {slow}", flush=True)


def time_search(published: Path) -> None:
    """Print milliseconds of searches, over stories and over evidence, and of building the index."""
    from warehouse.search import Scope, Search, open_index  # noqa: PLC0415

    began = time.perf_counter()
    with open_index(published) as index:
        print(f"\nbuilding the search index: {time.perf_counter() - began:.1f} s, {index.path.stat().st_size / 1e6:.0f} MB")
    began = time.perf_counter()
    with open_index(published) as index:
        print(f"opening it again: {(time.perf_counter() - began) * 1000:.0f} ms\n")
        for scope in Scope:
            for words in SEARCHES:
                spent, worked = best_ms(partial(index.find, Search(words, scope)))
                slow = "SLOW" if spent > SEARCH_LIMIT_MS else ""
                print(f"search {scope.value:9} {words:26}{spent:8.0f}{worked:8.0f} {slow}", flush=True)


def time_command(home: Path) -> None:
    """Print milliseconds of the whole command, from the shell's point of view."""
    environment = {**os.environ, "SANCTIONWIRE_HOME": str(home)}
    for arguments in (("search", "oil embargo"), ("query", "--name", "in_force", "--param", "target=Libya")):
        command = [sys.executable, "-c", "from flows.cli import main; main()", *arguments]
        spent, _ = best_ms(partial(subprocess.run, command, cwd=ROOT, env=environment, check=True, capture_output=True))
        print(f"whole command {' '.join(arguments)}: {spent:.0f} ms")


def main() -> None:
    """Ingest the samples, multiply them, and print the figures."""
    stories = int(sys.argv[1]) if len(sys.argv) > 1 else STORIES
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        ingest = [sys.executable, "-c", "from flows.cli import main; main()", "ingest", str(ROOT / "seeds" / "stories")]
        subprocess.run(ingest, cwd=ROOT, env={**os.environ, "SANCTIONWIRE_HOME": folder}, check=True, capture_output=True)
        print(f"{multiply(home, stories):,} story versions")
        time_queries(home / "warehouse.duckdb")
        time_search(home / "warehouse.duckdb")
        time_command(home)


if __name__ == "__main__":
    main()
