from dataclasses import dataclass, fields
from datetime import UTC, date, datetime

import pyarrow.parquet as pq
import pytest

from tests.factories import a_batch, a_country, a_measure, a_party, a_quarantined, a_run, a_story, delivered, sketched
from warehouse.codes import Flow, Precision, Role
from warehouse.parts import read_columns, read_part, write_part
from warehouse.records import FetchState, Story
from warehouse.store import Lineage, Loading


def a_loading():
    measure = a_measure(flow=Flow.BOTH, date_value=date(2026, 1, 2), date_precision=Precision.DAY)
    batch = a_batch(
        a_story(keywords=("a", "b"), lead=0),
        measures=(measure,),
        measure_parties=(a_party("measure_a", Role.SENDER, "RR"),),
        entities=(a_country("RR"),),
        quarantine=(a_quarantined(),),
    )
    state = FetchState("http://wire.example/a", None, "yesterday", "doc_a", datetime(1, 1, 1, tzinfo=UTC), 200)
    lineage = Lineage((), (a_story("story_b"),), ())
    return Loading(batch, tuple(delivered(batch)), tuple(sketched(batch)), a_run(), (state,), lineage)


def test_records_come_back_as_they_were_with_records_codes_dates_and_nothing_inside(tmp_path):
    loading = a_loading()
    part = write_part(tmp_path / "run" / "loads" / "1.parquet", [loading], Loading)
    assert read_part(part, Loading) == [loading]


def test_no_records_are_a_part_too(tmp_path):
    assert read_part(write_part(tmp_path / "empty.parquet", [], Story), Story) == []


def test_some_rows_and_some_columns_can_be_read_alone(tmp_path):
    part = write_part(tmp_path / "part.parquet", [a_story(f"story_{name}") for name in "abc"], Story)
    assert [story.story_id for story in read_part(part, Story, [2, 0])] == ["story_c", "story_a"]
    assert read_columns(part, ("story_id", "version"))[1] == ("story_b", "v1")


def test_a_field_that_an_older_part_lacks_gets_its_default(tmp_path):
    part = write_part(tmp_path / "part.parquet", [a_story(issue="later")], Story)
    older = [one.name for one in fields(Story) if one.name != "issue"]
    pq.write_table(pq.read_table(part, columns=older), part)
    assert read_part(part, Story) == [a_story(issue="")]


def test_a_part_that_cannot_be_written_leaves_nothing(tmp_path):
    @dataclass(frozen=True)
    class Odd:
        number: int

    with pytest.raises(Exception, match="int"):
        write_part(tmp_path / "part.parquet", [Odd("no number")], Odd)
    assert list(tmp_path.iterdir()) == []
