import re

import pytest

from tasks.text.furniture import Extent, Place, end_span, head_pattern, inline_spans, tail_pattern
from warehouse.reference import read_reference

ROWS = read_reference("furniture")
INLINE = {Place.INLINE.value, Place.INLINE_END.value}


def matches(row, text):
    pattern = re.compile(row["pattern"])
    return (pattern.search(text) if row["place"] in INLINE else pattern.fullmatch(text)) is not None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['kind']}: {row['example'][:30]}")
def test_every_pattern_matches_its_example_and_not_its_miss(row):
    assert matches(row, row["example"])
    assert not matches(row, row["miss"])


def test_every_row_names_a_place_an_extent_and_a_source():
    assert {row["place"] for row in ROWS} <= set(Place)
    assert {row["extent"] for row in ROWS} <= set(Extent)
    assert all(row["source"] for row in ROWS)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("ZCZC FRP061 2 UN", "header"),
        ("*** URGENT ***", "priority"),
        ("Eds: UPDATES with vote.", "editors_note"),
        ("(Adds minister, background)", "editors_note"),
        ("^AP Photo FRD101, FRD102<", "photo"),
        ("EMBARGOED until 0001 GMT Monday, March 3, 1997", "embargo"),
        ("HOLD FOR RELEASE", "embargo"),
        ("Updated June 2, 2015 4:15 p.m. ET", "timestamp"),
        ("*(Archived Content)*", "archive_mark"),
        ("FOR IMMEDIATE RELEASE", "release_line"),
        ("LEAD TO FRP061", "take"),
    ],
)
def test_lines_above_a_story_are_furniture(line, kind):
    pattern = head_pattern(line)
    assert pattern is not None
    assert pattern.kind == kind


@pytest.mark.parametrize(
    "line",
    ["Freedonia lifts embargo", "Embargoed beets reach port", "Flash floods kill 10", "Editors strike in Freedonia", "x" * 700],
)
def test_titles_are_no_furniture(line):
    assert head_pattern(line) is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Reuter", "sign_off"), ("REUTER...", "sign_off"), ("(cm-kjd)", "sign_off"), ("==Northgate", "sign_off"),
        ("-30-", "end_mark"),
        ("###", "end_mark"), ("NNNN", "end_mark"), ("———", "rule"), ("* * *", "rule"), ("NG-GE-03-03-94 1410EST", "tail_stamp"),
        ("FRP 062131 GMT AUG 90", "tail_stamp"), ("(c) 2006, Northgate.", "copyright"), ("(Reporting by Jane Roe)", "credit"),
        ("Jane Roe contributed to this report.", "credit"), ("--Geneva Newsroom, +4122 555 0100", "contact"),
        ("Write to Jane Roe at jane.roe@northgate.example", "contact"), ("Source", "source_line"), ("PHOTO: FREEDONIA", "photo"),
        ("Need to chart", "photo"), ("MORE", "take"), ("Distributed by Northgate Content Exchange.", "copyright"),
    ],
)  # fmt: skip
def test_lines_below_a_story_are_furniture(line, kind):
    pattern = tail_pattern(line)
    assert pattern is not None
    assert pattern.kind == kind


@pytest.mark.parametrize("line", ["peace talks.", "Sources said so.", "More than ten came.", "told Reuters.", "He ended it."])
def test_sentences_are_no_furniture(line):
    assert tail_pattern(line) is None


def test_marks_inside_a_paragraph_are_found_in_order():
    text = "[TEXT] The duke (BEGIN OPTIONAL TRIM) left (MORE) at noon [WORDS INDISTINCT]."
    found = [(text[start:end], kind) for start, end, kind in inline_spans(text)]
    assert found == [("[TEXT]", "translator_mark"), ("(BEGIN OPTIONAL TRIM)", "trim_mark"), ("(MORE)", "take")]


@pytest.mark.parametrize(
    ("text", "mark"), [("It ended at once. REUTER", "REUTER"), ("They told Reuters.", None), ("Reuter", None)]
)
def test_a_sign_off_behind_the_last_sentence_is_found(text, mark):
    found = end_span(text)
    assert (text[found[0] : found[1]] if found else None) == mark
