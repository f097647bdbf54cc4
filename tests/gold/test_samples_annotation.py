"""The gold annotation of the sample stories keeps its own rules: every quote is in its file, every code in its list."""

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from warehouse.codes import MeasureType, Stance, Status

ROOT = Path(__file__).resolve().parents[2]
STORIES = ROOT / "seeds" / "stories"
COUNTRIES = ROOT / "seeds" / "reference" / "countries.csv"
LATIN_1 = {"2005-ivory-coast-diamonds"}

Row = dict[str, Any]
ROWS: list[Row] = [
    json.loads(line) for line in (Path(__file__).parent / "samples.jsonl").read_text(encoding="utf-8").splitlines()
]
EVERY_STORY = pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])

# A code of ISO 3166-1 or of a former state: "KP"; not "KPA", not "Kp".
COUNTRY_CODE = re.compile(r"[A-Z]{2}")
# A date as precise as the story allows: "2006", "2006-10", "2006-10-14"; not "Oct 14", not "2006-10-14T12:00".
GOLD_DATE = re.compile(r"\d{4}(-\d\d){0,2}")

RECORD_FIELDS = {"id", "dateline_place", "measures", "positions", "not_measures"}
MEASURE_FIELDS = {
    "id", "type", "type_alt", "status", "status_alt", "senders", "senders_alt", "targets", "targets_alt",
    "proposers", "goods", "instrument", "date", "amount", "evidence", "optional", "note",
}  # fmt: skip


class VisibleText(HTMLParser):
    """Collect the text nodes a reader of a page sees."""

    HIDDEN = frozenset({"head", "script", "style"})

    def __init__(self) -> None:
        super().__init__()
        self.nodes: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in self.HIDDEN

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in self.HIDDEN

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.nodes.append(data)


def sample_files() -> list[Path]:
    return sorted(path for path in STORIES.iterdir() if path.name != "README.md")


@cache
def passages(story_id: str) -> tuple[str, ...]:
    """The texts in which a quote may stand: a plain file or mail as it is, or each visible text node of markup or of JSON."""
    (path,) = (path for path in sample_files() if path.stem == story_id)
    text = path.read_bytes().decode("latin-1" if story_id in LATIN_1 else "utf-8")
    if path.suffix in {".txt", ".eml"}:
        return (text,)
    page = VisibleText()
    for markup in json_strings(json.loads(text)) if path.suffix == ".json" else [text]:
        page.feed(markup)
    return tuple(page.nodes)


def json_strings(value: Any) -> Iterator[str]:
    """Every string in a JSON value, in order."""
    if isinstance(value, str):
        yield value
    for entry in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from json_strings(entry)


def quotes(row: Row) -> Iterator[str]:
    for measure in row["measures"]:
        yield from measure["evidence"]
    yield from (position["evidence"] for position in row["positions"])
    yield from (refused["quote"] for refused in row["not_measures"])


def parties(row: Row) -> Iterator[str]:
    for measure in row["measures"]:
        for field in ("senders", "senders_alt", "targets", "targets_alt", "proposers"):
            yield from measure[field]
    yield from (position["holder"] for position in row["positions"])


def country_codes() -> set[str]:
    if not COUNTRIES.is_file():
        pytest.skip("seeds/reference/countries.csv is not there")
    with COUNTRIES.open(encoding="utf-8", newline="") as lines:
        return {line["code"] for line in csv.DictReader(lines)}


def test_every_sample_is_annotated_once() -> None:
    assert [row["id"] for row in ROWS] == [path.stem for path in sorted(sample_files(), key=lambda path: path.stem)]


def test_there_are_enough_samples_of_each_kind() -> None:
    silent = [row for row in ROWS if not row["measures"]]
    pages = [path for path in sample_files() if path.suffix == ".html"]
    assert len(ROWS) >= 46
    assert len(silent) >= 8
    assert len(pages) >= 6
    assert {measure["type"] for row in ROWS for measure in row["measures"]} == {kind.value for kind in MeasureType}
    assert {measure["status"] for row in ROWS for measure in row["measures"]} == {status.value for status in Status}


@EVERY_STORY
def test_quotes_are_exact_substrings_of_the_file(row: Row) -> None:
    missing = [quote for quote in quotes(row) if not any(quote in passage for passage in passages(row["id"]))]
    assert not missing


@EVERY_STORY
def test_records_have_exactly_the_fields_of_the_guidelines(row: Row) -> None:
    assert set(row) == RECORD_FIELDS
    for measure in row["measures"]:
        assert set(measure) == MEASURE_FIELDS
    for position in row["positions"]:
        assert set(position) == {"holder", "stance", "measures", "evidence"}
    for refused in row["not_measures"]:
        assert set(refused) == {"quote", "why"}


@EVERY_STORY
def test_types_statuses_and_stances_are_in_the_closed_lists(row: Row) -> None:
    for measure in row["measures"]:
        for kind in (measure["type"], *measure["type_alt"]):
            MeasureType(kind)
        for status in (measure["status"], *measure["status_alt"]):
            Status(status)
        assert measure["type"] not in measure["type_alt"]
        assert measure["status"] not in measure["status_alt"]
    for position in row["positions"]:
        Stance(position["stance"])


@EVERY_STORY
def test_measures_have_ids_in_order_evidence_and_real_dates(row: Row) -> None:
    assert [measure["id"] for measure in row["measures"]] == [f"M{n}" for n in range(1, len(row["measures"]) + 1)]
    for measure in row["measures"]:
        assert measure["evidence"]
        assert len(set(measure["evidence"])) == len(measure["evidence"])
        if measure["date"] is not None:
            assert GOLD_DATE.fullmatch(measure["date"])
            date.fromisoformat((measure["date"] + "-01-01")[:10])


@EVERY_STORY
def test_measures_name_a_target(row: Row) -> None:
    assert all(measure["targets"] or measure["targets_alt"] for measure in row["measures"])


@EVERY_STORY
def test_positions_refer_to_measures_of_their_story(row: Row) -> None:
    known = {measure["id"] for measure in row["measures"]}
    for position in row["positions"]:
        assert position["measures"]
        assert set(position["measures"]) <= known


@EVERY_STORY
def test_nobody_holds_two_stances_on_one_measure_but_an_abstainer(row: Row) -> None:
    held: dict[tuple[str, str], set[str]] = {}
    for position in row["positions"]:
        for measure in position["measures"]:
            held.setdefault((position["holder"], measure), set()).add(position["stance"])
    assert not [key for key, stances in held.items() if {"supports", "opposes"} <= stances]


@EVERY_STORY
def test_country_codes_are_in_the_reference(row: Row) -> None:
    codes = {party for party in parties(row) if COUNTRY_CODE.fullmatch(party)}
    assert codes <= country_codes()
