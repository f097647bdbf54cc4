import csv
import io
import re
import subprocess
import sys

import pytest
import typer

from flows.cli import app
from warehouse.catalogue import as_markdown, describe

COMMANDS = [
    "ingest",
    "query",
    "search",
    "explain",
    "report",
    "quarantine",
    "alerts",
    "review",
    "replay",
    "diff",
    "explore",
    "export",
    "serve",
    "poll",
    "backfill",
    "sources",
    "schema",
    "doctor",
    "recover",
]


def documented(text):
    """The shell lines of a page."""
    return [
        line.split("#")[0].strip() for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()
    ]


@pytest.mark.parametrize("command", [[], *([one] for one in COMMANDS)])
def test_help_answers_without_importing_an_engine(command):
    code = (
        f"import sys; sys.argv = ['sanctionwire', *{command!r}, '--help']\n"
        "from flows.cli import app\n"
        "try: app()\n"
        "except SystemExit: pass\n"
        "heavy = {'prefect', 'spacy', 'duckdb', 'great_expectations', 'pyarrow', 'newspaper', 'pandas'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "Usage" in ran.stdout


def test_every_command_is_documented_in_the_readme_and_the_command_page(root):
    names = set(typer.main.get_command(app).commands)
    assert names == set(COMMANDS)
    for page in ("README.md", "docs/cli.md"):
        text = (root / page).read_text(encoding="utf-8")
        assert [name for name in names if f"`{name}" not in text] == []


def test_every_option_is_documented(root, sanctionwire, tmp_path):
    text = (root / "docs" / "cli.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        options = set(re.findall(r"--[a-z]+", sanctionwire(command, "--help", home=tmp_path).out)) - {"--help", "--warehouse"}
        assert [option for option in options if option not in text] == []


def test_make_targets_of_the_readme_exist(root):
    text = (root / "README.md").read_text(encoding="utf-8")
    targets = [line.split()[1] for line in documented(text) if line.startswith("make ")]
    assert {"run", "test"} <= set(targets)
    for target in targets:
        subprocess.run(["make", "-n", target], cwd=root, check=True, capture_output=True)


@pytest.mark.slow
def test_commands_of_the_readme_run(root, sanctionwire, sample_home):
    text = (root / "README.md").read_text(encoding="utf-8")
    lines = [line for line in documented(text) if line.startswith(".venv/bin/sanctionwire")]
    assert len(lines) >= 7
    import shlex

    for line in lines:
        ran = sanctionwire(*shlex.split(line)[1:], home=sample_home)
        assert ran.code == 0, (line, ran.err)
        assert ran.out.strip(), line


def test_the_schema_page_is_what_the_database_says(root):
    page = (root / "docs" / "schema.md").read_text(encoding="utf-8")
    assert page == as_markdown(describe()), "run: sanctionwire schema --markdown > docs/schema.md"


def test_the_settings_table_is_that_of_the_code(root):
    from flows import settings

    rows = [line for line in settings.__doc__.splitlines() if line.startswith("|")]
    page = (root / "docs" / "cli.md").read_text(encoding="utf-8")
    assert [row for row in rows if row not in page] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["query"],
        ["query", "SELECT 1", "--name", "copies"],
        ["query", "--name", "../load/revise_stories"],
        ["query", "SELECT 1", "--json", "--csv"],
        ["query", "SELECT $a", "--param", "a"],
        ["schema", "no_such_table"],
        ["explain", "story_00000000000000000000"],
        ["nonsense"],
        ["ingest"],
    ],
)
def test_wrong_calls_are_usage_errors(sanctionwire, sample_warehouse_home, arguments):
    ran = sanctionwire(*arguments, home=sample_warehouse_home)
    assert ran.code == 2
    assert "Traceback" not in ran.err


@pytest.fixture(scope="module")
def sample_warehouse_home(tmp_path_factory):
    """A data folder with an empty warehouse."""
    from warehouse.connect import open_writer

    home = tmp_path_factory.mktemp("empty")
    with open_writer(home / "warehouse.duckdb"):
        pass
    return home


def test_rows_are_printed_as_json_and_csv_without_loss(sanctionwire, sample_warehouse_home):
    sql = "SELECT 'a,\"b' AS words, [1, 2] AS numbers, NULL AS nothing, TIMESTAMP '2026-01-02 03:04:05' AS at"
    shown = sanctionwire("query", sql, "--json", home=sample_warehouse_home)
    assert shown.json == [{"words": 'a,"b', "numbers": [1, 2], "nothing": None, "at": "2026-01-02T03:04:05+00:00"}]
    table = sanctionwire("query", sql, "--csv", home=sample_warehouse_home)
    assert list(csv.reader(io.StringIO(table.out))) == [
        ["words", "numbers", "nothing", "at"],
        ['a,"b', "[1, 2]", "", "2026-01-02 03:04:05"],
    ]


def test_control_characters_of_foreign_text_are_shown_and_not_sent_to_the_terminal(sanctionwire, sample_warehouse_home):
    ran = sanctionwire("query", "SELECT chr(27) || '[31mred' || chr(8238) AS words", home=sample_warehouse_home)
    assert "\x1b" not in ran.out
    assert "[U+001B][31mred[U+202E]" in ran.out


def test_a_query_that_fails_says_why_in_one_line(sanctionwire, sample_warehouse_home):
    ran = sanctionwire("query", "SELECT nothing FROM nowhere", home=sample_warehouse_home)
    assert (ran.code, "nowhere" in ran.err, "Traceback" in ran.err) == (1, True, False)


def test_a_setting_that_does_not_fit_is_named(sanctionwire, sample_warehouse_home, monkeypatch):
    monkeypatch.setenv("SANCTIONWIRE_BATCH_SIZE", "many")
    ran = sanctionwire("query", "SELECT 1", home=sample_warehouse_home)
    assert (ran.code, "SANCTIONWIRE_BATCH_SIZE is 'many'" in ran.err) == (2, True)


def test_doctor_finds_this_installation_well(sanctionwire, sample_warehouse_home):
    ran = sanctionwire("doctor", "--json", home=sample_warehouse_home)
    assert [finding for finding in ran.json if not finding["ok"]] == []
    assert ran.code == 0
    assert any(finding["name"] == "newspaper" and "newspaper4k" in finding["seen"] for finding in ran.json)


@pytest.mark.slow
def test_explain_shows_rule_words_and_refused_candidates_without_a_server(sanctionwire, root, tmp_path, monkeypatch):
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    ran = sanctionwire("explain", root / "seeds" / "stories" / "2008-zimbabwe-veto.txt", "--json", home=tmp_path)
    assert ran.code == 0, ran.err
    (explained,) = ran.json
    analysis = explained["analysis"]
    assert analysis["measures"]
    for measure in analysis["measures"]:
        fields = {span["field"] for span in analysis["evidence"] if span["measure_id"] == measure["measure_id"]}
        assert {"clause", "measure_type", "target"} <= fields
        assert measure["rule_id"]
    told = sanctionwire("explain", root / "seeds" / "stories" / "2008-zimbabwe-veto.txt", home=tmp_path).out
    assert analysis["measures"][0]["rule_id"] in told
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_explain_takes_the_id_of_a_stored_story(sanctionwire, sample_home):
    story_id = sanctionwire("query", "SELECT story_id FROM current_measures LIMIT 1", "--json", home=sample_home).json[0][
        "story_id"
    ]
    ran = sanctionwire("explain", story_id, "--json", home=sample_home)
    assert (ran.code, ran.json[0]["story"]["story_id"]) == (0, story_id)
    assert ran.json[0]["analysis"]["measures"]
