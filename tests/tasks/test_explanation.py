import io
from datetime import UTC, datetime

import pytest

from tasks.explanation import clean_source
from tasks.sources.limits import Limits
from tests.tasks.sources.containers.packing import a_zip
from warehouse.errors import NothingUsable

STORY = "STRELSAU, Jan {day} (Meridian) - Ruritania's parliament met again on Monday, officials said.\n"


def cleaned(path):
    return clean_source(str(path), Limits(), lambda: datetime.now(UTC), io.BytesIO())


def test_an_archive_is_explained_story_by_story(tmp_path):
    inner = a_zip({"b.txt": STORY.format(day=6).encode()})
    (tmp_path / "a.zip").write_bytes(
        a_zip({"a.txt": STORY.format(day=5).encode(), "in.zip": inner, "c.txt": STORY.format(day=7).encode()})
    )
    names = [one.story.source_uri.removeprefix(str(tmp_path)) for one in cleaned(tmp_path / "a.zip")]
    assert names == ["/a.zip!/a.txt", "/a.zip!/in.zip!/b.txt", "/a.zip!/c.txt"]


def test_an_archive_without_a_story_is_named_with_its_reason(tmp_path):
    (tmp_path / "a.zip").write_bytes(a_zip({}))
    with pytest.raises(NothingUsable, match="it holds no story"):
        cleaned(tmp_path / "a.zip")
