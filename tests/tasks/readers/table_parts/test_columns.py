import pytest

from tasks.readers.errors import UnreadableError
from tasks.readers.table_parts.columns import ColumnMapError, fields, is_header, map_columns, parse_columns
from warehouse.reference import read_reference

ROWS = read_reference("table_columns")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["column"])
def test_every_common_name_is_found(row):
    names = ["text", row["column"]] if row["field"] != "text" else [row["column"]]
    assert map_columns(names, None).by_field[row["field"]] == row["column"]
    assert row["source"]


def test_no_name_stands_for_two_fields():
    meant: dict[str, set[str]] = {}
    for row in ROWS:
        meant.setdefault(row["column"].replace("_", ""), set()).add(row["field"])
    assert [name for name, found in meant.items() if len(found) > 1] == []


@pytest.mark.parametrize("name", ["Body", "BODY", "articleBody", "article-body", "Full Text", "full_text"])
def test_letter_case_and_signs_do_not_matter(name):
    assert map_columns([name], None).text == name


def test_of_several_names_the_first_of_the_table_wins():
    assert map_columns(["content", "text", "body"], None).text == "body"


@pytest.mark.parametrize(
    ("names", "expected"), [(["title", "body"], True), (["body"], False), (["title", "date"], False), ([], False)]
)
def test_a_header_has_a_text_and_more(names, expected):
    assert is_header(names) is expected


@pytest.mark.parametrize(
    ("written", "pairs"),
    [
        ("text=body", (("text", "body"),)),
        (" text = Main text , headline=kopf.zeile", (("text", "Main text"), ("headline", "kopf.zeile"))),
        ("text=a=b", (("text", "a=b"),)),
    ],
)
def test_a_column_map_is_read(written, pairs):
    assert parse_columns(written) == pairs


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("", "no pair field=column"),
        ("text", "no pair field=column"),
        ("text=", "no pair field=column"),
        ("body=text", "fields are: text, headline"),
        ("text=a,text=b", "more than once"),
        ("text=a,", "no pair"),
    ],
)
def test_a_wrong_column_map_says_how_to_write_it(written, words):
    with pytest.raises(ColumnMapError, match=words):
        parse_columns(written)


def test_a_refusal_names_the_columns_but_not_thousands():
    with pytest.raises(UnreadableError, match=r"c0, c1.* and 970 more") as caught:
        map_columns([f"c{number}" for number in range(1_000)], None)
    assert caught.value.reason_code == "no_text_column"
    with pytest.raises(UnreadableError, match="it has no columns"):
        map_columns([], None)


def test_every_field_can_be_given():
    pairs = tuple((field, f"c{number}") for number, field in enumerate(fields()))
    assert map_columns([column for _, column in pairs], pairs).by_field == dict(pairs)
