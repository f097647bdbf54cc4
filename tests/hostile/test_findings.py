"""What fuzzing has found stays found: each file is named after its target, and why it was kept."""

from pathlib import Path

import pytest

from tasks.sources.limits import Limits
from tests.hostile.whole import read_and_clean, unpack_all

pytestmark = pytest.mark.hostile

FINDINGS = sorted(path for path in (Path(__file__).parent / "findings").iterdir() if path.is_file())


@pytest.mark.parametrize("path", FINDINGS, ids=lambda path: path.name)
def test_a_past_finding_is_read_or_refused(path):
    target = path.name.partition("-")[0]
    if target == "containers":
        unpack_all(path.read_bytes(), Limits(max_archive_bytes=10_000_000, max_archive_members=1_000))
    else:
        read_and_clean(path.read_bytes(), None if target == "any" else target)
