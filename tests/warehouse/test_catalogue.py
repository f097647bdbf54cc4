"""The catalogue: nothing without a comment, keys and references that hold, a diagram of all tables, pages that are current."""

import json
import re

import pytest

from flows.screens import schema_as_json
from warehouse import dictionary
from warehouse.catalogue import as_diagram, as_markdown, describe
from warehouse.codes import MeasureType, Status
from warehouse.store import KEYS


@pytest.fixture(scope="module")
def relations():
    return describe()


def test_every_table_view_macro_column_has_a_comment(relations):
    silent = [one.name for one in relations if not one.comment.strip()]
    silent += [f"{one.name}.{column.name}" for one in relations for column in one.columns if not column.comment.strip()]
    assert silent == []


def test_macros_are_in_the_catalogue_with_their_arguments(relations):
    macros = {one.name: [column.name for column in one.columns] for one in relations if "macro" in one.kind}
    assert macros["in_force_as_of"] == ["asked_target", "day"]
    assert len(macros) >= 15


def test_every_table_names_a_key_of_its_own_columns(relations):
    tables = {one.name: one for one in relations if one.kind == "table"}
    keyless = [one.name for one in tables.values() if not one.key or not set(one.key) <= {column.name for column in one.columns}]
    assert keyless == []
    assert {name: set(tables[name].key) for name in KEYS if name in tables} == {
        name: set(key) for name, key in KEYS.items() if name in tables
    }


def test_the_diagram_has_every_table_and_points_only_to_tables(relations):
    lines = as_diagram(relations)
    drawn = {found[1] for line in lines if (found := re.fullmatch(r"    (\w+) \{", line))}
    assert drawn == {one.name for one in relations if one.kind == "table"}
    pointers = [found.groups() for line in lines if (found := re.fullmatch(r"    (\w+) \|\|--o\{ (\w+) : \w+", line))]
    assert {name for pair in pointers for name in pair} <= drawn
    assert {("stories", "measures"), ("measures", "measure_parties"), ("cases", "case_events")} <= set(pointers)
    # Mermaid's grammar of the lines: a block opens, holds "TYPE name KEYS", closes.
    shapes = r"erDiagram|    \w+ \{|        \w+ \w+ (PK|FK|PK,FK)|    \}|    \w+ \|\|--o\{ \w+ : \w+"
    assert [line for line in lines if not re.fullmatch(shapes, line)] == []


def test_the_schema_page_has_the_diagram_and_every_relation(relations):
    page = as_markdown(relations)
    assert "```mermaid\nerDiagram\n" in page
    assert [one.name for one in relations if one.name not in page] == []


def test_the_schema_as_json_has_everything(relations):
    told = {one["name"]: one for one in json.loads(schema_as_json(relations))}
    assert set(told) == {one.name for one in relations}
    assert told["measures"]["key"] == ["measure_id"]
    columns = {column["name"]: column for column in told["measures"]["columns"]}
    assert (columns["story_id"]["references"], columns["status"]["references"]) == ("stories", "ref_statuses")
    assert columns["goods"]["type"] == "VARCHAR[]"


def test_the_page_of_codes_is_what_the_lists_say(root):
    page = (root / "docs" / "codes.md").read_text(encoding="utf-8")
    assert page == dictionary.as_markdown(), "run: sanctionwire schema --codes > docs/codes.md"


def test_the_page_of_codes_has_every_code_and_scheme():
    page = dictionary.as_markdown()
    assert [code for code in (*MeasureType, *Status) if f"| `{code}` |" not in page] == []
    assert [name for name in ("TIES", "GSDB", "OpenSanctions", "FollowTheMoney", "CAMEO", "PLOVER") if name not in page] == []
    assert {line.count(" | ") for line in page.splitlines() if line.startswith("| `")} == {7}
