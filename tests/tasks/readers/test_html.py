import socket
from datetime import UTC, datetime

import pytest

from tasks.readers.errors import UnreadableError
from tasks.readers.html import read
from tasks.sources.limits import Limits
from warehouse.codes import Precision

FIRST = (
    "GENEVA (SW) - The council banned oil sales to Ruritania on Monday after a long debate, and it told its members "
    "to freeze the funds of eleven officials."
)
SECOND = "“No state may sell arms or oil to that government,” the envoy said, adding that the ban would hold for a year."
THIRD = "Ruritania called the measures unlawful and said that it would answer them with a ban on grain exports."


def page(body="", head="", attributes='lang="en-GB"') -> str:
    body = body or f"<h1>Council bans oil</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
    return (
        f"<!DOCTYPE html><html {attributes}><head><title>Council bans oil | Sample Wire</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a> <a href='/world'>World</a></nav><article>{body}</article>"
        "<footer>All rights reserved by the sample wire service.</footer></body></html>"
    )


HEAD = (
    "<meta property='og:site_name' content='Sample Wire'><meta property='og:title' content='Council bans oil'>"
    "<link rel='canonical' href='https://wire.example/2026/council-bans-oil#top'>"
    "<meta property='article:published_time' content='2026-03-03T10:15:30+02:00'>"
    "<meta name='author' content='Ada Desk'><meta name='keywords' content='oil, sanctions, oil'>"
)


@pytest.fixture
def read_one(delivery):
    def one(markup, **how):
        (draft,) = read(delivery(markup, **how), Limits())
        return draft

    return one


def test_the_body_is_its_paragraphs_without_navigation_and_headline(read_one):
    draft = read_one(page())
    assert draft.text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
    assert (draft.reader, draft.is_laid_out) == ("html", True)


def test_metadata_becomes_fields(read_one):
    draft = read_one(page(head=HEAD))
    assert (draft.headline, draft.byline, draft.provider) == ("Council bans oil", "Ada Desk", "Sample Wire")
    assert draft.provider_key == "https://wire.example/2026/council-bans-oil"
    assert (draft.language, draft.keywords) == ("en", ("oil", "sanctions"))
    assert (draft.published_at, draft.published_precision) == (
        datetime(2026, 3, 3, 8, 15, 30, tzinfo=UTC),
        Precision.SECOND,
    )


@pytest.mark.parametrize(
    ("time", "expected", "precision"),
    [
        ("2026-03-03", datetime(2026, 3, 3, tzinfo=UTC), Precision.DAY),
        ("2026-03-03T10:15:30", datetime(2026, 3, 3, tzinfo=UTC), Precision.DAY),
        ("2026-03-03T00:00:00Z", datetime(2026, 3, 3, tzinfo=UTC), Precision.DAY),
        ("2026-03-03T10:15:00Z", datetime(2026, 3, 3, 10, 15, tzinfo=UTC), Precision.MINUTE),
        ("2027-03-03T10:15:00Z", None, None),
    ],
    ids=["day", "no zone", "midnight", "minute", "future"],
)
def test_a_time_is_as_precise_as_the_page_says(read_one, time, expected, precision):
    draft = read_one(page(head=f"<meta property='article:published_time' content='{time}'>"))
    assert (draft.published_at, draft.published_precision) == (expected, precision)


def test_no_date_is_guessed_from_the_prose(read_one):
    body = f"<p>{FIRST}</p><p>The treaty of 12 May 1999 forbids it. {SECOND}</p><p>{THIRD} Copyright 2011.</p>"
    assert read_one(page(body)).published_at is None


@pytest.mark.parametrize(
    ("canonical", "uri", "expected"),
    [
        ("https://wire.example/a", "https://mirror.example/b", "https://wire.example/a"),
        ("https://wire.example/", "https://mirror.example/b", "https://mirror.example/b"),
        ("javascript:alert(1)", "https://mirror.example/b", "https://mirror.example/b"),
        ("/a", "https://mirror.example/b", "https://mirror.example/a"),
        ("/a", "/stories/a.html", None),
        ("http://[", "https://mirror.example/b", "https://mirror.example/b"),
    ],
)
def test_the_key_is_an_address_of_this_story(read_one, canonical, uri, expected):
    assert read_one(page(head=f"<link rel='canonical' href='{canonical}'>"), uri=uri).provider_key == expected


