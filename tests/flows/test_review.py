"""Reviews, replays and differences from the command line, over sample stories."""

import json
import os
import pty
import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from flows.reviewing import _Journal, _screen
from tasks.measures import analyse as rules
from tasks.measures import assembling
from tasks.reviewing import files
from tests.in_hand import InHand
from tests.warehouse.reviewing import LATER, decided
from warehouse.codes import ReviewKind
from warehouse.connect import Reader, open_reader, open_writer
from warehouse.reviews import Item, Wanted, list_items, record

HOSTILE = "\x1b[31mRed\x1b]0;title\x07 \u202eright to left\u2066 \x9b2J\r\nnext"
STORY = """Ministers ban timber

STRELSAU, Jan 5, 2026 (Meridian) - Canada on Monday banned imports of timber from Belarus, its foreign ministry said.

The ministry said that France had frozen the assets of the Belarus central bank last week.
"""


def an_item(**changes):
    item = Item(
        kind=ReviewKind.MEASURE, field="measure", row_key="measure_1", story_id="story_1", version="v1", text_sha256="0" * 64,
        start_char=12, end_char=18, words="Canada banned timber", words_start=5, shown="imposed import_restriction: CA > BY",
        rule_id="T-V-ban", confidence=0.9, seen="{}", headline="Ministers ban timber", provider="Meridian",
        published_at=datetime(2026, 1, 5, tzinfo=UTC), source_uri="/wires/a.txt", before="Before. ", after=" After.",
        decision=None, reviewer=None,
    )  # fmt: skip
    return replace(item, **changes)


def test_the_words_stand_marked_in_what_is_around_them():
    screen = _screen(an_item(), 1, 3)
    assert "…Before. «Canada [banned] timber» After.…" in screen
    assert "because of rule T-V-ban, confidence 0.90" in screen
    assert "1 of 3  Ministers ban timber" in screen


@pytest.mark.parametrize("field", ["headline", "provider", "words", "before", "after", "shown", "rule_id", "reviewer"])
def test_hostile_text_is_inert_in_the_terminal(field):
    screen = _screen(an_item(**{field: HOSTILE}, decision="accept"), 1, 1)
    bad = [character for character in screen if unicodedata.category(character) in ("Cc", "Cf") and character != "\n"]
    assert bad == []
    assert "[U+202E]" in screen


@pytest.fixture(scope="module")
def home(sanctionwire, tmp_path_factory):
    """A data folder with two sample stories of our own."""
    folder = tmp_path_factory.mktemp("reviewed")
    (folder / "story.txt").write_text(STORY, encoding="utf-8")
    ran = sanctionwire("ingest", folder / "story.txt", home=folder)
    assert ran.code == 0, ran.err
    return folder


NEXT = str(int(rules.EXTRACTOR_VERSION) + 1)  # of the rules that come after those of this checkout


@pytest.fixture
def other_rules(monkeypatch):
    """Go over to rules of another version, which give every measure another name of its rule and an amount."""
    original = assembling._measure

    def otherwise(*given):
        measure = original(*given)
        return replace(measure, rule_id=f"{measure.rule_id}-2", amount_text="all")

    def go_over():
        monkeypatch.setattr("tasks.isolation.crew.isolated", InHand)
        monkeypatch.setattr(rules, "EXTRACTOR_VERSION", NEXT)
        monkeypatch.setattr(assembling, "_measure", otherwise)

    return go_over


def shown(sanctionwire, home, columns="evidence_text", source="current_measures"):
    ran = sanctionwire("query", f"SELECT {columns} FROM {source} ORDER BY ALL", "--json", home=home)
    assert ran.code == 0, ran.err
    return ran.json


