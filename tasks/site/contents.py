"""What the site shows, gathered by a fixed number of queries in `warehouse/queries/site/`: none for each story."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from tasks.site.addresses import page_name, party_name
from warehouse.codes import Status

Row = Mapping[str, Any]
Rows = Callable[[str, Mapping[str, object]], Iterable[Row]]

IN_FORCE = frozenset({Status.IMPOSED, Status.EXTENDED, Status.EASED})
PENDING = frozenset({Status.PROPOSED, Status.THREATENED})
UNTITLED = "(no headline)"
ROLES = ("senders", "targets", "proposers", "implementers")


@dataclass(frozen=True)
class Filters:
    """Which stories are shown; None for all."""

    provider: str | None = None
    target: str | None = None
    since: date | None = None


@dataclass(frozen=True)
class Party:
    """A sender, target or other party: its key in the warehouse, what people call it, and the name of its page."""

    key: str
    name: str
    file: str


@dataclass(frozen=True)
class Telling:
    """One measure as one story tells it. `number` counts the measures of the story from 1; `row` has the stored values."""

    measure_id: str
    number: int
    status: Status
    row: Row
    senders: tuple[Party, ...]
    targets: tuple[Party, ...]
    proposers: tuple[Party, ...]
    implementers: tuple[Party, ...]
    story_file: str

    @property
    def as_of(self) -> date | None:
        """Date of the measure, else of its story."""
        day: date | None = self.row["as_of"]
        return day


@dataclass(frozen=True)
class Step:
    """One event of a case."""

    telling: Telling
    step: str
    jump_reason: str | None
    told_on: date | None
    precision: str | None


@dataclass(frozen=True)
class Case:
    """One measure followed across the stories that are shown. Steps are oldest first."""

    case_id: str
    file: str
    measure_type: str
    sender: Party | None
    target: Party | None
    status: Status
    steps: tuple[Step, ...]

    @property
    def last_on(self) -> date | None:
        """Day of the newest event."""
        return self.steps[-1].told_on


@dataclass(frozen=True)
class Tale:
    """One story, without its words."""

    story_id: str
    file: str
    row: Row
    tellings: tuple[Telling, ...]
    copies: tuple[Row, ...]

    @property
    def title(self) -> str:
        """Headline, else slugline."""
        title: str = self.row["headline"] or self.row["slugline"] or UNTITLED
        return title


@dataclass(frozen=True)
class Contents:
    """All that the site shows. Stories are newest first."""

    stories: tuple[Tale, ...]
    cases: tuple[Case, ...]
    filters: Filters = field(default_factory=Filters)
    countries: Mapping[str, str] = field(default_factory=dict)

    def party(self, key: str) -> Party:
        """Return a party by its country code or name."""
        return Party(key, self.countries.get(key, key), party_name(key))

    @cached_property
    def tellings(self) -> tuple[Telling, ...]:
        """Return the measures of all stories, newest first, undated ones last."""
        told = [telling for story in self.stories for telling in story.tellings]
        return tuple(sorted(told, key=lambda one: (one.as_of or date.min, one.measure_id), reverse=True))

    @cached_property
    def by_target(self) -> dict[Party, list[Telling]]:
        """Return the measures against each target, most first."""
        return _grouped((target, telling) for telling in self.tellings for target in telling.targets)

    @cached_property
    def by_sender(self) -> dict[Party, list[Telling]]:
        """Return the measures of each sender, most first."""
        return _grouped((sender, telling) for telling in self.tellings for sender in telling.senders)

    @cached_property
    def cases_of(self) -> dict[str, list[Case]]:
        """Return the cases that each measure belongs to."""
        found: dict[str, list[Case]] = defaultdict(list)
        for case in self.cases:
            for step in case.steps:
                found[step.telling.measure_id].append(case)
        return found


def gather(rows: Rows, filters: Filters) -> Contents:
    """Return what is shown. `rows(name, parameters)` runs the query `warehouse/queries/site/<name>.sql` on a snapshot."""
    countries = {row["code"]: row["name"] for row in rows("countries", {})}
    asked = {"provider": filters.provider, "target": filters.target, "since": filters.since}
    stories = list(rows("stories", asked))
    named = Contents((), (), filters, countries)
    tellings = _tellings(named, rows("measures", {}), {row["story_id"] for row in stories})
    copies = _by(rows("copies", {}), "cluster_id")
    tales = tuple(
        Tale(
            row["story_id"],
            page_name(row["story_id"]),
            row,
            tuple(tellings.get(row["story_id"], ())),
            tuple(copies.get(row["cluster_id"], ())),
        )
        for row in stories
    )
    known = {telling.measure_id: telling for told in tellings.values() for telling in told}
    return Contents(tales, tuple(_cases(named, rows("events", {}), known)), filters, countries)


def _tellings(named: Contents, rows: Iterable[Row], shown: set[str]) -> dict[str, list[Telling]]:
    by_story: dict[str, list[Telling]] = defaultdict(list)
    for row in rows:
        if row["story_id"] not in shown:
            continue
        told = by_story[row["story_id"]]
        roles = {role: tuple(map(named.party, row[role])) for role in ROLES}
        told.append(
            Telling(row["measure_id"], len(told) + 1, Status(row["status"]), row, story_file=page_name(row["story_id"]), **roles)
        )
    return by_story


def _cases(named: Contents, rows: Iterable[Row], known: Mapping[str, Telling]) -> Iterable[Case]:
    for case_id, events in _by((row for row in rows if row["measure_id"] in known), "case_id").items():
        standing = [event["standing"] for event in events if event["standing"]] or [events[-1]["status"]]
        first = events[0]
        yield Case(
            case_id,
            page_name(case_id),
            first["measure_type"],
            named.party(first["sender"]) if first["sender"] else None,
            named.party(first["target"]) if first["target"] else None,
            Status(standing[-1]),
            tuple(
                Step(
                    known[event["measure_id"]], event["step"], event["jump_reason"], event["told_on"], event["told_on_precision"]
                )
                for event in events
            ),
        )


def _by(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[column]].append(row)
    return grouped


def _grouped(pairs: Iterable[tuple[Party, Telling]]) -> dict[Party, list[Telling]]:
    grouped: dict[Party, list[Telling]] = defaultdict(list)
    for party, telling in pairs:
        grouped[party].append(telling)
    return dict(sorted(grouped.items(), key=lambda pair: (-len(pair[1]), pair[0].name)))


@dataclass(frozen=True)
class Details:
    """What some stories' pages need besides: versions and mentions by story, evidence and positions by measure."""

    versions: Mapping[str, Sequence[Row]]
    mentions: Mapping[str, Sequence[Row]]
    evidence: Mapping[str, Sequence[Row]]
    positions: Mapping[str, Sequence[Row]]


def gather_details(rows: Rows, stories: Sequence[Tale]) -> Details:
    """Return the details of some stories, by four queries however many they are."""
    ids: dict[str, object] = {"story_ids": [story.story_id for story in stories]}
    measures: dict[str, object] = {"measure_ids": [telling.measure_id for story in stories for telling in story.tellings]}
    return Details(
        _by(rows("versions", ids), "story_id"),
        _by(rows("mentions", ids), "story_id"),
        _by(rows("evidence", measures), "measure_id"),
        _by(rows("positions", measures), "measure_id"),
    )
