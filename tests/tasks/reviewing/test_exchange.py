"""Decisions leave a warehouse as a file and come into another one that holds the same stories."""

from datetime import UTC, datetime, timedelta
from functools import partial

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.reviewing import files
from tasks.reviewing.decisions import Author, decide
from tasks.reviewing.exchange import lines_for_export, read_decisions
from tests.factories import NOW
from tests.warehouse.rehearsal import a_draft, take_in, told
from tests.warehouse.reviewing import decided, item, say
from warehouse.actors import actor_named
from warehouse.codes import Decision
from warehouse.connect import Reader
from warehouse.errors import UsageError
from warehouse.reviews import Wanted, list_items, record

pytestmark = pytest.mark.slow

WORDS = ["Freedonia banned beets on Thursday", "The duke banned salt as well", "=HYPERLINK(1) is banned by nobody"]
TEXT = ". ".join(WORDS) + "."
IMPORTED = Author("importer", "from a file", NOW, is_checked=False)


@pytest.fixture
def a_warehouse(migrated):
    """Make warehouses that hold the same stories."""
    made = []

    def make():
        connection = duckdb.connect(config={"threads": 1})
        made.append(connection)
        connection.execute(f"ATTACH '{migrated}' AS empty (READ_ONLY)")
        connection.execute("COPY FROM DATABASE empty TO memory")
        take_in(connection, [a_draft(TEXT, provider="Northgate", provider_key="k1", version_key="1", is_laid_out=True)])
        return connection

    yield make
    for connection in made:
        connection.close()


def into(connection, path, partly=False):
    reader = Reader(connection)
    incoming = read_decisions(path, reader, IMPORTED, partial(actor_named, reader))
    if not incoming.errors or partly:
        record(connection, incoming.reviews)
    return incoming


def shown(connection):
    kept = [name for name in connection.table("current_measures").columns if name not in ("first_seen_at",)]
    return connection.execute(f"SELECT {', '.join(kept)} FROM current_measures ORDER BY ALL").fetchall()


def steps():
    decision = st.sampled_from(
        [
            ("accept", None),
            ("reject", None),
            ("edit", "status=lifted"),
            ("edit", "goods=a|b; amount_text==1+1"),
            ("edit", "+target=FR; +sender=US; instrument="),
            ("edit", "-target=FR; date_value=1994-03-03"),
        ]
    )
    return st.lists(st.tuples(st.sampled_from(WORDS), decision, st.integers(0, 5)), min_size=1, max_size=6)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "jsonl"])
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(taken=steps())
def test_an_export_makes_another_warehouse_show_the_same(a_warehouse, tmp_path, form, taken):
    one, other = a_warehouse(), a_warehouse()
    reader = Reader(one)
    for words, (decision, value), minute in taken:
        (found,) = (each for each in list_items(reader, Wanted()) if each.words == words) if words in told(one) else (None,)
        if found is not None:
            at = NOW + timedelta(minutes=minute)
            author = Author("ann", "-read again", at)
            record(one, decide(found, Decision(decision), "measure", value, author, partial(actor_named, reader)))
    path = tmp_path / f"decisions.{form}"
    files.write(path, lines_for_export(reader, Wanted(), is_filtered=False))
    assert into(other, path).errors == ()
    assert shown(other) == shown(one)
    assert other.execute("FROM reviews ORDER BY ALL").fetchall() == one.execute("FROM reviews ORDER BY ALL").fetchall()
    again = tmp_path / f"again.{form}"
    files.write(again, lines_for_export(Reader(other), Wanted(), is_filtered=False))
    assert again.read_bytes() == path.read_bytes()


def filled_in(connection, path, **cells):
    """Export what is to be decided, with something filled in on the first line."""
    lines = list(lines_for_export(Reader(connection), Wanted(), is_filtered=False))
    files.write(path, [{**lines[0], **cells}, *lines[1:]])
    return lines[0]["words"]


