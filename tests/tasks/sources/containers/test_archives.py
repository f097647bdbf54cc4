import gzip
import io
import os
import tarfile
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.sources.containers.member import shown, unsafe
from tests.tasks.sources.containers.packing import PACKERS, a_header, a_tar, a_zip, unpack

STORIES = {"a.txt": b"One story.", "deep/b.xml": b"<story>Two</story>"}


@pytest.fixture
def packed(tmp_path):
    def write(content: bytes, name: str = "a.bin"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def test_a_zip_gives_its_files(packed):
    assert unpack(packed(a_zip(STORIES))).stories == STORIES


@pytest.mark.parametrize("pack", [lambda content: content, *PACKERS.values()])
def test_a_tar_gives_its_files_however_it_is_compressed(packed, pack):
    assert unpack(packed(pack(a_tar(STORIES)))).stories == STORIES


@pytest.mark.parametrize("packing", PACKERS)
def test_a_compressed_file_is_expanded_in_place_and_keeps_its_name(packed, packing):
    unpacked = unpack(packed(PACKERS[packing](b"A story."), f"story.csv.{packing}"))
    assert unpacked.stories == {"": b"A story."}
    assert unpacked.deliveries[0].suffix == ".csv"


def test_archives_in_archives_are_opened_and_their_members_named_by_the_whole_way(packed):
    inner = gzip.compress(a_tar({"c.xml": b"<story/>"}), mtime=0)
    assert unpack(packed(a_zip({"a.txt": b"A", "in/b.tar.gz": inner}))).stories == {
        "a.txt": b"A",
        "in/b.tar.gz!/c.xml": b"<story/>",
    }


def test_archives_nested_deeper_than_the_limit_are_refused_by_the_setting(packed):
    content = b"A story."
    for level in range(6):
        content = a_zip({f"{level}.zip" if level else "story.txt": content, f"beside{level}.txt": b"Beside."})
    unpacked = unpack(packed(content), max_archive_nesting=3)
    assert sorted(unpacked.stories) == ["5.zip!/4.zip!/beside3.txt", "5.zip!/beside4.txt", "beside5.txt"]
    assert unpacked.barren == {"5.zip!/4.zip!/3.zip": "nested_too_deep"}
    assert "SANCTIONWIRE_MAX_ARCHIVE_NESTING" in unpacked.reasons[0]


def test_what_a_folder_walk_leaves_out_is_left_out(packed):
    members = {"__MACOSX/._a.txt": b"x", ".git/a.txt": b"x", "README.md": b"x", "a.txt~": b"x", "a.txt": b"A story."}
    unpacked = unpack(packed(a_zip(members)))
    assert (unpacked.stories, unpacked.skipped) == ({"a.txt": b"A story."}, {"file_of_no_story": 4})


def test_one_good_member_among_three_bad_ones_loads(packed):
    content = a_tar(
        {"good.txt": b"A story.", "../out.txt": b"x", "/etc/motd": b"x"}, a_header("link.txt", tarfile.SYMTYPE, "/etc/passwd")
    )
    unpacked = unpack(packed(content))
    assert unpacked.stories == {"good.txt": b"A story."}
    assert unpacked.refused == {"link.txt": "link", "../out.txt": "unsafe_name", "/etc/motd": "unsafe_name"}


@pytest.mark.parametrize(
    ("kind", "reason_code"),
    [
        (tarfile.SYMTYPE, "link"),
        (tarfile.LNKTYPE, "link"),
        (tarfile.FIFOTYPE, "special_file"),
        (tarfile.CHRTYPE, "special_file"),
        (tarfile.BLKTYPE, "special_file"),
    ],
)
def test_what_is_no_regular_file_is_refused(packed, kind, reason_code):
    unpacked = unpack(packed(a_tar({"a.txt": b"A"}, a_header("odd", kind, "a.txt"))))
    assert (unpacked.stories, unpacked.refused) == ({"a.txt": b"A"}, {"odd": reason_code})


def test_a_link_in_a_zip_is_refused(packed, tmp_path):
    link = zipfile.ZipInfo("link.txt")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.txt", "A story.")
    assert unpack(tmp_path / "a.zip").refused == {"link.txt": "link"}


def test_encrypted_members_are_refused_and_the_others_load(packed):
    content = bytearray(a_zip({"secret.txt": b"Hidden.", "a.txt": b"A story."}))
    content[content.index(b"PK\x01\x02") + 8] |= 1  # the mark of encryption in the table of the archive
    unpacked = unpack(packed(bytes(content)))
    assert (unpacked.stories, unpacked.refused) == ({"a.txt": b"A story."}, {"secret.txt": "encrypted"})


def test_many_refusals_of_one_kind_are_told_together_after_the_first_hundred(packed):
    links = [a_header(f"{number}.txt", tarfile.SYMTYPE, "x") for number in range(150)]
    unpacked = unpack(packed(a_tar({"a.txt": b"A"}, *links)))
    assert len(unpacked.refused) == 101
    assert "50 more members" in unpacked.reasons[-1]


def test_a_damaged_member_of_a_zip_is_refused_alone(packed):
    content = bytearray(a_zip({"a.txt": os.urandom(500), "b.txt": b"A story."}))
    content[200] ^= 0xFF
    unpacked = unpack(packed(bytes(content)))
    assert (unpacked.stories, unpacked.refused) == ({"b.txt": b"A story."}, {"a.txt": "damaged"})


@pytest.mark.parametrize("packing", ["", "gz", "xz"])
def test_members_before_the_damage_of_a_tar_load_and_the_rest_is_refused(packed, packing):
    content = a_tar({f"{number}.txt": os.urandom(3_000) for number in range(90)})
    content = PACKERS[packing](content) if packing else content
    unpacked = unpack(packed(content[:200_000]))
    assert 10 < len(unpacked.stories) < 70
    assert all(len(story) == 3_000 for story in unpacked.stories.values())
    assert unpacked.refused[""] in ("damaged", "truncated")


def test_a_damaged_header_in_a_tar_is_no_quiet_end(packed):
    content = bytearray(a_tar({"a.txt": b"A", "b.txt": b"B", "c.txt": b"C"}))
    content[1024 + 10] ^= 0xFF
    unpacked = unpack(packed(bytes(content)))
    assert (unpacked.stories, unpacked.refused) == ({"a.txt": b"A"}, {"": "damaged"})


def test_damage_behind_the_last_member_is_found(packed):
    unpacked = unpack(packed(gzip.compress(a_tar(STORIES), mtime=0)[:-4]))
    assert (unpacked.stories, unpacked.refused) == (STORIES, {"": "truncated"})


@pytest.mark.parametrize("members", [{}, {"README": b"x"}, {"../a.txt": b"x"}])
def test_an_archive_without_a_story_says_so(packed, members):
    assert unpack(packed(a_zip(members))).barren == {"": "no_story"}


@pytest.mark.parametrize("packing", PACKERS)
def test_a_truncated_compressed_file_is_refused_whole(packed, packing):
    unpacked = unpack(packed(PACKERS[packing](os.urandom(100_000))[:-2_000]))
    assert (unpacked.stories, unpacked.barren) == ({}, {"": "truncated"})


@pytest.mark.parametrize("packing", PACKERS)
def test_a_bomb_stops_early(packed, packing):
    unpacked = unpack(packed(PACKERS[packing](a_tar({f"{number}": bytes(3_000_000) for number in range(20)}))))
    assert not any("0.txt" in name for name in unpacked.stories)
    (reason,) = unpacked.reasons
    assert "SANCTIONWIRE_MAX_ARCHIVE_RATIO" in reason


def test_a_zip_bomb_stops_at_the_ratio_and_what_came_before_loads(packed):
    content = a_zip({"a.txt": b"A story.", **{f"{number}.txt": bytes(5_000_000) for number in range(10)}})
    unpacked = unpack(packed(content))
    assert unpacked.stories["a.txt"] == b"A story."
    assert unpacked.refused == {"": "suspicious_ratio"}


def test_a_bomb_of_small_archives_is_one_bomb(packed):
    small = a_zip({"a.txt": bytes(900_000)})
    unpacked = unpack(packed(a_zip({f"{number}.zip": small for number in range(50)})))
    assert "suspicious_ratio" in {*unpacked.refused.values(), *unpacked.barren.values()}
    assert sum(map(len, unpacked.stories.values())) < 10_000_000


@pytest.mark.parametrize(
    ("limit", "value", "setting", "stories"),
    [
        ("max_archive_bytes", 2_500, "SANCTIONWIRE_MAX_ARCHIVE_BYTES", 2),
        ("max_archive_members", 2, "SANCTIONWIRE_MAX_ARCHIVE_MEMBERS", 2),
        ("max_item_bytes", 999, "SANCTIONWIRE_MAX_ITEM_BYTES", 0),
    ],
)
def test_a_limit_names_the_setting_that_raises_it(packed, limit, value, setting, stories):
    content = a_zip({f"{number}.txt": os.urandom(1_000) for number in range(4)})
    unpacked = unpack(packed(content), **{limit: value})
    assert len(unpacked.stories) == stories
    assert setting in unpacked.reasons[0]


def test_an_archive_larger_than_an_item_is_not_refused(packed):
    content = a_zip({f"{number}.txt": os.urandom(500) for number in range(40)})
    assert len(unpack(packed(content), max_item_bytes=1_000).stories) == 40


def test_an_office_document_is_no_archive_of_stories(packed):
    content = a_zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"})
    assert unpack(packed(content)).stories == {"": content}


def test_two_members_of_one_name_are_two_deliveries(packed, tmp_path):
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        for content in (b"First version.", b"Second version."):
            header = tarfile.TarInfo("story.txt")
            header.size = len(content)
            archive.addfile(header, io.BytesIO(content))
    assert [one.content for one in unpack(tmp_path / "a.tar").deliveries] == [b"First version.", b"Second version."]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("./a/./b.txt", "a/b.txt"),
        ("dir\\a.txt", "dir/a.txt"),
        ("caf\udce9.txt", "caf\\udce9.txt"),
        ("a//b.txt", "a/b.txt"),
    ],
)
def test_names_are_shown_as_they_can_be_stored(name, expected):
    assert shown(name) == expected


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/etc/motd", "C:/a", "c:\\a", "..\\a", "", "a" * 2_000])
def test_names_that_point_out_of_the_archive_are_unsafe(name):
    assert unsafe(shown(name)) is not None


