from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from warehouse.values import from_json, to_json

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(),
    st.binary(),
    st.datetimes(),
    st.datetimes(timezones=st.just(UTC)),
    st.dates(),
    st.times(),
    st.timedeltas(),
    st.decimals(allow_nan=False),
    st.uuids(),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers() | st.dates(), inner) | st.tuples(inner, inner),
)


@given(VALUES)
def test_a_value_comes_back_equal_and_of_the_same_type(value):
    back = from_json(to_json(value))
    assert back == value
    assert type(back) is type(value)


def test_every_kind_of_value_that_duckdb_gives_comes_back():
    row = duckdb.execute(
        "SELECT 1::HUGEINT, 1.50::DECIMAL(9, 2), 'a', 'b'::BLOB, DATE '2024-02-29', TIMESTAMP '2024-02-29 12:30', TIME '10:00',"
        " INTERVAL 36 HOURS, uuid(), [1, NULL], {'a': [DATE '2024-01-01']}, MAP {DATE '2024-01-01': 1}, true, NULL"
    ).fetchall()
    assert from_json(to_json(row)) == row
    assert {type(value) for value in row[0]} >= {int, Decimal, str, bytes, date, datetime, time, timedelta, UUID, list, dict}


def test_it_is_one_line():
    assert b"\n" not in to_json("two\nlines\r\u2028")
