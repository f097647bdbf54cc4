"""Bad input: a clear message, the documented exit code, and a row where something was received."""

import subprocess
import sys

import pytest

from warehouse.connect import open_reader

pytestmark = pytest.mark.slow

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
STORY = (
    b"STRELSAU, Jan 5 (Meridian) - Ruritania's parliament met for the first time since the summer on Monday, officials said.\n"
)


def quarantine(home):
    if not (home / "warehouse.duckdb").exists():
        return []
    with open_reader(home / "warehouse.duckdb") as reader:
        return reader.rows("SELECT reason_code, reason, source_uri FROM quarantine")


def run_count(home):
    with open_reader(home / "warehouse.duckdb") as reader:
        return reader.rows("SELECT count(*) AS n FROM runs")[0]["n"]


@pytest.mark.parametrize(
    ("name", "content", "reason_code"),
    [
        ("photo.txt", PNG, "unknown_format"),
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n \t\n", "empty"),
        ("long.txt", b"Nothing happened on this day either. " * 570_000, "too_large"),
    ],
)
def test_a_received_file_that_cannot_be_read_goes_to_quarantine(sanctionwire, tmp_path, name, content, reason_code):
    path = tmp_path / name
    path.write_bytes(content)
    ran = sanctionwire("ingest", path, home=tmp_path / "home")
    assert ran.code == 4
    assert "quarantine" in ran.err
    assert "Traceback" not in ran.err
    (row,) = quarantine(tmp_path / "home")
    assert (row["reason_code"], row["source_uri"]) == (reason_code, str(path))
    assert row["reason"] in " ".join(ran.out.split()) or len(row["reason"]) > 40


@pytest.mark.parametrize(
    ("source", "code", "words"),
    [
        ("no/such/story.txt", 4, "no file or folder is named"),
        ("no/such/*.txt", 4, "no story matches"),
        ("ftp://example.org/story.txt", 2, "only http and https"),
        ("http://", 2, "host"),
        ("http://127.0.0.1:9/story.html", 4, "127.0.0.1"),
    ],
)
def test_a_source_that_gives_nothing_is_named(sanctionwire, tmp_path, source, code, words):
    ran = sanctionwire("ingest", source, home=tmp_path / "home")
    assert ran.code == code
    assert words in ran.err
    assert "Traceback" not in ran.err
    assert quarantine(tmp_path / "home") == []


def test_an_unknown_format_is_a_usage_error_that_lists_the_known_ones(sanctionwire, tmp_path):
    ran = sanctionwire("ingest", "-", "--format", "runes", home=tmp_path / "home", stdin=STORY)
    assert (ran.code, "plain" in ran.err, "html" in ran.err) == (2, True, True)


def test_an_empty_folder_is_named(sanctionwire, tmp_path):
    (tmp_path / "incoming").mkdir()
    ran = sanctionwire("ingest", tmp_path / "incoming", home=tmp_path / "home")
    assert (ran.code, "holds no story" in ran.err) == (4, True)


def test_one_bad_file_in_a_folder_never_stops_a_run(sanctionwire, tmp_path):
    folder = tmp_path / "incoming"
    folder.mkdir()
    (folder / "a.txt").write_bytes(PNG)
    (folder / "b.txt").write_bytes(STORY)
    (folder / "c.txt").write_bytes(b"")
    ran = sanctionwire("ingest", folder, "--json", home=tmp_path / "home")
    assert ran.code == 0, ran.err
    assert (ran.json["stories_new"], ran.json["quarantined"]) == (1, 2)
    again = sanctionwire("ingest", folder, "--json", home=tmp_path / "home")
    assert (again.json["stories_new"], again.json["quarantined"], again.json["still_in_quarantine"]) == (0, 0, 2)


def test_a_table_that_was_refused_is_read_again_with_its_columns(sanctionwire, tmp_path):
    home, path = tmp_path / "home", tmp_path / "table.csv"
    path.write_bytes(b'nr,inhalt\n1,"' + STORY.strip() + b'"\n2,\n')
    ran = sanctionwire("ingest", path, home=home)
    assert (ran.code, "nr, inhalt" in ran.err, "--columns" in ran.err) == (4, True, True)
    ran = sanctionwire("ingest", path, "--columns", "text=inhalt,provider_key=nr", "--json", home=home)
    assert (ran.code, ran.json["stories_new"], ran.json["quarantined"]) == (0, 1, 1), ran.err
    assert [row["reason_code"] for row in quarantine(home)] == ["no_text_column", "little_text"]
    runs = run_count(home)
    for options in ([], ["--columns", "text=inhalt"], ["--columns", "text=nr"]):
        again = sanctionwire("ingest", path, *options, "--json", home=home)
        assert (again.json["stories_new"], again.json["stories_unchanged"]) == (0, 1)
    assert run_count(home) == runs


def test_a_table_that_stays_unreadable_says_why_and_changes_nothing(sanctionwire, tmp_path):
    home, path = tmp_path / "home", tmp_path / "table.csv"
    path.write_bytes(b'nr,inhalt\n1,"' + STORY.strip() + b'"\n')
    assert sanctionwire("ingest", path, home=home).code == 4
    runs = run_count(home)
    ran = sanctionwire("ingest", path, "--columns", "text=body", home=home)
    assert (ran.code, "no column 'body' for text" in ran.err) == (4, True)
    assert run_count(home) == runs


@pytest.mark.parametrize("columns", ["text", "body=text", "text=a,text=b"])
def test_a_wrong_column_map_is_a_usage_error(sanctionwire, tmp_path, columns):
    ran = sanctionwire("ingest", "-", "--columns", columns, home=tmp_path / "home", stdin=STORY)
    assert (ran.code, "--columns: " in ran.err) == (2, True)


def test_standard_input_is_a_source(sanctionwire, tmp_path):
    ran = sanctionwire("ingest", "-", "--json", home=tmp_path, stdin=STORY)
    assert (ran.code, ran.json["stories_new"]) == (0, 1), ran.err


def test_a_warehouse_that_another_process_writes_to_is_refused(sanctionwire, tmp_path):
    home = tmp_path / "home"
    assert sanctionwire("ingest", "-", home=home, stdin=STORY).code == 0
    path = home / "warehouse.duckdb"
    code = f"import duckdb; c = duckdb.connect({str(path)!r}); print('open', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "open\n"
        ran = sanctionwire("ingest", "-", home=home, stdin=STORY + b"More.\n")
        other.communicate("\n")
    assert ran.code == 5
    assert f"process {other.pid}" in ran.err


def test_a_file_that_is_no_warehouse_is_left_alone(sanctionwire, tmp_path):
    path = tmp_path / "notes.duckdb"
    path.write_text("my notes")
    ran = sanctionwire("ingest", "-", "--warehouse", path, home=tmp_path / "home", stdin=STORY)
    assert (ran.code, path.read_text()) == (1, "my notes")
    assert "name another --warehouse" in ran.err
