"""How far a replay has come: stretches of story versions, and a note beside the warehouse of the last one that is done."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tasks.run import RunInHand
from warehouse.differences import Difference
from warehouse.ids import content_id
from warehouse.lineage import Key
from warehouse.readings import Scope


@dataclass(frozen=True)
class Stretch:
    """Story versions that are read again together, in order of their ids; `done` of `total` come before them."""

    number: int
    keys: Sequence[Key]
    done: int
    total: int


@dataclass(frozen=True)
class Replayed:
    """What a replay came to: story versions read again, those that an interrupted replay had done, and what changed."""

    run_id: str
    extractor_version: str
    is_dry_run: bool
    stories: int
    stories_skipped: int
    stories_changed: int
    not_read: int
    gate_failed: bool
    differences: tuple[Difference, ...]

    @classmethod
    def of(cls, run: RunInHand, differences: Sequence[Difference], extractor_version: str, is_dry_run: bool) -> "Replayed":
        """Return the outcome of a replay that has ended."""
        return cls(
            run_id=run.run_id,
            extractor_version=extractor_version,
            is_dry_run=is_dry_run,
            stories=run.tally["stories_read"],
            stories_skipped=run.tally["stories_skipped"],
            stories_changed=len({difference.story_id for difference in differences}),
            not_read=run.tally["rows_quarantine"],
            gate_failed=run.gate_failed,
            differences=tuple(differences),
        )


class Bookmark:
    """The last story version that a replay of one scope by one version of the rules has done, kept in a file until it ends."""

    def __init__(self, warehouse: Path, scope: Scope, extractor_version: str) -> None:
        self.file = warehouse.with_name(f".{warehouse.name}.replay")
        self.name = content_id("replay", [json.dumps(asdict(scope), default=str, sort_keys=True), extractor_version])

    def read(self) -> Key | None:
        """Return where an interrupted replay of this scope stopped; None if there was none."""
        if not self.file.exists():
            return None
        noted = json.loads(self.file.read_text(encoding="utf-8"))
        return (noted["story_id"], noted["version"]) if noted["name"] == self.name else None

    def move(self, key: Key) -> None:
        """Note the last version that is done, in one step."""
        unfinished = self.file.with_name(f"{self.file.name}.part")
        unfinished.write_text(json.dumps({"name": self.name, "story_id": key[0], "version": key[1]}), encoding="utf-8")
        unfinished.replace(self.file)

    def remove(self) -> None:
        """Forget it: the replay has ended."""
        self.file.unlink(missing_ok=True)


def stretches(run: RunInHand, keys: Sequence[Key], bookmark: Bookmark | None, size: int) -> Iterator[Stretch]:
    """Yield the versions that an interrupted replay has not done; a stretch is noted when the next one is asked for."""
    after = bookmark.read() if bookmark else None
    left = [key for key in keys if after is None or key > after]
    run.tally["stories_skipped"] += len(keys) - len(left)
    for start in range(0, len(left), size):
        stretch = left[start : start + size]
        yield Stretch(start // size, stretch, len(keys) - len(left) + start, len(keys))
        run.tally["stories_read"] += len(stretch)
        if bookmark:
            bookmark.move(stretch[-1])
    if bookmark:
        bookmark.remove()
