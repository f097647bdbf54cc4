"""One writer, named; a second one is refused or waits; the dead are known."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from warehouse.connect import open_writer
from warehouse.errors import WarehouseLocked
from warehouse.files import WarehouseFiles
from warehouse.lease import hold_lease, lease_holder

HOLD = """
import sys, time
from pathlib import Path
from warehouse.lease import hold_lease
with hold_lease(Path(sys.argv[1]), "the nightly run", flow_run_id="flow-7"):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def killed(tmp_path, root):
    """A lease whose holder was killed, and the holder's process number."""
    lease = tmp_path / "lease"
    with subprocess.Popen([sys.executable, "-c", HOLD, lease], cwd=root, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout.readline() == "held\n"
        with (
            pytest.raises(WarehouseLocked, match=f"by the nightly run, process {child.pid} on .+ since 2"),
            hold_lease(lease, "me"),
        ):
            pass
        child.send_signal(signal.SIGKILL)
    return lease, child.pid


def test_the_lease_of_a_process_that_was_killed_is_taken_over_and_its_name_is_told(killed):
    lease, pid = killed
    assert lease_holder(lease)[1] is False
    with hold_lease(lease, "me") as crashed:
        assert (crashed.command, crashed.pid, crashed.flow_run_id) == ("the nightly run", pid, "flow-7")
        holder, is_held = lease_holder(lease)
        assert (holder.pid, is_held) == (os.getpid(), True)
    with hold_lease(lease, "me") as crashed:
        assert crashed is None


def test_a_run_that_fails_is_no_crash(tmp_path):
    with pytest.raises(RuntimeError), hold_lease(tmp_path / "lease", "me"):
        raise RuntimeError
    with hold_lease(tmp_path / "lease", "me") as crashed:
        assert crashed is None


def test_a_second_writer_waits_for_as_long_as_it_is_told(published):
    order = []
    is_open = threading.Event()

    def first():
        with open_writer(published, "the first"):
            is_open.set()
            time.sleep(0.5)
            order.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    is_open.wait()
    with pytest.raises(WarehouseLocked, match=r"after 0\.1 seconds of waiting by the first"), open_writer(published, wait_s=0.1):
        pass
    with open_writer(published, wait_s=60):
        order.append("second")
    thread.join()
    assert order == ["first", "second"]
    assert lease_holder(WarehouseFiles(published).lease) == (None, False)
