"""Files behind s3://, sftp:// and memory:// URLs, by fsspec. The list of protocols is closed, and URLs are not chained.

Credentials come from where each protocol keeps them: for S3 the AWS environment and configuration files (another server
by AWS_ENDPOINT_URL), for SFTP the SSH agent and the keys in ~/.ssh. They are never part of a URL.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, BinaryIO
from urllib.parse import SplitResult, urlsplit

import fsspec

from tasks.sources.addresses import url_scheme
from tasks.sources.delivery import Delivery, Item, Refusal
from tasks.sources.errors import BadUrlError, TransientFetchError
from tasks.sources.limits import Limits
from tasks.sources.names import is_no_story
from tasks.sources.passwords import without_passwords

# What makes a path a pattern. Matches "*.xml" and "[ab].txt"; misses "story.xml".
MAGIC = re.compile(r"[*?\[]")
# What the stores call that which changes with the content: S3, SFTP, memory.
STAMPS = ("ETag", "mtime", "created")


@dataclass(frozen=True)
class Protocol:
    """A kind of storage: the module that it needs, and the extra that installs it."""

    module: str
    extra: str


PROTOCOLS = {
    "s3": Protocol("s3fs", "s3"),
    "sftp": Protocol("paramiko", "sftp"),
    "memory": Protocol("fsspec", ""),
}


@dataclass(frozen=True)
class Place:
    """Where a URL points: a file system, the path in it, and what stands before a path in a URL."""

    files: Any  # fsspec has no types
    path: str
    prefix: str


def list_remote(source: str, limits: Limits) -> Iterator[Item | Refusal | str]:
    """Yield the files that a URL names, sorted: one file, all below a folder, or what a pattern matches; and names left out."""
    try:
        place = _locate(source, limits)
    except BadUrlError as error:
        yield _refusal(source, "find", error.reason_code, str(error))
        return
    except ModuleNotFoundError as error:
        yield _refusal(source, "find", "not_installed", str(error))
        return
    except failures() as error:
        yield _refusal(source, "find", *_told(error))
        return
    try:
        yield from _bounded(source, _look(source, place, limits), limits)
    except failures() as error:
        place.files.clear_instance_cache()
        yield _refusal(source, "find", *_told(error))


def open_remote(item: Item, limits: Limits, receive: Callable[[BinaryIO], Delivery | Refusal]) -> Delivery | Refusal:
    """Give the bytes of a file to `receive` as a stream. Raise TransientFetchError where trying again may help."""
    try:
        place = _locate(item.uri, limits)
    except BadUrlError as error:
        return _refusal(item.uri, "fetch", error.reason_code, str(error))
    except failures() as error:
        raise TransientFetchError(_refusal(item.uri, "fetch", *_told(error))) from error
    try:
        with place.files.open(place.path, "rb") as stream:
            return receive(stream)
    except (FileNotFoundError, PermissionError) as error:
        return _refusal(item.uri, "fetch", *_told(error))
    except failures() as error:
        place.files.clear_instance_cache()  # the next try makes a new connection
        raise TransientFetchError(_refusal(item.uri, "fetch", *_told(error))) from error


def failures() -> tuple[type[Exception], ...]:
    """Return what the installed protocols raise when the world fails."""
    found: tuple[type[Exception], ...] = (OSError, EOFError)
    if find_spec("botocore"):
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - an extra

        found += (BotoCoreError, ClientError)
    if find_spec("paramiko"):
        from paramiko import SSHException  # noqa: PLC0415 - an extra

        found += (SSHException,)
    return found


def _locate(url: str, limits: Limits) -> Place:
    """Return where a URL points. Raise BadUrlError or ModuleNotFoundError with what to do."""
    scheme = url_scheme(url) or ""
    if "::" in url:
        raise BadUrlError("the URL chains protocols with '::', which is not done; name the file itself")
    if find_spec(PROTOCOLS[scheme].module) is None:
        raise ModuleNotFoundError(f"{scheme} URLs need a package more: pip install 'sanctionwire[{PROTOCOLS[scheme].extra}]'")
    parts = urlsplit(url)
    if parts.password is not None or (scheme != "sftp" and parts.username is not None):
        raise BadUrlError("the URL holds credentials, which would be stored; leave them out and use the protocol's configuration")
    rest = url.split("://", 1)[1]
    if scheme == "sftp":
        return _locate_sftp(parts, rest, limits)
    if not rest.strip("/"):
        raise BadUrlError(f"the URL names no {'bucket' if scheme == 's3' else 'file'}; write {scheme}://name/path")
    if scheme == "s3":
        timeouts = {"connect_timeout": limits.connect_timeout_s, "read_timeout": limits.fetch_timeout_s}
        return Place(fsspec.filesystem("s3", use_listings_cache=False, config_kwargs=timeouts), rest, "s3://")
    return Place(fsspec.filesystem("memory"), f"/{rest.strip('/')}", "memory:/")


def _locate_sftp(parts: SplitResult, rest: str, limits: Limits) -> Place:
    from tasks.sources.sftp import open_sftp  # noqa: PLC0415 - an extra

    try:
        port = parts.port
    except ValueError as error:
        raise BadUrlError(f"the URL has no valid port ({error}); write sftp://host:22/path") from error
    if not parts.hostname or "/" not in rest:
        raise BadUrlError("the URL lacks a host or a path; write sftp://user@host/path")
    files = open_sftp(parts.hostname, port, parts.username, limits)
    return Place(files, rest[rest.index("/") :], f"sftp://{parts.netloc}")


def _look(source: str, place: Place, limits: Limits) -> Iterator[Item | Refusal | str]:
    path = place.path.rstrip("/")
    magic = MAGIC.search(path)
    if magic is None:
        yield from _enter(place, place.files.info(path or "/"), limits)
        return
    found = place.files.glob(path, maxdepth=limits.max_folder_depth, detail=True)
    if not found:
        yield _refusal(source, "find", "no_match", f"no file matches {source}; check the pattern and its quotes")
    fixed = path[: magic.start()].rpartition("/")[0]
    for name in sorted(found):
        if is_no_story(name.removeprefix(fixed).strip("/")):
            yield place.prefix + name
        elif found[name]["type"] != "directory" or "**" not in path:
            yield from _enter(place, found[name], limits)


def _enter(place: Place, entry: dict[str, Any], limits: Limits) -> Iterator[Item | Refusal | str]:
    """Yield a file, or the files below a folder, with what a walk of folders leaves out."""
    if entry["type"] != "directory":
        yield _item(place, entry)
        return
    is_empty = True
    walk = place.files.walk(entry["name"], maxdepth=limits.max_folder_depth, detail=True, on_error="raise")
    for _, folders, files in walk:
        for name in sorted(folders):  # the walk goes on with what is put back
            folder = folders.pop(name)
            if is_no_story(name):
                yield place.prefix + folder["name"]
            else:
                folders[name] = folder
        for name in sorted(files):
            left_out = is_no_story(name)
            is_empty &= left_out
            yield place.prefix + files[name]["name"] if left_out else _item(place, files[name])
    if is_empty:
        uri = place.prefix + entry["name"]
        yield _refusal(uri, "find", "no_match", f"the folder {uri} holds no story; check the path")


def _item(place: Place, entry: dict[str, Any]) -> Item:
    said = [str(entry[key]) for key in STAMPS if entry.get(key)]
    stamp = f"{entry.get('size')}:{said[0]}" if said else None
    return Item(place.prefix + entry["name"], byte_size=entry.get("size") or 0, stamp=stamp)


def _bounded(source: str, found: Iterator[Item | Refusal | str], limits: Limits) -> Iterator[Item | Refusal | str]:
    for number, one in enumerate(found):
        if number >= limits.max_remote_files:
            reason = f"more than {limits.max_remote_files:,} files are there; name a part of them, the rest is not taken"
            yield _refusal(source, "find", "too_many_files", reason)
            return
        yield one


def _told(error: Exception) -> tuple[str, str]:
    """Return the reason code and the reason of a failure."""
    if isinstance(error, FileNotFoundError):
        return "not_found", "there is no such file or folder; check the URL"
    if isinstance(error, PermissionError):
        return "access_denied", f"access is denied ({error}); check the credentials that the protocol is configured with"
    reason = str(error).strip() or type(error).__name__
    return "connection_failed", f"no connection ({reason}); check the address and the credentials, or try again later"


def _refusal(uri: str, stage: str, reason_code: str, reason: str) -> Refusal:
    return Refusal(without_passwords(uri), stage, reason_code, reason)
