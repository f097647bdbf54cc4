"""Apply human decisions to the rows of today, wherever their words are: after each load, each replay and each decision."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse.codes import Decision, EntityKind, ReviewKind
from warehouse.ids import content_id
from warehouse.records import Entity, Evidence, Measure, Review
from warehouse.review_matching import Candidate, Text, in_order, matched, overruled, seen, shift_of
from warehouse.review_states import column_value, link_states, measure_states, mention_states, position_states
from warehouse.reviewed import ReviewState
from warehouse.staging import column_names, staged

TODAY = ""  # the layer of what is read now
REVIEWED_RULE = "H-review"  # rule of the measures that only a reviewer has read
OF_VERSION = ("reviewed_measures", "reviewed_positions", "reviewed_mentions", "reviewed_links")
LOAD_SQL = Path(__file__).resolve().parent / "queries" / "load"
OF_MEASURES = (ReviewKind.MEASURE, ReviewKind.PARTY)
Rows = dict[str, list[Any]]


def apply_reviews(connection: duckdb.DuckDBPyConnection, story_ids: Iterable[str]) -> None:
    """Make anew what the decisions come to in all versions of the stories, inside the caller's transaction."""
    texts, reviews = _concerned(connection, sorted(set(story_ids)))
    if not texts and not reviews:
        return
    rows: Rows = defaultdict(list)
    outcomes: dict[str, list[ReviewState]] = defaultdict(list)
    for text in texts:
        placed = [(review, shift) for review in reviews if (shift := shift_of(review, text)) is not None]
        for state in _Version(connection, text, placed, rows).outcomes():
            outcomes[state.review_id].append(state)
    _replace_effects(connection, texts, rows)
    _replace_states(connection, reviews, texts, outcomes)


def stories_concerned(connection: duckdb.DuckDBPyConnection, reviews: Sequence[Review]) -> set[str]:
    """Return the stories that decisions may bear on: those they were taken in, and those with the very same text."""
    found = connection.execute(
        "SELECT DISTINCT story_id FROM extractions WHERE story_id IN (SELECT unnest(?::VARCHAR[]))"
        " OR text_sha256 IN (SELECT unnest(?::VARCHAR[]))",
        [[review.story_id for review in reviews], [review.text_sha256 for review in reviews]],
    ).fetchall()
    return {story_id for (story_id,) in found}


def read_reviews(connection: duckdb.DuckDBPyConnection, where: str = "TRUE", values: Sequence[object] = ()) -> list[Review]:
    """Return stored decisions in the order in which they were taken. `where` is a condition of our own on `reviews`."""
    columns = ", ".join(column_names(Review))
    found = connection.execute(f"SELECT {columns} FROM reviews WHERE {where}", list(values)).fetchall()  # noqa: S608 - as above
    return in_order(_review(row) for row in found)


def _concerned(connection: duckdb.DuckDBPyConnection, story_ids: list[str]) -> tuple[list[Text], list[Review]]:
    """Return the versions of the stories on which somebody has decided, and these decisions."""
    if not connection.execute("SELECT 1 FROM reviews LIMIT 1").fetchone():
        return [], []
    reviews = read_reviews(
        connection,
        "story_id IN (SELECT unnest(?::VARCHAR[])) OR text_sha256 IN"
        " (SELECT text_sha256 FROM extractions WHERE story_id IN (SELECT unnest(?::VARCHAR[])))",
        [story_ids, story_ids],
    )
    if not reviews:
        return [], []
    found = connection.execute(
        "SELECT stories.story_id, stories.version, extractions.text_sha256, stories.body, stories.is_current"
        " FROM stories JOIN extractions ON extractions.story_id = stories.story_id AND extractions.version = stories.version"
        " WHERE stories.story_id IN (SELECT unnest(?::VARCHAR[])) AND (stories.story_id IN (SELECT unnest(?::VARCHAR[]))"
        " OR extractions.text_sha256 IN (SELECT unnest(?::VARCHAR[]))) ORDER BY stories.story_id, stories.version",
        [story_ids, [review.story_id for review in reviews], [review.text_sha256 for review in reviews]],
    ).fetchall()
    return [Text(*row) for row in found], reviews


