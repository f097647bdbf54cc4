from datetime import UTC, datetime

import pytest

from tasks.text.embargo import read_embargo
from warehouse.codes import Precision

PUBLISHED = datetime(1997, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("note", "until"),
    [
        ("EMBARGOED until 0001 GMT Monday, March 3, 1997", datetime(1997, 3, 3, 0, 1, tzinfo=UTC)),
        ("EMBARGOED UNTIL 6 p.m. EST, March 3, 1997", datetime(1997, 3, 3, 23, 0, tzinfo=UTC)),
        ("Embargo: 10:30 a.m. EDT Monday, March 3", datetime(1997, 3, 3, 14, 30, tzinfo=UTC)),
        ("FOR RELEASE at noon GMT Monday", datetime(1997, 3, 3, 12, 0, tzinfo=UTC)),
        ("Embargoed until Monday, March 3, 1997", datetime(1997, 3, 4, 0, 0, tzinfo=UTC)),
        ("Embargoed until 0600 hours March 3, 1997", datetime(1997, 3, 3, 18, 0, tzinfo=UTC)),
    ],
)
def test_embargoes_end_in_utc_and_never_too_early(note, until):
    assert read_embargo([note], PUBLISHED, Precision.DAY).until == until


def test_a_hold_without_an_hour_stays_open():
    assert read_embargo(["HOLD FOR RELEASE"], PUBLISHED, Precision.DAY).until is None


def test_a_weekday_stays_open_without_a_publication_date():
    assert read_embargo(["EMBARGOED until 0001 GMT Monday"], None, None).until is None


def test_the_latest_of_several_counts():
    notes = ["EMBARGOED until 0001 GMT March 3, 1997", "EMBARGOED until 0100 GMT March 3, 1997"]
    assert read_embargo(notes, None, None).until == datetime(1997, 3, 3, 1, 0, tzinfo=UTC)


def test_no_note_is_no_embargo():
    assert read_embargo([], PUBLISHED, Precision.DAY) is None
