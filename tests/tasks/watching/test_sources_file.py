"""sources.yaml: what it says, and where it is wrong."""

import pytest

from tasks.watching.source import CatchUp, Schedule
from tasks.watching.sources_file import SourcesFileError, choose, read_sources
from warehouse.errors import UsageError

WHOLE = """
sources:
  - name: courier
    url: https://courier.example/feed.xml
    provider: Strelsau Courier
    format: rss_atom
    cron: "*/10 6-22 * * MON-FRI"
    timezone: Europe/Vienna
    catch_up: all
    interval: 2.5
    follow: no
    alerts: [quality gate]
  - name: drop folder
    path: incoming/*.xml
    every: 30s
    enabled: false
"""


def written(tmp_path, text):
    file = tmp_path / "sources.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_every_key_is_read(tmp_path):
    courier, folder = read_sources(written(tmp_path, WHOLE), ["quality gate"])
    assert (courier.name, courier.location, courier.provider) == (
        "courier",
        "https://courier.example/feed.xml",
        "Strelsau Courier",
    )
    assert courier.schedule == Schedule("*/10 6-22 * * MON-FRI", "Europe/Vienna", None, CatchUp.ALL)
    assert (courier.format, courier.interval_s, courier.follow, courier.alerts) == ("rss_atom", 2.5, False, ("quality gate",))
    assert folder.location == str(tmp_path / "incoming" / "*.xml")
    assert folder.schedule == Schedule(every_s=30.0, catch_up=CatchUp.ONCE)
    assert (folder.enabled, folder.alerts, folder.follow) == (False, None, None)


def test_without_a_file_nothing_is_watched(tmp_path):
    assert read_sources(tmp_path / "sources.yaml") == ()


@pytest.mark.parametrize(
    ("line", "number", "told"),
    [
        ("cron: '* * * *'", 4, "five fields"),
        ("cron: '@daily'", 4, "five fields"),
        ("every: 10", 4, "30s, 10m, 2h or 1d"),
        ("every: 0s", 4, "30s, 10m, 2h or 1d"),
        ("catch_up: sometimes", 4, "allowed are skip, once, all"),
        ("timezone: Europe/Strelsau", 4, "goes with a schedule"),
        ("format: telepathy", 4, "telepathy"),
        ("interval: soon", 4, "a number above 0"),
        ("follow: maybe", 4, "allowed are true and false"),
        ("alerts: [loud]", 4, "none and the rules of alerts.yaml: quality gate"),
        ("colour: red", 4, "allowed are name, url, path"),
        ("path: here", 3, "either the key 'url' or the key 'path'"),
    ],
    ids=lambda value: str(value).replace(" ", "_")[:20],
)
def test_a_mistake_is_told_with_file_line_key_and_what_is_allowed(tmp_path, line, number, told):
    file = written(tmp_path, f"\nsources:\n  - name: a\n    {line}\n    url: https://a.example/feed\n")
    with pytest.raises(SourcesFileError) as error:
        read_sources(file, ["quality gate"])
    assert str(error.value).startswith(f"{file}, line {number}: ")
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- name: a", "must be the key `sources:`"),
        ("sources: {a: b}", "must hold a list"),
        ("sources:\n  - url: https://a.example/", "the key 'name' is missing"),
        ("sources:\n  - name: a/b\n    url: https://a.example/", "letters, digits"),
        ("sources:\n  - name: a\n    url: ftp://a.example/", "allowed are http, https, s3"),
        ("sources:\n  - name: a\n    path: https://a.example/", "write it under 'url'"),
        ("sources:\n  - {name: a, path: x}\n  - {name: a, path: y}", "two sources named 'a'"),
        ("sources:\n  - {name: a, path: x, cron: '* * * * *', timezone: Mars}", "a name such as UTC"),
        ("sources:\n  - {name: a, path: x, cron: '* * * * *', every: 1m}", "either the key 'cron' or the key 'every'"),
        ("sources: [", "it is no YAML"),
    ],
    ids=["list", "mapping", "nameless", "bad_name", "ftp", "url_as_path", "twice", "zone", "two_schedules", "no_yaml"],
)
def test_a_file_of_another_shape_is_refused(tmp_path, text, told):
    with pytest.raises(SourcesFileError, match=told):
        read_sources(written(tmp_path, text))


def test_a_cron_line_that_prefect_does_not_take_is_refused_with_its_source(tmp_path):
    from flows.schedules import check_schedules

    file = written(tmp_path, "sources:\n  - {name: a, path: x, cron: '61 * * * *'}\n")
    with pytest.raises(SourcesFileError, match=r"the source 'a' has cron '61 \* \* \* \*'"):
        check_schedules(read_sources(file), file)


def test_sources_are_chosen_by_name_or_all_that_are_enabled(tmp_path):
    file = written(tmp_path, WHOLE)
    sources = read_sources(file)
    assert [one.name for one in choose(sources, (), file)] == ["courier"]
    assert [one.name for one in choose(sources, ["drop folder"], file)] == ["drop folder"]
    with pytest.raises(UsageError, match="it has courier, drop folder"):
        choose(sources, ["herald"], file)
