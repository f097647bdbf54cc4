"""What the pages say runs: commands, Python examples, SQL, the notebook, and the sample answers of the named queries."""

import importlib.util
import re
import shlex

import duckdb
import pytest

from tests.warehouse.sample_answers import sample_answer, with_answer
from warehouse.connect import open_reader
from warehouse.questions import questions

pytestmark = pytest.mark.slow


def fenced(root, language, pages="docs/*.md"):
    """Every fenced block of a language: (page, text)."""
    return [
        (page.name, block)
        for page in sorted(root.glob(pages))
        for block in re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    ]


def test_the_sample_answers_are_what_the_queries_answer(sample_home):
    stale = []
    with open_reader(sample_home / "warehouse.duckdb") as reader:
        for question in questions():
            if with_answer(question.sql, sample_answer(reader, question)) != question.sql:
                stale.append(question.name)
    assert stale == [], "run: python -m tests.warehouse.sample_answers, and read what changed"


def test_most_named_queries_have_something_to_say_on_the_samples():
    silent = {question.name for question in questions() if len(question.answer.splitlines()) < 2}
    assert silent <= {"open_quarantine", "unresolved_references", "still_open", "new_stories", "reviews"}


def test_commands_of_the_pages_run(root, sanctionwire, sample_home):
    lines = [line for _, block in fenced(root, "sh") for line in block.splitlines()]
    commands = [line for line in lines if re.match(r"sanctionwire (query|search|schema)\b", line)]
    assert len(commands) >= 12
    for line in commands:
        ran = sanctionwire(*shlex.split(line)[1:], home=sample_home)
        assert (ran.code, bool(ran.out.strip())) == (0, True), (line, ran.err)
        assert not ran.out.startswith("Nothing found"), line


@pytest.mark.parametrize("page", ["python.md"])
def test_python_examples_run(root, sample_home, monkeypatch, page):
    monkeypatch.setenv("SANCTIONWIRE_HOME", str(sample_home))
    blocks = fenced(root, "python", f"docs/{page}")
    assert len(blocks) >= 4
    for name, block in blocks:
        exec(compile(block, name, "exec"), {})  # noqa: S102 - the page's own examples


def test_sql_of_the_pages_runs_on_the_snapshot_opened_by_others(root, sample_home):
    blocks = [block for _, block in fenced(root, "sql", "docs/sql-clients.md")]
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"ATTACH '{sample_home / 'warehouse.duckdb'}' AS wires (READ_ONLY)")
        connection.execute("USE wires")
        for block in blocks:
            for statement in connection.extract_statements(block):
                assert connection.execute(statement).fetchall(), statement.query
        with pytest.raises(duckdb.Error, match="read-only"):
            connection.execute("DELETE FROM stories")
    assert blocks


def test_the_notebook_answers_its_questions(root, sample_home, monkeypatch):
    monkeypatch.setenv("SANCTIONWIRE_HOME", str(sample_home))
    spec = importlib.util.spec_from_file_location("sanctions_notebook", root / "notebooks" / "sanctions.py")
    notebook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(notebook)
    outputs, named = notebook.app.run()
    named["wires"].close()
    assert named["in_force"][0]["cases"] >= named["in_force"][-1]["cases"] > 0
    assert {row["outcome"] for row in named["never_adopted"]} <= {"open", "rejected"}
    assert len(named["never_adopted"]) > 5
    assert named["opponents"][0]["measures"] > 1
    charts = [output.text for output in outputs if output is not None and "<svg" in output.text]
    assert len(charts) == 3
    for chart in charts:
        assert chart.count("<rect") >= 3
        assert "http" not in chart.split("</svg>")[0]


def test_a_key_names_one_row_and_what_points_elsewhere_finds_it(sample_home):
    from warehouse.catalogue import describe

    tables = [one for one in describe() if one.kind == "table"]
    keys = {one.name: one.key for one in tables}
    # Whom a story names need not have arrived, and a URL is remembered by itself.
    loose = {("story_links", "other_story_id")}
    with open_reader(sample_home / "warehouse.duckdb") as reader:
        for table in tables:
            (row,) = reader.rows(f"SELECT count(*) AS n, count(DISTINCT row({', '.join(table.key)})) AS keys FROM {table.name}")
            assert row["n"] == row["keys"], table.name
            for column in table.columns:
                if column.references and (table.name, column.name) not in loose:
                    lost = reader.rows(
                        f"SELECT DISTINCT {column.name} FROM {table.name} WHERE {column.name} IS NOT NULL"
                        f" AND {column.name} NOT IN (SELECT {keys[column.references][0]} FROM {column.references})"
                    )
                    assert lost == [], (table.name, column.name)
