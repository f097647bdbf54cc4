"""Cluster 100,000 stories, and a day's news into them; datasketch's LSH ensemble over a part of the same texts beside it."""

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
STORIES = 100_000
COMPARED = 10_000
LATE = 200  # stories of a second run
Followers = dict[tuple[str, str], list[str]]
Openings = list[tuple[str, str]]
LOADED_AT_ONCE = 5_000
COPIED_SHARE = 0.1
EDITED_SHARE = 0.04  # of the words of an edited copy


def texts(count: int) -> Iterator[str]:
    """Yield stories of 60 to 500 words that read like the samples, every tenth a trim, an edit or a round-up of another."""
    chance = random.Random(7)
    follow = _followers()
    openings = list(follow)
    kept: list[list[str]] = []
    for _ in range(count):
        words = _copied(chance, kept, follow, openings) if kept and chance.random() < COPIED_SHARE else []
        words = words or _written(chance, follow, openings, chance.choice((60, 100, 150, 200, 300, 500)))
        if len(kept) < COMPARED:
            kept.append(words)
        yield " ".join(words)


def _followers() -> Followers:
    words = [
        word for path in sorted((ROOT / "seeds" / "stories").glob("*.txt")) for word in path.read_text("utf-8", "replace").split()
    ]
    follow: Followers = defaultdict(list)
    for one, two, three in zip(words, words[1:], words[2:], strict=False):
        follow[one, two].append(three)
    return follow


def _written(chance: random.Random, follow: Followers, openings: Openings, length: int) -> list[str]:
    # The numbers keep the made stories from repeating each other: the samples are few.
    words = list(chance.choice(openings))
    while len(words) < length:
        after = follow.get((words[-2], words[-1]))
        words.extend([chance.choice(after), f"N{chance.randrange(10**6)}"] if after else chance.choice(openings))
    return words


def _copied(chance: random.Random, kept: list[list[str]], follow: Followers, openings: Openings) -> list[str]:
    source = chance.choice(kept)
    match chance.randrange(3):
        case 0:
            return source[: max(30, int(len(source) * chance.uniform(0.2, 0.9)))]
        case 1:
            return [word if chance.random() > EDITED_SHARE else "edited" for word in source]
        case _:
            return [*_written(chance, follow, openings, 100), *source, *_written(chance, follow, openings, 100)]


def cluster(folder: str) -> None:
    """Load the stories into a warehouse and cluster them; print seconds and peak memory."""
    from tasks.stories.copies import sketch  # noqa: PLC0415 - measured in a process of its own
    from tests.factories import a_batch, a_run, a_story, delivered  # noqa: PLC0415
    from warehouse.connect import open_writer  # noqa: PLC0415
    from warehouse.records import Sketch  # noqa: PLC0415
    from warehouse.settle import settle  # noqa: PLC0415
    from warehouse.store import load  # noqa: PLC0415

    spent = dict.fromkeys(("sketch", "settle", "late"), 0.0)
    with open_writer(Path(folder) / "warehouse.duckdb") as writer:

        def take_in(numbered: list[tuple[int, str]]) -> None:
            started = time.perf_counter()
            sketches = [Sketch(f"story_{number:06}", "v1", tuple(sorted(sketch(text)))) for number, text in numbered]
            spent["sketch"] += time.perf_counter() - started
            batch = a_batch(*(a_story(f"story_{number:06}", body=text) for number, text in numbered))
            load(writer, batch, delivered(batch), sketches, a_run())

        waiting: list[tuple[int, str]] = []
        for number, text in enumerate(texts(STORIES + LATE)):
            waiting.append((number, text))
            if len(waiting) == LOADED_AT_ONCE or number == STORIES - 1:
                take_in(waiting)
                waiting = []
            if number == STORIES - 1:
                started = time.perf_counter()
                settle(writer)
                spent["settle"] = time.perf_counter() - started
        take_in(waiting)
        started = time.perf_counter()
        settle(writer)
        spent["late"] = time.perf_counter() - started
        found = writer.execute("SELECT count(*) - count(DISTINCT cluster_id) FROM stories").fetchone()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{STORIES:,} stories: sketches {spent['sketch']:.1f} s, clusters {spent['settle']:.1f} s, peak {peak:.2f} GB")
    print(f"{LATE} stories more: clusters {spent['late']:.1f} s; {found[0] if found else 0:,} stories are copies of another")


def ensemble(_: str) -> None:
    """Index and query a part of the texts with datasketch's LSH ensemble; print seconds and peak memory."""
    from datasketch import MinHash, MinHashLSHEnsemble  # noqa: PLC0415

    marked = []
    started = time.perf_counter()
    for number, text in enumerate(texts(COMPARED)):
        words = text.split()
        shingles = {" ".join(words[at : at + 5]).encode() for at in range(len(words) - 4)}
        mark = MinHash(num_perm=128)
        mark.update_batch(list(shingles))
        marked.append((number, mark, len(shingles)))
    index = MinHashLSHEnsemble(threshold=0.5, num_perm=128, num_part=8, m=4)
    index.index(list(marked))
    proposed = sum(1 for number, mark, size in marked for other in index.query(mark, size) if other < number)
    spent, peak = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{COMPARED:,} stories by an LSH ensemble: {spent:.1f} s, peak {peak:.2f} GB, {proposed:,} pairs to confirm")


def main() -> None:
    """Run each measurement in a process of its own, so that peak memory is its own."""
    if len(sys.argv) > 1:
        {"cluster": cluster, "ensemble": ensemble}[sys.argv[1]](sys.argv[2])
        return
    for name in ("cluster", "ensemble"):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, __file__, name, folder], check=True)


if __name__ == "__main__":
    main()
