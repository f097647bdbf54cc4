"""FollowTheMoney entities, judged and carried round by the library itself."""

import json

import pytest

from tests.stocked import CLAUSE, HOSTILE_BODY
from warehouse.export.followthemoney import schema_of

model = pytest.importorskip("followthemoney").model


@pytest.fixture(scope="module")
def entities(exported):
    folder, _ = exported
    lines = (folder / "followthemoney.jsonl").read_text("ascii").splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


def of(entities, schema):
    return [row for row in entities.values() if row["schema"] == schema]


def assert_valid(rows):
    """Let the library validate, clean and give back every entity; follow every reference."""
    for row in rows.values():
        model.get(row["schema"]).validate(row)
        cleaned = model.get_proxy(row, cleaned=False)
        for name, values in row["properties"].items():
            assert sorted(cleaned.get(name)) == sorted(values), (row["schema"], name)
        back = model.get_proxy(model.get_proxy(row).to_dict())
        assert back == cleaned
        for prop in cleaned.iterprops():
            for value in cleaned.get(prop) if prop.type.name == "entity" else ():
                assert model.get(rows[value]["schema"]).is_a(prop.range), (row["schema"], prop.name)


def test_the_library_takes_every_entity_and_gives_it_back(entities, exported):
    _, manifest = exported
    assert len(entities) == manifest["rows"]["followthemoney"]
    assert_valid(entities)


def test_only_what_is_realised_is_a_sanction(entities):
    told = sorted(row["properties"]["summary"][0] for row in of(entities, "Sanction"))
    assert told == [CLAUSE, CLAUSE]  # imposed and extended; proposed and threatened are none
    (imposed,) = [row for row in of(entities, "Sanction") if row["properties"]["entity"] == ["country-BY"]]
    assert imposed["properties"]["authority"] == ["NO"]
    assert imposed["properties"]["country"] == ["no"]
    assert imposed["properties"]["status"] == ["Active"]
    assert imposed["properties"]["provisions"] == ["Import restriction"]


def test_proposals_and_positions_are_documentation(entities):
    told = [row["properties"] for row in of(entities, "Documentation")]
    assert ["target of import restriction"] in [one["role"] for one in told if one.get("status") == ["proposed"]]
    assert [one["entity"] for one in told if one["role"] == ["opposes import restriction"]] == [["country-SE"]]


def test_stories_are_articles_with_their_words(entities):
    assert len(of(entities, "Article")) == 4
    assert len(of(entities, "Mention")) == 8
    hostile = entities["story-hostile"]["properties"]
    assert hostile["bodyText"][0] == HOSTILE_BODY.replace("\u202e", "").replace("\u2066", "")


@pytest.mark.parametrize(
    ("kind", "name", "schema"),
    [
        ("country", "Libya", "PublicBody"),
        ("body", "European Union", "Organization"),
        ("organization", "Rosneft PLC", "Company"),
        ("organization", "Incubator", "Organization"),
        ("person", "Jan Inc", "Person"),
        ("vessel", "Adrian Darya", "Vessel"),
        ("group", "officers", "LegalEntity"),
        ("place", "Crimea", "LegalEntity"),
    ],
)
def test_schemata_of_actors(kind, name, schema):
    assert schema_of({"kind": kind, "name": name}) == schema


@pytest.mark.slow
def test_the_samples_are_valid_too(sample_home, tmp_path):
    from datetime import UTC, datetime

    from warehouse.export.run import export
    from warehouse.export.scope import Form, Scope

    done = export(sample_home / "warehouse.duckdb", tmp_path / "out", Scope((Form.FOLLOWTHEMONEY,)), datetime.now(UTC))
    lines = (done.folder / "followthemoney.jsonl").read_text("ascii").splitlines()
    rows = {row["id"]: row for row in map(json.loads, lines)}
    assert len(rows) == len(lines) == done.manifest["rows"]["followthemoney"]
    assert_valid(rows)
