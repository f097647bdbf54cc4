from datetime import UTC, datetime

import pytest

from tasks.sources.headers import content_type, retry_after_s, validator

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("text/html; charset=UTF-8", ("text/html", "UTF-8")),
        ("TEXT/HTML", ("text/html", None)),
        ('text/plain; charset="windows-1252"; x=y', ("text/plain", "windows-1252")),
        (None, (None, None)),
    ],
)
def test_content_type_is_split(header, expected):
    assert content_type(header) == expected


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        ("Tue, 24 Nov 2026 12:01:00 GMT", 60.0),
        ("Tue, 24 Nov 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("Mon, 01 Jan 99999999999999999999 10:00:00 GMT", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header, seconds):
    assert retry_after_s(header, NOW) == seconds


@pytest.mark.parametrize("header", ['"v1"', 'W/"a b"', "Tue, 24 Nov 2026 11:00:00 GMT"])
def test_a_validator_is_kept_as_it_came(header):
    assert validator(header) == header


@pytest.mark.parametrize("header", [None, "", '"caf\xe9"', '"' + "x" * 600 + '"', "a\tb"])
def test_a_validator_that_cannot_be_sent_back_is_none(header):
    assert validator(header) is None
