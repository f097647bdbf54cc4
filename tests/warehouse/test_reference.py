import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from warehouse.codes import MeasureType, Status
from warehouse.reference import (
    REFERENCE_FOLDER,
    UnknownReferenceError,
    country_forms,
    read_reference,
    reference_names,
    split_cell,
)

FORMER_STATES = {"SU", "YU", "CS", "DD"}
ISO_COUNTRIES = 249
NOT_ISO = {"XK"}
BODY_KINDS = {
    *("universal", "un_organ", "eu_organ", "regional", "financial", "economic", "alliance", "export_control"),
    *("group", "court", "sport", "non_state", "armed_force"),
}
LIST_COLUMNS = {
    "countries": ("aliases", "demonyms", "capital", "metonyms", "contextual", "former", "ambiguous"),
    "bodies": ("aliases", "contextual", "ambiguous", "members"),
    "programs": ("sender", "target"),
    "measure_types": ("ties", "gsdb", "opensanctions", "followthemoney", "cameo", "plover"),
    "statuses": ("ties", "gsdb", "opensanctions", "followthemoney", "cameo", "plover"),
}
TABLES = tuple(LIST_COLUMNS)
DATE = re.compile(r"\d{4}(-\d\d-\d\d)?")  # matches 1991-12-26 and 1994, not 1991-12
CAMEO_CODE = re.compile(r"(0[1-9]|1\d|20)\d{0,2}")  # matches 163 and 0354, not 21
PLOVER_CODE = re.compile(r"[A-Z]+(:[a-z-]+)?")  # matches SANCTION:expel, not sanction


def rows_by_code(table: str) -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in read_reference(table)}


def body_forms(row: dict[str, str]) -> set[str]:
    return {row["name"], *split_cell(row["aliases"])}


def claims() -> Iterator[tuple[str, str]]:
    """Every form that a row of either table claims for itself alone."""
    for row in read_reference("countries"):
        yield from ((form, row["code"]) for form in set(country_forms(row)) - set(split_cell(row["ambiguous"])))
    for row in read_reference("bodies"):
        yield from ((form, row["code"]) for form in body_forms(row) - set(split_cell(row["ambiguous"])))


def test_an_unknown_table_is_refused_by_name() -> None:
    with pytest.raises(UnknownReferenceError, match=r"planets\.csv.*countries"):
        read_reference("planets")


def test_a_table_is_read_once() -> None:
    assert read_reference("countries") is read_reference("countries")


@pytest.mark.parametrize(
    ("cell", "parts"),
    [("", ()), ("one", ("one",)), ("one|two", ("one", "two")), ("one| two |", ("one", "two")), ("a, b|c", ("a, b", "c"))],
)
def test_a_cell_splits_at_its_bars(cell: str, parts: tuple[str, ...]) -> None:
    assert split_cell(cell) == parts


@pytest.mark.parametrize("table", reference_names())
def test_every_row_names_its_source(table: str) -> None:
    assert [row for row in read_reference(table) if not row["source"]] == []


@pytest.mark.parametrize("table", reference_names())
def test_files_are_utf8_with_unix_line_ends(table: str) -> None:
    content = (REFERENCE_FOLDER / f"{table}.csv").read_bytes()
    assert content.decode("utf-8").endswith("\n")
    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("table", TABLES)
def test_no_cell_has_blanks_around_it(table: str) -> None:
    loose = [cell for row in read_reference(table) for cell in row.values() if cell != cell.strip() or "\n" in cell]
    assert loose == []


@pytest.mark.parametrize("table", TABLES)
def test_lists_have_no_empty_and_no_repeated_part(table: str) -> None:
    for row in read_reference(table):
        for column in LIST_COLUMNS[table]:
            parts = row[column].split("|") if row[column] else []
            assert all(part and part == part.strip() for part in parts), (row["code"], column)
            assert len(parts) == len(set(parts)), (row["code"], column)


@pytest.mark.parametrize("table", TABLES)
def test_codes_are_unique_and_every_row_has_a_name(table: str) -> None:
    rows = read_reference(table)
    assert len(rows_by_code(table)) == len(rows)
    assert all(row["name"] for row in rows)


@pytest.mark.parametrize(("table", "codes"), [("measure_types", MeasureType), ("statuses", Status)])
def test_the_closed_lists_equal_the_enums(table: str, codes: type[MeasureType] | type[Status]) -> None:
    assert [row["code"] for row in read_reference(table)] == [code.value for code in codes]
    assert all(row["definition"] for row in read_reference(table))


@pytest.mark.parametrize("table", ["measure_types", "statuses"])
def test_foreign_codes_have_the_shape_of_their_scheme(table: str) -> None:
    for row in read_reference(table):
        assert all(CAMEO_CODE.fullmatch(code) for code in split_cell(row["cameo"])), row["code"]
        assert all(PLOVER_CODE.fullmatch(code) for code in split_cell(row["plover"])), row["code"]


def test_countries_are_all_of_iso_3166_and_the_former_states() -> None:
    codes = set(rows_by_code("countries"))
    assert codes > FORMER_STATES | NOT_ISO
    assert len(codes - FORMER_STATES - NOT_ISO) == ISO_COUNTRIES
    assert all(re.fullmatch("[A-Z]{2}", code) for code in codes)
    assert len({row["iso3"] for row in read_reference("countries")}) == len(codes)


