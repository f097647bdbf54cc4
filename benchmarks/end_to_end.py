"""Time the whole command over Reuters-21578 against the model alone on the same texts; see README.md beside this file.

`python benchmarks/end_to_end.py [STORIES...]`: each number of stories is one ingest into an empty warehouse, with
SANCTIONWIRE_PROCESSES worker processes (2 unless it is set). `make bench` takes 2,000; acceptance takes 10,000 20,000.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.analysis import MODEL, REUTERS, SAMPLES, read_stories  # noqa: E402 - the checkout is put on the path first

COMMAND = "from flows.cli import main; main()"
TIMED = "from benchmarks.end_to_end import main_timed; main_timed()"
MODEL_ALONE = "from benchmarks.end_to_end import model_alone; model_alone()"
STAGES = ("find", "fetch", "unpack", "read", "clean", "analyse", "judge", "load", "fill", "report", "alert")
SAMPLING_S = 0.5
IN_A_FILE = 1_000  # stories of Reuters-21578


def main_timed() -> None:
    """Run the command, and write the seconds of each stage into the file that BENCHMARK_STAGES names."""
    from flows import cli, running  # noqa: PLC0415 - measured apart

    spent: dict[str, float] = {}
    engine = running._flow_engine

    @contextmanager
    def timed_engine(settings: Any, flow_module: str) -> Iterator[None]:  # noqa: ANN401 - as the original
        started = time.perf_counter()
        with engine(settings, flow_module):
            spent["start of the engine"] = time.perf_counter() - started
            _time_stages(spent)
            yield

    running._flow_engine = timed_engine
    try:
        cli.main()
    finally:
        Path(os.environ["BENCHMARK_STAGES"]).write_text(json.dumps(spent))


def _time_stages(spent: dict[str, float]) -> None:
    import flows.ingest as module  # noqa: PLC0415 - after the environment is set

    def timed(name: str, stage: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:  # noqa: ANN401 - whatever the stage takes
            started = time.perf_counter()
            try:
                return stage(*arguments)
            finally:
                spent[name] = spent.get(name, 0.0) + time.perf_counter() - started

        return call

    for name in STAGES:
        setattr(module, name, timed(name, getattr(module, name)))


def model_alone() -> None:
    """Print the seconds of `nlp.pipe` of the whole model over the texts that come on standard input as JSON, after a warm-up."""
    import spacy  # noqa: PLC0415 - measured apart

    bodies = json.load(sys.stdin)
    language = spacy.load(MODEL)
    list(language.pipe(bodies[:50]))
    started, worked = time.perf_counter(), time.process_time()
    for _ in language.pipe(bodies, batch_size=32):
        pass
    print(time.perf_counter() - started, time.process_time() - worked)


def sources_of(count: int) -> list[Path]:
    """Return files that hold so many stories, to the thousand."""
    if not REUTERS.is_dir():
        return [SAMPLES]
    return sorted(REUTERS.glob("*.sgm.gz"))[: max(1, count // IN_A_FILE)]


def run(home: Path, code: str, *arguments: object) -> tuple[float, float, float]:
    """Run the command; return its seconds, and the peak memory (GB) and processor seconds of it and all its children."""
    environment = {
        "SANCTIONWIRE_PROCESSES": "2",
        **os.environ,
        "SANCTIONWIRE_HOME": str(home),
        "BENCHMARK_STAGES": str(home / "stages.json"),
        "PYTHONPATH": str(ROOT),
    }
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as child:
        peak, worked = [0.0], dict[int, float]()
        watching = threading.Thread(target=_watch, args=(child, peak, worked))
        watching.start()
        errors = (child.stderr.read() if child.stderr else b"").decode()
        code_of_exit = child.wait()
        watching.join()
    if code_of_exit not in (0, 3):
        sys.exit(f"the ingest failed: {errors[-2_000:]}")
    return time.perf_counter() - started, peak[0] / 1e9, sum(worked.values())


def _watch(child: "subprocess.Popen[bytes]", peak: list[float], worked: dict[int, float]) -> None:
    """Note the greatest memory of a tree of processes, what they share once, and what each has worked."""
    while child.poll() is None:
        with suppress(psutil.Error):
            process = psutil.Process(child.pid)
            tree = [process, *process.children(recursive=True)]
            worked |= {one.pid: sum(one.cpu_times()[:2]) for one in tree}
            peak[0] = max(peak[0], sum(map(_memory, tree)))
        time.sleep(SAMPLING_S)


def _memory(process: psutil.Process) -> int:
    with suppress(psutil.Error):
        return int(process.memory_full_info().pss)
    return 0


def rows_and_copy(home: Path) -> tuple[int, float, int]:
    """Return the rows of the warehouse, the seconds of DuckDB's own COPY of them from Parquet files, and the bytes of those."""
    import duckdb  # noqa: PLC0415 - no part of what is measured

    with tempfile.TemporaryDirectory() as folder, duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as snapshot:
        tables = [name for (name,) in snapshot.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()]
        rows = 0
        for table in tables:
            snapshot.execute(f"COPY {table} TO '{folder}/{table}.parquet' (COMPRESSION zstd)")
            rows += snapshot.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]  # noqa: S608 - catalogue names
        with duckdb.connect(f"{folder}/copy.duckdb") as copy:
            for table in tables:
                copy.execute(f"CREATE TABLE {table} AS FROM '{folder}/{table}.parquet' LIMIT 0")
            started = time.perf_counter()
            for table in tables:
                copy.execute(f"COPY {table} FROM '{folder}/{table}.parquet'")
            copy.execute("CHECKPOINT")
            spent = time.perf_counter() - started
        return rows, spent, sum(path.stat().st_size for path in Path(folder).glob("*.parquet"))


