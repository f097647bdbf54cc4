"""The steward's commands: what was refused is listed, shown, replayed by today's code, or discarded for good."""

import io
import json
import threading
import zipfile
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import expectations.judge as judging
from expectations.suites import SUITES
from tasks.readers import registry
from tasks.readers.draft import Draft
from tasks.readers.errors import UnreadableError
from tests.in_hand import InHand
from warehouse.connect import open_reader

pytestmark = pytest.mark.slow

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
STORY = (
    b"BRUSSELS, Jan 5 (Meridian) - The European Union imposed an arms embargo on Sudan on Monday, officials said.\n"
    b"The embargo takes effect at once, the ministers said in a statement.\n"
)


class RuneReader:
    """A reader as a later version of the program may bring it: it reads what begins with RUNES."""

    NAME = "runes"

    def sniff(self, head, delivery):
        return 1.0 if delivery.content.startswith(b"\x00RUNES") else 0.0

    def read(self, delivery, limits):
        text = delivery.content.removeprefix(b"\x00RUNES").decode()
        if not text.strip():
            raise UnreadableError("empty_runes", "the runes say nothing; carve some")
        return [Draft(text=part, reader=self.NAME, position=place) for place, part in enumerate(text.split("\x1e"))]


@pytest.fixture
def runes_are_read(monkeypatch):
    _learn_runes(monkeypatch)


def table(home, sql="SELECT * FROM quarantine ORDER BY created_at, quarantine_id"):
    with open_reader(home / "warehouse.duckdb") as reader:
        return reader.rows(sql)


def runes(text=STORY):
    return b"\x00RUNES" + text


def zipped(members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def incoming(tmp_path):
    folder = tmp_path / "incoming"
    folder.mkdir()
    return folder


def test_a_member_whose_source_is_gone_is_replayed_from_the_bytes_that_were_kept(
    sanctionwire, home, incoming, runes_are_read_later
):
    path = incoming / "a.zip"
    path.write_bytes(zipped({"inner.zip": zipped({"runes.dat": runes()})}))
    assert sanctionwire("ingest", path, home=home).code == 4
    (row,) = table(home)
    assert (row["reason_code"], row["source_uri"]) == ("unknown_format", f"{path}!/inner.zip!/runes.dat")
    path.unlink()
    still = sanctionwire("quarantine", "replay", row["quarantine_id"], "--json", home=home)
    assert (still.code, still.json["rows"][0]["resolution"]) == (4, None), still.err
    runes_are_read_later()
    ran = sanctionwire("quarantine", "replay", row["quarantine_id"], "--json", home=home)
    assert (ran.code, ran.json["stories_new"], ran.json["rows"][0]["resolution"]) == (0, 1, "replayed"), ran.err
    (closed,) = table(home)
    assert (closed["resolution"], closed["resolved_at"] is not None) == ("replayed", True)
    (story,) = table(
        home, "SELECT source_uri, first_seen_at, fetched_at FROM stories JOIN documents USING (document_id, source_uri)"
    )
    assert story["source_uri"] == row["source_uri"]
    assert story["first_seen_at"] == story["fetched_at"]


@pytest.fixture
def runes_are_read_later(monkeypatch):
    return lambda: _learn_runes(monkeypatch)


def _learn_runes(monkeypatch):
    """Read runes from now on: in this process, since a worker that runs already knows none."""
    monkeypatch.setitem(registry.READERS, "runes", RuneReader())
    for stage in ("read", "unpack", "clean"):
        monkeypatch.setattr(f"tasks.{stage}.isolated", InHand)


def test_a_page_is_replayed_without_the_network(sanctionwire, home, tmp_path, monkeypatch, runes_are_read_later):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "runes.dat").write_bytes(runes())
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=tmp_path / "site"))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("SANCTIONWIRE_TEST_HOSTS", "127.0.0.1")
    monkeypatch.setenv("SANCTIONWIRE_HOST_INTERVAL_S", "0")
    url = f"http://127.0.0.1:{server.server_address[1]}/runes.dat"
    sanctionwire("ingest", url, home=home)
    server.shutdown()
    server.server_close()
    (row,) = table(home)
    assert (row["source_uri"], row["payload"].endswith(".warc.gz")) == (url, True)
    runes_are_read_later()
    ran = sanctionwire("quarantine", "replay", "--all", "--json", home=home)
    assert (ran.code, ran.json["stories_new"]) == (0, 1), ran.err
    assert [path.name for path in (home / "deliveries").rglob("*.gz")] == [Path(row["payload"]).name]


