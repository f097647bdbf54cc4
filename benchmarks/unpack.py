"""CPU time and memory of an archive on its way to drafts: find, fetch, unpack, read, without analysis.

python benchmarks/unpack.py [STORIES] [BYTES]: so many stories in a .tar.gz of about so many bytes.
"""

import io
import random
import resource
import sys
import tarfile
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from tasks.queue import Queue
from tasks.readers.registry import read
from tasks.sources.archive import keep
from tasks.sources.delivery import Delivery
from tasks.sources.fetch import fetch
from tasks.sources.find import find
from tasks.sources.holders import holder_of, open_holder
from tasks.sources.limits import Limits
from tasks.sources.spool import open_spool

BATCH_ITEMS, BATCH_BYTES = 500, 100_000_000
BYTES_A_WORD = 3.1  # after gzip, for the made-up words below


def build(path: Path, stories: int, packed_bytes: int) -> None:
    """Write an archive of stories of made-up words."""
    draw = random.Random(1)
    words = ["".join(draw.choices("etaoinshrdlu", k=draw.randint(2, 9))) for _ in range(20_000)]
    length = int(packed_bytes / stories / BYTES_A_WORD)
    with tarfile.open(path, "w:gz", compresslevel=6) as archive:
        for number in range(stories):
            text = f"STRELSAU, Jan 5 (Meridian) - {' '.join(draw.choices(words, k=length))} said story {number}.\n".encode()
            header = tarfile.TarInfo(f"wire/{number:06}.txt")
            header.size = len(text)
            archive.addfile(header, io.BytesIO(text))


def run(path: Path, folder: Path) -> tuple[int, dict[str, float]]:
    """Take the archive through the stages; return the number of stories and the CPU seconds of each stage."""
    limits, now, took, stories = Limits(), datetime.now(UTC), dict.fromkeys(("fetch", "unpack", "read", "keep"), 0.0), 0
    with open_spool(folder / "spool", "bench") as spool:
        queue = Queue(find([str(path)], limits).items)
        while items := queue.take(BATCH_ITEMS, BATCH_BYTES):
            started = time.process_time()
            fetched = [(item, fetch(item, limits, now, spool=spool)) for item in items]
            took["fetch"] += time.process_time() - started
            for item, delivery in fetched:
                assert isinstance(delivery, Delivery)  # noqa: S101 - the archive was built above
                started = time.process_time()
                holder = holder_of(delivery)
                if holder is not None:
                    queue.put_next(open_holder(holder, item, delivery, spool, limits).items)
                    took["unpack"] += time.process_time() - started
                    continue
                stories += len(read(delivery, limits).drafts)
                took["read"] += time.process_time() - started
                started = time.process_time()
                keep(delivery, folder / "deliveries")
                took["keep"] += time.process_time() - started
    return stories, took


def main() -> None:
    """Build, run, and print the figures."""
    stories, packed_bytes = (int(one) for one in (sys.argv[1:] + ["20000", "100000000"][len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "wire.tar.gz"
        build(path, stories, packed_bytes)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        found, took = run(path, Path(name))
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"{path.stat().st_size / 1e6:.0f} MB, {found:,} stories")
        print("  ".join(f"{stage} {seconds:.1f} s" for stage, seconds in took.items()))
        print(f"peak memory {after / 1024:.0f} MB, {before / 1024:.0f} MB of it before the run")


if __name__ == "__main__":
    main()
