from dataclasses import replace

import duckdb
import pytest

from tests.factories import NOW, a_batch, a_document, a_run, delivered, sketched
from warehouse.batch import Batch
from warehouse.fetch_states import fetch_state, news, remember
from warehouse.records import FetchState
from warehouse.store import load

URL = "https://meridian.test/story"
STATE = FetchState(URL, '"v1"', None, a_document().document_id, NOW, 200)


@pytest.fixture
def warehouse(published):
    with duckdb.connect(str(published)) as connection:
        yield connection


def take(connection, batch, *states):
    return load(connection, batch, delivered(batch), sketched(batch), a_run(), states)


def rows(connection):
    return connection.execute("FROM fetch_states").fetchall()


def test_an_answer_is_remembered_with_the_load_of_its_document(warehouse):
    counts = take(warehouse, a_batch(), STATE)
    assert dict(counts.rows)["fetch_states"] == 1
    assert fetch_state(warehouse, URL) == STATE


def test_nothing_is_known_of_another_url(warehouse):
    take(warehouse, a_batch(), STATE)
    assert fetch_state(warehouse, URL + "?page=2") is None


def test_an_answer_without_validators_cannot_be_asked_by(warehouse):
    take(warehouse, a_batch(), replace(STATE, etag=None))
    assert (fetch_state(warehouse, URL), len(rows(warehouse))) == (None, 1)


def test_an_answer_whose_document_is_not_held_is_not_remembered(warehouse):
    take(warehouse, Batch(), STATE)
    assert rows(warehouse) == []


def test_a_newer_answer_takes_the_place_of_the_older(warehouse):
    newer = a_document("Another text.")
    take(warehouse, a_batch(), STATE)
    take(warehouse, Batch(documents=(newer,)), replace(STATE, etag=None, last_modified="x", document_id=newer.document_id))
    assert [row[:4] for row in rows(warehouse)] == [(URL, None, "x", newer.document_id)]


def test_the_same_document_under_a_new_etag_is_no_news(warehouse):
    take(warehouse, a_batch(), STATE)
    assert news(warehouse, [replace(STATE, etag='"v2"')]) == []
    assert news(warehouse, [replace(STATE, document_id="doc_other")]) == [replace(STATE, document_id="doc_other")]
    assert news(warehouse, [replace(STATE, url=URL + "/2")]) == [replace(STATE, url=URL + "/2")]


def test_nothing_to_remember_changes_nothing(warehouse):
    assert remember(warehouse, []) == 0
