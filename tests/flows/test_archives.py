"""Archives through the whole command: the same tables as the folder, and an account of everything that was in them."""

import io
import itertools
import re
import tarfile
import zipfile

import fsspec
import pytest

from warehouse.connect import open_reader

pytestmark = pytest.mark.slow

# What names the source or the run, and nothing else.
ARRIVAL = re.compile(r"run_id|_at$|source_uri")
TABLES = (
    "documents", "stories", "document_stories", "story_furniture", "story_links", "entities", "mentions", "measures",
    "measure_evidence", "measure_parties", "positions", "cases", "case_events",
)  # fmt: skip
STORY = "STRELSAU, Jan {day} (Meridian) - Ruritania's parliament met for the {day}th time since the summer, officials said.\n"


def contents(home, left_out=ARRIVAL):
    with open_reader(home / "warehouse.duckdb") as reader:
        kept = {}
        for table in TABLES:
            columns, rows = reader.table(f"FROM {table}")
            places = [place for place, name in enumerate(columns) if not left_out.search(name)]
            kept[table] = sorted((tuple(row[place] for place in places) for row in rows), key=repr)
        return kept


def rows(home, sql):
    with open_reader(home / "warehouse.duckdb") as reader:
        return reader.rows(sql)


def zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def tarred(members):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, content in members.items():
            header = tarfile.TarInfo(name)
            header.size = len(content)
            archive.addfile(header, io.BytesIO(content))
    return packed.getvalue()


def test_a_zip_of_the_samples_gives_the_tables_of_the_folder(sanctionwire, sample_home, root, tmp_path):
    samples = root / "seeds" / "stories"
    path = zipped(tmp_path / "samples.zip", {f"stories/{one.name}": one.read_bytes() for one in sorted(samples.iterdir())})
    home = tmp_path / "home"
    ran = sanctionwire("ingest", path, "--json", home=home)
    assert ran.code == 0, ran.err
    assert contents(home) == contents(sample_home)
    (source,) = rows(home, "SELECT source_uri FROM documents WHERE source_uri LIKE '%2008-zimbabwe-veto.txt'")
    assert source["source_uri"] == f"{path}!/stories/2008-zimbabwe-veto.txt"
    assert not any((home / "spool").iterdir())

    before = contents(home, re.compile("^$"))
    again = sanctionwire("ingest", path, "--json", home=home)
    assert (again.code, again.json["stories_new"], again.json["quarantined"]) == (0, 0, 0)
    (delivered,) = rows(home, "SELECT count(*) AS stories FROM document_stories")  # joined takes were delivered by none
    assert again.json["stories_unchanged"] == delivered["stories"]
    assert contents(home, re.compile("^$")) == before
    assert len(rows(home, "FROM runs")) == 1


def test_every_member_is_accounted_for(sanctionwire, tmp_path):
    good = STORY.format(day=7).encode()
    inner = tarred({"b.txt": STORY.format(day=8).encode(), "../out.txt": good})
    path = zipped(
        tmp_path / "a.zip", {"a.txt": good, "photo.txt": b"\x89PNG\r\n\x1a\n" + bytes(99), "README": "x", "in.tgz": inner}
    )
    home = tmp_path / "home"
    ran = sanctionwire("ingest", path, "--json", home=home)
    assert (ran.code, ran.json["stories_new"], ran.json["quarantined"]) == (0, 2, 2), ran.err
    names = {row["source_uri"].removeprefix(str(path)) for row in rows(home, "SELECT source_uri FROM documents")}
    assert names == {"!/a.txt", "!/photo.txt", "!/in.tgz!/b.txt"}
    refused = {row["source_uri"].removeprefix(str(path)): row["reason_code"] for row in rows(home, "FROM quarantine")}
    assert refused == {"!/photo.txt": "unknown_format", "!/in.tgz!/../out.txt": "unsafe_name"}