def test_another_reason_leaves_one_open_row_with_it_however_often_it_is_replayed(
    sanctionwire, home, incoming, runes_are_read_later
):
    (incoming / "runes.dat").write_bytes(runes(b" "))
    sanctionwire("ingest", incoming, home=home)
    runes_are_read_later()
    ran = sanctionwire("quarantine", "replay", "--reason-code", "unknown_format", "--json", home=home)
    assert (ran.code, ran.json["rows"][0]["resolution"], ran.json["rows"][0]["reason_code"]) == (0, "replaced", "empty_runes")
    for _ in range(2):
        assert sanctionwire("quarantine", "replay", "--all", home=home).code == 4
    rows = table(home)
    assert sorted((row["reason_code"], row["resolved_at"] is None) for row in rows) == [
        ("empty_runes", True),
        ("unknown_format", False),
    ]
    assert all(row["replayed_at"] for row in rows)


def test_a_part_of_a_document_is_replayed_with_it(sanctionwire, home, incoming):
    path = incoming / "table.csv"
    path.write_bytes(b'id,text,headline\n1,"' + STORY.replace(b"\n", b" ").strip() + b'",\n2,Two words,\n')
    assert sanctionwire("ingest", path, home=home).code == 0
    (row,) = table(home)
    assert (row["reason_code"], "#" in row["record_key"]) == ("little_text", True)
    ran = sanctionwire("quarantine", "replay", row["quarantine_id"], "--json", home=home)
    assert (ran.code, ran.json["stories_unchanged"], len(table(home))) == (4, 2, 1)
    ran = sanctionwire("quarantine", "replay", row["quarantine_id"], "--columns", "text=text,headline=id", "--json", home=home)
    assert (ran.code, [one["resolution"] for one in ran.json["rows"]]) == (0, ["replayed"]), ran.err


def test_an_item_that_was_too_large_is_received_again(sanctionwire, home, incoming, monkeypatch):
    path = incoming / "long.txt"
    path.write_bytes(STORY)
    monkeypatch.setenv("SANCTIONWIRE_MAX_ITEM_BYTES", "50")
    sanctionwire("ingest", path, home=home)
    assert [row["record_kind"] for row in table(home)] == ["item"]
    monkeypatch.delenv("SANCTIONWIRE_MAX_ITEM_BYTES")
    ran = sanctionwire("quarantine", "replay", "--all", "--json", home=home)
    assert (ran.code, ran.json["stories_new"], ran.json["rows"][0]["resolution"]) == (0, 1, "replayed"), ran.err


def test_a_member_refused_in_its_container_is_taken_out_of_the_container_that_was_kept(sanctionwire, home, incoming, monkeypatch):
    path = incoming / "a.zip"
    path.write_bytes(zipped({"a.txt": STORY, "b.txt": STORY.replace(b"Sudan", b"Burma") * 3}))
    monkeypatch.setenv("SANCTIONWIRE_MAX_ITEM_BYTES", "300")
    assert sanctionwire("ingest", path, home=home).code == 0
    (row,) = table(home)
    assert (row["record_kind"], row["container_uri"]) == ("item", str(path))
    path.unlink()
    monkeypatch.delenv("SANCTIONWIRE_MAX_ITEM_BYTES")
    ran = sanctionwire("quarantine", "replay", "--all", "--json", home=home)
    assert (ran.code, ran.json["stories_new"], ran.json["rows"][0]["resolution"]) == (0, 1, "replayed"), ran.err


def test_what_cannot_be_had_any_more_stays_open_and_says_so(sanctionwire, home, incoming, monkeypatch):
    path = incoming / "long.txt"
    path.write_bytes(STORY)
    monkeypatch.setenv("SANCTIONWIRE_MAX_ITEM_BYTES", "50")
    sanctionwire("ingest", path, home=home)
    path.unlink()
    ran = sanctionwire("quarantine", "replay", "--all", "--json", home=home)
    assert ran.code == 4
    (told,) = ran.json["rows"]
    assert (told["resolution"], "no file or folder is named" in told["reason"]) == (None, True)
    assert [row["resolved_at"] for row in table(home)] == [None]


