import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.reviewing.files import escaped, read, unescaped, write
from tasks.reviewing.lines import COLUMNS
from warehouse.errors import UsageError

TEXTS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=40)
CELLS = st.one_of(TEXTS, st.builds(str.__add__, st.sampled_from(["=", "+", "-", "@", "\t", "\r", "'", "'=", "＝", "\n"]), TEXTS))
LINES = st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, CELLS)), max_size=3)


def a_line(**cells):
    return {**dict.fromkeys(COLUMNS, ""), **cells}


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "'=1", "''@x", "＝1"])
def test_a_cell_that_looks_like_a_formula_is_none_and_comes_back(cell):
    assert escaped(cell)[0] == "'"
    assert unescaped(escaped(cell)) == cell


@pytest.mark.parametrize("cell", ["", "a=1", "'tis", "x", "' =", "1-2"])
def test_other_cells_stay_as_they_are(cell):
    assert escaped(cell) == cell
    assert unescaped(cell) == cell


@pytest.mark.parametrize("form", ["csv", "jsonl"])
@given(lines=LINES)
def test_what_is_written_is_read_again(tmp_path_factory, form, lines):
    path = tmp_path_factory.mktemp("files") / f"decisions.{form}"
    written = [line for line in lines if form == "jsonl" or any(line.values())]
    assert write(path, written) == len(written)
    assert [line for _, line in read(path)] == written


@given(lines=LINES)
def test_no_cell_of_a_csv_file_begins_as_a_formula(tmp_path_factory, lines):
    path = tmp_path_factory.mktemp("files") / "decisions.csv"
    write(path, lines)
    cells = [cell for row in csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")) for cell in row]
    assert [cell for cell in cells if cell[:1] in tuple("=+-@\t\r＝＋－＠") and cell] == []


def test_what_a_spreadsheet_saves_with_semicolons_is_read(tmp_path):
    path = tmp_path / "decisions.csv"
    write(path, [a_line(decision="accept", words="a; b, c")])
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    assert read(path) == [(2, a_line(decision="accept", words="a; b, c"))]


def test_lines_are_counted_as_an_editor_counts_them(tmp_path):
    path = tmp_path / "decisions.csv"
    write(path, [a_line(words="two\nlines"), a_line(words="b"), a_line(words="c")])
    assert [number for number, _ in read(path)] == [2, 4, 5]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "neither .csv nor .jsonl"),
        ("a.csv", b"decision,field\n", "lacks the columns value"),
        ("a.csv", b"\xff\xfe", "no UTF-8"),
        ("a.csv", (",".join(COLUMNS) + "\na,b\n").encode(), "line 2: 2 cells"),
        ("a.csv", (",".join(COLUMNS) + '\n"a').encode(), "line 2: unexpected end of data"),
        ("a.jsonl", b"{}\n{", "line 2: no JSON"),
        ("a.jsonl", b"[]", "line 1: not an object"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match=message):
        read(tmp_path / name)


def test_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        read(tmp_path / "a.csv")


def test_json_values_that_are_no_text_are_taken_as_their_json(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"start_char": 7, "seen": {"a": 1}, "value": None}), encoding="utf-8")
    ((_, line),) = read(path)
    assert (line["start_char"], line["seen"], line["value"]) == ("7", '{"a": 1}', "")
