"""Jobs that break: each ends in a reason, and the next one is done."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from tasks.isolation.isolated import ROOT, Asked, Bounds, Broke, Isolated
from warehouse.errors import UsageError

pytestmark = pytest.mark.slow

AMPLE = Bounds(60, 500_000_000)
HASTY = Bounds(1, 500_000_000)
JOBS = "tests.tasks.isolation.poison"


@pytest.fixture(scope="module")
def isolated():
    one = Isolated(JOBS)
    yield one
    one.close()


def echoed(isolated):
    argument, content, pid = isolated.ask("echo", Asked({"a": [1, None, "\ud800\x00é"]}, AMPLE, b"\x00\xff"))
    assert (argument, content) == ({"a": [1, None, "\ud800\x00é"]}, "\x00\xff")
    return pid


def test_a_job_is_done_in_another_process_which_does_the_next_one_too(isolated):
    assert echoed(isolated) == echoed(isolated) != os.getpid()


@pytest.mark.parametrize(
    ("job", "argument", "bounds", "reason_code", "words"),
    [
        ("hang", "hang", HASTY, "timed_out", "more than 1 s"),
        ("segfault", "segfault", AMPLE, "crashed", "SIGSEGV"),
        ("hog", 2_000_000_000, AMPLE, "too_much_memory", "more than 500 MB"),
        ("leave", 3, AMPLE, "crashed", "exit code 3"),
        ("fail", 0, AMPLE, "failed", "ZeroDivisionError"),
        ("phone", None, AMPLE, "failed", "no job may do socket.connect"),
    ],
)
def test_what_breaks_is_told_with_its_reason_and_the_next_job_is_done(isolated, job, argument, bounds, reason_code, words):
    with pytest.raises(Broke, match=words) as broke:
        isolated.ask(job, Asked(argument, bounds))
    assert broke.value.reason_code == reason_code
    echoed(isolated)


def test_a_job_within_its_memory_is_done(isolated):
    assert isolated.ask("hog", Asked(300_000_000, AMPLE)) == 300_000_000


def test_what_breaks_once_is_tried_once_more(isolated, tmp_path):
    assert isolated.ask("once", Asked(str(tmp_path / "mark"), AMPLE)) == "done"


@pytest.mark.parametrize(("job", "poison"), [("segfault", "segfault"), ("hang", "hang")])
def test_one_of_many_that_breaks_costs_no_other(isolated, job, poison):
    words = [str(number) for number in range(70)]
    words[3] = words[40] = poison
    answers = list(isolated.ask_each(job, [Asked(word, HASTY) for word in words]))
    assert [place for place, answer in enumerate(answers) if isinstance(answer, Broke)] == [3, 40]
    assert [answer for answer in answers if not isinstance(answer, Broke)] == [word for word in words if word != poison]


def test_what_needs_too_much_memory_costs_none_of_its_handful(isolated):
    sizes = [1_000, 2_000_000_000, 3_000]
    first, second, third = isolated.ask_each("hog", [Asked(size, AMPLE) for size in sizes])
    assert (first, isinstance(second, Broke), third) == (1_000, True, 3_000)


def test_a_process_that_brings_workers_forth_is_replaced_when_it_is_gone(isolated):
    echoed(isolated)
    isolated._process.kill()
    isolated._process.wait()
    isolated._forget()
    echoed(isolated)


def test_what_cannot_be_loaded_is_a_mistake_of_usage():
    one = Isolated(JOBS)
    with pytest.raises(UsageError, match="install it"):
        one.load(model="missing")
    one.close()


def gone(pid):
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def wait_until_gone(pids):
    deadline = time.monotonic() + 30
    while not all(map(gone, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return all(map(gone, pids))


def test_no_process_is_left_behind():
    one = Isolated(JOBS)
    pids = [echoed(one), one._process.pid]
    one.close()
    assert wait_until_gone(pids)


def test_who_asks_takes_a_hanging_worker_along_however_it_ends():
    script = (
        f"from tasks.isolation.isolated import *; one = Isolated({JOBS!r});"
        "pid = one.ask('echo', Asked(0, Bounds(60, 10**9)))[2];"
        "print(pid, one._process.pid, flush=True); one.ask('hang', Asked('hang', Bounds(600, 10**9)))"
    )
    asking = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    pids = [int(pid) for pid in asking.stdout.readline().split()]
    time.sleep(0.2)
    asking.send_signal(signal.SIGKILL)
    asking.communicate()
    assert wait_until_gone(pids)
