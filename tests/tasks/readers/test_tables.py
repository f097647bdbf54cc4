import io
import json
from dataclasses import replace
from datetime import UTC, datetime

import pyarrow as pa
import pytest
from pyarrow import parquet

from tasks.readers.registry import read, sniff
from tasks.readers.table_parts.table_rows import MAX_REFUSED_ROWS
from tasks.sources.limits import Limits
from warehouse.codes import Precision, PublishStatus

TEXT = "STRELSAU, March 3 (Meridian) - The council banned timber on Monday."
OTHER = 'STRELSAU, March 4 (Meridian) - An envoy of Syldavia objected, saying: "We will answer".'
RECORDS = [
    {"id": "m1", "title": "Council bans timber", "body": TEXT, "date": "2026-03-03T10:15:00Z", "source": "Meridian"},
    {"id": "m2", "title": "Syldavia objects", "body": OTHER, "date": "2026-03-04", "source": "Meridian"},
]
ITEM = {"uri": "urn:m:3", "type": "text", "versioncreated": "2026-03-05T00:00:00Z", "headline": "Wood", "body_text": TEXT}


def as_csv(records, delimiter=","):
    def cell(value):
        text = str(value).replace('"', '""')
        return f'"{text}"'

    rows = [records[0].keys(), *([cell(record[name]) for name in records[0]] for record in records)]
    return "".join(delimiter.join(row) + "\n" for row in rows)


def as_parquet(records, **options):
    buffer = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(records), buffer, **options)
    return buffer.getvalue()


def as_lines(records):
    return "\n".join(map(json.dumps, records)) + "\n"


SAME = {
    "csv": as_csv(RECORDS),
    "tabs": as_csv(RECORDS, "\t"),
    "semicolons": as_csv(RECORDS, ";"),
    "bars": as_csv(RECORDS, "|"),
    "utf-16": as_csv(RECORDS).encode("utf-16"),
    "crlf": as_csv(RECORDS).replace("\n", "\r\n"),
    "lines": as_lines(RECORDS),
    "array": json.dumps(RECORDS, indent=1),
    "envelope": json.dumps({"status": "ok", "articles": RECORDS}),
    "parquet": as_parquet(RECORDS, row_group_size=1),
}
FORMATS = {"lines": "jsonl", "array": "jsonl", "envelope": "jsonl", "parquet": "parquet"}


@pytest.mark.parametrize("kind", SAME)
def test_the_same_table_reads_the_same_in_every_form(delivery, kind):
    reading = read(delivery(SAME[kind]), Limits())
    assert reading.format == FORMATS.get(kind, "csv")
    assert reading.refused == ()
    first, second = reading.drafts
    assert (first.text, first.headline, first.provider, first.provider_key) == (TEXT, "Council bans timber", "Meridian", "m1")
    assert (second.text, second.position) == (OTHER, 1)
    assert (first.published_at, first.published_precision) == (datetime(2026, 3, 3, 10, 15, tzinfo=UTC), Precision.SECOND)
    assert (second.published_at, second.published_precision) == (datetime(2026, 3, 4, tzinfo=UTC), Precision.DAY)


@pytest.mark.parametrize(
    ("uri", "media_type", "content", "format_name"),
    [
        ("/a/t.csv", None, "x,y\n1,2\n", "csv"),
        ("/a/t.TSV", None, "x\ty\n1\t2\n", "csv"),
        ("https://a.example/t?x=1", "text/csv", "x,y\n1,2\n", "csv"),
        ("/a/t.jsonl", None, '{"x": 1}\n', "jsonl"),
        ("/a/t", "application/x-ndjson", '{"x": 1}\n', "jsonl"),
        ("/a/t.txt", None, "Headline, body and soul\nThe council banned timber.\n", "plain"),
        ("/a/t.txt", None, "text\nThe council banned timber.\n", "plain"),
        ("/a/t.json", None, '{"name": "x", "values": [1, 2]}', "json"),
        ("/a/t.json", None, json.dumps(ITEM), "ninjs"),
    ],
)
def test_tables_are_told_from_other_texts(delivery, uri, media_type, content, format_name):
    assert sniff(delivery(content, uri=uri, media_type=media_type)).format == format_name


