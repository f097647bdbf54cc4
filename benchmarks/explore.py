"""Time the site of 10,000 stories: the samples, many times over under new ids and days.

Prints seconds by the clock and of processor time, files, bytes, peak memory, and the largest files.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
STORIES = 10_000
LIMIT_S = 60
LARGEST = 5


def main() -> None:
    """Ingest the samples, multiply them, and build the site."""
    from benchmarks.queries import multiply  # noqa: PLC0415 - the path is set above
    from tasks.exploring import explore  # noqa: PLC0415
    from tasks.site.contents import Filters  # noqa: PLC0415

    stories = int(sys.argv[1]) if len(sys.argv) > 1 else STORIES
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        ingest = [sys.executable, "-c", "from flows.cli import main; main()", "ingest", str(ROOT / "seeds" / "stories")]
        subprocess.run(ingest, cwd=ROOT, env={**os.environ, "SANCTIONWIRE_HOME": folder}, check=True, capture_output=True)
        print(f"{multiply(home, stories):,} story versions", flush=True)
        began, busy = time.perf_counter(), time.process_time()
        site = explore(home / "warehouse.duckdb", home / "site", Filters(), datetime.now(UTC))
        spent, worked = time.perf_counter() - began, time.process_time() - busy
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        slow = "SLOW" if spent > LIMIT_S else ""
        print(f"built in {spent:.1f} s, {worked:.1f} s of processor time {slow}")
        print(f"{site.files:,} files, {site.size_bytes / 1e6:.0f} MB, {memory:.0f} MB of memory")
        pages = sorted(((file.stat().st_size, file) for file in site.index.parent.rglob("*.*")), reverse=True)[:LARGEST]
        for size, file in pages:
            print(f"{size / 1e3:8.0f} kB {file.relative_to(site.index.parent)}")


if __name__ == "__main__":
    main()