def test_an_archive_without_a_story_is_a_document_in_quarantine(sanctionwire, tmp_path):
    path = zipped(tmp_path / "a.zip", {"README.md": "Nothing here."})
    ran = sanctionwire("ingest", path, home=tmp_path / "home")
    assert ran.code == 4
    (document,) = rows(tmp_path / "home", "FROM documents")
    (refused,) = rows(tmp_path / "home", "FROM quarantine")
    assert (document["source_uri"], document["format"], document["byte_size"]) == (str(path), "zip", path.stat().st_size)
    assert (refused["record_key"], refused["reason_code"]) == (document["document_id"], "no_story")
    assert refused["payload"]


def test_a_damaged_archive_loads_up_to_the_damage_and_its_row_is_closed_when_it_comes_whole(sanctionwire, tmp_path):
    whole = tarred({f"{day}.txt": STORY.format(day=day).encode() for day in range(4, 9)})
    path = tmp_path / "a.tar.gz"
    path.write_bytes(whole[:-12])
    home = tmp_path / "home"
    assert sanctionwire("ingest", path, home=home).code == 0
    (row,) = rows(home, "FROM quarantine")
    assert (row["source_uri"], row["reason_code"], row["resolved_at"]) == (str(path), "truncated", None)
    path.write_bytes(whole)
    assert sanctionwire("ingest", path, home=home).code == 0
    (row,) = rows(home, "FROM quarantine")
    assert row["resolved_at"] is not None


def test_a_crash_between_portions_and_a_second_run_equal_an_undisturbed_run(sanctionwire, tmp_path, monkeypatch):
    monkeypatch.setenv("SANCTIONWIRE_BATCH_SIZE", "2")
    telex = tmp_path / "telex.txt"
    telex.write_text("".join(f"ZCZC MER{day:03}\n{STORY.format(day=day)}NNNN\n" for day in range(4, 9)))
    assert sanctionwire("ingest", telex, home=tmp_path / "undisturbed").code == 0

    import tasks.judge

    home = tmp_path / "crashed"
    judge, calls = tasks.judge.judge_batch, itertools.count()

    def fail_late(*arguments, **names):
        if next(calls) == 1:
            raise RuntimeError("the machine stops here")
        return judge(*arguments, **names)

    with monkeypatch.context() as patch:
        patch.setattr(tasks.judge, "judge_batch", fail_late)
        assert sanctionwire("ingest", telex, home=home).code == 1
    assert (len(rows(home, "FROM stories")), len(rows(home, "FROM documents"))) == (2, 0)
    assert not any((home / "spool").iterdir())
    again = sanctionwire("ingest", telex, "--json", home=home)
    assert (again.code, again.json["stories_new"], again.json["stories_unchanged"]) == (0, 3, 2), again.err
    assert contents(home) == contents(tmp_path / "undisturbed")


def test_files_in_a_store_are_a_source(sanctionwire, tmp_path):
    files = fsspec.filesystem("memory")
    files.pipe("/wires/a.txt", STORY.format(day=7).encode())
    files.pipe("/wires/b.tar.gz", tarred({"b.txt": STORY.format(day=8).encode()}))
    ran = sanctionwire("ingest", "memory://wires", "--json", home=tmp_path)
    assert (ran.code, ran.json["stories_new"]) == (0, 2), ran.err
    names = {row["source_uri"] for row in rows(tmp_path, "SELECT source_uri FROM documents")}
    assert names == {"memory://wires/a.txt", "memory://wires/b.tar.gz!/b.txt"}


@pytest.mark.parametrize("source", ["sftp://desk:secret@127.0.0.1/a", "s3://wires/a::http://127.0.0.1/b", "filecache://a"])
def test_a_url_that_may_not_be_used_is_a_usage_error_that_keeps_its_password(sanctionwire, tmp_path, source):
    ran = sanctionwire("ingest", source, home=tmp_path)
    assert (ran.code, "secret" in ran.err + ran.out) == (2, False)
