"""What a look at a source costs, and what it finds."""

import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tasks.sources.delivery import Refusal
from tasks.sources.holders import holder_of, open_holder
from tasks.sources.limits import Limits
from tasks.sources.robots import RobotsMemory
from tasks.sources.spool import open_spool
from tasks.watching.look import look
from tasks.watching.source import Source
from tasks.watching.unseen import UnseenQueue
from tests.tasks.sources.servers import Server, answer, robots

NOW = datetime(2025, 3, 3, 12, tzinfo=UTC)
FEED = "<rss version='2.0'><channel><title>Courier</title>{items}</channel></rss>"
ITEM = "<item><link>/{name}.html</link><title>News of {name}</title><pubDate>{date}</pubDate></item>"
MONDAY, TUESDAY = "Mon, 03 Mar 2025 10:15:00 GMT", "Tue, 04 Mar 2025 10:15:00 GMT"


@pytest.fixture
def server():
    started = Server()
    yield started
    started.close()


def feed(*items):
    return FEED.format(items="".join(ITEM.format(name=name, date=date) for name, date in items)).encode()


def taken_in(found, known, tmp_path, failed=(), most=1_000):
    """What a run would fetch after a look, and what it would remember."""
    queue = UnseenQueue(found, known, most, Counter())
    with open_spool(tmp_path / "spool", "run") as spool:
        for item, delivery in found.received.items():
            holder = holder_of(delivery)
            if holder is not None:
                queue.take(1)
                queue.put_next(open_holder(holder, item, delivery, spool, Limits()).items)
    items = queue.take(1_000)
    return [item.uri.rpartition("/")[2] for item in items], {one.uri: one for one in queue.states(failed, NOW)}


def test_a_feed_with_nothing_new_costs_one_conditional_request(server, tmp_path):
    server.answers["/feed"] = answer(body=feed(("zenda", MONDAY)), ETag='"1"', Last_Modified=MONDAY)
    source, limits = Source("courier", server.url("/feed")), server.limits()
    first = look(source, {}, limits, lambda: NOW)
    names, states = taken_in(first, {}, tmp_path)
    assert names == ["zenda.html"]
    server.answers["/feed"] = answer(304, b"")
    server.seen.clear()
    again = look(source, states, limits, lambda: NOW)
    assert (again.has_news, again.failures) == (False, ())
    ((path, headers),) = server.seen
    assert (path, headers["if-none-match"], headers["if-modified-since"]) == ("/feed", '"1"', MONDAY)


def test_robots_txt_is_asked_once_a_day_not_with_each_look(server, tmp_path):
    server.answers |= {"/robots.txt": robots("User-agent: *\nAllow: /"), "/feed": answer(body=feed(("a", MONDAY)))}
    clock = [1_000_000.0]
    memory = RobotsMemory(tmp_path / "robots", lambda: clock[0])
    source, limits = Source("courier", server.url("/feed")), server.limits(own_hosts=frozenset())
    for _ in range(2):
        look(source, {}, limits, lambda: NOW, memory)
    os.utime(next((tmp_path / "robots").iterdir()), (clock[0], clock[0]))
    look(source, {}, limits, lambda: NOW, memory)
    assert server.paths.count("/robots.txt") in (1, 2)  # the file's own time lies outside of the clock of this test
    before = server.paths.count("/robots.txt")
    clock[0] += 25 * 3_600
    look(source, {}, limits, lambda: NOW, memory)
    assert server.paths.count("/robots.txt") == before + 1


def test_a_server_without_validators_that_gives_the_same_bytes_gives_no_news(server, tmp_path):
    server.answers["/feed"] = answer(body=feed(("zenda", MONDAY)))
    source = Source("courier", server.url("/feed"))
    _, states = taken_in(look(source, {}, server.limits(), lambda: NOW), {}, tmp_path)
    assert not look(source, states, server.limits(), lambda: NOW).has_news


def test_of_a_changed_feed_only_new_and_updated_entries_are_fetched(server, tmp_path):
    server.answers["/feed"] = answer(body=feed(("zenda", MONDAY), ("hentzau", MONDAY)))
    source = Source("courier", server.url("/feed"))
    _, states = taken_in(look(source, {}, server.limits(), lambda: NOW), {}, tmp_path)
    server.answers["/feed"] = answer(body=feed(("strelsau", TUESDAY), ("hentzau", TUESDAY), ("zenda", MONDAY)))
    names, _ = taken_in(look(source, states, server.limits(), lambda: NOW), states, tmp_path)
    assert names == ["strelsau.html", "hentzau.html"]


