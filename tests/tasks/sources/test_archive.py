from datetime import UTC, datetime

import pytest

from tasks.sources.archive import keep, reopen
from tasks.sources.delivery import Delivery
from tasks.sources.errors import ArchiveError
from tasks.sources.warc import Kept


def delivery(content: bytes) -> Delivery:
    return Delivery("-", content, None, None, datetime(2026, 11, 24, tzinfo=UTC))


def test_what_is_kept_can_be_reopened(tmp_path):
    content = bytes(range(256)) * 10
    reference = keep(delivery(content), tmp_path)
    assert reopen(reference, tmp_path) == Kept(content)
    assert reference[:2] == reference[3:5]
    assert (tmp_path / reference).is_file()


def test_the_same_content_is_written_once(tmp_path):
    reference = keep(delivery(b"A story."), tmp_path)
    before = (tmp_path / reference).stat().st_mtime_ns
    assert keep(delivery(b"A story."), tmp_path) == reference
    assert (tmp_path / reference).stat().st_mtime_ns == before
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [reference[3:]]


def test_damage_is_noticed(tmp_path):
    reference = keep(delivery(b"A story."), tmp_path)
    other = keep(delivery(b"Another story."), tmp_path)
    (tmp_path / reference).write_bytes((tmp_path / other).read_bytes())
    with pytest.raises(ArchiveError, match="damaged"):
        reopen(reference, tmp_path)
    (tmp_path / reference).write_bytes(b"")
    with pytest.raises(ArchiveError):
        reopen(reference, tmp_path)


@pytest.mark.parametrize("reference", ["../secret.gz", "/etc/passwd", "ab/cd.gz", ""])
def test_a_reference_leads_nowhere_else(tmp_path, reference):
    with pytest.raises(ArchiveError, match="no archive reference"):
        reopen(reference, tmp_path)


def test_a_missing_delivery_is_said_to_be_missing(tmp_path):
    reference = keep(delivery(b"A story."), tmp_path)
    (tmp_path / reference).unlink()
    with pytest.raises(ArchiveError, match="ingest its source again"):
        reopen(reference, tmp_path)
