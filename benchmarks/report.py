"""Make the quality report of a warehouse with 150 runs, as the command does: seconds and bytes of each form."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
RUNS = 150


def main() -> None:
    """Make the history, then run the command for each form, each in a process of its own."""
    from tests.histories import make_history  # noqa: PLC0415 - found through the path above

    with tempfile.TemporaryDirectory() as folder:
        warehouse, page = Path(folder) / "warehouse.duckdb", Path(folder) / "report.html"
        make_history(warehouse, RUNS)
        print(f"{RUNS} runs: page of {_seconds(warehouse, page):.1f} s and {page.stat().st_size:,} bytes")
        junit = Path(folder) / "junit.xml"
        print(f"with JUnit XML: {_seconds(warehouse, page, '--junit', junit):.1f} s, {junit.stat().st_size:,} bytes more")
        site = Path(folder) / "site"
        spent = _seconds(warehouse, page, "--data-docs", site)
        files = [file for file in site.rglob("*") if file.is_file()]
        print(f"with Data Docs: {spent:.1f} s, {len(files)} files, {sum(file.stat().st_size for file in files):,} bytes more")


def _seconds(warehouse: Path, page: Path, *options: object) -> float:
    started = time.perf_counter()
    command = [sys.executable, "-c", "from flows.cli import main; main()", "report", "--warehouse", warehouse, "--output", page]
    ran = subprocess.run([*map(str, [*command, *options])], cwd=ROOT, capture_output=True, check=False)
    if not page.exists():
        raise SystemExit(ran.stderr.decode())
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