def test_what_did_not_come_is_looked_for_again(server, tmp_path):
    server.answers["/feed"] = answer(body=feed(("zenda", MONDAY), ("hentzau", MONDAY)), ETag='"1"')
    source = Source("courier", server.url("/feed"))
    lost = Refusal(server.url("/zenda.html"), "fetch", "not_found", "it is gone")
    _, states = taken_in(look(source, {}, server.limits(), lambda: NOW), {}, tmp_path, failed=[lost])
    names, _ = taken_in(look(source, states, server.limits(), lambda: NOW), states, tmp_path)
    assert names == ["zenda.html"]


def test_what_is_too_much_for_one_poll_comes_with_the_next(server, tmp_path):
    server.answers["/feed"] = answer(body=feed(*((f"s{number}", MONDAY) for number in range(5))), ETag='"1"')
    source = Source("courier", server.url("/feed"))
    names, states = taken_in(look(source, {}, server.limits(), lambda: NOW), {}, tmp_path, most=3)
    assert names == ["s0.html", "s1.html", "s2.html"]
    names, _ = taken_in(look(source, states, server.limits(), lambda: NOW), states, tmp_path, most=3)
    assert names == ["s3.html", "s4.html"]


def test_unchanged_sitemaps_of_an_index_are_not_fetched_again(server, tmp_path):
    index = "<sitemapindex>{}</sitemapindex>"
    place = "<sitemap><loc>/{}.xml</loc><lastmod>{}</lastmod></sitemap>"
    server.answers["/index"] = answer(body=index.format(place.format("old", "2019-01-01")).encode())
    source = Source("site", server.url("/index"))
    names, states = taken_in(look(source, {}, server.limits(), lambda: NOW), {}, tmp_path)
    assert names == ["old.xml"]
    both = place.format("old", "2019-01-01") + place.format("new", "2025-03-03")
    server.answers["/index"] = answer(body=index.format(both).encode())
    names, _ = taken_in(look(source, states, server.limits(), lambda: NOW), states, tmp_path)
    assert names == ["new.xml"]


def test_a_failing_server_is_told_and_raises_nothing(server):
    server.answers["/feed"] = answer(503, b"later")
    found = look(Source("courier", server.url("/feed")), {}, server.limits(), lambda: NOW)
    assert not found.has_news
    assert "503" in found.told[0]


def test_only_new_and_changed_files_of_a_folder_are_read(tmp_path):
    folder = tmp_path / "incoming"
    folder.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text(f"{name} as it came first")
    source = Source("folder", str(folder))
    first = look(source, {}, Limits(), lambda: NOW)
    names, states = taken_in(first, {}, tmp_path)
    assert names == ["a.txt", "b.txt", "c.txt"]
    assert not look(source, states, Limits(), lambda: NOW).has_news
    (folder / "b.txt").write_text("b.txt as it came later")
    (folder / "d.txt").write_text("d.txt")
    os.utime(folder / "c.txt", ns=(1, 1))  # touched, and the same
    assert [Path(item.uri).name for item in look(source, states, Limits(), lambda: NOW).items] == ["b.txt", "d.txt"]


def test_an_unchanged_file_is_not_even_opened(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("news")
    source = Source("file", str(tmp_path / "a.txt"))
    _, states = taken_in(look(source, {}, Limits(), lambda: NOW), {}, tmp_path)

    def refuse(*_, **__):
        raise AssertionError("a file was opened")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    assert not look(source, states, Limits(), lambda: NOW).has_news


def test_an_empty_folder_waits_for_its_first_file_and_a_missing_one_is_a_failure(tmp_path):
    (tmp_path / "empty").mkdir()
    assert look(Source("a", str(tmp_path / "empty")), {}, Limits(), lambda: NOW).failures == ()
    assert "no file or folder" in look(Source("b", str(tmp_path / "gone")), {}, Limits(), lambda: NOW).told[0]


def test_the_provider_of_the_source_is_told_with_every_item(server, tmp_path):
    server.answers["/feed"] = answer(body=feed(("zenda", MONDAY)))
    found = look(Source("courier", server.url("/feed"), provider="Strelsau Courier"), {}, server.limits(), lambda: NOW)
    queue = UnseenQueue(found, {}, 10, Counter())
    queue.take(1)
    with open_spool(tmp_path / "spool", "run") as spool:
        ((item, delivery),) = found.received.items()
        queue.put_next(open_holder(holder_of(delivery), item, delivery, spool, Limits()).items)
    (page,) = queue.take(10)
    assert page.hints.provider == "Strelsau Courier"
