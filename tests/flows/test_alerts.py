"""Alerts end to end: a run over real files, a real server on the loopback, and what the operator sees."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from warehouse.connect import open_reader

pytestmark = pytest.mark.slow

STORY = (
    "BRUSSELS, Jan 5 (Meridian) - The European Union imposed an arms embargo on Sudan on Monday, officials said.\n"
    "The embargo takes effect at once, the ministers said in a statement\u202e<b>.\n"
)
HUSH = "topsecret"  # what no message may tell


@pytest.fixture
def service():
    """A service of alerts; `status` is what it answers, `messages` what it was sent."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.server.messages.append((self.path, json.loads(body)))
            self.send_response(self.server.status)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.messages, server.status = [], 200
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def home(tmp_path, service, monkeypatch):
    monkeypatch.setenv("ALERT_TOKEN", HUSH)
    folder = tmp_path / "home"
    folder.mkdir()
    url = f"json://desk:{HUSH}@127.0.0.1:{service.server_address[1]}/${{ALERT_TOKEN}}/hook"
    (folder / "alerts.yaml").write_text(
        f"""
alerts:
  - {{name: sudan, kind: new_measure, targets: [SD], types: [arms_embargo], urls: "{url}"}}
  - {{name: iran, kind: new_measure, targets: [IR], urls: "{url}"}}
  - {{name: flood, kind: quarantine_flood, rows: 2, urls: "{url}"}}
  - {{name: quiet, kind: silence, provider: Meridian, hours: 6, urls: "{url}"}}
"""
    )
    return folder


def alerts(home):
    with open_reader(home / "warehouse.duckdb") as reader:
        return reader.rows("FROM alerts ORDER BY rule")


def ingest(sanctionwire, home, name, text):
    path = home.parent / name
    path.write_text(text)
    return sanctionwire("ingest", path, home=home)


def test_a_run_tells_of_a_new_measure_once_and_of_no_copy_of_it(sanctionwire, home, service):
    ran = ingest(sanctionwire, home, "a.txt", STORY)
    assert ran.code == 0, ran.err
    ((path, message),) = service.messages
    assert path == f"/{HUSH}/hook"
    assert message["title"] == "New measure: imposed arms embargo: European Union against Sudan"
    assert "imposed an arms embargo on Sudan" in message["message"]
    assert "story_" in message["message"]
    ingest(sanctionwire, home, "a-copy.txt", STORY.replace("(Meridian)", "(Courier)").replace("Jan 5", "Jan 6"))
    ingest(sanctionwire, home, "a.txt", STORY + "Traders were surprised.\n")
    ran = sanctionwire("alerts", "check", home=home)
    assert (ran.code, ran.out, len(service.messages)) == (0, "0 alerts sent, 0 failed\n", 1), ran.err
    assert [row["state"] for row in alerts(home)] == ["sent"]


def test_a_service_that_fails_is_told_and_stops_no_run_and_is_tried_again(sanctionwire, home, service):
    service.status = 503
    ran = ingest(sanctionwire, home, "a.txt", STORY)
    assert (ran.code, "the alert 'sudan' to json://***: the service answered 503" in ran.err) == (0, True), ran.err
    (row,) = alerts(home)
    assert (row["state"], row["failure"]) == ("failed", "the service answered 503")
    assert HUSH not in ran.out + ran.err + str(row)
    service.status = 200
    shown = sanctionwire("alerts", "check", "--dry-run", "--json", home=home)
    assert ([one["rule"] for one in shown.json], len(service.messages)) == (["sudan"], 1)
    assert sanctionwire("alerts", "check", home=home).code == 0
    assert ([row["state"] for row in alerts(home)], len(service.messages)) == (["sent"], 2)


def test_a_flood_is_told(sanctionwire, home, service):
    folder = home.parent / "incoming"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    (folder / "photo.jpg").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    sanctionwire("ingest", folder, home=home)
    titles = [message["title"] for _, message in service.messages]
    assert any(title.startswith("2 rows put into quarantine") for title in titles)
    assert "Nothing from Meridian for 6 h" in titles


def test_a_file_of_rules_that_is_wrong_stops_no_run_and_is_told_with_its_line(sanctionwire, home, service):
    (home / "alerts.yaml").write_text("alerts:\n  - name: a\n    kind: nosuch\n")
    ran = ingest(sanctionwire, home, "a.txt", STORY)
    assert (ran.code, "line 3: the kind 'nosuch' is not known" in ran.err) == (0, True), ran.err
    ran = sanctionwire("alerts", "check", home=home)
    assert (ran.code, "line 3" in ran.err) == (2, True)


def test_a_trial_reaches_the_service_and_is_not_remembered(sanctionwire, home, service):
    shown = sanctionwire("alerts", "test", "--dry-run", home=home)
    assert (shown.code, service.messages, HUSH in shown.out) == (0, [], False), shown.err
    ran = sanctionwire("alerts", "test", "--rule", "iran", home=home)
    assert (ran.code, ran.out, len(service.messages)) == (0, "1 alerts sent, 0 failed\n", 1), ran.err
    service.status = 500
    ran = sanctionwire("alerts", "test", "--rule", "iran", home=home)
    assert (ran.code, "answered 500" in ran.err, HUSH in ran.err) == (1, True, False)
    assert not (home / "warehouse.duckdb").exists()


@pytest.mark.parametrize("arguments", [["check"], ["test"], ["test", "--rule", "nosuch"]], ids=" ".join)
def test_without_rules_the_user_is_told_where_they_go(sanctionwire, tmp_path, arguments):
    ran = sanctionwire("alerts", *arguments, home=tmp_path)
    assert (ran.code, "alerts.yaml" in ran.err) == (2, True)