def test_a_name_in_an_old_encoding_loads(packed):
    unpacked = unpack(packed(a_tar({"caf\udce9.txt": b"A story."})))
    assert unpacked.stories == {"caf\\udce9.txt": b"A story."}


@settings(max_examples=40)
@given(
    st.dictionaries(st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=40), st.binary(max_size=40), max_size=6)
)
def test_whatever_the_names_everything_is_accounted_for_and_nothing_written_outside(tmp_path_factory, members):
    folder = tmp_path_factory.mktemp("names")
    written = {name.encode("utf-8", "backslashreplace").decode(): content for name, content in members.items()}
    (folder / "a.tar").write_bytes(a_tar(written))
    unpacked = unpack(folder / "a.tar")
    told = len(unpacked.deliveries) + sum(unpacked.skipped.values()) + len(unpacked.refused) + len(unpacked.barren)
    assert told >= bool(written)
    for name in unpacked.stories:
        assert not name.startswith("/")
        assert ".." not in name.split("/")
    assert sorted(path.name for path in folder.rglob("*")) == ["a.tar", "spool"]


@settings(max_examples=60)
@given(st.sampled_from([*PACKERS, "zip", "tar"]), st.data())
def test_damage_anywhere_never_breaks_the_run(tmp_path_factory, packing, data):
    folder = tmp_path_factory.mktemp("damage")
    content = a_zip(STORIES) if packing == "zip" else PACKERS.get(packing, bytes)(a_tar(STORIES))
    damaged = bytearray(content)
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=8)):
        damaged[place] = data.draw(st.integers(0, 255))
    (folder / "a").write_bytes(damaged[: data.draw(st.integers(1, len(content)))])
    unpacked = unpack(folder / "a")
    assert unpacked.deliveries or unpacked.skipped or unpacked.refused or unpacked.barren, "nothing is told of the archive"


