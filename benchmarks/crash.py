"""Kill an ingest at random moments, damage what it leaves, run it again, and compare with an undisturbed run; see README.md.

`python benchmarks/crash.py [KILLS [STORIES [SEED]]]`. The real flow runs, its tasks called directly, in processes forked
from one that has loaded the model, so that nearly every kill meets the work and not the imports. Every second kill is of
the process alone; the others are followed by a torn or lost write-ahead log, or a torn, cut or lost warehouse file.
"""

import contextlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.analysis import MODEL, SAMPLES, read_stories, stories  # noqa: E402 - the checkout is put on the path first
from tests.warehouse.crashing import DAMAGES, spare  # noqa: E402

STORY_CHARS = 300
BATCHES = 6
EVERY_SAMPLE = 5  # one story in so many is a sample, which tells of measures
# What tells of one run, and not of what was received.
OF_THE_RUN = frozenset({"run_id", "fetched_at", "first_seen_at", "created_at", "extracted_at"})
TIMEOUT_S = 900


def write_stories(folder: Path, count: int) -> None:
    """Write so many short stories as files."""
    folder.mkdir()
    samples = read_stories(SAMPLES)
    for number, wire in enumerate(stories(count)):
        story = wire if number % EVERY_SAMPLE else samples[number % len(samples)]
        text = story.body[:STORY_CHARS].rpartition(".")[0] or story.body
        (folder / f"{number:05}.txt").write_text(
            f"{story.headline or 'NEWS'}\n\nSTRELSAU, Jan 5 (Meridian) - {text}. No {number}.\n"
        )


def prepare() -> None:
    """Import everything and load the model, so that a forked process begins with the work."""
    os.environ |= {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
    from prefect import Task  # noqa: PLC0415 - after the environment is set

    import flows.ingest as module  # noqa: PLC0415
    from expectations.engine import warm_up  # noqa: PLC0415
    from tasks.language.pipeline import load_language  # noqa: PLC0415

    for name, stage in list(vars(module).items()):
        if isinstance(stage, Task):
            setattr(module, name, stage.fn)
    setattr(module, "report", lambda *_: None)  # noqa: B010 - it asks Prefect
    load_language(MODEL)
    warm_up()


def part_with_worker() -> None:
    """End the worker that has read the samples: what is forked from here on must have one of its own, as a command has."""
    from tasks.isolation.isolated import isolated  # noqa: PLC0415 - after the environment is set

    isolated().close()
    isolated.cache_clear()


def start(home: Path, sources: Path, batch: int) -> int:
    """Start an ingest in a process of its own; return the process."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        from prefect.logging import disable_run_logger  # noqa: PLC0415

        from flows.ingest import ingest  # noqa: PLC0415

        os.environ |= {"SANCTIONWIRE_HOME": str(home), "SANCTIONWIRE_BATCH_SIZE": str(batch)}
        with disable_run_logger():
            outcome = ingest.fn([str(sources)])
        for notice in outcome.notices:
            print(f"      {notice}"[:300], flush=True)
        code = 0
    except Exception as error:  # noqa: BLE001 - whatever it was, its words stand beside the verdict
        print(f"      {type(error).__name__}: {error}"[:300], flush=True)
    finally:
        sys.stdout.flush()
        os._exit(code)


def finish(pid: int) -> int:
    """Wait for a process; return its exit code, that of a signal below zero. One that hangs is killed."""
    deadline = time.monotonic() + TIMEOUT_S
    while time.monotonic() < deadline:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def contents(home: Path) -> dict[str, tuple[int, int]]:
    """Return the rows and a digest of every table of the snapshot, without what tells of one run."""
    from warehouse.connect import open_reader  # noqa: PLC0415

    with open_reader(home / "warehouse.duckdb") as reader:
        columns: dict[str, list[str]] = {}
        for row in reader.rows(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND schema_name = 'main'"
        ):
            columns.setdefault(row["table_name"], []).append(row["column_name"])
        left_out = ("runs", "warehouse_settings")
        tables = {row["table_name"] for row in reader.rows("SELECT table_name FROM duckdb_tables()")}.difference(left_out)
        found = {}
        for table in sorted(tables):
            kept = ", ".join(f'"{name}"' for name in columns[table] if name not in OF_THE_RUN)
            digest = f"SELECT count(*) AS n, sum(hash({kept})::HUGEINT) AS digest FROM {table}"  # noqa: S608 - catalogue names
            (row,) = reader.rows(digest)
            found[table] = (row["n"], row["digest"])
        return found


def attempt(
    home: Path, sources: Path, batch: int, chance: random.Random, longest_s: float, damage_number: int
) -> tuple[float, str, str]:
    """Kill one ingest, damage its files, and run it again; return the moment, the damage and what happened to the files."""
    from warehouse.files import WarehouseFiles  # noqa: PLC0415

    files = WarehouseFiles(home / "warehouse.duckdb")
    moment, began = chance.uniform(0, longest_s), time.monotonic()
    pid = start(home, sources, batch)
    while time.monotonic() - began < moment and os.waitpid(pid, os.WNOHANG) == (0, 0):
        time.sleep(0.002)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, 0)
    damage = DAMAGES[damage_number]
    left = f"log {'yes' if files.log.exists() else 'no ':<3} file {'yes' if files.writer.exists() else 'no ':<3}"
    damage(files, chance)
    return moment, damage.__name__, left


def main(kills: int = 60, count: int = 2_000, seed: int = 1) -> None:
    """Print a line for each kill and the result."""
    prepare()
    results: Counter[str] = Counter()
    batch = max(1, count // BATCHES)
    with tempfile.TemporaryDirectory() as folder:
        sources, home = Path(folder) / "stories", Path(folder) / "home"
        write_stories(sources, count)
        part_with_worker()
        began = time.monotonic()
        assert finish(start(home, sources, batch)) == 0, "the undisturbed run failed"  # noqa: S101 - nothing to measure then
        longest_s, expected = time.monotonic() - began, contents(home)
        held = f"{expected['stories'][0]} stories, {expected['measures'][0]} measures"
        print(f"{count} files, undisturbed {longest_s:.1f} s: {held}", flush=True)
        chance = random.Random(seed)
        for number in range(kills):
            shutil.rmtree(home, ignore_errors=True)
            damage = 0 if number % 2 == 0 else 1 + (number // 2) % (len(DAMAGES) - 1)
            moment, name, state = attempt(home, sources, batch, chance, longest_s, damage)
            began = time.monotonic()
            code = finish(start(home, sources, batch))
            found = contents(home) if code == 0 else {}
            other = sorted(table for table in expected if found.get(table) != expected[table])
            results["equal" if not other else "DIFFERENT"] += 1
            results[name] += 1
            verdict = "equal" if not other else f"DIFFERENT: {', '.join(other)} (exit {code})"
            again_s = time.monotonic() - began
            print(f"{number:>3}  killed at {moment:>6.2f} s  {state}  {name:<10}  again {again_s:>6.1f} s  {verdict}", flush=True)
        print(", ".join(f"{name} {found}" for name, found in results.most_common()))
    if results["DIFFERENT"]:
        sys.exit(1)


if __name__ == "__main__":
    assert spare is DAMAGES[0]  # noqa: S101 - even kills spare the files
    main(*map(int, sys.argv[1:]))