def test_only_former_states_have_an_end() -> None:
    ended = {row["code"] for row in read_reference("countries") if row["until"]}
    assert ended == FORMER_STATES


def test_ends_are_dates_or_years() -> None:
    ends = [row["until"] for table in ("countries", "bodies") for row in read_reference(table) if row["until"]]
    assert all(DATE.fullmatch(end) for end in ends)


def test_former_and_ambiguous_words_are_words_of_their_row() -> None:
    for row in read_reference("countries"):
        forms = set(country_forms(row))
        assert set(split_cell(row["former"])) <= forms, row["code"]
        assert set(split_cell(row["ambiguous"])) <= forms | set(split_cell(row["contextual"])), row["code"]
    for row in read_reference("bodies"):
        assert set(split_cell(row["ambiguous"])) <= body_forms(row) | set(split_cell(row["contextual"])), row["code"]


def test_contextual_words_never_stand_for_their_row_alone() -> None:
    for row in read_reference("countries"):
        assert set(country_forms(row)).isdisjoint(split_cell(row["contextual"])), row["code"]
    for row in read_reference("bodies"):
        assert body_forms(row).isdisjoint(split_cell(row["contextual"])), row["code"]


def test_a_word_belongs_to_one_row_unless_it_is_marked_as_ambiguous() -> None:
    owners = defaultdict(set)
    for form, code in claims():
        owners[form.casefold()].add(code)
    assert {form: codes for form, codes in owners.items() if len(codes) > 1} == {}


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("U.S.", "US"),
        ("Reagan administration", "US"),
        ("Britain", "GB"),
        ("Downing Street", "GB"),
        ("Pretoria", "ZA"),
        ("Seoul", "KR"),
        ("DPRK", "KP"),
        ("North Koreans", "KP"),
        ("Burma", "MM"),
        ("Rhodesian", "ZW"),
        ("Zaire", "CD"),
        ("South-West Africa", "NA"),
        ("Soviets", "SU"),
        ("Salvadorean", "SV"),
        ("Ivory Coast", "CI"),
        ("West Germany", "DE"),
        ("GDR", "DD"),
        ("Moscow", "RU"),
    ],
)
def test_words_of_wire_english_name_their_state(form: str, code: str) -> None:
    assert [claimed for word, claimed in claims() if word == form] == [code]


@pytest.mark.parametrize("form", ["Tel Aviv", "Geneva", "New York", "the North", "the kingdom", "Congo", "Georgia"])
def test_words_that_do_not_settle_a_state_are_claimed_by_none(form: str) -> None:
    assert form not in {word for word, _ in claims()}


@pytest.mark.parametrize(
    ("form", "code"), [("the North", "KP"), ("the South", "KR"), ("the Islamic Republic", "IR"), ("the kingdom", "SA")]
)
def test_words_that_need_an_earlier_mention_are_contextual(form: str, code: str) -> None:
    assert form in split_cell(rows_by_code("countries")[code]["contextual"])


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("UN Security Council", "un-security-council"),
        ("United Nations", "united-nations"),
        ("European Union", "european-union"),
        ("European Community", "european-community"),
        ("African Union", "african-union"),
        ("Arab League", "arab-league"),
        ("ASEAN", "asean"),
        ("ECOWAS", "ecowas"),
        ("OAS", "oas"),
        ("NATO", "nato"),
        ("IMF", "imf"),
        ("World Bank", "world-bank"),
        ("G7", "g7"),
        ("Commonwealth", "commonwealth"),
    ],
)
def test_bodies_have_the_names_of_the_guidelines(name: str, code: str) -> None:
    assert rows_by_code("bodies")[code]["name"] == name


def test_bodies_refer_to_bodies_and_countries_that_exist() -> None:
    bodies, countries = rows_by_code("bodies"), rows_by_code("countries")
    for row in bodies.values():
        assert {row["stands_for"], row["successor"]} <= bodies.keys() | {""}, row["code"]
        assert row["code"] not in {row["stands_for"], row["successor"]}, row["code"]
        assert set(split_cell(row["members"])) <= countries.keys(), row["code"]
        assert row["kind"] in BODY_KINDS, row["code"]
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["code"]), row["code"]


def test_programmes_have_known_parties_and_years_in_order() -> None:
    known = rows_by_code("bodies").keys() | rows_by_code("countries").keys()
    for row in read_reference("programs"):
        assert row["sender"] and row["legal_basis"], row["code"]
        assert {*split_cell(row["sender"]), *split_cell(row["target"])} <= known, row["code"]
        assert re.fullmatch(r"19\d\d|20\d\d", row["first_year"]), row["code"]
        assert not row["end_year"] or int(row["first_year"]) <= int(row["end_year"]) <= 2026, row["code"]


@pytest.mark.parametrize("line", ["KP,North Korea,extra", "KP"])
def test_a_row_that_does_not_fit_its_header_is_refused(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "torn.csv").write_text(f"code,name\nUS,United States\n{line}\n", encoding="utf-8")
    monkeypatch.setattr("warehouse.reference.REFERENCE_FOLDER", tmp_path)
    with pytest.raises(ValueError, match=r"torn\.csv line 3"):
        read_reference("torn")
