import gzip
import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from tasks.readmission import Came, Telling, chosen, fates, items_of, with_siblings
from tasks.sources.delivery import Refusal
from tasks.sources.limits import Limits
from tasks.sources.spool import open_spool
from tests.factories import NOW, a_quarantined
from warehouse.errors import UsageError
from warehouse.quarantine import Resolution, Waiting

TEXT = b"The council banned oil sales on Monday."
DIGEST = hashlib.sha256(TEXT).hexdigest()
DOCUMENT = Waiting(
    quarantine_id="q1", stage="read", source_uri="/in/a.dat", record_kind="document", record_key="doc_a",
    reason_code="unknown_format", reason="No reader.", kept=None, container_uri=None, created_at=NOW, document_id="doc_a",
    story_id=None, version=None, document_uri="/in/a.dat", sha256=DIGEST, media_type="text/x-rune", fetched_at=NOW,
)  # fmt: skip
PART = replace(DOCUMENT, quarantine_id="q2", record_key="doc_a#refused 0", reason_code="little_text")
ITEM = replace(
    DOCUMENT, quarantine_id="q3", stage="fetch", source_uri="/in/b.dat", record_kind="item", record_key="/in/b.dat",
    document_id=None, document_uri=None, sha256=None, media_type=None, fetched_at=None, reason_code="too_large",
)  # fmt: skip
ROW = replace(DOCUMENT, quarantine_id="q4", stage="judge", record_kind="measures", record_key="measure_a", version="v1")


def came(items=(), documents=(), with_stories=(), opened=()):
    return Came(set(items), set(documents), set(with_stories), set(opened))


def fate(row, came, *offered, not_received=()):
    (only,) = fates([row], offered, came, not_received)
    return only.resolution, only.reason_code


def refused(row, **changes):
    told = {
        name: getattr(row, name) for name in ("quarantine_id", "stage", "source_uri", "record_kind", "record_key", "reason_code")
    }
    return a_quarantined(**{**told, **changes})


READ = came(["/in/a.dat"], ["doc_a"], ["doc_a"])
IN_VAIN = came(["/in/a.dat"], ["doc_a"])


@pytest.mark.parametrize("row", [DOCUMENT, PART, ROW], ids=["document", "part", "row"])
def test_what_is_refused_no_more_is_replayed(row):
    assert fate(row, READ) == (Resolution.REPLAYED, row.reason_code)


@pytest.mark.parametrize("row", [DOCUMENT, PART, ITEM, ROW], ids=["document", "part", "item", "row"])
def test_what_is_refused_as_before_stays_open(row):
    assert fate(row, READ, refused(row)) == (None, row.reason_code)


@pytest.mark.parametrize("row", [DOCUMENT, PART, ITEM, ROW], ids=["document", "part", "item", "row"])
def test_what_is_refused_for_another_reason_is_replaced(row):
    assert fate(row, READ, refused(row, quarantine_id="q9", reason_code="other")) == (Resolution.REPLACED, "other")


def test_a_document_of_which_some_stories_load_is_replayed_and_one_of_which_none_do_is_replaced():
    part = refused(PART, quarantine_id="q9")
    assert fate(DOCUMENT, READ, part) == (Resolution.REPLAYED, "unknown_format")
    assert fate(DOCUMENT, IN_VAIN, part) == (Resolution.REPLACED, "little_text")


def test_an_item_that_came_and_is_no_story_is_replaced_by_its_document():
    document = refused(DOCUMENT, quarantine_id="q9", source_uri="/in/b.dat", reason_code="empty")
    assert fate(ITEM, came(["/in/b.dat"], ["doc_b"]), document) == (Resolution.REPLACED, "empty")


def test_a_container_that_is_opened_now_is_replayed():
    assert fate(DOCUMENT, came(["/in/a.dat"], opened=["/in/a.dat"])) == (Resolution.REPLAYED, "unknown_format")


