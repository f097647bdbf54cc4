"""The command in a process of its own, as a user starts it, with its peak memory."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[2]
COMMAND = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from flows.cli import main; main()"


@dataclass(frozen=True)
class Watched:
    """What a command came to, how long it took, and the most memory that all its processes had together, in bytes."""

    code: int
    out: str
    err: str
    seconds: float
    peak: int

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def watched(*arguments: object, home: Path, environment: Mapping[str, str] | None = None, timeout: float = 900) -> Watched:
    """Run `sanctionwire`; a command that hangs is killed and is a TimeoutExpired."""
    told = {**os.environ, "SANCTIONWIRE_HOME": str(home), **(environment or {})}
    started = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND, *map(str, arguments)],
        cwd=ROOT, env=told, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        peak = Peak(process.pid)
        peak.start()
        try:
            out, err = process.communicate(timeout=timeout)
        finally:
            process.kill()
            peak.stop()
    return Watched(process.returncode, out, err, time.monotonic() - started, peak.bytes)


class Peak(threading.Thread):
    """Watches the memory of a process and all that it starts: what is shared between them is counted once for each share."""

    def __init__(self, pid: int, every_s: float = 0.2) -> None:
        super().__init__(daemon=True)
        self.bytes = 0
        self._pid = pid
        self._every_s = every_s
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(self._every_s):
            self.bytes = max(self.bytes, _memory(self._pid))

    def stop(self) -> None:
        self._over.set()
        self.join()


def _memory(pid: int) -> int:
    try:
        top = psutil.Process(pid)
        family = [top, *top.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0
    total = 0
    for one in family:
        try:
            total += _proportional(one.pid)
        except (OSError, psutil.Error):
            continue
    return total


def _proportional(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0