@pytest.fixture
def a_strict_gate(monkeypatch):
    """Make a critical check fail for all rows of a table, as a mistake of ours would; return how to mend it."""

    def strict(table, field, value):
        suite = next(suite for suite in SUITES if suite.table == table)
        frame = suite.frame
        broken = replace(suite, frame=lambda row, around: {**frame(row, around), field: value})
        monkeypatch.setattr(judging, "SUITES", tuple(broken if one is suite else one for one in SUITES))
        return lambda: monkeypatch.setattr(judging, "SUITES", SUITES)

    return strict


@pytest.mark.parametrize(
    ("refused_table", "column"), [("measures", "measure_type"), ("stories", "content_kind")], ids=["measure", "story"]
)
def test_a_refused_row_is_replayed_from_its_document(sanctionwire, home, incoming, a_strict_gate, refused_table, column):
    mend = a_strict_gate(refused_table, column, "nonsense")
    (incoming / "a.txt").write_bytes(STORY)
    assert sanctionwire("ingest", incoming, home=home).code == 3
    held = table(home)
    assert {row["record_kind"] for row in held} == {refused_table}
    assert table(home, "SELECT * FROM measures") == []
    again = sanctionwire("quarantine", "replay", "--all", home=home)
    assert (again.code, len(table(home))) == (3, len(held))
    mend()
    ran = sanctionwire("quarantine", "replay", "--all", "--json", home=home)
    assert (ran.code, {row["resolution"] for row in ran.json["rows"]}) == (0, {"replayed"}), ran.err
    assert len(table(home, "SELECT * FROM measures")) == 1
    assert len(table(home, "SELECT * FROM stories")) == 1
    assert len(table(home, "SELECT * FROM case_events")) == 1


def test_a_measure_that_was_loaded_is_not_there_twice_after_a_replay_of_its_story(sanctionwire, home, incoming, a_strict_gate):
    mend = a_strict_gate("mentions", "offsets_match", False)
    (incoming / "a.txt").write_bytes(STORY)
    assert sanctionwire("ingest", incoming, home=home).code == 3
    measures = table(home, "SELECT * FROM measures")
    parties = table(home, "SELECT * FROM measure_parties ORDER BY ALL")
    assert measures
    mend()
    assert sanctionwire("quarantine", "replay", "--all", home=home).code == 0
    assert table(home, "SELECT * FROM measures") == measures
    assert table(home, "SELECT * FROM measure_parties ORDER BY ALL") == parties
    assert table(home, "SELECT * FROM mentions")


def test_what_is_discarded_keeps_who_and_why_and_does_not_open_again(sanctionwire, home, incoming):
    path = incoming / "photo.txt"
    path.write_bytes(PNG)
    sanctionwire("ingest", path, home=home)
    (row,) = table(home)
    ran = sanctionwire("quarantine", "discard", row["quarantine_id"], "--reason", "a photo", "--by", "ada", home=home)
    assert (ran.code, ran.out) == (0, "1 discarded\n"), ran.err
    (incoming / "again.txt").write_bytes(PNG)
    sanctionwire("ingest", incoming, home=home)
    (kept,) = table(home)
    assert (kept["resolution"], kept["resolved_by"], kept["resolved_because"]) == ("discarded", "ada", "a photo")
    assert sanctionwire("quarantine", "list", home=home).out == "Nothing in quarantine.\n"
    assert sanctionwire("quarantine", "list", "--all", "--json", home=home).json[0]["resolution"] == "discarded"
    ran = sanctionwire("quarantine", "replay", row["quarantine_id"], home=home)
    assert (ran.code, "no open row" in ran.err) == (2, True)
    again = sanctionwire("quarantine", "discard", row["quarantine_id"], "--reason", "x", "--by", "bob", home=home)
    assert "closed before" in again.out
    assert table(home)[0]["resolved_by"] == "ada"


