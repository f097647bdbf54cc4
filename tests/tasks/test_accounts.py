from dataclasses import replace
from datetime import timedelta

import pytest

from tasks.accounts import imbalances, stories_refused, unaccounted
from tests.factories import NOW, a_batch, a_document, a_quarantined, a_run, a_story, delivered, sketched
from warehouse.connect import open_writer
from warehouse.store import load

CLOSED = {
    "items": 4,
    "documents_new": 1,
    "documents_known": 1,
    "items_held": 1,
    "items_not_received": 1,
    "stories_received": 3,
    "stories_joined": 1,
    "stories_new": 1,
    "stories_changed": 1,
    "stories_unchanged": 1,
    "stories_refused": 1,
}


def test_accounts_close_where_everything_has_one_end():
    assert imbalances(CLOSED) == []
    assert imbalances({}) == []


@pytest.mark.parametrize("figure", sorted(CLOSED))
def test_a_figure_that_is_off_by_one_is_told(figure):
    (told,) = imbalances({**CLOSED, figure: CLOSED[figure] + 1})
    assert "came, but" in told


def test_a_refused_measure_keeps_no_story_out():
    rows = [
        a_quarantined(stage="clean"),
        a_quarantined(stage="judge", record_kind="stories"),
        a_quarantined(stage="judge", record_kind="measures"),
        a_quarantined(stage="read"),
    ]
    assert stories_refused(rows) == 2


def test_what_is_not_in_the_warehouse_is_told(tmp_path):
    refused = a_quarantined(record_key="doc_refused")
    held = a_quarantined(quarantine_id="quarantine_2", stage="judge", record_kind="stories", record_key="story_b/v1",
                         payload='{"row": {"document_id": "doc_held"}}')  # fmt: skip
    documents = [a_document(), *(replace(a_document(), document_id=key) for key in ("doc_refused", "doc_held", "doc_silent"))]
    batch = a_batch(a_story(), quarantine=(refused, held))
    with open_writer(tmp_path / "w.duckdb") as writer:
        load(writer, replace(batch, documents=tuple(documents)), delivered(batch), sketched(batch), a_run())
        offered = [refused, held, a_quarantined(quarantine_id="quarantine_3")]
        told = unaccounted(writer, {}, {one.document_id for one in documents} | {"doc_missing"}, offered, NOW)
        assert told == (
            "2 documents are neither loaded nor in quarantine: doc_missing, doc_silent",
            "1 refused rows are not in quarantine: quarantine_3",
        )


def test_a_row_that_was_closed_before_the_run_is_lost_if_it_is_not_open_again(tmp_path):
    refused = a_quarantined(resolved_at=NOW - timedelta(days=1), resolution="received")
    batch = a_batch(a_story(), quarantine=(refused,))
    with open_writer(tmp_path / "w.duckdb") as writer:
        load(writer, batch, delivered(batch), sketched(batch), a_run())
        assert unaccounted(writer, {}, [], [refused], NOW) == ("1 refused rows are not in quarantine: quarantine_1",)
        load(writer, a_batch(quarantine=(a_quarantined(),)), [], [], a_run())
        assert unaccounted(writer, {}, [], [refused], NOW) == ()
