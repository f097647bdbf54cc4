"""Random and damaged bytes: each reader gives stories or a refusal, and a whole ingest accounts for everything."""
# ruff: noqa: E501 - tables of strings, which say more side by side

import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.readers.registry import known_formats
from tasks.sources.limits import Limits
from tests.hostile.conftest import counted, written
from tests.hostile.samples import samples_of
from tests.hostile.whole import ingest, read_and_clean, unpack_all

pytestmark = pytest.mark.hostile

# What breaks readers most often, wherever it comes to lie.
FRAGMENTS = [b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"&#0;", b"&#x1f;", b"&#xd800;", b"<!--", b"]]>", b"<![CDATA[", b'"', b"\r\n\r\n", b"\\ud800", b"[" * 50, b"<p>" * 50]  # fmt: skip
QUICK = settings(max_examples=8, suppress_health_check=list(HealthCheck))
cached_samples = cache(samples_of)


@st.composite
def damaged(draw, name):
    """Give a sample of a format with pieces cut out, doubled, changed or put in; or bytes of no kind."""
    content = draw(st.sampled_from(cached_samples(name)) | st.binary(max_size=200))
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(len(content), start + 200)))
        middle = draw(st.sampled_from(FRAGMENTS) | st.binary(max_size=20) | st.just(content[start:end] * 3) | st.just(b""))
        content = content[:start] + middle + content[end:]
    return content


@pytest.mark.parametrize("name", [*known_formats(), "any"])
@QUICK
@given(data=st.data())
def test_a_reader_gives_stories_or_a_refusal(name, data):
    read_and_clean(data.draw(damaged(name)), None if name == "any" else name)


@QUICK
@given(content=damaged("containers"))
def test_a_container_gives_members_or_a_refusal(content):
    unpack_all(content, Limits(max_archive_bytes=10_000_000, max_archive_members=1_000))


@pytest.mark.slow
@settings(QUICK, max_examples=10)
@given(bag=st.lists(damaged("any") | damaged("containers"), min_size=5, max_size=40))
def test_random_bytes_go_in_and_accounts_that_close_come_out(request, bag):
    top = Path(tempfile.mkdtemp())
    try:
        given_ = written(top / "in", ((f"{place}.bin", content) for place, content in enumerate(bag)))
        counted(request, "random bytes", given_, lambda: ingest([top / "in"], top / "home"))
    finally:
        shutil.rmtree(top)
