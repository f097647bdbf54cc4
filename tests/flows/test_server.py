import os
import signal
import subprocess
import sys
import time
import urllib.request

import pytest

from flows.server import Server, ServerFailed, _free_port
from flows.settings import prefect_api_url, prepare_prefect

START = (
    "from pathlib import Path; import sys, time\n"
    "from flows.settings import prepare_prefect\n"
    "from flows.server import start_server\n"
    "prepare_prefect(Path(sys.argv[1])); server = start_server(); server.wait()\n"
    "print(server.api_url, server.process.pid, flush=True); time.sleep(600)"
)


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_a_server_answers_and_ends_with_its_parent_even_if_that_is_killed(root, tmp_path):
    command = [sys.executable, "-c", START, str(tmp_path)]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as parent:
        url, pid = parent.stdout.readline().split()
        with urllib.request.urlopen(f"{url}/health") as answer:
            assert answer.read() == b"true"
        parent.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 20
    while is_running(int(pid)) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not is_running(int(pid))


def test_a_server_that_ends_at_once_is_reported_with_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(ServerFailed, match="prefect server start"):
        Server(_free_port()).wait()


def test_prefect_is_told_where_to_live_and_to_keep_quiet_unless_the_user_says_otherwise(tmp_path):
    environment = {"PREFECT_LOGGING_LEVEL": "DEBUG"}
    prepare_prefect(tmp_path, environment)
    assert environment["PREFECT_LOGGING_LEVEL"] == "DEBUG"
    assert environment["PREFECT_HOME"] == str(tmp_path / "prefect")
    assert (environment["DO_NOT_TRACK"], environment["PREFECT_SERVER_ANALYTICS_ENABLED"]) == ("1", "false")


def test_a_server_that_the_user_names_is_kept():
    environment = {"PREFECT_API_URL": "http://127.0.0.1:4200/api"}
    assert prefect_api_url(environment=environment) == "http://127.0.0.1:4200/api"
