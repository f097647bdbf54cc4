"""Time judging as a share of an ingest, stage by stage, over Reuters-21578; see README.md beside this file.

`python benchmarks/judging.py [STORIES [BATCH_SIZE]]`: the stages run in this process without the flow engine, whose own
time would only make the share smaller. The import of Great Expectations is a line of its own: it is paid once a process.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.analysis import MODEL, REUTERS, SAMPLES  # noqa: E402 - the checkout is put on the path first
from expectations.engine import warm_up  # noqa: E402
from expectations.judge import judge  # noqa: E402
from expectations.whole import judge_whole  # noqa: E402
from tasks.explanation import clean_source  # noqa: E402
from tasks.judge import gather  # noqa: E402
from tasks.language.pipeline import load_language  # noqa: E402
from tasks.measures.analyse import analyse_stories  # noqa: E402
from tasks.parcel import Parcel  # noqa: E402
from tasks.sources.limits import Limits  # noqa: E402
from tasks.stories.cleaned import Cleaned  # noqa: E402
from tasks.stories.copies import sketch  # noqa: E402
from warehouse.connect import Reader, Writer, open_writer  # noqa: E402
from warehouse.questions import read_query  # noqa: E402
from warehouse.records import Document, DocumentStory, Run, Sketch  # noqa: E402
from warehouse.settle import settle  # noqa: E402
from warehouse.store import load  # noqa: E402

GOAL = 0.10
JUDGING = ("judge batches", "judge warehouse")
NOW = datetime.now(UTC)
RUN = Run("run_benchmark", "ingest", None, NOW, None, "running", "{}", "{}")
Result = TypeVar("Result")


class Clock:
    """Seconds of wall and processor by stage."""

    def __init__(self) -> None:
        self.wall: Counter[str] = Counter()
        self.cpu: Counter[str] = Counter()

    def time(self, stage: str, work: Callable[[], Result]) -> Result:
        """Do the work, and add what it took to its stage."""
        wall, cpu = time.perf_counter(), time.process_time()
        result = work()
        self.wall[stage] += time.perf_counter() - wall  # type: ignore[assignment]
        self.cpu[stage] += time.process_time() - cpu  # type: ignore[assignment]
        return result

    def share(self, seconds: "Counter[str]") -> float:
        """Return the part of the judging in the whole."""
        return sum(seconds[stage] for stage in JUDGING) / sum(seconds.values())


def read_stories(count: int) -> list[Cleaned]:
    """Return as many cleaned stories; of the samples there are only so many."""
    sources = sorted(REUTERS.glob("*.sgm.gz")) if REUTERS.is_dir() else [SAMPLES]
    found: list[Cleaned] = []
    for source in sources:
        if len(found) < count:
            found += clean_source(str(source), Limits(), lambda: NOW, sys.stdin.buffer)
    return list({cleaned.key: cleaned for cleaned in found}.values())[:count]


def ingest_batch(clock: Clock, writer: Writer, number: int, cleaned: Sequence[Cleaned]) -> None:
    """Analyse, judge and load one batch."""
    document = Document(f"doc_{number}", f"/{number}", "reuters21578", None, 1, f"{number:064x}", NOW, RUN.run_id)
    parcel = Parcel(number)
    parcel.documents, parcel.cleaned = {document.document_id: document}, list(cleaned)
    language = load_language(MODEL)
    parcel.analyses = clock.time("analyse", lambda: list(analyse_stories([one.story for one in cleaned], language)))
    judged = clock.time("judge batches", lambda: judge(gather(parcel), run_id=RUN.run_id, batch_number=number, now=NOW))
    deliveries = [DocumentStory(document.document_id, place, *one.key) for place, one in enumerate(cleaned)]
    sketches = clock.time("load", lambda: [Sketch(*one.key, tuple(sorted(sketch(one.story.body)))) for one in cleaned])
    clock.time("load", lambda: load(writer, judged.accepted, deliveries, sketches, RUN))


def main(count: int = 2_000, batch_size: int = 500) -> None:
    """Print the table."""
    clock = Clock()
    load_language(MODEL)
    started = time.perf_counter()
    warm_up()
    imported = time.perf_counter() - started
    stories = clock.time("read and clean", lambda: read_stories(count))
    with TemporaryDirectory() as folder, open_writer(Path(folder) / "warehouse.duckdb") as writer:
        for number, at in enumerate(range(0, len(stories), batch_size)):
            ingest_batch(clock, writer, number, stories[at : at + batch_size])
        clock.time("settle", lambda: settle(writer))
        reader = Reader(writer)
        clock.time("judge warehouse", lambda: judge_whole(lambda name: reader.rows(read_query(name)), run_id=RUN.run_id, now=NOW))
    print(f"{len(stories)} stories in batches of {batch_size}")
    for stage, seconds in clock.wall.items():
        print(f"{stage:<20}{seconds:>8.1f} s {clock.cpu[stage]:>8.1f} s of processor")
    print(f"{'share of judging':<20}{clock.share(clock.wall):>8.1%}   {clock.share(clock.cpu):>8.1%}   goal at most {GOAL:.0%}")
    print(f"{'import, once':<20}{imported:>8.1f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
