"""Folders of many files that are built whole: beside their place, then swapped in, and never over files of somebody else."""

import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from warehouse.errors import UsageError, WarehouseError

MARKER = ".sanctionwire"  # says what a folder of ours is, and which files in it are ours


@contextmanager
def built_folder(folder: Path, kind: str) -> Iterator[Path]:
    """Yield an empty folder to write into; at the end of the block it takes the place of `folder`.

    An error leaves what was there before. Raises UsageError if `folder` holds anything that an earlier build of the same
    kind did not write, WarehouseError if the disk refuses.
    """
    place = folder.absolute()
    check_folder(place, kind)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        building = place.with_name(f".{place.name}.{secrets.token_hex(4)}.part")
        building.mkdir()  # with the rights that the user's mask gives, unlike a temporary folder
    except OSError as error:
        raise WarehouseError(f"cannot write beside {place}: {error.strerror}: name another folder") from error
    try:
        yield building
        _mark(building, kind)
        check_folder(place, kind)
        _swap(building, place)
    except OSError as error:
        raise WarehouseError(f"cannot write {place}: {error.strerror or error}: what was there before stays") from error
    finally:
        shutil.rmtree(building, ignore_errors=True)


def check_folder(folder: Path, kind: str) -> None:
    """Raise UsageError unless the folder is absent, empty, or holds nothing but what a build of the kind wrote."""
    if not folder.exists() and not folder.is_symlink():
        return
    if folder.is_symlink() or not folder.is_dir():
        raise UsageError(f"{folder} is no folder: name one that is empty or not there yet")
    found = _files(folder)
    if not found:
        return
    ours = _ours(folder, kind)
    if ours is None:
        raise UsageError(f"{folder} is not empty and no {kind} of sanctionwire: name a folder that is empty or not there yet")
    foreign = sorted(found - ours)
    if foreign:
        raise UsageError(f"{folder} holds {foreign[0]!r}, which sanctionwire did not write: move it away, or name another folder")


def _files(folder: Path) -> set[str]:
    """Return every file below a folder, links as what they are; and every folder without a file in it."""
    found = set()
    for place, folders, files in os.walk(folder):
        below = Path(place).relative_to(folder)
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        found |= {(below / name).as_posix() for name in (*files, *links)}
    return found


def _ours(folder: Path, kind: str) -> set[str] | None:
    try:
        marked = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        return {*marked["files"], MARKER} if marked["kind"] == kind else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _mark(folder: Path, kind: str) -> None:
    marked = {"kind": kind, "files": sorted(_files(folder))}
    (folder / MARKER).write_text(json.dumps(marked, ensure_ascii=False, indent=0), encoding="utf-8")


def _swap(building: Path, place: Path) -> None:
    """Put a folder in place of another; if the second of the two steps fails, the first is undone."""
    if not place.exists():
        building.rename(place)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{place.name}.", suffix=".old", dir=place.parent))
    try:
        place.rename(old / place.name)
        try:
            building.rename(place)
        except OSError:
            (old / place.name).rename(place)
            raise
    finally:
        shutil.rmtree(old, ignore_errors=True)