def fill(home: Path) -> tuple[int, float]:
    """Return the rows that an empty lake is given, and the seconds."""
    from warehouse.files import WarehouseFiles  # noqa: PLC0415 - no part of what is measured before
    from warehouse.lake_filling import fill_lake  # noqa: PLC0415
    from warehouse.lake_name import read_name  # noqa: PLC0415

    started = time.perf_counter()
    filled = fill_lake(read_name(f"ducklake:sqlite:{home / 'lake.sqlite'}"), WarehouseFiles(home / "warehouse.duckdb"))
    return filled.put, time.perf_counter() - started


def measure(count: int, home: Path) -> float:
    """Print the figures of one ingest; return its seconds."""
    sources = sources_of(count)
    bodies = [story.body for source in sources for story in read_stories(source)]
    alone = subprocess.run(
        [sys.executable, "-c", MODEL_ALONE],
        input=json.dumps(bodies),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    model_s, model_cpu_s = map(float, alone.stdout.split())
    wall_s, peak, worked_s = run(home, TIMED, "ingest", *sources)
    stages = json.loads((home / "stages.json").read_text())
    rows, copy_s, parquet = rows_and_copy(home)
    figure(f"{len(bodies):,} stories end to end", f"{wall_s:.1f} s", f"{wall_s / model_s:.2f} of nlp.pipe alone; goal 0.9")
    figure("nlp.pipe of the whole model alone", f"{model_s:.1f} s", f"{len(bodies) / model_s:.0f} stories/s")
    figure(
        "processor time of all processes",
        f"{worked_s:.1f} s",
        f"{worked_s / model_cpu_s:.2f} of nlp.pipe alone ({model_cpu_s:.1f} s)",
    )
    figure("peak memory of all processes", f"{peak:.2f} GB", "goal 4")
    for stage, spent in stages.items():
        figure(f"  {stage}", f"{spent:.1f} s", f"{len(bodies) / spent:,.0f} stories/s" if spent else "")
    figure("  the rest: imports, settling, publishing", f"{wall_s - sum(stages.values()):.1f} s", "")
    for name, size in (
        ("warehouse file", (home / "warehouse.duckdb").stat().st_size),
        ("the same as Parquet", parquet),
        ("received bytes as kept", sum(path.stat().st_size for path in (home / "deliveries").rglob("*") if path.is_file())),
    ):
        figure(name, f"{size / 1e6:.1f} MB", f"{size / len(bodies):,.0f} bytes a story")
    load_s = stages["load"]
    figure(f"load, {rows:,} rows", f"{rows / load_s:,.0f} rows/s", f"{copy_s / load_s:.2f} of COPY ({rows / copy_s:,.0f} rows/s)")
    filled, fill_s = fill(home)
    figure(
        f"the same to a new lake, {filled:,} rows", f"{filled / fill_s:,.0f} rows/s", "catalog in SQLite, folder on this machine"
    )
    return wall_s


def figure(name: str, value: str, remark: str) -> None:
    """Print one line."""
    print(f"{name:<44}{value:>14}   {remark}", flush=True)


def main(counts: Iterable[int]) -> None:
    """Print the figures of all sizes, and of a cold start."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        story = home / "story.txt"
        story.write_text("STRELSAU, Jan 5 (Meridian) - Ruritania banned imports of timber from Syldavia, officials said.\n")
        (home / "cold").mkdir()
        for name, command, remark in (
            ("first ingest, of one story, cold", "ingest", "with Prefect's new database"),
            ("second ingest, of nothing new", "ingest", "the fixed cost; goal 20 s"),
            ("explain of one story", "explain", ""),
        ):
            figure(name, f"{run(home / 'cold', COMMAND, command, story)[0]:.1f} s", remark)
        before: tuple[int, float] | None = None
        for number, count in enumerate(counts):
            own = home / str(number)
            own.mkdir()
            spent = measure(count, own)
            if before:
                name = f"{count:,} stories by {before[0]:,}"
                figure(name, f"{spent / before[1]:.2f} times", f"as many stories: {count / before[0]:.1f} times")
            before = (count, spent)


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [2_000])