@pytest.mark.slow
def test_a_rejected_measure_stays_rejected_after_replay_and_ingest(sanctionwire, tmp_path, other_rules):
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    ran = sanctionwire("ingest", tmp_path / "story.txt", home=tmp_path)
    assert ran.code == 0, ran.err
    before = shown(sanctionwire, tmp_path, "measure_id, rule_id, evidence_text")
    assert len(before) == 2
    ran = sanctionwire("review", "--reviewer", "ann", home=tmp_path, stdin=b"r\nthey only think of it\ns\n")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "1 decisions stored"), ran.err
    (kept,) = shown(sanctionwire, tmp_path)
    version_before = rules.EXTRACTOR_VERSION

    other_rules()
    dry = sanctionwire("replay", "--older-than-current", "--dry-run", "--json", home=tmp_path).json
    assert (dry["is_dry_run"], dry["stories"]) == (True, 1)
    assert shown(sanctionwire, tmp_path) == [kept]
    read_by = [row["extractor_version"] for row in shown(sanctionwire, tmp_path, "extractor_version", "measures")]
    assert read_by == [version_before] * 2

    ran = sanctionwire("replay", "--older-than-current", "--json", home=tmp_path)
    assert ran.code == 0, ran.err
    assert [one["cause"] for one in ran.json["differences"]] == ["extractor", "extractor"]
    assert ran.json["differences"] == dry["differences"]
    assert shown(sanctionwire, tmp_path) == [kept]
    ((rule, version),) = {(row["rule_id"], row["extractor_version"]) for row in shown(sanctionwire, tmp_path, "*")}
    assert rule.endswith("-2")
    assert version == NEXT

    changed_by = sanctionwire("diff", ran.json["run_id"], "--json", home=tmp_path).json
    assert [(one["words"], one["cause"], one["values"]["amount_text"]) for one in changed_by] == [
        (kept["evidence_text"], "extractor", {"before": None, "after": "all"})
    ]
    by_rules = sanctionwire("diff", f"rules:{version_before}", f"rules:{NEXT}", "--json", home=tmp_path).json
    assert len(by_rules) == 2

    again = sanctionwire("replay", "--json", home=tmp_path)
    assert again.json["differences"] == []
    assert sanctionwire("replay", "--older-than-current", "--json", home=tmp_path).json["stories"] == 0

    (tmp_path / "again.txt").write_text(STORY, encoding="utf-8")
    sanctionwire("ingest", tmp_path / "again.txt", home=tmp_path)
    assert shown(sanctionwire, tmp_path) == [kept]
    listed = sanctionwire("review", "list", "--json", home=tmp_path).json
    assert [(one["decision"], one["reviewer"], one["state"]) for one in listed] == [("reject", "ann", "applied")]


@pytest.mark.slow
def test_a_writethru_with_other_words_makes_the_decision_stale(sanctionwire, tmp_path):
    def version(number, text):
        item = {
            "uri": "tag:meridian.example,2026:timber", "version": str(number), "versioncreated": f"2026-01-05T0{number}:00:00Z",
            "headline": "Ministers ban timber", "body_text": text, "provider": "Meridian", "pubstatus": "usable",
            "type": "text", "language": "en",
        }  # fmt: skip
        path = tmp_path / f"v{number}.json"
        path.write_text(json.dumps(item), encoding="utf-8")
        return path

    text = STORY.split("- ", 1)[1]
    sanctionwire("ingest", version(1, text), home=tmp_path)
    ran = sanctionwire("review", "--reviewer", "ann", home=tmp_path, stdin=b"r\nwrong\nr\nwrong\n")
    assert ran.code == 0, ran.err
    ran = sanctionwire("ingest", version(2, text.replace("banned imports of timber", "banned all timber")), home=tmp_path)
    assert ran.code == 0, ran.err
    stale = sanctionwire("review", "list", "--stale", "--json", home=tmp_path).json
    assert ["timber" in one["words"] for one in stale] == [True]
    assert ["all timber" in one["evidence_text"] for one in shown(sanctionwire, tmp_path)] == [True]


