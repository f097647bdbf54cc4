"""What an archive holds between two days, whatever kind of archive it is."""

import zipfile
from datetime import UTC, date, datetime

import pytest

from tasks.backfill import Archive, stretches, survey_archive
from tasks.sources.limits import Limits
from tasks.sources.spool import open_spool
from tasks.watching.dated import Days, Step
from tasks.watching.source import Source
from tests.tasks.sources.servers import Server, answer
from warehouse.records import BackfillStep

NOW = datetime(2025, 3, 3, tzinfo=UTC)
SPRING = Days(date(2019, 3, 1), date(2019, 5, 31))


@pytest.fixture
def server():
    started = Server()
    yield started
    started.close()


def survey(location, tmp_path, limits=None, within=SPRING) -> Archive:
    with open_spool(tmp_path / "spool", "survey") as spool:
        return survey_archive(Source("archive", str(location)), within, limits or Limits(), spool)


def names(archive: Archive) -> list[str]:
    return [one.item.uri.replace("!", "").rpartition("/")[2] for one in archive.dated]


def test_a_folder_is_walked_in_the_order_of_its_days(tmp_path):
    folder = tmp_path / "archive-2011-01-01"  # a date above the archive says nothing
    for path in ("2019/04/02/b.txt", "2019/03/09/z.txt", "2019/04/02/a.txt", "2018/03/09/old.txt", "notes/undated.txt"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path)
    found = survey(folder, tmp_path)
    assert names(found) == ["z.txt", "a.txt", "b.txt"]
    assert [item.uri.rpartition("/")[2] for item in found.undated] == ["undated.txt"]


def test_members_of_packed_files_have_days_of_their_own_or_those_of_their_file(tmp_path):
    folder = tmp_path / "archive"
    folder.mkdir()
    for name, members in {
        "2019-04.zip": ["a.txt", "2019-04-20.txt"],
        "all.zip": ["20190310.txt", "20200310.txt", "none.txt"],
        "2017-01.zip": ["2019-04-01.txt"],  # a month outside is not opened
    }.items():
        with zipfile.ZipFile(folder / name, "w") as packed:
            for member in members:
                packed.writestr(member, member)
    found = survey(folder, tmp_path)
    assert names(found) == ["20190310.txt", "a.txt", "2019-04-20.txt"]
    assert [item.uri.rpartition("/")[2] for item in found.undated] == ["none.txt"]


def test_a_damaged_file_is_refused_and_the_rest_listed(tmp_path):
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "2019-03.zip").write_bytes(b"PK\x03\x04 torn")
    (folder / "2019-04-01.txt").write_text("whole")
    found = survey(folder, tmp_path)
    assert names(found) == ["2019-04-01.txt"]
    assert len(found.refused) == 1


def test_a_sitemap_index_is_followed_where_its_names_allow(server, tmp_path):
    place = "<{kind}><loc>/{name}</loc>{more}</{kind}>"
    index = "".join(
        place.format(kind="sitemap", name=name, more="") for name in ("map-2019-03.xml", "map-2017-03.xml", "map.xml")
    )
    pages = place.format(kind="url", name="2019/03/05/a.html", more="") + place.format(
        kind="url", name="2019/06/05/b.html", more=""
    )
    dated = place.format(kind="url", name="c.html", more="<lastmod>2019-04-01T10:00:00Z</lastmod>")
    server.answers |= {
        "/index.xml": answer(body=f"<sitemapindex>{index}</sitemapindex>".encode()),
        "/map-2019-03.xml": answer(body=f"<urlset>{pages}</urlset>".encode()),
        "/map.xml": answer(body=f"<urlset>{dated}</urlset>".encode()),
    }
    found = survey(server.url("/index.xml"), tmp_path, server.limits())
    assert names(found) == ["a.html", "c.html"]
    assert "/map-2017-03.xml" not in server.paths


def test_an_archived_feed_is_followed_back_until_its_pages_are_too_old(server, tmp_path):
    page = "<feed xmlns='http://www.w3.org/2005/Atom'><title>C</title>{older}{entries}</feed>"
    entry = "<entry><id>{name}</id><title>t</title><link href='/{name}.html'/><updated>{day}T10:00:00Z</updated></entry>"
    older = "<link rel='prev-archive' href='/{}'/>"
    days = {
        "now": ["2019-06-02", "2019-05-30"],
        "one": ["2019-05-02", "2019-03-02"],
        "two": ["2019-02-20"],
        "three": ["2018-01-01"],
    }
    follows = {"now": "one", "one": "two", "two": "three", "three": None}
    for name, dated in days.items():
        entries = "".join(entry.format(name=day, day=day) for day in dated)
        link = older.format(follows[name]) if follows[name] else ""
        server.answers[f"/{name}"] = answer(body=page.format(older=link, entries=entries).encode())
    found = survey(server.url("/now"), tmp_path, server.limits())
    assert names(found) == ["2019-03-02.html", "2019-05-02.html", "2019-05-30.html"]
    assert server.paths == ["/now", "/one", "/two"]


def test_steps_that_are_done_are_passed_over_and_nothing_falls_between_two(tmp_path):
    folder = tmp_path / "archive"
    folder.mkdir()
    for day in ("2019-03-31", "2019-04-01", "2019-05-31"):
        (folder / f"{day}.txt").write_text(day)
    march = BackfillStep("archive", date(2019, 3, 1), date(2019, 3, 31), "run_1", 1, NOW)
    walk = list(stretches(survey(folder, tmp_path), SPRING, Step.MONTH, [march]))
    assert [(str(one.days), len(one.dated), one.is_done) for one in walk] == [
        ("2019-03-01 to 2019-03-31", 1, True),
        ("2019-04-01 to 2019-04-30", 1, False),
        ("2019-05-01 to 2019-05-31", 1, False),
    ]