def test_what_does_not_come_stays_open_with_the_reason():
    gone = Refusal("/in/b.dat", "find", "missing", "no such file")
    assert fate(ITEM, came(), not_received=[gone]) == (None, "missing")
    assert fate(ITEM, came()) == (None, "too_large")
    member = replace(ITEM, source_uri="/in/a.zip!/b", record_key="/in/a.zip!/b")
    assert fate(member, came(), not_received=[replace(gone, uri="/in/a.zip")]) == (None, "missing")


def test_another_file_under_the_name_of_a_document_does_not_close_its_row():
    assert fate(DOCUMENT, came(["/in/a.dat"], ["doc_other"], ["doc_other"])) == (None, "unknown_format")


def test_rows_are_chosen_by_id_or_reason_with_the_others_of_their_document():
    rows = [DOCUMENT, PART, ITEM]
    assert chosen(rows, ["q2"], None) == [PART]
    assert chosen(rows, [], "too_large") == [ITEM]
    assert chosen(rows, [], None) == rows
    assert with_siblings(rows, [PART]) == [DOCUMENT, PART]
    with pytest.raises(UsageError, match="q9"):
        chosen(rows, ["q1", "q9"], None)


@pytest.fixture
def spool(tmp_path):
    with open_spool(tmp_path / "spool", "run") as opened:
        yield opened


def keep(archive, content=TEXT):
    digest = hashlib.sha256(content).hexdigest()
    path = archive / digest[:2] / f"{digest}.gz"
    path.parent.mkdir(parents=True)
    path.write_bytes(gzip.compress(content))


def test_kept_bytes_are_read_once_for_all_rows_of_a_document(tmp_path, spool):
    keep(tmp_path / "archive")
    (item,), refused_ones = items_of([DOCUMENT, PART, ROW], Telling("plain"), Limits(), tmp_path / "archive", spool)
    assert (item.uri, item.media_type, item.received_at, item.format_hint) == ("/in/a.dat", "text/x-rune", NOW, "plain")
    assert (item.spooled is not None, item.byte_size, refused_ones) == (True, len(TEXT), [])


def test_bytes_that_are_gone_or_damaged_are_received_from_their_source(tmp_path, spool):
    path = tmp_path / "a.dat"
    path.write_bytes(TEXT)
    row = replace(DOCUMENT, source_uri=str(path))
    (item,), _ = items_of([row], Telling(), Limits(), tmp_path / "archive", spool)
    assert (item.uri, item.spooled) == (str(path), None)
    keep(tmp_path / "archive", b"other")
    (tmp_path / "archive" / DIGEST[:2]).mkdir(exist_ok=True)
    (tmp_path / "archive" / DIGEST[:2] / f"{DIGEST}.gz").write_bytes(gzip.compress(b"forged"))
    (item,), _ = items_of([row], Telling(), Limits(), tmp_path / "archive", spool)
    assert item.spooled is None


@pytest.mark.parametrize(
    "row", [replace(ITEM, source_uri="-", record_key="-"), replace(DOCUMENT, source_uri="-")], ids=["item", "document"]
)
def test_standard_input_cannot_be_read_again(tmp_path, spool, row):
    items, (refusal,) = items_of([row], Telling(), Limits(), tmp_path / "archive", spool)
    assert (items, refusal.reason_code) == ([], "not_kept")


def test_a_name_with_brackets_is_no_pattern(tmp_path, spool):
    (tmp_path / "a1.txt").write_bytes(TEXT)
    source = str(tmp_path / "a[1].txt")
    row = replace(ITEM, source_uri=source, record_key=source)
    items, (refusal,) = items_of([row], Telling(), Limits(), tmp_path / "archive", spool)
    assert (items, refusal.reason_code) == ([], "missing")
    Path(source).write_bytes(TEXT)
    (item,), _ = items_of([row], Telling(), Limits(), tmp_path / "archive", spool)
    assert item.uri == source