@pytest.mark.slow
def test_an_interrupted_replay_goes_on(sanctionwire, sample_home, tmp_path, other_rules, monkeypatch):
    for name in ("warehouse.duckdb", ".warehouse.duckdb.writer"):
        (tmp_path / name).write_bytes((sample_home / name).read_bytes())
    monkeypatch.setenv("SANCTIONWIRE_BATCH_SIZE", "20")
    import flows.replay as flow

    other_rules()
    original, done = flow.reload, []

    def stops(run, parcel, dry_run, differences):
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(parcel.number)
        original(run, parcel, dry_run, differences)

    with monkeypatch.context() as patch:
        patch.setattr(flow, "reload", stops)
        assert sanctionwire("replay", "--json", home=tmp_path).code != 0
    ran = sanctionwire("replay", "--json", home=tmp_path)
    assert ran.code == 0, ran.err
    assert ran.json["stories_skipped"] == 40
    versions = {row["extractor_version"] for row in shown(sanctionwire, tmp_path, "extractor_version", "extractions")}
    assert versions == {NEXT}
    assert not (tmp_path / ".warehouse.duckdb.replay").exists()
    again = sanctionwire("replay", "--json", home=tmp_path)
    assert (again.json["stories_skipped"], again.json["differences"]) == (0, [])


@pytest.mark.slow
def test_the_terminal_asks_and_stores(home, root):
    """A real terminal: one line of questions, answered by keys."""
    environment = {**os.environ, "SANCTIONWIRE_HOME": str(home), "SANCTIONWIRE_REVIEWER": "ann", "NO_COLOR": "1"}
    terminal, end = pty.openpty()
    command = [sys.executable, "-c", "from flows.cli import main; main()", "review"]
    with subprocess.Popen(command, cwd=root, env=environment, stdin=end, stdout=end, stderr=end, close_fds=True) as process:
        os.close(end)
        os.write(terminal, b"?\nx\ne\nstatus=gone\ne\nstatus=lifted\nthe story says so\na\n\n")
        said = b""
        while chunk := read_some(terminal):
            said += chunk
    os.close(terminal)
    text = said.decode()
    assert process.returncode == 0, text
    assert "a accept, r reject" in text
    assert "'gone' is no status" in text
    assert "2 decisions stored" in text


def read_some(terminal):
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other end is closed
        return b""


@pytest.mark.slow
def test_decisions_of_a_session_that_was_killed_are_stored_by_the_next(sanctionwire, home):
    before = len(sanctionwire("review", "list", "--json", home=home).json)
    with open_reader(home / "warehouse.duckdb") as reader:
        item = list_items(reader, Wanted())[0]
    _Journal(home / "warehouse.duckdb").note(decided(item, "edit", "flow=both", at=LATER))
    ran = sanctionwire("review", "--reviewer", "bea", home=home, stdin=b"q\n")
    assert ran.out.splitlines()[-1] == "1 decisions stored"
    assert len(sanctionwire("review", "list", "--json", home=home).json) == before + 1


@pytest.mark.slow
def test_a_missed_measure_can_be_added(sanctionwire, home):
    (story,) = shown(sanctionwire, home, "story_id", "current_stories")
    values = "measure_type=export_restriction; status=proposed; +target=BY; +sender=FR"
    clause = "its foreign ministry said"
    add = ["review", "add", story["story_id"], "--reviewer", "ann", "--reason", "missed", "--values", values]
    ran = sanctionwire(*add, "--words", clause, "--trigger", "said", home=home)
    assert ran.code == 0, ran.err
    columns = "evidence_text, trigger_text, senders, targets, rule_id, review_decision"
    (added,) = [row for row in shown(sanctionwire, home, columns) if row["review_decision"] == "add"]
    assert added == {
        "evidence_text": clause, "trigger_text": "said", "senders": ["FR"], "targets": ["BY"], "rule_id": "H-review",
        "review_decision": "add",
    }  # fmt: skip
    assert sanctionwire(*add, "--words", "said", "--trigger", "said", home=home).code == 2, "the word is there twice"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["review"], "who decides"),
        (["review", "--kind", "story", "--reviewer", "a"], "no kind 'story'"),
        (["review", "export", "x.txt"], "neither .csv nor .jsonl"),
        (["review", "import", "missing.csv"], "cannot be read"),
        (["diff", "yesterday", "now"], "neither a run nor a time"),
        (["diff", "run_x"], "no run"),
        (["diff", f"rules:{rules.EXTRACTOR_VERSION}", "rules:9"], "nothing was read by rules 9"),
        (["diff", "rules:2", "now"], "cannot be compared"),
        (["diff", "story_00@1", "story_00@2"], "no version 1"),
        (["replay", "--from", "2026-02-01", "--to", "2026-01-01"], "is after"),
    ],
)
def test_what_cannot_be_done_says_what_to_do(sanctionwire, home, arguments, message):
    ran = sanctionwire(*arguments, home=home)
    assert ran.code == 2
    assert message in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.slow
