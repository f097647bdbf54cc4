"""A folder is built whole or not at all, and nothing of anybody else is lost."""

import pytest

from warehouse.errors import UsageError
from warehouse.folders import MARKER, built_folder


def build(folder, **files):
    with built_folder(folder, "site") as building:
        for name, text in files.items():
            (building / f"{name}.txt").write_text(text)


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_new_folder_and_a_later_build_in_its_place(tmp_path):
    build(tmp_path / "out", one="1", two="2")
    build(tmp_path / "out", one="3")
    assert names(tmp_path) == ["out", f"out/{MARKER}", "out/one.txt"]
    assert (tmp_path / "out" / "one.txt").read_text() == "3"


def test_an_empty_folder_is_taken(tmp_path):
    (tmp_path / "out").mkdir()
    build(tmp_path / "out", one="1")
    assert (tmp_path / "out" / "one.txt").read_text() == "1"


def test_an_error_leaves_what_was_there(tmp_path):
    build(tmp_path / "out", one="1")
    with pytest.raises(ZeroDivisionError), built_folder(tmp_path / "out", "site") as building:
        (building / "one.txt").write_text("2")
        raise ZeroDivisionError
    assert names(tmp_path) == ["out", f"out/{MARKER}", "out/one.txt"]
    assert (tmp_path / "out" / "one.txt").read_text() == "1"


@pytest.mark.parametrize("kind", ["foreign file", "foreign file in ours", "a file", "a link", "another kind"])
def test_what_is_not_ours_is_refused_and_stays(tmp_path, kind):
    out = tmp_path / "out"
    if kind == "foreign file":
        out.mkdir()
        (out / "letter.txt").write_text("mine")
    if kind == "foreign file in ours":
        build(out, one="1")
        (out / "notes").mkdir()
        (out / "notes" / "letter.txt").write_text("mine")
    if kind == "a file":
        out.write_text("mine")
    if kind == "a link":
        (tmp_path / "elsewhere").mkdir()
        out.symlink_to(tmp_path / "elsewhere")
    if kind == "another kind":
        with built_folder(out, "export") as building:
            (building / "one.txt").write_text("1")
    before = names(tmp_path)
    with pytest.raises(UsageError):
        build(out, one="2")
    assert names(tmp_path) == before
