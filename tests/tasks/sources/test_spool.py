import io
import subprocess
import sys
from pathlib import Path

import pytest

from tasks.sources.limits import Limits
from tasks.sources.spool import open_spool


def test_the_folder_is_there_for_the_block_and_gone_after_it_also_after_an_error(tmp_path):
    with pytest.raises(RuntimeError), open_spool(tmp_path / "spool", "run_1") as spool:
        place, size = spool.put(b"A st", io.BytesIO(b"ory."), 100, alone=True)
        assert (Path(place.path).read_bytes(), place.offset, size) == (b"A story.", 0, 8)
        raise RuntimeError
    assert list((tmp_path / "spool").iterdir()) == []


class Broken(io.RawIOBase):
    def read(self, size=-1):
        raise ValueError


def test_a_stream_over_the_limit_or_broken_leaves_nothing(tmp_path):
    with open_spool(tmp_path, "run_1") as spool:
        first, _ = spool.put(b"First.", io.BytesIO(), 100, alone=False)
        assert spool.put(b"", io.BytesIO(b"12345"), 4, alone=False) is None
        with pytest.raises(ValueError):
            spool.put(b"head", Broken(), 100, alone=False)
        second, size = spool.put(b"Sec", io.BytesIO(b"ond."), 100, alone=False)
        assert (second.path, second.offset, size) == (first.path, 6, 7)
        assert Path(first.path).read_bytes() == b"First.Second."


def test_what_a_crashed_run_has_left_is_removed_and_a_living_run_is_left_alone(tmp_path):
    (tmp_path / "crashed").mkdir()
    (tmp_path / "crashed" / "1").write_bytes(b"x")
    code = f"""
import pathlib
from tasks.sources.spool import open_spool
with open_spool(pathlib.Path({str(tmp_path)!r}), "living"):
    print("open", flush=True)
    input()
"""
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "open\n"
        with open_spool(tmp_path, "mine"):
            assert sorted(path.name for path in tmp_path.iterdir()) == ["living", "mine"]
        other.communicate("\n")
    assert list(tmp_path.iterdir()) == []


def test_one_outermost_container_has_one_allowance(tmp_path):
    with open_spool(tmp_path, "run_1") as spool:
        assert spool.allowance("a.zip", Limits(), 10) is spool.allowance("a.zip", Limits(), 99)
        assert spool.allowance("a.zip", Limits(), 10) is not spool.allowance("b.zip", Limits(), 10)