@pytest.mark.parametrize("kind", ["csv", "lines", "parquet"])
def test_a_table_without_a_text_column_is_refused_with_its_columns(delivery, kind):
    records = [{"nr": 1, "inhalt": TEXT}, {"nr": 2, "inhalt": OTHER}]
    content = {"csv": as_csv(records), "lines": as_lines(records), "parquet": as_parquet(records)}[kind]
    item = delivery(content, uri="/a/t." + {"lines": "jsonl"}.get(kind, kind))
    (refused,) = read(item, Limits()).refused
    assert "nr, inhalt" in refused.reason
    assert "--columns text=COLUMN" in refused.reason
    mapped = read(replace(item, columns=(("text", "inhalt"), ("provider_key", "nr"))), Limits())
    assert [(draft.text, draft.provider_key) for draft in mapped.drafts] == [(TEXT, "1"), (OTHER, "2")]
    (refused,) = read(replace(item, columns=(("text", "body"),)), Limits()).refused
    assert (refused.reason_code, "no column 'body' for text" in refused.reason) == (
        ("no_such_column", True) if kind != "lines" else (refused.reason_code, True)
    )


def test_records_of_unknown_keys_are_read_once_the_user_names_them(delivery):
    item = delivery(json.dumps([{"nr": 1, "inhalt": TEXT}]), uri="/a/t.json")
    (refused,) = read(item, Limits()).refused
    assert (refused.reason_code, "its keys: inhalt, nr" in refused.reason) == ("format_not_supported", True)
    assert "--columns text=KEY" in refused.reason
    mapped = read(replace(item, columns=(("text", "inhalt"),)), Limits())
    assert (mapped.format, [draft.text for draft in mapped.drafts]) == ("jsonl", [TEXT])


def test_a_column_map_wins_over_common_names(delivery):
    records = [{"body": TEXT, "content": OTHER, "title": "A", "kopf": "B"}]
    item = replace(delivery(as_csv(records)), columns=(("text", "content"), ("headline", "kopf")))
    (draft,) = read(item, Limits()).drafts
    assert (draft.text, draft.headline) == (OTHER, "B")


def test_a_path_leads_into_objects(delivery):
    records = [{"article": {"body": TEXT, "meta": {"id": 7}}}]
    item = replace(delivery(as_lines(records)), columns=(("text", "article.body"), ("provider_key", "article.meta.id")))
    (draft,) = read(item, Limits()).drafts
    assert (draft.text, draft.provider_key) == (TEXT, "7")
    struct = replace(delivery(as_parquet(records)), columns=(("text", "article.body"),))
    assert read(struct, Limits()).drafts[0].text == TEXT


@pytest.mark.parametrize("kind", ["csv", "lines", "parquet"])
def test_a_row_without_a_text_is_refused_alone(delivery, kind):
    records = [RECORDS[0], {**RECORDS[1], "body": " "}, RECORDS[1]]
    content = {"csv": as_csv(records), "lines": as_lines(records), "parquet": as_parquet(records)}[kind]
    reading = read(delivery(content), Limits())
    assert [draft.position for draft in reading.drafts] == [0, 2]
    (refused,) = reading.refused
    assert (refused.reason_code, "no text in the column 'body'" in refused.reason) == ("little_text", True)
    assert {"csv": "the row at line 3", "lines": "line 2", "parquet": "row 2"}[kind] in refused.reason


def test_a_row_that_does_not_fit_the_header_is_refused_alone(delivery):
    content = f'id,title,body\n1,One,"{TEXT}"\n2,Two,too,many,cells\n\n3,"Three"x,"{TEXT}"\n4,Four,"{TEXT}"\n5\n'
    reading = read(delivery(content), Limits())
    assert [draft.headline for draft in reading.drafts] == ["One", "Four"]
    reasons = [refused.reason for refused in reading.refused]
    assert "line 3 has 5 cells, the header 3" in reasons[0]
    assert "line 5 is broken" in reasons[1]
    assert "line 7: the row has no text" in reasons[2]


def test_a_quote_that_is_never_closed_says_where_it_opens(delivery):
    reading = read(delivery(f'id,body\n1,"{TEXT}"\n2,"{TEXT}\n3,{TEXT[:20]}\n'), Limits())
    assert len(reading.drafts) == 1
    (refused,) = reading.refused
    assert "line 3 is broken" in refused.reason


