import os

import pytest

from tasks.sources.find import Found, find
from tasks.sources.limits import Limits


@pytest.fixture
def folder(tmp_path):
    for name in ("b.txt", "a.html", "deep/c.txt", ".hidden", "README.md", "b.txt~", "deep/.git/config"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("A story.")
    return tmp_path


def names(found: Found, folder) -> list[str]:
    return [os.path.relpath(item.uri, folder) for item in found.items]


def look(*sources, **changes) -> Found:
    return find([str(source) for source in sources], Limits(**changes))


def codes(found: Found) -> list[str]:
    return [refusal.reason_code for refusal in found.refused]


def test_a_folder_gives_its_files_sorted_and_counts_what_it_leaves_out(folder):
    found = look(folder)
    assert names(found, folder) == ["a.html", "b.txt", "deep/c.txt"]
    assert sorted(os.path.relpath(path, folder) for path in found.skipped) == [
        ".hidden",
        "README.md",
        "b.txt~",
        "deep/.git",
    ]


def test_a_file_named_alone_is_taken_whatever_its_name(folder):
    assert names(look(folder / "README.md", folder / ".hidden"), folder) == ["README.md", ".hidden"]


def test_an_item_is_named_by_its_absolute_path(folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert [item.uri for item in look("./deep/../b.txt").items] == [str(folder / "b.txt")]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.txt", ["b.txt"]),
        ("**/*.txt", ["b.txt", "deep/c.txt"]),
        ("*", ["a.html", "b.txt", "deep/c.txt"]),
        ("**", ["a.html", "b.txt", "deep/c.txt"]),
        ("[ab].*", ["a.html", "b.txt"]),
    ],
)
def test_a_glob_gives_its_matches_sorted(folder, pattern, expected):
    assert names(look(folder / pattern), folder) == expected


def test_a_name_with_glob_characters_is_a_file_if_there_is_one(tmp_path):
    (tmp_path / "a[1].txt").write_text("A story.")
    assert names(look(tmp_path / "a[1].txt"), tmp_path) == ["a[1].txt"]


def test_the_same_file_found_twice_counts_once(folder):
    (folder / "z.txt").symlink_to(folder / "b.txt")
    assert names(look(folder / "b.txt", folder, folder / "*.txt"), folder) == ["b.txt", "a.html", "deep/c.txt"]


def test_urls_and_standard_input_are_items_with_the_format_hint():
    found = find(["https://example.org/a#b", "-", "https://example.org/a"], Limits(), "html", (("text", "body"),))
    assert {item.columns for item in found.items} == {(("text", "body"),)}
    assert [(item.uri, item.format_hint) for item in found.items] == [("https://example.org/a", "html"), ("-", "html")]


@pytest.mark.parametrize(
    ("source", "reason_code"),
    [
        ("nowhere/story.txt", "missing"),
        ("", "missing"),
        ("nowhere/*.txt", "no_match"),
        ("ftp://example.org/a", "unsupported_scheme"),
        ("file:///etc/hosts", "unsupported_scheme"),
        ("http://", "bad_url"),
        ("http:///path", "bad_url"),
        ("a\0b", "bad_name"),
        ("a\udcff.txt", "bad_name"),
    ],
)
def test_a_source_that_names_nothing_is_refused_with_advice(source, reason_code):
    found = look(source)
    assert (found.items, codes(found)) == ((), [reason_code])
    refusal = found.refused[0]
    assert refusal.stage == "find"
    assert ";" in refusal.reason
    refusal.uri.encode()


def test_an_empty_folder_is_refused(tmp_path):
    (tmp_path / "README.md").write_text("Nothing here.")
    found = look(tmp_path)
    assert (codes(found), len(found.skipped)) == (["no_match"], 1)


def test_special_and_dangling_files_are_refused_and_the_rest_is_found(folder):
    os.mkfifo(folder / "pipe")
    (folder / "dangling").symlink_to(folder / "nowhere")
    found = look(folder)
    assert (codes(found), len(found.items)) == (["unreadable", "special_file"], 3)


def test_a_link_to_a_folder_above_is_refused_and_the_rest_is_found(folder):
    (folder / "deep" / "loop").symlink_to(folder)
    found = look(folder)
    assert (codes(found), len(found.items)) == (["link_loop"], 3)


def test_many_links_to_one_folder_are_walked_once(tmp_path):
    for level in range(20):
        (tmp_path / f"{level}").mkdir()
    for level in range(19):
        for link in range(4):
            (tmp_path / f"{level}" / f"link{link}").symlink_to(tmp_path / f"{level + 1}")
    (tmp_path / "19" / "story.txt").write_text("A story.")
    assert len(look(tmp_path / "0").items) == 1


def test_a_folder_deeper_than_the_limit_is_refused(folder):
    found = look(folder, max_folder_depth=1)
    assert (codes(found), names(found, folder)) == (["too_deep"], ["a.html", "b.txt"])


def test_a_name_that_is_not_utf8_is_refused_and_can_be_shown(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("A story.")
    found = look(tmp_path)
    assert codes(found) == ["bad_name"]
    assert "caf\\udce9" in found.refused[0].uri


def test_what_may_not_be_read_is_refused(folder, monkeypatch):
    # The superuser may read everything, so the answer of the system is replaced.
    closed = {str(folder / "b.txt"), str(folder / "deep")}
    may_access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: str(path) not in closed and may_access(path, mode))
    assert codes(look(folder)) == ["unreadable", "unreadable"]
