"""Nothing that is received ends neither loaded nor in quarantine: every input is looked for after a run."""

import bz2
import gzip
import hashlib
import io
import lzma
import shutil
import tarfile
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.sources.names import NO_STORY
from warehouse.connect import open_reader
from warehouse.ids import content_id

pytestmark = pytest.mark.slow

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
MAX_SHARED_BYTES = 50_000
MAX_A_FOLDER = 3
STORY = (
    "BRUSSELS, Jan 5 (Meridian) - The European Union imposed an arms embargo on {} on Monday, officials said.\n"
    "The embargo takes effect at once, the ministers said in a statement about {}.\n"
)


def story(country):
    return STORY.format(country, country).encode()


def row(country):
    return story(country).replace(b"\n", b" ")


def zipped(members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def fill(folder, contents):
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return folder


def column(home, sql):
    with open_reader(home / "warehouse.duckdb") as reader:
        return {row[0] for row in reader.table(sql)[1]}


def files_below(folder):
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(NO_STORY.fullmatch(part) for part in path.relative_to(folder).parts)
    ]


def lost(home, paths):
    """Files of which nothing is known: no document with their bytes, no row under their name, no member taken out of them."""
    documents = column(home, "SELECT document_id FROM documents")
    names = column(home, "SELECT source_uri FROM quarantine UNION SELECT record_key FROM quarantine")
    names |= column(
        home,
        "SELECT split_part(source_uri, '!/', 1) FROM (FROM documents SELECT source_uri UNION FROM quarantine SELECT source_uri)",
    )
    return [path for path in paths if str(path) not in names and documents.isdisjoint(map(document_of, contents(path)))]


def document_of(content):
    return content_id("doc", [hashlib.sha256(content).hexdigest()])


def contents(path):
    """Yield the bytes of a file, what they expand to, and what is in them: any of it may be known from elsewhere."""
    content = path.read_bytes()
    yield content
    for expand in (gzip.decompress, bz2.decompress, lzma.decompress, zstandard.ZstdDecompressor().decompress):
        with suppress(Exception):
            yield expand(content)
    with suppress(Exception), zipfile.ZipFile(path) as archive:
        yield from (archive.read(name) for name in archive.namelist())
    with suppress(Exception), tarfile.open(path) as archive:
        yield from (archive.extractfile(member).read() for member in archive if member.isfile())


def silent_documents(home):
    """Documents with neither stories nor a row in quarantine, counted without the code under test."""
    return column(
        home,
        "SELECT document_id FROM documents WHERE document_id NOT IN (SELECT document_id FROM document_stories)"
        " AND document_id NOT IN (SELECT split_part(record_key, '#', 1) FROM quarantine WHERE record_kind = 'document')"
        " AND document_id NOT IN (SELECT payload->>'$.row.document_id' FROM quarantine WHERE record_kind = 'stories')",
    )


def ends(told):
    items = told["documents_new"] + told["documents_known"] + told["items_held"] + told["items_not_received"]
    stories = told["stories_new"] + told["stories_changed"] + told["stories_unchanged"] + told["stories_refused"]
    return items, stories


def test_every_item_member_and_story_of_a_mixed_folder_has_exactly_one_end(sanctionwire, tmp_path, monkeypatch):
    monkeypatch.setenv("SANCTIONWIRE_MAX_ITEM_BYTES", "20000")
    home = tmp_path / "home"
    inner = zipped({"c.txt": story("Sudan"), "empty.txt": b"", "../evil.txt": story("Cuba")})
    folder = fill(
        tmp_path / "incoming",
        {
            "a.txt": story("Iran"),
            "a-again.txt": story("Iran"),  # a document that is there
            "a.txt.gz": gzip.compress(story("Libya")),
            "photo.jpg": PNG,
            "empty.txt": b"",
            "long.txt": story("Burma") * 200,  # held: not taken in
            "table.csv": b'text\n"' + row("Haiti") + b'"\n"Two words"\n"' + row("Iraq") + b'"\n',
            "pack.zip": zipped({"b.txt": story("Syria"), "photo.png": PNG[:-1], "inner.zip": inner, "README.md": b"none"}),
            "broken.zip": zipped({"d.txt": story("Yemen"), "e.txt": story("Eritrea")})[:-60],
            ".hidden": b"left out",
        },
    )  # fmt: skip
    first = sanctionwire("ingest", folder, "--json", home=home).json
    assert first["unaccounted"] == []
    assert ends(first) == (first["items"], first["stories_received"] + first["stories_joined"])
    # 9 files, less pack.zip, broken.zip and a.txt.gz, which are opened, plus what was in them: b, photo, c, empty, d, e, Libya
    assert first["items_held"] == 1
    assert first["documents_known"] == 2  # a-again.txt, and the second empty file
    assert first["stories_new"] == len(column(home, "SELECT story_id FROM stories"))
    assert lost(home, files_below(folder)) == []
    assert silent_documents(home) == set()
    members = {"b.txt", "photo.png", "inner.zip!/c.txt", "inner.zip!/../evil.txt"}
    held = column(home, "SELECT source_uri FROM documents UNION SELECT source_uri FROM quarantine")
    assert {f"{folder / 'pack.zip'}!/{member}" for member in members} <= held
    assert sum(str(folder / "broken.zip") in name for name in held) >= 1

    again = sanctionwire("ingest", folder, "--json", home=home).json
    assert again["unaccounted"] == []
    assert (again["stories_new"], again["stories_changed"], again["quarantined"], again["documents_new"]) == (0, 0, 0, 0)
    assert ends(again) == (again["items"], again["stories_received"] + again["stories_joined"])
    assert again["stories_unchanged"] == first["stories_new"] + first["stories_changed"] + first["stories_unchanged"]


