"""Every type and status resolves in six other schemes, or is empty on purpose."""

import itertools

import duckdb
import pytest

from tests.factories import a_batch, a_country, a_measure, a_party, a_run, a_story, delivered, sketched
from warehouse.codes import MeasureType, Role, Status
from warehouse.reference import read_reference, split_cell
from warehouse.settle import settle
from warehouse.store import load

SCHEMES = ("ties", "gsdb", "opensanctions", "followthemoney", "cameo", "plover")
# What a scheme has no word for. A cell that is empty by mistake is not in this list.
TYPES_WITHOUT = {
    ("financial_restriction", "ties"),
    ("diplomatic_sanction", "ties"),
    ("diplomatic_sanction", "opensanctions"),
    ("diplomatic_sanction", "followthemoney"),
    ("designation", "ties"),
    ("designation", "gsdb"),
    ("designation", "plover"),
    ("other", "plover"),
    *(("unspecified", scheme) for scheme in ("ties", "gsdb", "opensanctions", "followthemoney")),
}
STATUSES_WITHOUT = {
    *((status, scheme) for status in ("proposed", "rejected", "eased") for scheme in SCHEMES[:4]),
    *(("threatened", scheme) for scheme in SCHEMES[1:4]),
    *(("extended", scheme) for scheme in SCHEMES[:2]),
    ("lifted", "ties"),
}


@pytest.fixture(scope="module")
def codes(migrated, tmp_path_factory):
    """The view over one measure of each type and status, by these two."""
    path = tmp_path_factory.mktemp("codes") / "warehouse.duckdb"
    path.write_bytes(migrated.read_bytes())
    story = a_story()
    measures = tuple(
        a_measure(f"{kind}-{status}", story, measure_type=kind, status=status)
        for kind, status in itertools.product(MeasureType, Status)
    )
    parties = tuple(a_party(measure.measure_id, Role.TARGET, "IQ") for measure in measures)
    batch = a_batch(story, measures=measures, measure_parties=parties, entities=(a_country("IQ"),))
    with duckdb.connect(str(path)) as connection:
        load(connection, batch, delivered(batch), sketched(batch), a_run())
        settle(connection)
        rows = connection.execute("FROM measure_codes").to_arrow_table().to_pylist()
    return {(row["measure_type"], row["status"]): row for row in rows}


@pytest.mark.parametrize(("table", "without"), [("measure_types", TYPES_WITHOUT), ("statuses", STATUSES_WITHOUT)])
def test_a_cell_is_empty_by_intention_alone(table, without):
    empty = {(row["code"], scheme) for row in read_reference(table) for scheme in SCHEMES if not split_cell(row[scheme])}
    assert empty == without


def test_every_type_and_status_has_one_row_of_codes(codes):
    assert set(codes) == {(str(kind), str(status)) for kind, status in itertools.product(MeasureType, Status)}


@pytest.mark.parametrize("scheme", SCHEMES[:4])
def test_codes_are_those_of_the_reference_tables(codes, scheme):
    kinds = {row["code"]: split_cell(row[scheme]) for row in read_reference("measure_types")}
    stands = {row["code"]: split_cell(row[scheme]) for row in read_reference("statuses")}
    for (kind, status), row in codes.items():
        assert (tuple(row[f"{scheme}_type"]), tuple(row[f"{scheme}_status"])) == (kinds[kind], stands[status])


@pytest.mark.parametrize(
    ("kind", "status", "cameo", "plover"),
    [
        ("asset_freeze", "imposed", ["163"], ["COERCE:restrict"]),
        ("diplomatic_sanction", "imposed", ["161"], ["SANCTION:expel", "SANCTION:withdraw"]),
        ("unspecified", "imposed", ["163"], ["SANCTION"]),
        ("asset_freeze", "lifted", ["085", "0872"], ["RETREAT:ease"]),
        ("travel_ban", "proposed", ["014"], ["REQUEST:change"]),
    ],
)
def test_an_event_is_coded_by_its_kind_if_it_is_imposed_and_else_by_its_status(codes, kind, status, cameo, plover):
    assert (codes[kind, status]["cameo"], codes[kind, status]["plover"]) == (cameo, plover)


def test_every_measure_has_an_event_code(codes):
    assert [key for key, row in codes.items() if not row["cameo"]] == []
