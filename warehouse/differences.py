"""What differs between two states of the warehouse, value by value, and whether the source, the rules or a reviewer did it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

QUERIES = Path(__file__).resolve().parent / "queries" / "diff"
SOURCE, EXTRACTOR, REVIEW = "source", "extractor", "review"


@dataclass(frozen=True)
class State:
    """One measure or position as it was shown, beside what the rules had read; `is_rejected` ones were not shown."""

    kind: str
    row_id: str
    story_id: str
    version: str
    headline: str | None
    words: str
    start_char: int
    end_char: int
    is_rejected: bool
    reviewer: str | None
    shown_values: dict[str, Any]
    read_values: dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """One measure or position that has appeared, vanished or changed: its values before and after, and who did it."""

    kind: str
    change: str
    cause: str
    story_id: str
    headline: str | None
    words: str
    values: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    detail: str = ""


@dataclass(frozen=True)
class Side:
    """One of two states: its rows, the version of each story that was shown, and what other stories had said of it."""

    states: Sequence[State]
    versions: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)


def compare(before: Side, after: Side) -> list[Difference]:
    """Return the differences in the order of stories and their words; rows pair by id, else by their words."""
    left, right = _by_story(before), _by_story(after)
    found = [
        difference
        for story_id in left.keys() | right.keys()
        for one, other in _pairs(left.get(story_id, ()), right.get(story_id, ()))
        for difference in _difference(one, other, before, after)
    ]
    return sorted(found, key=lambda difference: (difference.story_id, difference.kind, difference.words, difference.change))


def fresh_differences(connection: duckdb.DuckDBPyConnection) -> list[Difference]:
    """Return what the fresh readings of a replay change in the versions in `changed` (warehouse/readings.py)."""
    stored = "SELECT * FROM {table} SEMI JOIN changed USING (story_id, version)"
    before = picked(connection, stored.format(table="measures") + " WHERE rule_id <> 'H-review'", "FROM measure_parties",
                    stored.format(table="positions"))  # fmt: skip
    after = picked(connection, stored.format(table="fresh_measures"), "FROM fresh_measure_parties",
                   stored.format(table="fresh_positions"))  # fmt: skip
    return compare(before, after)


def picked(connection: duckdb.DuckDBPyConnection, measures: str, parties: str, positions: str) -> Side:
    """Return the rows of three queries of our own as one side."""
    for name, query in (("measures", measures), ("parties", parties), ("positions", positions)):
        connection.execute(f"CREATE OR REPLACE TEMP VIEW picked_{name} AS {query}")
    rows = [*_rows(connection, "measure", "picked_measures"), *_rows(connection, "position", "picked_positions")]
    versions = {state.story_id: state.version for state in rows}
    for name in ("measures", "parties", "positions"):
        connection.execute(f"DROP VIEW picked_{name}")
    return Side(rows, versions)


def side_at(connection: duckdb.DuckDBPyConnection, at: Any) -> Side:  # noqa: ANN401 - a time as DuckDB takes it
    """Return what the warehouse showed at a time (UTC, without a zone)."""
    rows = [*_rows(connection, "measure", "measures_at", at=at), *_rows(connection, "position", "positions_at", at=at)]
    versions = {row[0]: row[1] for row in _run(connection, "stories_at", at=at)}
    said = {row[0]: f"{row[1]} by {row[2]}" for row in _run(connection, "said_at", at=at)}
    return Side(rows, versions, said)


def _rows(connection: duckdb.DuckDBPyConnection, kind: str, name: str, **values: object) -> list[State]:
    return [State(kind, *row) for row in _run(connection, name, **values)]


def _run(connection: duckdb.DuckDBPyConnection, name: str, **values: object) -> list[tuple[Any, ...]]:
    return connection.execute((QUERIES / f"{name}.sql").read_text(encoding="utf-8"), values or None).fetchall()


def _by_story(side: Side) -> dict[str, list[State]]:
    grouped: dict[str, list[State]] = {}
    for state in side.states:
        grouped.setdefault(state.story_id, []).append(state)
    return grouped


def _pairs(before: Sequence[State], after: Sequence[State]) -> Iterator[tuple[State | None, State | None]]:
    """Yield what belongs together: the same row, else the same words of one version, else the same words of one story."""
    left, right = list(before), list(after)
    for same in (_same_row, _same_place, _same_words):
        for one in list(left):
            other = next((other for other in right if same(one, other)), None)
            if other is not None:
                left.remove(one)
                right.remove(other)
                yield one, other
    yield from ((one, None) for one in left)
    yield from ((None, other) for other in right)


def _same_row(one: State, other: State) -> bool:
    return one.row_id == other.row_id


def _same_place(one: State, other: State) -> bool:
    at = (one.kind, one.story_id, one.version) == (other.kind, other.story_id, other.version)
    return at and one.start_char < other.end_char and other.start_char < one.end_char and _is_like(one, other)


def _same_words(one: State, other: State) -> bool:
    at = (one.kind, one.story_id) == (other.kind, other.story_id) and one.version != other.version
    return at and (one.words == other.words or _is_like(one, other))


def _is_like(one: State, other: State) -> bool:
    """Tell whether two rows are of one actor: a holder, or any target or type of a measure."""
    a, b = one.read_values, other.read_values
    if one.kind == "position":
        return bool(a["holder"] == b["holder"])
    return bool(set(a["targets"]) & set(b["targets"])) or a["measure_type"] == b["measure_type"]


def _difference(one: State | None, other: State | None, before: Side, after: Side) -> Iterator[Difference]:
    was, now = _shown(one), _shown(other)
    if was and now:
        values = {
            name: (value, now.shown_values.get(name))
            for name, value in was.shown_values.items()
            if value != now.shown_values.get(name)
        }
        if values:
            yield _told(now, "changed", *_cause_of_change(was, now, values), values)
    elif now:
        yield _told(now, "appeared", *_cause(now, one, before, "came"), {})
    elif was:
        yield _told(was, "vanished", *_cause(was, other, after, "went"), {})


def _shown(state: State | None) -> State | None:
    return None if state is None or state.is_rejected else state


def _told(state: State, change: str, cause: str, detail: str, values: dict[str, tuple[Any, Any]]) -> Difference:
    return Difference(state.kind, change, cause, state.story_id, state.headline, state.words, values, detail)


def _cause_of_change(was: State, now: State, values: dict[str, tuple[Any, Any]]) -> tuple[str, str]:
    if was.version != now.version:
        return SOURCE, f"version {was.version} > {now.version}"
    by_rules = [name for name in values if was.read_values.get(name) != now.read_values.get(name)]
    reviewer = now.reviewer or was.reviewer
    if len(by_rules) == len(values):
        return EXTRACTOR, f"rule {was.read_values['rule_id']} > {now.read_values['rule_id']}"
    return (f"{EXTRACTOR}, {REVIEW}" if by_rules else REVIEW), f"decided by {reviewer}"


def _cause(state: State, counterpart: State | None, elsewhere: Side, moved: str) -> tuple[str, str]:
    """Say why a row is shown on one side alone; `elsewhere` is the side that does not show it."""
    version = elsewhere.versions.get(state.story_id)
    if version != state.version and (counterpart is None or counterpart.version != state.version):
        told = elsewhere.said.get(state.story_id) or (
            f"the story has version {version} there" if version else "the story is not shown there"
        )
        return SOURCE, told
    if counterpart is not None:
        return REVIEW, f"decided by {counterpart.reviewer or state.reviewer}"
    if state.read_values["rule_id"] == "H-review":
        return REVIEW, f"put in by {state.reviewer}"
    return EXTRACTOR, f"{moved} with rule {state.read_values['rule_id']}"