def test_a_file_goes_out_and_comes_in(sanctionwire, home, tmp_path):
    ran = sanctionwire("review", "export", tmp_path / "all.csv", "--kind", "party", "--kind", "measure", home=home)
    assert ran.code == 0, ran.err
    ran = sanctionwire("review", "import", tmp_path / "all.csv", home=home)
    assert ran.out.startswith("0 new decisions of ")
    lines = [line for _, line in files.read(tmp_path / "all.csv")]
    files.write(tmp_path / "all.csv", [*lines[:-1], {**lines[-1], "decision": "maybe"}])
    ran = sanctionwire("review", "import", tmp_path / "all.csv", home=home)
    assert ran.code == 2
    assert "maybe" in ran.err


@pytest.mark.slow
def test_parties_positions_and_mentions_are_decided_on(sample_home, tmp_path):
    for name in ("warehouse.duckdb", ".warehouse.duckdb.writer"):
        (tmp_path / name).write_bytes((sample_home / name).read_bytes())
    with open_writer(tmp_path / "warehouse.duckdb") as writer:
        reader = Reader(writer)
        party, position, refused, mention = (
            list_items(reader, Wanted(kinds=(kind,)))[place]
            for kind, place in (
                (ReviewKind.PARTY, 0), (ReviewKind.POSITION, 0), (ReviewKind.POSITION, 1), (ReviewKind.MENTION, 0),
            )
        )  # fmt: skip
        for item, decision, value in (
            (party, "edit", "sender:FR"),
            (position, "edit", "abstains:FR"),
            (refused, "reject", None),
            (mention, "edit", "FR"),
        ):
            assert record(writer, decided(item, decision, value)) == 1
        measure_id, role, entity_id = party.row_key.split("|")
        asked = "SELECT role, entity_id FROM current_parties WHERE measure_id = ?"
        parties = {(row["role"], row["entity_id"]) for row in reader.rows(asked, [measure_id])}
        assert ("sender", "country:FR") in parties
        assert (role, entity_id) not in parties
        columns = "position_id, stance, holder_country, review_decision, reviewer"
        asked = f"SELECT {columns} FROM current_positions WHERE position_id IN (?, ?)"
        assert [tuple(row.values()) for row in reader.rows(asked, [position.row_key, refused.row_key])] == [
            (position.row_key, "abstains", "FR", "edit", "ann")
        ]
        asked = "SELECT entity_id FROM mentions_known_at('infinity'::TIMESTAMP) WHERE mention_id = ?"
        assert reader.rows(asked, [mention.row_key]) == [{"entity_id": "country:FR"}]
        assert reader.rows("SELECT count(*) AS n FROM entities WHERE entity_id = 'country:FR'") == [{"n": 1}]
        states = reader.rows("SELECT DISTINCT state FROM review_states")
        assert states == [{"state": "applied"}]
        by_kind = {(row["rule_id"], row["edited"], row["rejected"]) for row in reader.rows("FROM rule_precision")}
        assert {row[1:] for row in by_kind} == {(1, 0), (0, 1)}