def test_both_bodies_are_compared(read_one):
    assert read_one(page()).body_agreement == pytest.approx(1.0, abs=0.2)


def test_a_large_page_is_read_by_one_extractor_and_says_so(read_one):
    draft = read_one(page("".join(f"<p>{FIRST} Item {number}.</p>" for number in range(7_000))))
    assert (draft.body_agreement, draft.text.count("\n\n")) == (None, 6_999)
    assert len(draft.text) > 1_000_000


@pytest.mark.parametrize("language", ["ja", "zh", "th", "xx", "not a language"])
def test_a_language_that_newspaper_lacks_costs_no_story(read_one, language):
    draft = read_one(page(head=HEAD, attributes=f'lang="{language}"'))
    assert draft.text.startswith("GENEVA (SW)")
    assert draft.headline == "Council bans oil"


def test_a_fragment_is_all_story(read_one):
    draft = read_one("<p>Flash: the council bans oil.</p><p>More follows.</p>")
    assert draft.text == "Flash: the council bans oil.\n\nMore follows."


def test_preformatted_lines_stay_as_they_are(read_one):
    story = "GENEVA (SW) - The council banned oil sales to the country\non Monday.\n\n   More was to follow,\nhe said."
    draft = read_one(f"<html><body><h1>Wire</h1><pre>\n{story}\n</pre></body></html>")
    assert (draft.text, draft.is_laid_out) == (story, False)


def test_the_declared_charset_of_the_page_is_used(read_one):
    markup = page(head='<meta charset="windows-1251">').replace("Ruritania", "Руритания")
    assert "Руритания" in read_one(markup.encode("cp1251")).text


@pytest.mark.parametrize(
    ("markup", "reason_code"),
    [
        ("<html><body><script>draw()</script></body></html>", "empty"),
        (page("<p>Watch.</p>", head=f"<script>{'x();' * 2_000}</script>"), "little_text"),
        ("<html><body>" + "<div>" * 50_000 + FIRST, "too_many_tags"),
        ("<html><body>" + "<div>" * 400 + FIRST, "too_deep"),
        ("<html><body><p " + "a " * 200_000 + ">" + FIRST, "too_many_attributes"),
    ],
    ids=["script only", "little text", "tags", "depth", "attributes"],
)
def test_a_page_without_a_story_or_over_its_limits_is_refused(delivery, markup, reason_code):
    with pytest.raises(UnreadableError) as caught:
        read(delivery(markup), Limits())
    assert caught.value.reason_code == reason_code


def test_nothing_is_fetched(read_one, monkeypatch):
    contacted = []

    def spy(*target, **_):
        contacted.append(target)
        raise OSError("spy")

    monkeypatch.setattr(socket.socket, "connect", spy)
    monkeypatch.setattr(socket, "getaddrinfo", spy)
    images = "<img src='https://img.example/a.jpg'><meta http-equiv='refresh' content='0; url=https://x.example/'>"
    head = f"{HEAD}{images}<meta property='og:image' content='http://img.example/b.jpg'>"
    draft = read_one(page(f"{images}<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>", head), uri="https://wire.example/a")
    assert (draft.headline, contacted) == ("Council bans oil", [])


def test_a_local_file_is_never_opened_by_the_extractors(read_one, monkeypatch):
    opened = []
    monkeypatch.setattr("builtins.open", lambda *path, **_: opened.append(path) or (_ for _ in ()).throw(OSError()))
    draft = read_one(page(head="<link rel='canonical' href='file:///etc/passwd'>"), uri="/etc/passwd")
    assert (draft.provider_key, opened) == (None, [])
