"""Find the items that sources name: files, folders, globs, URLs and standard input."""

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tasks.sources.addresses import parse_url, url_scheme
from tasks.sources.delivery import Item, Refusal
from tasks.sources.errors import BadUrlError
from tasks.sources.limits import Limits
from tasks.sources.names import NO_STORY
from tasks.sources.remote import PROTOCOLS, list_remote

STDIN = "-"


@dataclass(frozen=True)
class Found:
    """What the sources name, each item once, in a fixed order. `skipped` are the paths that NO_STORY left out."""

    items: tuple[Item, ...]
    refused: tuple[Refusal, ...]
    skipped: tuple[str, ...] = ()


def find(
    sources: Sequence[str],
    limits: Limits,
    format_hint: str | None = None,
    columns: tuple[tuple[str, str], ...] | None = None,
    follows: bool | None = None,
) -> Found:
    """Find every item that the sources name; what cannot be found is refused with what to do about it.

    In a folder and in a glob, hidden files, editor backups and README files are left out; named alone, they are taken.
    """
    items: dict[str, Item] = {}
    refused: dict[str, Refusal] = {}
    skipped: dict[str, None] = {}
    for source in sources:
        for found in _look(source, limits):
            if isinstance(found, Item):
                items.setdefault(_identity(found), replace(found, format_hint=format_hint, columns=columns, follows=follows))
            elif isinstance(found, Refusal):
                refused.setdefault(found.uri + found.reason_code, found)
            else:
                skipped.setdefault(str(found))
    return Found(tuple(items.values()), tuple(refused.values()), tuple(skipped))


def _look(source: str, limits: Limits) -> Iterator[Item | Refusal | Path | str]:
    """Yield what one source names: items, refusals, and paths or URLs left out."""
    if source == STDIN:
        yield Item(STDIN)
    elif not source.strip():
        yield _refusal(source, "missing", "the source is empty; name a file, a folder, a glob, a URL or -")
    elif url_scheme(source) in PROTOCOLS:
        yield from list_remote(source, limits)
    elif url_scheme(source) is not None:
        yield _url(source)
    elif "\0" in source or not _is_unicode(source):
        yield _bad_name(source)
    elif os.path.lexists(source):
        yield from _path(Path(source), limits)
    elif glob.has_magic(source):
        yield from _glob(source, limits)
    else:
        yield _refusal(source, "missing", f"no file or folder is named {source}; check the path")


def _url(source: str) -> Item | Refusal:
    scheme = url_scheme(source)
    if scheme not in ("http", "https"):
        advice = "name the path itself" if scheme == "file" else "download it and name the file"
        fetched = f"only http and https, and files behind {', '.join(PROTOCOLS)}"
        return _refusal(source, "unsupported_scheme", f"{scheme} URLs are not fetched, {fetched}; {advice}")
    try:
        return Item(str(parse_url(source)))
    except BadUrlError as error:
        return _refusal(source, "bad_url", str(error))


def _path(path: Path, limits: Limits) -> Iterator[Item | Refusal | Path]:
    if not _is_folder(path):
        yield _file(path)
        return
    is_empty = True
    for found in _walk(path, limits.max_folder_depth):
        is_empty = is_empty and isinstance(found, Path)
        yield found
    if is_empty:
        yield _refusal(_absolute(path), "no_match", f"the folder {path} holds no story; name another one")


def _glob(pattern: str, limits: Limits) -> Iterator[Item | Refusal | Path]:
    """Yield what a glob matches. Folders count as in a shell, except under `**`, which reaches their files by itself."""
    is_recursive = "**" in pattern
    is_empty = True
    for name in sorted(glob.iglob(pattern, recursive=True)):  # noqa: PTH207 - Path.glob takes no absolute pattern
        path = Path(name)
        if is_recursive and _is_folder(path):
            continue
        if NO_STORY.fullmatch(path.name):
            yield path
            continue
        is_empty = False
        yield from _path(path, limits)
    if is_empty:
        yield _refusal(pattern, "no_match", f"no story matches {pattern}; check the pattern and its quotes")


def _walk(top: Path, max_depth: int) -> Iterator[Item | Refusal | Path]:
    """Yield the files below a folder, sorted by name, each real folder once."""
    seen: set[str] = set()

    def enter(folder: Path, above: tuple[str, ...]) -> Iterator[Item | Refusal | Path]:
        real = os.path.realpath(folder)
        refusal = _closed(folder, real, above, max_depth)
        if refusal is not None:
            yield refusal
        elif real not in seen:
            seen.add(real)
            for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
                if NO_STORY.fullmatch(entry.name):
                    yield entry
                elif _is_folder(entry):
                    yield from enter(entry, (*above, real))
                else:
                    yield _file(entry)

    yield from enter(top, ())


def _closed(folder: Path, real: str, above: tuple[str, ...], max_depth: int) -> Refusal | None:
    """Return why a folder is not entered, if it is not. `above` are the real paths of the folders it was reached by."""
    uri = _absolute(folder)
    if real in above:
        return _refusal(uri, "link_loop", f"{folder} links back to a folder above it; remove the link")
    if len(above) >= max_depth:
        return _refusal(uri, "too_deep", f"{folder} is more than {max_depth} folders deep; name it alone")
    if not os.access(folder, os.R_OK | os.X_OK):
        return _refusal(uri, "unreadable", f"{folder} may not be read; change its permissions")
    return None


def _file(path: Path) -> Item | Refusal:
    uri = _absolute(path)
    if not _is_unicode(uri):
        return _bad_name(uri)
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return _refusal(uri, "unreadable", f"{path} cannot be read ({error.strerror}); mend the link or its permissions")
    if not stat.S_ISREG(mode):
        return _refusal(uri, "special_file", f"{path} is a pipe, socket or device; name a regular file, or pipe it to -")
    if not os.access(path, os.R_OK):
        return _refusal(uri, "unreadable", f"{path} may not be read; change its permissions")
    return Item(uri)


def _is_folder(path: Path) -> bool:
    """Tell whether the path is a folder; what cannot be looked at is none."""
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir() raises on missing permissions before Python 3.13


def _identity(item: Item) -> str:
    """Return what makes two items the same: the file behind all links, or the URL."""
    is_path = item.uri != STDIN and url_scheme(item.uri) is None
    return os.path.realpath(item.uri) if is_path else item.uri


def _absolute(path: Path) -> str:
    """Return the path from the root, links kept, because the name is part of the evidence."""
    return os.path.abspath(path)  # noqa: PTH100 - Path.absolute() keeps "..", Path.resolve() follows links


def _is_unicode(text: str) -> bool:
    """Tell whether a file name can be stored; names that are not UTF-8 come as lone surrogates."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _bad_name(name: str) -> Refusal:
    shown = name.encode("utf-8", "backslashreplace").decode()
    return _refusal(shown, "bad_name", f"the name {shown!r} is not valid UTF-8 text; rename the file")


def _refusal(uri: str, reason_code: str, reason: str) -> Refusal:
    return Refusal(uri, "find", reason_code, reason)