def test_malformed_archives_of_others_never_break_the_run(shared, packed):
    tried = 0
    for path in sorted((shared / "hostile" / "archives_malformed").rglob("*")):
        if path.is_file():
            tried += 1
            unpack(packed(path.read_bytes()))
    assert tried > 10


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_a_zip_cut_short_gives_the_members_that_are_whole(packed, tmp_path, method):
    members = {f"{number}.txt": os.urandom(2_000) for number in range(9)}
    with zipfile.ZipFile(tmp_path / "a.zip", "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    unpacked = unpack(packed((tmp_path / "a.zip").read_bytes()[:10_000]))
    assert unpacked.stories == {f"{number}.txt": members[f"{number}.txt"] for number in range(4)}
    assert "truncated" in unpacked.refused.values()


class Pipe(io.RawIOBase):
    """A file that cannot go back, so that sizes are written behind the data."""

    def __init__(self):
        self.written = bytearray()

    def writable(self):
        return True

    def write(self, content):
        self.written += content
        return len(content)


def test_a_zip_that_was_written_to_a_pipe_and_cut_short_is_salvaged_too(packed):
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"{number}.txt", f"Story {number}. " * 30)
    content = bytes(pipe.written)
    assert len(unpack(packed(content)).stories) == 5
    unpacked = unpack(packed(content[: content.index(b"PK\x01\x02")]))
    assert unpacked.stories["4.txt"] == b"Story 4. " * 30
    assert (len(unpacked.stories), unpacked.refused) == (5, {"": "truncated"})


def test_a_table_too_long_to_hold_is_refused(packed, monkeypatch):
    monkeypatch.setattr("tasks.sources.containers.zipped.MAX_ENTRIES", 3)
    assert unpack(packed(a_zip({f"{number}.txt": b"A" for number in range(4)}))).barren == {"": "too_many_members"}
