"""The main job over the sample stories, from the command to the tables."""

import json
import re
import shutil

import pytest

from warehouse.connect import open_reader

pytestmark = pytest.mark.slow

# What a replay has replaced; nothing in a warehouse that was ingested once.
PAST = {"past_measures", "past_measure_evidence", "past_mentions", "past_positions"}
OFFSETS = [  # table, column of the words, first and end offset
    ("mentions", "text", "start_char", "end_char"),
    ("measures", "evidence_text", "evidence_start", "evidence_end"),
    ("measure_evidence", "text", "start_char", "end_char"),
    ("positions", "evidence_text", "start_char", "end_char"),
]
SETTLED = (
    "stories", "story_links", "entities", "mentions", "measures", "measure_parties", "positions", "cases", "case_events"
)  # fmt: skip


def contents(home):
    with open_reader(home / "warehouse.duckdb") as reader:
        tables = [row["name"] for row in reader.rows("SELECT table_name AS name FROM duckdb_tables() WHERE NOT internal")]
        return {table: sorted(reader.table(f'FROM "{table}"')[1], key=repr) for table in tables}


def story_bodies(reader):
    return {(row["story_id"], row["version"]): row["body"] for row in reader.rows("SELECT story_id, version, body FROM stories")}


def misplaced(home):
    """Every offset of every table that does not give the stored words."""
    wrong = []
    with open_reader(home / "warehouse.duckdb") as reader:
        bodies = story_bodies(reader)
        for table, text, start, end in OFFSETS:
            owner = "JOIN measures USING (measure_id)" if table == "measure_evidence" else ""
            for row in reader.rows(
                f"SELECT story_id, version, {table}.{text} AS words, {start} AS s, {end} AS e FROM {table} {owner}"
            ):
                if bodies[row["story_id"], row["version"]][row["s"] : row["e"]] != row["words"] or row["s"] >= row["e"]:
                    wrong.append((table, row))
    return wrong


def offset_columns(home):
    with open_reader(home / "warehouse.duckdb") as reader:
        found = reader.rows(
            "SELECT table_name AS t FROM duckdb_columns() WHERE column_name IN ('start_char', 'evidence_start')"
            " AND table_name IN (SELECT table_name FROM duckdb_tables())"
        )
    return {row["t"] for row in found}


def test_every_sample_file_is_a_document_with_stories_or_in_quarantine(sample_home, root):
    files = [path for path in (root / "seeds" / "stories").iterdir() if not path.name.startswith("README")]
    with open_reader(sample_home / "warehouse.duckdb") as reader:
        unaccounted = reader.rows(
            "SELECT source_uri FROM documents WHERE document_id NOT IN (SELECT document_id FROM document_stories)"
            " AND document_id NOT IN (SELECT split_part(record_key, '#', 1) FROM quarantine)"
        )
        documents = reader.rows("SELECT count(*) AS n FROM documents")[0]["n"]
    assert unaccounted == []
    assert documents == len(files) >= 40


def test_every_offset_gives_exactly_the_stored_words(sample_home):
    assert offset_columns(sample_home) == {table for table, *_ in OFFSETS} | PAST | {"reviews"}
    assert misplaced(sample_home) == []


@pytest.mark.parametrize("home", ["seed_home", "dev_home"])
def test_every_offset_gives_exactly_the_stored_words_in_shared_stories(home, request):
    assert misplaced(request.getfixturevalue(home)) == []


def test_a_second_run_reports_nothing_new_and_leaves_every_table_identical(sanctionwire, sample_home, root, tmp_path):
    home = shutil.copytree(sample_home, tmp_path / "home")
    before = contents(home)
    ran = sanctionwire("ingest", root / "seeds" / "stories", "--json", home=home)
    assert ran.code == 0, ran.err
    outcome = ran.json
    assert (outcome["stories_new"], outcome["stories_changed"], outcome["quarantined"]) == (0, 0, 0)
    assert outcome["stories_unchanged"] > 40
    assert contents(home) == before


def test_the_order_of_arrival_does_not_matter(sanctionwire, sample_home, root, tmp_path):
    paths = sorted((root / "seeds" / "stories").glob("[0-9]*"), reverse=True)
    assert sanctionwire("ingest", *paths[::2], home=tmp_path).code == 0
    assert sanctionwire("ingest", *paths, home=tmp_path).code == 0
    # What depends on when and from where something came first, and on nothing else, may differ.
    arrival = re.compile(r"run_id|_at$|document_id|source_uri")

    def settled(home):
        with open_reader(home / "warehouse.duckdb") as reader:
            kept = {}
            for table in (
                "stories",
                "story_links",
                "story_references",
                "reference_candidates",
                "story_furniture",
                "entities",
                "mentions",
                "measures",
                "measure_parties",
                "positions",
                "cases",
                "case_events",
            ):
                columns, rows = reader.table(f"FROM {table}")
                places = [place for place, name in enumerate(columns) if not arrival.search(name)]
                kept[table] = sorted((tuple(row[place] for place in places) for row in rows), key=repr)
            return kept

    assert settled(tmp_path) == settled(sample_home)


def test_a_run_is_recorded_with_its_figures(sample_home):
    with open_reader(sample_home / "warehouse.duckdb") as reader:
        (run,) = reader.rows("FROM runs")
    assert run["state"] == "completed"
    assert run["finished_at"] > run["started_at"]
    assert json.loads(run["counts"])["stories_new"] > 40


def test_every_measure_has_a_target_with_its_words(sample_home):
    with open_reader(sample_home / "warehouse.duckdb") as reader:
        bare = reader.rows(
            "SELECT measure_id FROM measures"
            " WHERE measure_id NOT IN (SELECT measure_id FROM measure_parties WHERE role = 'target')"
            " OR measure_id NOT IN (SELECT measure_id FROM measure_evidence WHERE field = 'target')"
        )
        assert reader.rows("SELECT count(*) AS n FROM measures")[0]["n"] > 40
    assert bare == []


def test_stories_that_are_no_sanctions_stories_yield_no_measures(sample_home, root):
    gold = [json.loads(line) for line in (root / "tests" / "gold" / "samples.jsonl").read_text(encoding="utf-8").splitlines()]
    negative = {row["id"] for row in gold if not row["measures"]}
    with open_reader(sample_home / "warehouse.duckdb") as reader:
        rows = reader.rows("SELECT DISTINCT source_uri FROM current_measures JOIN stories USING (story_id, version, source_uri)")
    named = {row["source_uri"].rsplit("/", 1)[-1].split(".")[0] for row in rows}
    assert len(negative) >= 8
    assert negative & named == set()


def test_the_figures_of_a_run_are_a_table_artifact_of_prefect(sample_home):
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey

    with open_reader(sample_home / "warehouse.duckdb") as reader:
        (run,) = reader.rows("FROM runs")
    with get_client(sync_client=True) as client:
        found = client.read_artifacts(artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=["ingest"])))
    (artifact,) = [one for one in found if run["run_id"] in one.description]
    figures = {row["figure"]: row["count"] for row in json.loads(artifact.data)}
    assert (artifact.type, figures["stories new"]) == ("table", json.loads(run["counts"])["stories_new"])


def test_the_report_is_there_and_names_no_other_host(sample_home):
    page = (sample_home / "report.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "http://" not in page.replace("http://www.w3.org", "")
