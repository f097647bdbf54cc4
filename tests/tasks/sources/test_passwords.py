import pytest

from tasks.sources.passwords import without_passwords


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('["sftp://desk:secret@host/a", "https://host/b"]', '["sftp://desk:***@host/a", "https://host/b"]'),
        ("s3://:secret@bucket/a", "s3://:***@bucket/a"),
        ("https://host:8080/@desk", "https://host:8080/@desk"),
        ("sftp://desk@host:22/a", "sftp://desk@host:22/a"),
    ],
)
def test_passwords_in_urls_are_masked(text, expected):
    assert without_passwords(text) == expected