def test_line_breaks_inside_a_cell_are_kept(delivery):
    (draft,) = read(delivery('id,body\n1,"One line.\n\nAnother, ""quoted"" line."\n'), Limits()).drafts
    assert draft.text == 'One line.\n\nAnother, "quoted" line.'


def test_html_in_a_cell_is_laid_out(delivery):
    (draft,) = read(delivery(as_lines([{"id": 1, "body": "<p>One line.</p><p>Two lines.</p>"}]), uri="/a.jsonl"), Limits()).drafts
    assert (draft.text, draft.is_laid_out) == ("One line.\n\nTwo lines.", True)


def test_a_kill_in_a_table_takes_effect_without_a_text(delivery):
    record = {"id": "m1", "title": "Timber", "body": "", "pubstatus": "canceled"}
    (draft,) = read(delivery(as_lines([record]), uri="/a.jsonl"), Limits()).drafts
    assert (draft.text, draft.publish_status) == ("Timber\n\nm1: pubstatus canceled", PublishStatus.CANCELED)


def test_a_line_that_is_no_json_is_refused_alone(delivery):
    content = as_lines(RECORDS[:1]) + '{"id": "cut", "body": "The\n' + "null\n" + as_lines(RECORDS[1:])
    reading = read(delivery(content, uri="/a/t.jsonl"), Limits())
    assert [draft.position for draft in reading.drafts] == [0, 3]
    assert [refused.reason[:6] for refused in reading.refused] == ["line 2", "line 3"]


def test_a_broken_first_line_costs_only_itself(delivery):
    reading = read(delivery('{"id": "cut\n' + as_lines(RECORDS), uri="/a/t.jsonl"), Limits())
    assert (len(reading.drafts), [refused.reason_code for refused in reading.refused]) == (2, ["malformed"])


def test_an_array_that_is_cut_off_is_malformed_as_a_whole(delivery):
    (refused,) = read(delivery(json.dumps(RECORDS, indent=1)[:-20]), Limits()).refused
    assert (refused.reason_code, "send it whole" in refused.reason) == ("malformed", True)


def test_lines_of_wire_json_are_read_as_such(delivery):
    picture = {**ITEM, "uri": "urn:m:4", "type": "picture"}
    reading = read(delivery(as_lines([ITEM, picture, RECORDS[0]])), Limits())
    assert reading.format == "jsonl"
    assert [(draft.reader, draft.provider_key, draft.position) for draft in reading.drafts] == [
        ("ninjs", "urn:m:3", 0),
        ("jsonl", "m1", 2),
    ]
    (refused,) = reading.refused
    assert refused.reason.startswith("line 2: the item is a picture")


def test_records_may_have_columns_of_their_own(delivery):
    reading = read(delivery(as_lines([RECORDS[0], {"id": "x", "text": OTHER}, {"id": "y"}])), Limits())
    assert [draft.text for draft in reading.drafts] == [TEXT, OTHER]
    assert "line 3" in reading.refused[0].reason


@pytest.mark.parametrize(
    ("fields", "attribute", "value"),
    [
        ({"keywords": "timber; trade"}, "keywords", ("timber", "trade")),
        ({"keywords": ["timber", {"name": "trade"}]}, "keywords", ("timber", "trade")),
        ({"source": {"id": None, "name": "Meridian"}}, "provider", "Meridian"),
        ({"author": ["Jan Roe", "Max Muster"]}, "byline", "Jan Roe, Max Muster"),
        ({"version": 3.0}, "version_key", "3"),
        ({"date": 1772532900}, "published_at", datetime(2026, 3, 3, 10, 15, tzinfo=UTC)),
        ({"date": "1772532900000"}, "published_at", datetime(2026, 3, 3, 10, 15, tzinfo=UTC)),
        ({"date": "03/04/2026"}, "published_at", None),
        ({"date": 20260303}, "published_at", datetime(2026, 3, 3, tzinfo=UTC)),
        ({"date": 20260303}, "published_precision", Precision.DAY),
        ({"pubstatus": "canceled"}, "publish_status", PublishStatus.CANCELED),
        ({"embargo": "2026-03-04T06:00:00Z"}, "embargoed_until", datetime(2026, 3, 4, 6, tzinfo=UTC)),
        ({"urgency": "2"}, "urgency", 2),
        ({"lang": "de"}, "language", "de"),
    ],
)
def test_cells_become_fields(delivery, fields, attribute, value):
    record = {key: RECORDS[0][key] for key in ("id", "body")} | fields
    (draft,) = read(delivery(as_lines([record]), uri="/a/t.jsonl"), Limits()).drafts
    assert getattr(draft, attribute) == value


