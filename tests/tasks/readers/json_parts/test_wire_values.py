from datetime import UTC, datetime

import pytest

from tasks.readers.json_parts.wire_values import names_without_code, published, shown_as, subject_codes, urgency
from tasks.readers.values.profiles import profile
from warehouse.codes import ContentKind, Precision, PublishStatus
from warehouse.reference import read_reference


@pytest.mark.parametrize(
    ("written", "value"),
    [("1", 1), ("9", 9), ("3.0", 3), ("urgency:4", 4), ("0", None), ("10", None), ("high", None), ("-1", None), (None, None)],
)
def test_an_urgency_is_a_digit(written, value):
    assert urgency(written) == value


def test_the_first_time_that_can_be_read_counts():
    at = datetime(2026, 3, 3, 10, 15, tzinfo=UTC)
    assert published(None, "soon", "2026-03-03T11:15:00+0100", "2026-01-01") == (at, Precision.SECOND)
    assert published(None, "") == (None, None)


def test_subjects_are_codes_with_their_scheme():
    entries = [
        {"code": "1", "scheme": "medtop"},
        {"code": "2", "scheme": "http://cv.example/id/"},
        {"qcode": "medtop:3", "code": "x"},
        {"uri": "http://cv.example/4", "literal": "x"},
        {"literal": "5"},
        {"code": "1", "scheme": "medtop"},
        {"name": "Wood"},
        {},
    ]
    assert subject_codes(entries) == ("medtop:1", "http://cv.example/id/2", "medtop:3", "http://cv.example/4", "5")
    assert names_without_code(entries) == ("Wood",)


@pytest.mark.parametrize(
    ("status", "held", "shown"),
    [
        (None, None, None),
        (PublishStatus.USABLE, None, PublishStatus.USABLE),
        (PublishStatus.USABLE, PublishStatus.WITHHELD, PublishStatus.WITHHELD),
        (None, PublishStatus.WITHHELD, PublishStatus.WITHHELD),
        (PublishStatus.CANCELED, PublishStatus.WITHHELD, PublishStatus.CANCELED),
    ],
)
def test_an_embargo_holds_back_what_is_usable(status, held, shown):
    assert shown_as(status, held) is shown


def test_profiles_are_data_of_providers():
    assert profile("ninjs", "tt", "text", "silent_class") == ("dat", "byline")
    assert profile("ninjs", "Meridian", "text", "silent_class") == ()
    assert profile("ninjs", None, "text", "silent_class") == ()


@pytest.mark.parametrize("row", read_reference("provider_profiles"), ids=lambda row: f"{row['format']} {row['value']}")
def test_every_profile_has_an_example_and_a_source(row):
    assert row["example"]
    assert row["source"]


@pytest.mark.parametrize("row", [row for row in read_reference("provider_profiles") if row["rule"].startswith("genre:")])
def test_a_genre_names_a_content_kind(row):
    assert ContentKind(row["value"])
