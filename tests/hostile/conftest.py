"""The table that `make hostile` prints, and what all suites share."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tasks.sources.limits import Limits
from tests.hostile.commands import Peak
from tests.hostile.whole import Ended, document_of, ingest

ROWS = pytest.StashKey[list[tuple[str, int, int, int, float, int]]]()
MAX_PEAK = 2_000_000_000

Suite = Callable[..., Ended]


@pytest.fixture
def suite(request: pytest.FixtureRequest, tmp_path: Path) -> Suite:
    """Ingest the cases of a suite, check that every one is accounted for, and note the row of the table."""

    def run(name: str, cases: Iterator[tuple[str, bytes]], limits: Limits | None = None) -> Ended:
        incoming = tmp_path / "incoming"
        given = written(incoming, cases)
        return counted(request, name, given, lambda: ingest([incoming], tmp_path / "home", limits))

    return run


def counted(request: pytest.FixtureRequest, name: str, given: dict[str, str], work: Callable[[], Ended]) -> Ended:
    """Do the work and hold it to account. `given` maps paths to ids of documents."""
    peak, started = Peak(os.getpid()), time.monotonic()
    peak.start()
    try:
        ended = work()
    finally:
        peak.stop()
    ends = {path: {key, path, path.encode("utf-8", "backslashreplace").decode()} for path, key in given.items()}
    kept_out = ended.quarantined | ended.not_received
    lost = {path for path, names in ends.items() if path not in ended.opened and not names & (ended.loaded | kept_out)}
    keys = set(given.values())
    loaded = keys & ended.loaded
    quarantined = {key for path, key in given.items() if key not in loaded and ends[path] & kept_out}
    opened = keys - loaded - quarantined
    row = (name, len(keys), len(loaded) + len(opened), len(quarantined), time.monotonic() - started, peak.bytes)
    request.config.stash.setdefault(ROWS, []).append(row)
    assert not lost, lost
    assert list(ended.unaccounted) == []
    assert len(keys) == len(loaded) + len(opened) + len(quarantined)
    assert peak.bytes < MAX_PEAK
    return ended


def written(folder: Path, cases: Iterator[tuple[str, bytes]]) -> dict[str, str]:
    """Write the cases as files; return the id of the document that each path holds."""
    folder.mkdir(parents=True, exist_ok=True)
    given = {}
    for name, content in cases:
        path = folder / name
        path.write_bytes(content)
        given[str(path)] = document_of(content)
    return given


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    rows = config.stash.get(ROWS, [])
    if not rows:
        return
    terminalreporter.section("bad input")
    terminalreporter.write_line(f"{'suite':<34} {'cases':>7} {'loaded':>7} {'quarantined':>11} {'seconds':>8} {'peak MB':>8}")
    for name, cases, loaded, quarantined, seconds, peak in rows:
        terminalreporter.write_line(f"{name:<34} {cases:>7,} {loaded:>7,} {quarantined:>11,} {seconds:>8.1f} {peak / 1e6:>8,.0f}")
