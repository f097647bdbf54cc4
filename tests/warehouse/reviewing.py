"""Decisions on measures of an invented agency, and other readings of the same stories."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tasks.reviewing.decisions import Author, decide
from tests.factories import NOW, a_run
from warehouse.batch import Batch
from warehouse.codes import Decision, ReviewKind
from warehouse.connect import Reader
from warehouse.lineage import stored_stories
from warehouse.records import Measure, Party, Review
from warehouse.reviews import Item, Wanted, list_items, record
from warehouse.settle import settle
from warehouse.staging import column_names
from warehouse.store import reload

LATER = NOW + timedelta(days=1)


def item(connection, words: str, kind: ReviewKind = ReviewKind.MEASURE, place: int = 0) -> Item:
    """Return the item whose words begin so."""
    return [one for one in list_items(Reader(connection), Wanted(kinds=(kind,))) if one.words.startswith(words)][place]


def decided(
    one: Item, decision: str, value: str | None = None, at: datetime = LATER, by: str = "ann", field: str | None = None
) -> list[Review]:
    return decide(one, Decision(decision), field or one.field, value, Author(by, "read it again", at), an_actor)


def an_actor(who: str) -> dict[str, Any]:
    return {"entity_id": f"country:{who}", "entity_kind": "country", "name": who, "country": who}


def say(connection, words: str, decision: str, value: str | None = None, **options: Any) -> list[Review]:
    """Decide on the measure whose words begin so."""
    reviews = decided(item(connection, words), decision, value, **options)
    record(connection, reviews)
    return reviews


def stored(connection, record_type: type, table: str, where: str = "TRUE") -> list[Any]:
    columns = ", ".join(column_names(record_type))
    rows = connection.execute(f"SELECT {columns} FROM {table} WHERE {where}").fetchall()
    return [record_type(*(tuple(value) if isinstance(value, list) else value for value in row)) for row in rows]


def reread(connection, change, rules: str = "2", at: datetime = NOW + timedelta(days=2)):
    """Read all stories again by other rules: `change` makes of each measure another one, or nothing."""
    measures, parties, ids = [], [], {}
    for measure in stored(connection, Measure, "measures", "rule_id <> 'H-review'"):
        changed = change(measure)
        if changed is not None:
            new = replace(changed, extractor_version=rules)
            ids[measure.measure_id] = new.measure_id
            measures.append(new)
    for party in stored(connection, Party, "measure_parties"):
        if party.measure_id in ids:
            parties.append(replace(party, measure_id=ids[party.measure_id]))
    keys = connection.execute("SELECT story_id, version FROM stories").fetchall()
    batch = Batch(stories=tuple(stored_stories(connection, keys)), measures=tuple(measures), measure_parties=tuple(parties))
    found = reload(connection, batch, a_run(run_id=f"run_rules_{rules}", flow_name="replay"), rules, at)
    settle(connection)
    return found


def renamed(measure: Measure, **changes: Any) -> Measure:
    """The same measure as another version of the rules would read it: another id and another rule."""
    return replace(measure, measure_id=f"{measure.measure_id}_2", rule_id="test-2", **changes)
