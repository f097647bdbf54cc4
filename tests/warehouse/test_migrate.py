import duckdb
import pytest

from warehouse import records, reviewed
from warehouse.catalogue import describe
from warehouse.migrate import HERE, migrate
from warehouse.sequence import writer_sequence
from warehouse.staging import column_names

TABLES = {
    "documents": records.Document,
    "stories": records.Story,
    "document_stories": records.DocumentStory,
    "story_furniture": records.Furniture,
    "story_links": records.StoryLink,
    "story_references": records.StoryReference,
    "story_sketches": records.Sketch,
    "entities": records.Entity,
    "mentions": records.Mention,
    "measures": records.Measure,
    "measure_evidence": records.Evidence,
    "measure_parties": records.Party,
    "positions": records.Position,
    "cases": records.Case,
    "case_events": records.CaseEvent,
    "quarantine": records.Quarantined,
    "quality_results": records.QualityResult,
    "reviews": records.Review,
    "extractions": records.Extraction,
    "review_states": reviewed.ReviewState,
    "reviewed_measures": reviewed.ReviewedMeasure,
    "reviewed_parties": reviewed.ReviewedParty,
    "reviewed_positions": reviewed.ReviewedPosition,
    "reviewed_mentions": reviewed.ReviewedMention,
    "reviewed_links": reviewed.ReviewedLink,
    "runs": records.Run,
}
PROMISED_VIEWS = {
    "current_stories",
    "current_measures",
    "measure_timeline",
    "sender_target_matrix",
    "open_proposals",
    "entity_activity",
    "quality_trend",
}


@pytest.fixture(scope="module")
def relations():
    return {relation.name: relation for relation in describe()}


@pytest.mark.parametrize(("table", "record"), TABLES.items())
def test_a_record_has_the_columns_of_its_table(relations, table, record):
    assert column_names(record) == [column.name for column in relations[table].columns]


def test_every_promised_view_is_there(relations):
    assert {name for name, relation in relations.items() if relation.kind == "view"} >= PROMISED_VIEWS


@pytest.mark.parametrize(("view", "table"), [("current_stories", "stories"), ("current_measures", "measures")])
def test_a_current_view_carries_every_column_of_its_table(relations, view, table):
    columns = [column.name for column in relations[table].columns]
    assert [column.name for column in relations[view].columns][: len(columns)] == columns


def test_every_table_view_and_column_says_what_it_is(relations):
    silent = [relation.name for relation in relations.values() if not relation.comment]
    silent += [
        f"{relation.name}.{column.name}" for relation in relations.values() for column in relation.columns if not column.comment
    ]
    assert silent == []


def test_old_places_of_versions_keep_their_order():
    with duckdb.connect(":memory:") as connection:
        older = [path for path in sorted((HERE / "migrations").glob("*.sql")) if path.stem < "004"]
        for path in older:
            connection.execute(path.read_text(encoding="utf-8"))
        connection.execute(
            "INSERT INTO stories BY NAME SELECT 's' AS story_id, 'v' || coalesce(n, 0) AS version, n AS version_order,"
            " 1 AS revision, TRUE AS is_current, '' AS document_id, '' AS source_uri, 'story' AS content_kind,"
            " 'usable' AS publish_status, [] AS keywords, '' AS body, 0 AS word_count, 's' AS cluster_id,"
            " now()::TIMESTAMP AS first_seen_at, '' AS run_id FROM (VALUES (9), (10), (NULL)) AS t(n)"
        )
        connection.execute((HERE / "migrations" / "004_lineage.sql").read_text(encoding="utf-8"))
        rows = connection.execute("SELECT version FROM stories ORDER BY version_order").fetchall()
    assert rows == [("v0",), ("v9",), ("v10",)]


def test_migrating_twice_changes_nothing():
    with duckdb.connect(":memory:") as connection:
        migrate(connection)
        before = writer_sequence(connection)
        migrate(connection)
        assert writer_sequence(connection) == before == 1


def test_code_lists_are_filled_from_the_reference_files():
    with duckdb.connect(":memory:") as connection:
        migrate(connection)
        counts = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("ref_measure_types", "ref_statuses", "ref_countries", "ref_bodies", "ref_programs")
        }
    assert counts["ref_measure_types"] == 13
    assert counts["ref_statuses"] == 7
    assert min(counts.values()) > 0