def test_a_broken_source_between_good_ones_is_not_received_and_counted(sanctionwire, tmp_path):
    folder = fill(tmp_path / "incoming", {"a.txt": story("Iran")})
    told = sanctionwire("ingest", folder, "http://127.0.0.1:9/story.html", "--json", home=tmp_path / "home").json
    assert (told["items"], told["items_not_received"], told["documents_new"], told["unaccounted"]) == (2, 1, 1, [])


def test_every_sample_is_accounted_for(sanctionwire, root, sample_home):
    assert lost(sample_home, files_below(root / "seeds" / "stories")) == []
    assert silent_documents(sample_home) == set()


def some_of(folder):
    """A few small files of each folder below, so that every kind is there and the test ends today."""
    few = [
        path
        for below in [folder, *sorted(path for path in folder.rglob("*") if path.is_dir())]
        for path in [one for one in sorted(below.iterdir()) if one.is_file() and one.stat().st_size < MAX_SHARED_BYTES][
            :MAX_A_FOLDER
        ]
    ]
    return [path for path in few if path in set(files_below(folder))]


def test_files_of_the_shared_wires_are_accounted_for(sanctionwire, shared, tmp_path):
    home = tmp_path / "home"
    files = some_of(shared / "wire")
    ran = sanctionwire("ingest", *files, "--json", home=home)
    assert ran.code in (0, 3), ran.err
    assert (len(files) > 20, ran.json["unaccounted"]) == (True, [])
    assert lost(home, files) == []
    assert silent_documents(home) == set()


@st.composite
def bags(draw):
    """Contents of a folder: random bytes, bytes that begin like something known, real stories cut short, archives of these."""
    start = st.sampled_from(
        [b"", b"<", b"<?xml version='1.0'?><nitf>", b"{", b"\x01ABC", b"From a", b"text\n", b"PK\x03\x04", b"\x1f\x8b"]
    )
    piece = st.one_of(
        st.binary(max_size=300),
        st.builds(lambda head, tail: head + tail, start, st.binary(max_size=200)),
        st.builds(lambda text, end: text[:end], st.just(story("Iran")), st.integers(0, 190)),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
    )
    folder = draw(st.lists(piece, min_size=5, max_size=15))
    packed = draw(st.lists(st.lists(piece, max_size=6), max_size=2))
    return folder + [zipped({f"{place}.txt": one for place, one in enumerate(members)}) for members in packed]


@settings(max_examples=5, suppress_health_check=list(HealthCheck))
@given(bag=bags())
def test_random_bytes_go_in_and_accounts_that_close_come_out(sanctionwire, bag):
    top = Path(tempfile.mkdtemp())
    try:
        folder = fill(top / "incoming", {f"{place}.bin": content for place, content in enumerate(bag)})
        ran = sanctionwire("ingest", folder, "--json", home=top / "home")
        assert ran.code in (0, 4), ran.err
        assert ran.json["unaccounted"] == []
        assert lost(top / "home", files_below(folder)) == []
        assert silent_documents(top / "home") == set()
    finally:
        shutil.rmtree(top)


def test_a_document_that_is_lost_is_told_as_an_error_of_ours(sanctionwire, tmp_path, monkeypatch):
    from tasks import read as reading

    monkeypatch.setattr(reading, "read_each", lambda _, deliveries, limits: iter([reading.Reading("plain") for _ in deliveries]))
    ran = sanctionwire("ingest", fill(tmp_path / "in", {"a.txt": story("Iran")}), home=tmp_path / "home")
    assert ran.code == 1
    assert "1 documents are neither loaded nor in quarantine: doc_" in ran.err
    assert "ERROR of sanctionwire" in ran.out
