"""Recall, precision and accuracy of the measures and positions that were read, against the annotation."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.gold.matching import Row, pair_up, plain_name

FIGURES = ("core", "strict", "positions", "status", "sender", "evidence", "clean")


@dataclass
class Tally:
    """Right, invented and missed answers."""

    right: int = 0
    invented: int = 0
    missed: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.right + other.right, self.invented + other.invented, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Right answers by all given."""
        return _share(self.right, self.right + self.invented)

    @property
    def recall(self) -> float:
        """Right answers by all wanted."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where nothing was wanted and nothing given."""
        given = 2 * self.right + self.invented + self.missed
        return _share(2 * self.right, given) if given else 1.0


@dataclass
class StoryScore:
    """How one story was read."""

    story_id: str
    core: Tally = field(default_factory=Tally)
    strict: Tally = field(default_factory=Tally)
    positions: Tally = field(default_factory=Tally)
    agreed: Counter[str] = field(default_factory=Counter)
    by_type: dict[str, Tally] = field(default_factory=dict)
    by_status: dict[str, Tally] = field(default_factory=dict)
    is_negative: bool = False

    @property
    def errors(self) -> int:
        """Measures invented or missed."""
        return self.core.invented + self.core.missed


def score_story(wanted: Row, found: Row) -> StoryScore:
    """Score one story. An optional measure costs nothing when it is missed and gains nothing when it is found."""
    pairs = pair_up(wanted["measures"], found["measures"])
    required = [pair for pair in pairs if not wanted["measures"][pair.wanted].get("optional")]
    needed = sum(not row.get("optional") for row in wanted["measures"])
    invented = len(found["measures"]) - len(pairs)
    exact = sum(pair.agreement.status and pair.agreement.sender for pair in required)
    scored = StoryScore(wanted["id"], is_negative=not wanted["measures"])
    scored.core = Tally(len(required), invented, needed - len(required))
    scored.strict = Tally(exact, invented + len(required) - exact, needed - exact)
    for name in ("status", "sender", "evidence"):
        scored.agreed[name] = sum(getattr(pair.agreement, name) for pair in required)
    scored.positions = _positions(wanted, found)
    answered = {pair.wanted: pair for pair in pairs}
    given = {pair.found for pair in pairs}
    for key, tallies in (("type", scored.by_type), ("status", scored.by_status)):
        for place, row in enumerate(wanted["measures"]):
            if not row.get("optional"):
                right = place in answered and (key == "type" or answered[place].agreement.status)
                _add(tallies, row[key], Tally(right=right, missed=not right))
        for place, row in enumerate(found["measures"]):
            is_wrong_status = key == "status" and any(pair.found == place and not pair.agreement.status for pair in required)
            if place not in given or is_wrong_status:
                _add(tallies, row[key], Tally(invented=1))
    return scored


@dataclass(frozen=True)
class Score:
    """The figures of a set of stories, each 0 to 1."""

    stories: tuple[StoryScore, ...]

    def total(self, of: Callable[[StoryScore], Tally]) -> Tally:
        """Return the sum of one tally over the stories."""
        return sum((of(story) for story in self.stories), Tally())

    @property
    def figures(self) -> dict[str, float]:
        """What the floors are about: F1 of core, strict and positions, accuracies, and the share of clean negatives."""
        core = self.total(lambda story: story.core)
        negatives = [story for story in self.stories if story.is_negative]
        agreed = sum((story.agreed for story in self.stories), Counter())
        return {
            "core": core.f1,
            "strict": self.total(lambda story: story.strict).f1,
            "positions": self.total(lambda story: story.positions).f1,
            **{name: _share(agreed[name], core.right) for name in ("status", "sender", "evidence")},
            "clean": _share(sum(not story.core.invented for story in negatives), len(negatives)),
        }

    def by(self, key: str) -> dict[str, Tally]:
        """Return tallies by `by_type` or `by_status`, the most frequent first."""
        tallies: dict[str, Tally] = {}
        for story in self.stories:
            for name, tally in getattr(story, key).items():
                _add(tallies, name, tally)
        return dict(sorted(tallies.items(), key=lambda item: (-item[1].right - item[1].missed, item[0])))

    def by_source(self, source_of: Mapping[str, str]) -> dict[str, Tally]:
        """Return the core tallies by where the stories are from."""
        tallies: dict[str, Tally] = {}
        for story in self.stories:
            _add(tallies, source_of[story.story_id], story.core)
        return dict(sorted(tallies.items(), key=lambda item: (-item[1].right - item[1].missed, item[0])))

    def worst(self, count: int) -> list[StoryScore]:
        """Return the stories with the most errors."""
        return sorted((story for story in self.stories if story.errors), key=lambda story: (-story.errors, story.story_id))[
            :count
        ]


def score(wanted: Sequence[Row], found: Mapping[str, Row]) -> Score:
    """Score a set of stories; one that was not read has nothing."""
    nothing: Row = {"measures": [], "positions": []}
    return Score(tuple(score_story(row, found.get(row["id"], nothing)) for row in wanted))


def _positions(wanted: Row, found: Row) -> Tally:
    needed, held = _stances(wanted.get("positions", ())), _stances(found["positions"])
    return Tally(len(needed & held), len(held - needed), len(needed - held))


def _stances(rows: Iterable[Row]) -> set[tuple[str, str]]:
    return {(plain_name(row["holder"]), row["stance"]) for row in rows}


def _add(tallies: dict[str, Tally], name: str, tally: Tally) -> None:
    tallies[name] = tallies.get(name, Tally()) + tally


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