class _Version:
    """One story version while the decisions on it are matched with its rows."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, text: Text, placed: Sequence[tuple[Review, int]], rows: Rows
    ) -> None:
        self.connection, self.text, self.placed, self.rows = connection, text, placed, rows
        self.shifts = {review.review_id: shift for review, shift in placed}
        self.unread: set[str] = set()  # decisions that mean no row of today

    def outcomes(self) -> list[ReviewState]:
        """Add the rows of the version to `rows`; return what each decision came to."""
        groups = self._of_measures() | self._of_others()
        states = []
        for review, _ in self.placed:
            group = next((group for group in groups.values() if review in group), None)
            states.append(self._state(review, group))
        return states

    def _of_measures(self) -> dict[object, list[Review]]:
        reviews = [review for review, _ in self.placed if review.kind in OF_MEASURES]
        if not reviews:
            return {}
        groups, unread = self._grouped(reviews, _candidates(self.connection, self.text, "measure"))
        restored = self._restored(unread)
        self.unread -= {review.review_id for group in restored.values() for review in group}
        for measure_id, group in {**groups, **restored}.items():
            for measure, parties in measure_states(measure_id, self.text, in_order(group)):
                self.rows["reviewed_measures"].append(measure)
                self.rows["reviewed_parties"].extend(parties)
        self.rows["entities"] += [entity for review in reviews for entity in _entities_of(review)]
        return {**groups, **restored}

    def _restored(self, unread: Sequence[Review]) -> dict[str, list[Review]]:
        """Return the decisions on measures that the rules of today do not read, by the id of a row that is made for each."""
        groups: dict[str, list[Review]] = {}
        places: dict[str, tuple[int, int]] = {}
        for review in in_order(unread):
            shift = self.shifts[review.review_id]
            start, end = review.start_char + shift, review.end_char + shift
            key = next((key for key, (low, high) in places.items() if low < end and start < high), None)
            if key is None and review.decision is not Decision.REJECT and "measure" in seen(review):
                key = content_id("measure", [REVIEWED_RULE, self.text.story_id, self.text.version, start])
                places[key] = (start, end)
                measure = self._measure(key, review, shift)
                self.rows["measures"].append(measure)
                self.rows["measure_evidence"] += _evidence(measure, start, end)
            if key is not None:
                groups.setdefault(key, []).append(review)
        return groups

    def _measure(self, measure_id: str, review: Review, shift: int) -> Measure:
        shown, body = seen(review)["measure"], self.text.body
        start = (review.words_start or 0) + shift
        end = start + len(review.words or "")
        values = {name: column_value(name, shown.get(name)) for name in column_names(Measure) if name in shown}
        return Measure(
            **{
                **values,
                "measure_id": measure_id,
                "story_id": self.text.story_id,
                "version": self.text.version,
                "goods": column_value("goods", shown.get("goods")),
                "trigger_text": body[review.start_char + shift : review.end_char + shift],
                "evidence_text": body[start:end],
                "evidence_start": start,
                "evidence_end": end,
                "confidence": 1.0,
                "rule_id": REVIEWED_RULE,
                "extractor_version": "review",
            }
        )

    def _of_others(self) -> dict[object, list[Review]]:
        groups: dict[object, list[Review]] = {}
        for kind, table, name, states in (
            (ReviewKind.POSITION, "reviewed_positions", "position", position_states),
            (ReviewKind.MENTION, "reviewed_mentions", "mention", mention_states),
        ):
            reviews = [review for review, _ in self.placed if review.kind is kind]
            found = self._grouped(reviews, _candidates(self.connection, self.text, name))[0] if reviews else {}
            for row_id, group in found.items():
                self.rows[table] += states(row_id, self.text, in_order(group))
            self.rows["entities"] += [entity for review in reviews for entity in _entities_of(review)]
            groups |= {(kind, row_id): group for row_id, group in found.items()}
        return groups | self._of_links()

    def _of_links(self) -> dict[tuple[str, str], list[Review]]:
        groups: dict[tuple[str, str], list[Review]] = defaultdict(list)
        for review, _ in self.placed:
            if review.kind is ReviewKind.STORY_LINK and review.text_sha256 == self.text.sha256:
                link = seen(review)["link"]
                groups[(link["other_story_id"], link["kind"])].append(review)
        for (other, kind), group in groups.items():
            self.rows["reviewed_links"] += link_states((other, kind), self.text, in_order(group))
        return groups

    def _grouped(
        self, reviews: Sequence[Review], candidates: Sequence[Candidate]
    ) -> tuple[dict[Any, list[Review]], list[Review]]:
        """Return the decisions by the row that they mean, past rows included, and those that mean no row of today."""
        groups: dict[Any, list[Review]] = defaultdict(list)
        unread = []
        layers: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            layers[candidate.layer].append(candidate)
        for review in reviews:
            found = {layer: matched(review, self.shifts[review.review_id], rows) for layer, rows in layers.items()}
            for row_id in {one.row_id for one in found.values() if one}:
                groups[row_id].append(review)
            if found.get(TODAY) is None:
                unread.append(review)
                self.unread.add(review.review_id)
        return groups, unread

    def _state(self, review: Review, group: Sequence[Review] | None) -> ReviewState:
        at = (review.review_id, self.text.story_id, self.text.version)
        if group is None or review.review_id in self.unread:
            return ReviewState(at[0], "unread", *at[1:], "its words are there, and nothing is read from them any more")
        ordered = in_order(group)
        later = ordered[ordered.index(review) + 1 :]
        if overruled(review, later):
            return ReviewState(at[0], "overruled", *at[1:], "a later decision on the same words holds")
        return ReviewState(at[0], "applied", *at[1:], None)


def _candidates(connection: duckdb.DuckDBPyConnection, text: Text, name: str) -> list[Candidate]:
    """Return the rows of a version, those that a replay has replaced too, each at its words."""
    sql = (LOAD_SQL / f"{name}_candidates.sql").read_text(encoding="utf-8")
    found = connection.execute(sql, {"story_id": text.story_id, "version": text.version}).fetchall()
    return [Candidate(row_id, start, end, tuple(likeness), layer) for row_id, start, end, likeness, layer in found]


def _evidence(measure: Measure, start: int, end: int) -> list[Evidence]:
    """Return the words of a measure that a reviewer has put in or kept: its clause, and the word that names the act."""
    clause = (measure.evidence_text, measure.evidence_start, measure.evidence_end)
    return [
        Evidence(measure.measure_id, "clause", *clause, REVIEWED_RULE),
        Evidence(measure.measure_id, "measure_type", measure.trigger_text, start, end, REVIEWED_RULE),
    ]


def _replace_effects(connection: duckdb.DuckDBPyConnection, texts: Sequence[Text], rows: Rows) -> None:
    """Put the new rows in place of all that decisions had come to in these versions."""
    keys = [[text.story_id for text in texts], [text.version for text in texts]]
    here = "(story_id, version) IN (SELECT (unnest(?::VARCHAR[]), unnest(?::VARCHAR[])))"
    connection.execute(
        "DELETE FROM reviewed_parties WHERE measure_id IN (SELECT measure_id FROM reviewed_measures"  # noqa: S608 - from above
        f" WHERE {here})",
        keys,
    )
    for table in OF_VERSION:
        connection.execute(f"DELETE FROM {table} WHERE {here}", keys)  # noqa: S608 - names from above
    own = f"FROM measures WHERE rule_id = '{REVIEWED_RULE}' AND {here}"
    connection.execute(f"DELETE FROM measure_evidence WHERE measure_id IN (SELECT measure_id {own})", keys)  # noqa: S608 - as above
    connection.execute(f"DELETE {own}", keys)
    for table in ("measures", "measure_evidence", "reviewed_parties", *OF_VERSION):
        if rows[table]:
            with staged(connection, table, rows[table]) as view:
                connection.execute(f"INSERT INTO {table} BY NAME FROM {view}")
    if rows["entities"]:
        unique = list({entity.entity_id: entity for entity in rows["entities"]}.values())
        with staged(connection, "entities", unique) as view:
            connection.execute(f"INSERT INTO entities BY NAME FROM {view} ANTI JOIN entities USING (entity_id)")
    # Cases are told anew of what they bear on.
    connection.execute(f"DELETE FROM settled_sketches WHERE {here}", keys)  # noqa: S608 - from above


def _replace_states(
    connection: duckdb.DuckDBPyConnection,
    reviews: Sequence[Review],
    texts: Sequence[Text],
    outcomes: dict[str, list[ReviewState]],
) -> None:
    """Say what each decision comes to in the current version of the story that it was taken in."""
    current = {text.story_id: text.version for text in texts if text.is_current}
    found = connection.execute("SELECT review_id FROM review_states WHERE state = 'waiting'").fetchall()
    waiting = {review_id for (review_id,) in found}
    states = []
    for review in reviews:
        state = _state_now(review, current, outcomes[review.review_id])
        if state is None and review.review_id in waiting:  # its own story is not here, a copy of it is
            state = next(iter(outcomes[review.review_id]), None)
        if state is not None:
            states.append(state)
    connection.execute(
        "DELETE FROM review_states WHERE review_id IN (SELECT unnest(?::VARCHAR[]))", [[state.review_id for state in states]]
    )
    if states:
        with staged(connection, "review_states", states) as view:
            connection.execute(f"INSERT INTO review_states BY NAME FROM {view}")


def _state_now(review: Review, current: dict[str, str], outcomes: Sequence[ReviewState]) -> ReviewState | None:
    """Return the state in the story it was taken in; None where only copies of it are at hand."""
    version = current.get(review.story_id or "")
    if version is None:
        return None
    for state in outcomes:
        if (state.story_id, state.version) == (review.story_id, version):
            return state
    detail = "the current version has other words: look at it again"
    return ReviewState(review.review_id, "stale", review.story_id, version, detail)


def _entities_of(review: Review) -> Iterator[Entity]:
    """Yield the actors that a decision brings along, so that they are there in a rebuilt warehouse too."""
    shown = seen(review)
    written = json.loads(review.value) if review.value and review.value.startswith("{") else None
    for one in (*shown.get("parties", []), shown.get("party"), shown.get("position"), shown.get("mention"), written):
        if one and one.get("entity_kind"):
            entity_id, name = one.get("entity_id") or one["holder_entity_id"], one.get("name") or one["holder_name"]
            yield Entity(entity_id, EntityKind(one["entity_kind"]), name, one.get("country") or one.get("holder_country"))


def _review(row: tuple[Any, ...]) -> Review:
    values = {field.name: value for field, value in zip(fields(Review), row, strict=True)}
    decided_at: datetime = values["decided_at"]
    codes = {"decision": Decision(values["decision"]), "kind": ReviewKind(values["kind"])}
    return Review(**(values | codes | {"decided_at": decided_at.replace(tzinfo=UTC)}))
