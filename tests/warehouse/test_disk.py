"""A full disk, and folders that cannot be written: a clear message, nothing half done, and the snapshot can be read."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories import a_batch, a_run, a_story, delivered, sketched
from tests.warehouse.crashing import contents
from warehouse.connect import WarehouseFiles, open_reader, open_writer, probe_writer
from warehouse.errors import DiskFull, NotWritable
from warehouse.store import load

pytestmark = pytest.mark.slow

SMALL_BYTES = 32_000_000


def mounted(folder, options):
    """Mount a file system for a test, or say why not: in CI it must work."""
    ran = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )
    if ran.returncode == 0:
        return
    if os.environ.get("CI"):
        pytest.fail(f"CI must be able to mount a small disk: {ran.stderr}")
    pytest.skip(f"nobody but root can mount a small disk: {ran.stderr.strip()}")


@pytest.fixture
def small_disk(tmp_path):
    """A disk of a few megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted(folder, f"size={SMALL_BYTES}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def batch_of(number, words=20_000):
    """A batch with so many words that do not compress."""
    chance = random.Random(number)
    body = " ".join(f"{chance.getrandbits(64):x}" for _ in range(words))
    return a_batch(a_story(f"story_{number}", body=body))


def fill(published):
    """Load until the disk refuses; return how many loads were reported as done."""
    done = 0
    with pytest.raises(DiskFull, match="no space is left") as refused:
        for number in range(100):
            with open_writer(published) as connection:
                batch = batch_of(number)
                load(connection, batch, delivered(batch), sketched(batch), a_run())
            done += 1
    assert "sanctionwire doctor" in str(refused.value)
    return done


def test_a_full_disk_is_told_and_the_snapshot_can_be_read_and_the_next_run_goes_on(small_disk):
    published = small_disk / "warehouse.duckdb"
    done = fill(published)
    assert done >= 2
    with open_reader(published) as reader:
        assert reader.rows("SELECT count(*) AS n FROM stories")[0]["n"] in (done, done + 1)
    files = WarehouseFiles(published)
    assert not published.with_name(f".{published.name}.publishing").exists()
    subprocess.run(["mount", "-o", f"remount,size={SMALL_BYTES * 4}", str(small_disk)], check=True)
    for number in range(done + 1):
        with open_writer(published) as connection:
            batch = batch_of(number)
            load(connection, batch, delivered(batch), sketched(batch), a_run())
    assert len(contents(published)["stories"]) == done + 1
    assert not files.damaged()


def test_a_disk_that_is_full_already_is_told_before_anything_is_written(small_disk):
    published = small_disk / "warehouse.duckdb"
    with open_writer(published):
        pass
    before = contents(published)
    with (small_disk / "other").open("wb") as file, pytest.raises(OSError, match="No space"):
        while True:
            file.write(bytes(65_536))
            file.flush()
    batch = batch_of(1)
    with pytest.raises(DiskFull, match="no space is left"), open_writer(published) as connection:
        load(connection, batch, delivered(batch), sketched(batch), a_run())
    assert contents(published) == before
    (small_disk / "other").unlink()
    with open_writer(published) as connection:
        load(connection, batch, delivered(batch), sketched(batch), a_run())
    assert len(contents(published)["stories"]) == 1


LIMITED = """
import resource, signal, sys
from pathlib import Path
from tests.warehouse.test_disk import batch_of
from tests.factories import a_run, delivered, sketched
from warehouse.connect import open_writer
from warehouse.errors import SanctionwireError
from warehouse.store import load
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    for number in range(2):
        with open_writer(Path(sys.argv[1])) as connection:
            batch = batch_of(number, 100_000)
            load(connection, batch, delivered(batch), sketched(batch), a_run())
except SanctionwireError as error:
    print(type(error).__name__, error)
"""


@pytest.mark.parametrize("what", ["the part", "the database"])
def test_a_file_that_may_not_grow_is_told_like_a_full_disk(published, what):
    limit = 100_000 if what == "the part" else published.stat().st_size + 300_000
    command = [sys.executable, "-c", LIMITED, str(published), str(limit)]
    ran = subprocess.run(command, cwd=Path(__file__).resolve().parents[2], capture_output=True, text=True, check=False)
    assert ran.stdout.startswith("DiskFull no space is left"), ran.stderr
    with open_reader(published) as reader:
        assert reader.rows("SELECT count(*) AS n FROM runs")[0]["n"] <= 1


def test_a_folder_that_nobody_can_write_is_told_with_what_to_do(tmp_path, published):
    folder = tmp_path / "fixed"
    folder.mkdir()
    mounted(folder, "ro")
    try:
        for attempt in (probe_writer, lambda path: open_writer(path).__enter__()):
            with pytest.raises(NotWritable, match="Read-only file system: make the folder writable"):
                attempt(folder / "warehouse.duckdb")
            with pytest.raises(NotWritable, match="name another"):
                attempt(folder / "below" / "warehouse.duckdb")
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_snapshot_in_a_folder_that_became_read_only_can_be_read(small_disk):
    published = small_disk / "warehouse.duckdb"
    with open_writer(published):
        pass
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(NotWritable), open_writer(published):
        pass
    with open_reader(published) as reader:
        assert reader.rows("SELECT count(*) AS n FROM stories") == [{"n": 0}]