def test_a_discarded_item_stays_closed_while_the_same_is_offered_and_opens_for_another(sanctionwire, home, incoming, monkeypatch):
    path = incoming / "long.txt"
    path.write_bytes(STORY)
    monkeypatch.setenv("SANCTIONWIRE_MAX_ITEM_BYTES", "50")
    sanctionwire("ingest", path, home=home)
    (row,) = table(home)
    sanctionwire("quarantine", "discard", row["quarantine_id"], "--reason", "too long", "--by", "ada", home=home)
    sanctionwire("ingest", path, home=home)
    assert table(home)[0]["resolution"] == "discarded"
    path.write_bytes(STORY * 2)
    sanctionwire("ingest", path, home=home)
    (opened,) = table(home)
    assert (opened["resolved_at"], opened["resolution"], opened["resolved_by"]) == (None, None, None)


@pytest.mark.parametrize(
    "arguments",
    [
        ["replay"],
        ["replay", "--all", "--reason-code", "empty"],
        ["replay", "nosuch"],
        ["show", "nosuch"],
        ["discard", "nosuch", "--reason", "x", "--by", "ada"],
        ["discard", "nosuch", "--reason", " ", "--by", "ada"],
        ["list", "--since", "yesterday"],
        ["list", "--json", "--csv"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_a_usage_error(sanctionwire, sample_home, arguments):
    ran = sanctionwire("quarantine", *arguments, home=sample_home)
    assert (ran.code, "Traceback" in ran.err) == (2, False), ran.err


@pytest.mark.parametrize(
    "arguments", [["list"], ["show", "x"], ["replay", "--all"], ["discard", "x", "--reason", "r", "--by", "a"]]
)
def test_without_a_warehouse_nothing_is_made(sanctionwire, home, arguments):
    ran = sanctionwire("quarantine", *arguments, home=home)
    assert (ran.code, "there is no warehouse" in ran.err) == (1, True)
    assert not (home / "warehouse.duckdb").exists()


def test_rows_are_listed_by_what_is_asked_and_counted(sanctionwire, home, incoming):
    (incoming / "photo.txt").write_bytes(PNG)
    (incoming / "empty.txt").write_bytes(b"")
    (incoming / "blank.txt").write_bytes(b" \n")
    sanctionwire("ingest", incoming, home=home)

    def listed(*options):
        return [Path(row["source_uri"]).name for row in sanctionwire("quarantine", "list", "--json", *options, home=home).json]

    assert sorted(listed()) == ["blank.txt", "empty.txt", "photo.txt"]
    assert sorted(listed("--reason-code", "empty")) == ["blank.txt", "empty.txt"]
    assert listed("--source", "photo") == ["photo.txt"]
    assert listed("--stage", "judge") == []
    assert listed("--since", "2100-01-01") == []
    assert len(listed("--since", "1h")) == 3
    assert len(listed("--limit", "2")) == 2
    counted = sanctionwire("quarantine", "list", "--by", "reason", "--json", home=home).json
    assert [(row["reason_code"], row["rows"]) for row in counted] == [("empty", 2), ("unknown_format", 1)]


def test_what_is_shown_cannot_act_on_the_terminal_and_is_written_whole(sanctionwire, home, incoming, tmp_path):
    hostile = b"\x1b]0;owned\x07\x1b[2J \xe2\x80\xaeevil\rgood\x00 " + b"\x81\x8d" * 5_000
    name = "a\u202ename\x1b[31m.dat"
    (incoming / name).write_bytes(hostile)
    sanctionwire("ingest", incoming, home=home)
    (row,) = table(home)
    ran = sanctionwire("quarantine", "show", row["quarantine_id"], "--payload", tmp_path / "raw", home=home)
    assert ran.code == 0, ran.err
    assert (tmp_path / "raw").read_bytes() == hostile
    listed = sanctionwire("quarantine", "list", home=home)
    for out in (ran.out, listed.out):
        assert not set(out) & set("\x1b\x07\x00\r\u202e")
    assert "[U+202E]evil" in ran.out
    assert len(ran.out) < 12_000
    again = sanctionwire("quarantine", "show", row["quarantine_id"], "--payload", tmp_path / "raw", home=home)
    assert (again.code, "exists" in again.err) == (2, True)
    assert json.loads(sanctionwire("quarantine", "show", row["quarantine_id"], "--json", home=home).out)["reason_code"]