def test_times_of_parquet_are_times(delivery):
    record = {"body": TEXT, "title": "T", "date": datetime(2026, 3, 3, 10, 15, tzinfo=UTC)}
    (draft,) = read(delivery(as_parquet([record])), Limits()).drafts
    assert (draft.published_at, draft.published_precision) == (record["date"], Precision.SECOND)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (TEXT.encode(), TEXT),
        (b"Caf\xe9 chairs are banned", "Caf\ufffd chairs are banned"),
        ("The\0 council met today", "The  council met today"),
    ],
)
def test_cells_of_parquet_are_text_that_can_be_stored(delivery, cell, text):
    (draft,) = read(delivery(as_parquet([{"id": 1, "body": cell}])), Limits()).drafts
    assert draft.text == text


def test_a_row_of_an_unknown_status_is_refused_alone(delivery):
    reading = read(delivery(as_lines([{**RECORDS[0], "pubstatus": "perhaps"}, RECORDS[1]])), Limits())
    assert (len(reading.drafts), reading.refused[0].reason_code) == (1, "unknown_status")


@pytest.mark.parametrize("kind", ["csv", "lines", "parquet"])
def test_more_rows_than_the_limit_are_refused(delivery, kind):
    (refused,) = read(delivery(SAME[kind]), Limits(max_table_rows=1)).refused
    assert refused.reason_code == "too_large"


def test_a_parquet_file_that_expands_too_far_is_refused(delivery):
    content = as_parquet([{"body": TEXT * 1_000, "title": str(number)} for number in range(2_000)])
    assert len(content) < 200_000
    (refused,) = read(delivery(content), Limits(max_table_bytes=1_000_000)).refused
    assert refused.reason_code == "too_large"


BROKEN = [b"PAR1", b"PAR1" + b"\0" * 100 + b"PAR1", SAME["parquet"][:-40], SAME["parquet"][:60]]


@pytest.mark.parametrize("content", BROKEN, ids=range(4))
def test_a_broken_parquet_file_is_malformed(delivery, content):
    (refused,) = read(delivery(content), Limits()).refused
    assert refused.reason_code == "malformed"


@pytest.mark.parametrize(
    ("content", "uri"),
    [("id,title,body\n", "/a.csv"), ("id,title,body\n,,\n \n", "/a.csv"), ("[]", "/a.jsonl"), (as_parquet(RECORDS), None)],
)
def test_a_table_without_rows_is_empty(delivery, content, uri):
    if uri is None:
        buffer = io.BytesIO()
        parquet.write_table(pa.Table.from_pylist(RECORDS).slice(0, 0), buffer)
        content = buffer.getvalue()
    (refused,) = read(delivery(content, uri=uri or "/a.parquet"), Limits()).refused
    assert refused.reason_code == "empty"


def test_many_bad_rows_are_counted_not_listed(delivery):
    rows = "".join(f"{number},\n" for number in range(MAX_REFUSED_ROWS + 5))
    reading = read(delivery(f'id,body\n{rows}x,"{TEXT}"\n'), Limits())
    assert (len(reading.drafts), len(reading.refused)) == (1, MAX_REFUSED_ROWS + 1)
    assert "5 more rows" in reading.refused[-1].reason
    (refused,) = read(delivery(f"id,body\n{rows}"), Limits()).refused
    assert f"none of {MAX_REFUSED_ROWS + 5:,} rows" in refused.reason


def test_a_large_text_that_is_no_table_keeps_the_smaller_limit(delivery):
    (refused,) = read(delivery("<p>" + "word " * 100, uri="/a.csv", format_hint="html"), Limits(max_item_bytes=100)).refused
    assert (refused.reason_code, "no table" in refused.reason) == ("too_large", True)
    assert read(delivery(SAME["csv"], uri="/a.csv"), Limits(max_item_bytes=100)).drafts
