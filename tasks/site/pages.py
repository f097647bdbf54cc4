"""Every page of the site as text, from templates that are compiled once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from importlib.resources import files
from itertools import chain
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from tasks.site import wording
from tasks.site.contents import IN_FORCE, PENDING, Case, Contents, Details, Party, Tale
from tasks.site.marked import Marks, marked_words
from tasks.site.relations import matrix_of, network_of
from tasks.site.rules import meaning
from tasks.site.segments import Kind, Span
from tasks.site.timeline import timeline_of
from warehouse.codes import Status

ON_A_PAGE = 200  # rows of a list
NEWEST_ON_INDEX = 12

Page = tuple[str, str]  # path inside the site, text


@dataclass(frozen=True)
class Part:
    """One of the pages that a long list is cut into; numbers from 1."""

    rows: Sequence[Any]
    number: int
    of: int
    base: str

    def name(self, number: int) -> str:
        """Return the file of another part."""
        return f"{self.base}.html" if number == 1 else f"{self.base}-{number}.html"


@dataclass(frozen=True)
class Side:
    """One of the two sides of a measure, and how its pages are called."""

    folder: str
    one: str
    many: str
    other: str


SIDES = (Side("targets", "Target", "Targets", "senders"), Side("senders", "Sender", "Senders", "targets"))


@dataclass(frozen=True)
class Pages:
    """Renders the pages of one build."""

    contents: Contents
    made_at: datetime

    @cached_property
    def environment(self) -> Environment:
        """Return the one environment: autoescaped, strict, hidden characters shown."""
        environment = Environment(
            loader=PackageLoader("tasks.site", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=wording.inert,
            trim_blocks=True,
            lstrip_blocks=True,
            cache_size=-1,
        )
        names = (
            "words",
            "kind",
            "flow",
            "capital",
            "count",
            "number",
            "day",
            "moment",
            "file_of",
            "is_web",
            "field_name",
            "whole",
        )
        environment.filters |= {name: getattr(wording, name) for name in names}
        frame: Any = environment.get_template("frame.html.j2").module
        foot = frame.foot(self.contents, self.made_at)
        environment.filters["meaning"] = meaning
        environment.globals |= {"statuses": list(Status), "contents": self.contents}
        # The same on thousands of pages, so it is rendered once.
        environment.globals |= {"navigation": cache(frame.navigation), "foot": lambda: foot}
        return environment

    def assets(self) -> Iterator[Page]:
        """Yield style and scripts."""
        for asset in files("tasks.site").joinpath("assets").iterdir():
            yield asset.name, asset.read_text(encoding="utf-8")

    def lists(self) -> Iterator[Page]:
        """Yield the index, the search page and the lists of targets, senders, cases and stories."""
        contents = self.contents
        matrix = matrix_of(contents.tellings)
        yield (
            "index.html",
            self._render(
                "index.html.j2",
                "",
                timeline=timeline_of((one.as_of, one.status) for one in contents.tellings),
                matrix=matrix,
                network=network_of(matrix),
                newest=contents.tellings[:NEWEST_ON_INDEX],
                standings={name: self._standing(codes) for name, codes in (("in_force", IN_FORCE), ("pending", PENDING))},
            ),
        )
        yield "search.html", self._render("search.html.j2", "")
        cases = sorted(contents.cases, key=lambda case: (case.last_on is not None, case.last_on, case.case_id), reverse=True)
        for base, rows in (("stories", contents.stories), ("cases", cases)):
            yield from self._parts(f"{base}.html.j2", "", base, base, rows)
        for side, grouped in zip(SIDES, (contents.by_target, contents.by_sender), strict=True):
            yield from self._parts("parties.html.j2", "", side.folder, side.folder, list(grouped.items()), side=side)

    def parties(self) -> Iterator[Page]:
        """Yield the pages of every target and sender; a long one is cut into parts."""
        cases = self._cases_by_party()
        for side, grouped in zip(SIDES, (self.contents.by_target, self.contents.by_sender), strict=True):
            for party, tellings in grouped.items():
                others = [other for one in tellings for other in (one.senders if side.folder == "targets" else one.targets)]
                yield from self._parts(
                    "party.html.j2",
                    "../",
                    side.folder,
                    party.file,
                    tellings,
                    party=party,
                    side=side,
                    timeline=timeline_of((one.as_of, one.status) for one in tellings),
                    cases=cases[side.folder].get(party.key, []),
                    others=_counted(others),
                    has_other_side=party in (self.contents.by_sender if side.folder == "targets" else self.contents.by_target),
                )

    def cases(self) -> Iterator[Page]:
        """Yield the page of every case."""
        template = self.environment.get_template("case.html.j2")
        for case in self.contents.cases:
            yield f"cases/{case.file}.html", template.render(root="../", here="cases", case=case)

    def stories(self, stories: Sequence[Tale], details: Details) -> Iterator[Page]:
        """Yield the pages of some stories."""
        template = self.environment.get_template("story.html.j2")
        for story in stories:
            yield f"stories/{story.file}.html", template.render(root="../", here="stories", **self._story(story, details))

    def _story(self, story: Tale, details: Details) -> dict[str, Any]:
        version = story.row["version"]
        versions = details.versions[story.story_id]
        body = next(row["body"] for row in versions if row["version"] == version) or ""
        mentions = [row for row in details.mentions.get(story.story_id, ()) if row["version"] == version]
        positions = list(chain.from_iterable(details.positions.get(one.measure_id, ()) for one in story.tellings))
        places = {(row["start_char"], row["end_char"]): f"p{place}" for place, row in enumerate(_by_words(positions), 1)}
        evidence: dict[int, Sequence[Any]] = {
            one.number: sorted(details.evidence.get(one.measure_id, ()), key=_by_field) for one in story.tellings
        }
        return {
            "story": story,
            "body": marked_words(body, _spans(story, evidence, places, mentions), _marks(story, places)),
            "evidence": evidence,
            "positions": _placed(positions, places),
            "named": _named(mentions),
            "versions": versions,
        }

    def _parts(self, template: str, root: str, here: str, base: str, rows: Sequence[Any], **values: Any) -> Iterator[Page]:  # noqa: ANN401 - what templates take
        of = max(1, -(-len(rows) // ON_A_PAGE))
        for number in range(1, of + 1):
            part = Part(rows[(number - 1) * ON_A_PAGE : number * ON_A_PAGE], number, of, base)
            folder = f"{here}/" if root else ""
            yield f"{folder}{part.name(number)}", self._render(template, root, here=here, part=part, total=len(rows), **values)

    def _render(self, template: str, root: str, **values: Any) -> str:  # noqa: ANN401 - as above
        return self.environment.get_template(template).render(
            **{"root": root, "here": template.removesuffix(".html.j2"), **values}
        )

    def _standing(self, statuses: frozenset[Status]) -> int:
        return sum(case.status in statuses for case in self.contents.cases)

    def _cases_by_party(self) -> dict[str, dict[str, list[Case]]]:
        found: dict[str, dict[str, list[Case]]] = {"targets": {}, "senders": {}}
        for case in self.contents.cases:
            for side, party in (("targets", case.target), ("senders", case.sender)):
                if party:
                    found[side].setdefault(party.key, []).append(case)
        for cases in (*found["targets"].values(), *found["senders"].values()):
            cases.sort(key=_first_in_force)
        return found


def _by_field(span: Any) -> tuple[int, int]:  # noqa: ANN401 - a row
    """Sort evidence as people ask: what, where it stands, who, against whom; further words of the story last."""
    field, start = span["field"], span["start_char"]
    return (list(wording.FIELDS).index(field) if field in wording.FIELDS else len(wording.FIELDS) - 1), start


def _first_in_force(case: Case) -> tuple[int, int, str]:
    """Sort cases: in force, then pending, then ended; in each the latest told first."""
    place = 0 if case.status in IN_FORCE else 1 if case.status in PENDING else 2
    return place, -(case.last_on.toordinal() if case.last_on else 0), case.case_id


def _counted(parties: Sequence[Party]) -> list[tuple[Party, int]]:
    counts: dict[Party, int] = {}
    for party in parties:
        counts[party] = counts.get(party, 0) + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].name))


def _by_words(positions: Sequence[Any]) -> list[Any]:
    """Return one position for each place in the text, in the order of the words; one sentence may hold several."""
    return sorted({(row["start_char"], row["end_char"]): row for row in positions}.values(), key=lambda row: row["start_char"])


def _placed(positions: Sequence[Any], places: dict[tuple[int, int], str]) -> list[tuple[Any, str, bool]]:
    """Return the positions with the name of their words in the text, and whether each is the first of these words."""
    placed, seen = [], set[str]()
    for row in sorted(positions, key=lambda row: (row["start_char"], row["end_char"])):
        place = places[row["start_char"], row["end_char"]]
        placed.append((row, place, place not in seen))
        seen.add(place)
    return placed


def _marks(story: Tale, places: dict[tuple[int, int], str]) -> Marks:
    anchors = {str(one.number): one.measure_id for one in story.tellings} | {place: place for place in places.values()}
    return Marks(anchors, {str(one.number): one.status.value for one in story.tellings})


def _spans(
    story: Tale, evidence: dict[int, Sequence[Any]], places: dict[tuple[int, int], str], mentions: Sequence[Any]
) -> Iterator[Span]:
    for one in story.tellings:
        yield Span(one.row["evidence_start"], one.row["evidence_end"], Kind.CLAUSE, str(one.number))
        for row in evidence[one.number]:
            kind = Kind.CLAUSE if row["field"] == "clause" else Kind.VALUE
            yield Span(row["start_char"], row["end_char"], kind, str(one.number))
    for (start, end), place in places.items():
        yield Span(start, end, Kind.POSITION, place)
    for row in mentions:
        sort = wording.words(row["kind"] or row["label"].lower())
        yield Span(row["start_char"], row["end_char"], Kind.ENTITY, f"{row['name'] or row['text']} ({sort})")


def _named(mentions: Sequence[Any]) -> list[tuple[str, str, int, int]]:
    """Return who and what a story names: name, kind, how often, and where first; the most often named first."""
    found: dict[tuple[str, str], list[int]] = {}
    for row in mentions:
        kind = row["kind"] or row["label"].lower()
        found.setdefault((row["name"] or row["text"], kind), []).append(row["start_char"])
    named = [(name, kind, len(starts), min(starts)) for (name, kind), starts in found.items()]
    return sorted(named, key=lambda one: (-one[2], one[3]))
