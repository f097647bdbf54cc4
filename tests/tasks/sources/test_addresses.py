import json

import pytest

from tasks.sources.addresses import admit, is_public, parse_url, url_scheme
from tasks.sources.errors import BadUrlError, RefusedAddressError


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "93.184.216.34", "172.15.0.1", "172.32.0.1", "2606:4700::1111", "2002:0808:0808::1", "64:ff9b::808:808"],
)
def test_a_public_address_may_be_contacted(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104 - an address to refuse, nothing listens on it
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.8.8.8",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:a00:1",
        "64:ff9b::7f00:1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:a00:1::",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
    ],
)
def test_an_address_that_is_not_public_may_not_be_contacted(address):
    assert not is_public(address)


@pytest.mark.parametrize("allowed", ["inner.test", "inner.test:8080"])
def test_an_allowed_host_may_have_any_address(allowed):
    assert admit("inner.test", 8080, frozenset({allowed}), lambda *_: ["127.0.0.1"]) == ["127.0.0.1"]


def test_an_allowed_port_allows_no_other_port():
    with pytest.raises(RefusedAddressError, match="SANCTIONWIRE_TEST_HOSTS"):
        admit("inner.test", 8081, frozenset({"inner.test:8080"}), lambda *_: ["127.0.0.1"])


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        ("https://example.org/a", "https"),
        ("FTP://example.org/a", "ftp"),
        ("http:/example.org", "http"),
        ("s3://bucket/key", "s3"),
        ("story.txt", None),
        ("notes: draft.txt", None),
        ("C:\\stories", None),
        ("-", None),
    ],
)
def test_a_url_is_told_from_a_path(text, scheme):
    assert url_scheme(text) == scheme


def test_a_url_loses_its_fragment():
    assert str(parse_url("https://Example.org/a?b=1#c")) == "https://example.org/a?b=1"


@pytest.mark.parametrize(
    "text", ["http://", "http:///path", "https://user:pass@example.org/", "http://exa mple.org\n/", "http://h:0/", "http:a"]
)
def test_a_url_that_cannot_be_fetched_is_refused(text):
    with pytest.raises(BadUrlError):
        parse_url(text)


def test_every_published_url_case_is_parsed_or_refused(shared):
    cases = [
        case["input"]
        for path in (shared / "hostile/wpt_url").rglob("urltestdata.json")
        for case in json.loads(path.read_text())
        if isinstance(case, dict) and "input" in case
    ]
    if not cases:
        pytest.skip("this half of the suite lacks urltestdata.json")
    parsed = []
    for text in cases:
        try:
            parsed.append(str(parse_url(text)))
        except BadUrlError:
            continue
    assert all(str(parse_url(text)) == text for text in parsed)
    assert len(cases) > len(parsed) > 0
