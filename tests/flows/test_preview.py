"""The preview answers this machine alone, with files of the folder and nothing else."""

import http.client
import signal
import threading
from urllib.parse import urlsplit

import pytest

from flows.preview import serve
from warehouse.errors import UsageError


@pytest.fixture
def address(tmp_path, monkeypatch):
    """The address of a served folder, with a secret beside it and a link that leads to it."""
    site = tmp_path / "site"
    (site / "stories").mkdir(parents=True)
    (site / "index.html").write_text("<p>here</p>")
    (site / ".sanctionwire").write_text("{}")
    (tmp_path / "secret.txt").write_text("secret")
    (site / "link.txt").symlink_to(tmp_path / "secret.txt")
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # may be set in the main thread alone
    told, found = threading.Event(), []
    servers = []
    original = __import__("flows.preview", fromlist=["x"]).ThreadingHTTPServer

    class Watched(original):
        def __init__(self, *arguments):
            super().__init__(*arguments)
            servers.append(self)

    monkeypatch.setattr("flows.preview.ThreadingHTTPServer", Watched)
    thread = threading.Thread(target=serve, args=(site, 0, lambda url: (found.append(url), told.set())), daemon=True)
    thread.start()
    assert told.wait(10)
    yield urlsplit(found[0])
    servers[0].shutdown()
    thread.join(10)
    assert not thread.is_alive()


def get(address, path, host=None):
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=10)
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", host or address.netloc)
    connection.endheaders()
    answer = connection.getresponse()
    return answer.status, answer.read(), answer.headers


def test_it_listens_on_loopback_and_gives_pages(address):
    assert address.hostname == "127.0.0.1"
    status, body, headers = get(address, "/index.html")
    assert (status, body, headers["X-Content-Type-Options"]) == (200, b"<p>here</p>", "nosniff")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/stories/../../secret.txt",
        "/.sanctionwire",
        "/link.txt",
        "/stories/",
        "/none.html",
        "//etc/passwd",
    ],
)
def test_nothing_else_is_given(address, path):
    status, body, _ = get(address, path)
    assert status in {301, 404}
    assert b"secret" not in body


def test_a_name_that_was_pointed_at_this_machine_is_refused(address):
    assert get(address, "/index.html", host="evil.example")[0] == 421


def test_a_port_that_is_taken_is_named(address, tmp_path):
    with pytest.raises(UsageError, match="another --port"):
        serve(tmp_path, address.port, print)
