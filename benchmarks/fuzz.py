"""Coverage-guided fuzzing of every reader: bytes in, stories or a refusal out, never anything else.

    python -m benchmarks.fuzz [SECONDS] [TARGET...]     SECONDS for each target; without targets, all of them

A target is the name of a reader, `any` (the format is told from the bytes) or `containers`. What is found is written to
`.fuzz/findings/`; mend it, and keep the bytes as `tests/hostile/findings/TARGET-WHAT`, which the tests read for good.
Needs atheris, which is no dependency of the project: `pip install atheris`.
"""

import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / ".fuzz" / "corpus"
FINDINGS = ROOT / ".fuzz" / "findings"
SEEDS = ROOT / "seeds" / "stories"
KNOWN = ROOT / "tests" / "hostile" / "findings"
TIMEOUT_S = 30
MEMORY_MB = 2_500
MAX_BYTES = 16_384
CONTAINERS, ANY = "containers", "any"


def main() -> None:
    """Fuzz the targets one after the other; exit code 1 if anything was found."""
    if find_spec("atheris") is None:
        sys.exit("benchmarks.fuzz needs atheris: pip install atheris")
    seconds, names = int(sys.argv[1]) if len(sys.argv) > 1 else 60, sys.argv[2:]
    if names[:1] == ["--in-here"]:
        _fuzz(names[1], seconds)
    found = []
    for name in names or _targets():
        ran = subprocess.run([sys.executable, "-m", "benchmarks.fuzz", str(seconds), "--in-here", name], cwd=ROOT, check=False)
        print(f"{name}: {'nothing found' if ran.returncode == 0 else f'exit code {ran.returncode}'} in {seconds} s", flush=True)
        found += [name] if ran.returncode else []
    sys.exit(f"found something in: {', '.join(found)}; see {FINDINGS}" if found else 0)


def _targets() -> list[str]:
    from tasks.readers.registry import known_formats  # noqa: PLC0415 - seconds

    return [*known_formats(), ANY, CONTAINERS]


def _fuzz(name: str, seconds: int) -> None:
    import atheris  # noqa: PLC0415 - see above

    with atheris.instrument_imports(include=["tasks"]):
        from tasks.sources.limits import Limits  # noqa: PLC0415
        from tests.hostile.whole import read_and_clean, unpack_all  # noqa: PLC0415
    small = Limits(max_archive_bytes=10_000_000, max_archive_members=1_000)
    hint = None if name == ANY else name
    work: Callable[[bytes], object] = (
        (lambda content: unpack_all(content, small)) if name == CONTAINERS else lambda content: read_and_clean(content, hint)
    )
    own = CORPUS / name
    own.mkdir(parents=True, exist_ok=True)
    FINDINGS.mkdir(parents=True, exist_ok=True)
    _sow(own, name)
    options = [
        f"-max_total_time={seconds}", f"-timeout={TIMEOUT_S}", f"-rss_limit_mb={MEMORY_MB}", f"-max_len={MAX_BYTES}",
        f"-artifact_prefix={FINDINGS}/{name}-", "-verbosity=0", "-print_final_stats=1", "-close_fd_mask=1",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(own)], work)
    atheris.Fuzz()


def _sow(corpus: Path, name: str) -> None:
    """Put samples that the target reads into its corpus, and what was found in it before."""
    from tests.hostile.samples import samples_of  # noqa: PLC0415 - instrumented before

    for place, content in enumerate(samples_of(name)):
        (corpus / f"sample{place}").write_bytes(content[:MAX_BYTES])
    for path in KNOWN.glob(f"{name}-*"):
        (corpus / path.name).write_bytes(path.read_bytes())


if __name__ == "__main__":
    main()
