from datetime import UTC, datetime, timedelta

import pytest

from tasks.stories.order import sortable, version_order
from tasks.text.marks import Marks, read_marks

NOON = datetime(1994, 3, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "keys",
    [
        ["1", "2", "9", "10", "1132689232", "1542761538", "9" * 30],
        ["1.9", "1.10", "2.0"],
        ["v2", "V10"],
        ["2016-01-04T16:34:45Z", "20160104T163446Z", "2016-01-04T18:34:47+02:00", "2016-01-04T16:34:48.5Z"],
        ["2016-01-04", "2016-02-01", "2017-01-01"],
        ["007", "8"],
        ["tag:northgate,1994:newsml_K1:9", "tag:northgate,1994:newsml_K1:10"],
    ],
)
def test_keys_of_the_provider_are_compared_as_numbers_and_moments(keys):
    orders = [version_order(key, "NG0412", NOON, read_marks(["1st Ld"])) for key in reversed(keys)]
    assert orders == sorted(orders, reverse=True)
    assert len(set(orders)) == len(orders)


@pytest.mark.parametrize("key", ["", "5f1c9a2e-77b0-4c1d-9a51-0e2f6d1b7c33", "d41d8cd98f00b204e9800998ecf8427e"])
def test_a_random_id_orders_nothing(key):
    assert sortable(key) == ""


@pytest.mark.parametrize(("earlier", "later"), [("NG0407", "NG0412"), ("f0486", "F0487"), ("FRP061", "FRP412"), (None, "NG0412")])
def test_the_number_of_the_message_decides_where_key_and_time_do_not(earlier, later):
    marks = read_marks(["2nd Ld"]), Marks()
    assert version_order(None, earlier, NOON, marks[0]) < version_order(None, later, NOON, marks[1])
    assert version_order(None, later, NOON, marks[1]) < version_order(None, earlier, NOON + timedelta(hours=1), marks[0])
    assert version_order("2", earlier, NOON, marks[0]) > version_order("1", later, NOON, marks[1])


def test_the_time_decides_where_no_key_does_and_the_marks_decide_last():
    lead, alert = read_marks(["2nd Ld"]), read_marks(["URGENT"])
    assert version_order(None, None, NOON, lead) < version_order(None, None, NOON + timedelta(seconds=1), alert)
    assert version_order(None, None, NOON, alert) < version_order(None, None, NOON, lead)
    assert version_order(None, None, None, lead) < version_order(None, None, NOON, alert)


def test_alerts_stories_leads_corrections_and_kills_are_in_order():
    labels = ["FLASH", "BULLETIN", "URGENT", "", "WRITETHRU", "1st Ld", "1st Ld CORRECTION", "2nd Ld", "UPDATE 3", "4th LEAD"]
    orders = [version_order(None, None, NOON, read_marks([label])) for label in [*labels, "CORRECTED", "KILL"]]
    assert orders == sorted(orders)
    assert len(set(orders)) == len(orders)