def test_a_line_that_was_filled_in_is_a_decision_of_whoever_imports_it(a_warehouse, tmp_path):
    connection = a_warehouse()
    words = filled_in(connection, tmp_path / "a.csv", decision="reject")
    incoming = into(connection, tmp_path / "a.csv")
    assert [(one.decision, one.reviewer, one.reason) for one in incoming.reviews] == [("reject", "importer", "from a file")]
    assert incoming.lines == len(WORDS)
    assert told(connection) == set(WORDS) - {words}


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"decision": "maybe"}, "no decision: choose one of accept"),
        ({"decision": "edit", "value": "status=gone"}, "no status"),
        ({"decision": "edit"}, "needs a value"),
        ({"decision": "reject", "value": "x"}, "takes no value"),
        ({"decision": "accept", "start_char": "x"}, "whole number"),
        ({"decision": "accept", "start_char": "9", "end_char": "3"}, "comes before"),
        ({"decision": "accept", "end_char": "99999"}, "beyond the text"),
        ({"decision": "accept", "words": "other words"}, "not those of the text"),
        ({"decision": "accept", "text_sha256": "0"}, "no SHA-256"),
        ({"decision": "accept", "kind": "story"}, "no kind"),
        ({"decision": "accept", "seen": "{}"}, "seen lacks measure"),
        ({"decision": "edit", "field": "colour", "value": "red"}, "can be edited"),
        ({"decision": "edit", "field": "status", "value": "lifted", "reason": "x" * 3000}, "at most"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_taken_in(a_warehouse, tmp_path, cells, message):
    connection = a_warehouse()
    path = tmp_path / "a.csv"
    filled_in(connection, path, **cells)
    lines = [line for _, line in files.read(path)]
    lines[1] = {**lines[1], "decision": "reject"}
    files.write(path, lines)
    incoming = into(connection, path)
    ((number, told_of),) = incoming.errors
    assert number == 2
    assert message in told_of
    assert connection.execute("SELECT count(*) FROM reviews").fetchone() == (0,)
    into(connection, path, partly=True)
    assert connection.execute("SELECT decision FROM reviews").fetchall() == [("reject",)]


def test_a_line_without_reviewer_or_reason_is_wrong_where_nobody_stands_in(a_warehouse, tmp_path):
    connection = a_warehouse()
    filled_in(connection, tmp_path / "a.csv", decision="accept")
    nobody = Author(" ", " ", NOW, is_checked=False)
    incoming = read_decisions(tmp_path / "a.csv", Reader(connection), nobody, lambda who: {})
    assert "who decides" in incoming.errors[0][1]


def test_a_decision_that_is_changed_in_the_file_is_a_new_one(a_warehouse, tmp_path):
    connection = a_warehouse()
    say(connection, WORDS[0], "accept")
    path = tmp_path / "a.jsonl"
    filled_in(connection, path, decision="reject", reason="I was wrong")
    later = Author("ann", "", datetime.now(UTC), is_checked=False)
    record(connection, read_decisions(path, Reader(connection), later, lambda who: {}).reviews)
    assert connection.execute("SELECT decision, reason FROM reviews ORDER BY decided_at").fetchall() == [
        ("accept", "read it again"),
        ("reject", "I was wrong"),
    ]
    assert WORDS[0] not in told(connection)


def test_a_decision_of_the_future_is_refused(a_warehouse, tmp_path):
    connection = a_warehouse()
    record(connection, decided(item(connection, WORDS[0]), "reject", at=datetime.now(UTC) + timedelta(days=400)))
    path = tmp_path / "a.csv"
    files.write(path, lines_for_export(Reader(connection), Wanted(), is_filtered=False))
    assert "still to come" in into(a_warehouse(), path).errors[0][1]


@pytest.mark.parametrize("who", ["", "  ", "country:QQ", "entity_x", "colour:red"])
def test_nobody_is_called_so(a_warehouse, who):
    with pytest.raises(UsageError, match="nobody is called"):
        actor_named(Reader(a_warehouse()), who)


@pytest.mark.parametrize(
    ("who", "entity"),
    [("IQ", "country:IQ"), ("iraq", "country:IQ"), ("body:un-security-council", "body:un-security-council")],
)
def test_actors_are_known_by_code_and_name(a_warehouse, who, entity):
    assert actor_named(Reader(a_warehouse()), who)["entity_id"] == entity


def test_a_new_actor_gets_an_id_from_kind_and_name(a_warehouse):
    found = actor_named(Reader(a_warehouse()), "person:Ann Lee")
    assert (found["entity_kind"], found["name"]) == ("person", "Ann Lee")
    assert found["entity_id"] == actor_named(Reader(a_warehouse()), "person:ANN LEE")["entity_id"]
