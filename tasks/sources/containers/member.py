"""One member of an archive, and what its name says of it."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

# The start of a Windows path from its drive. Matches "C:/a" and "c:a"; misses "a:b" only where a letter stands alone.
DRIVE = re.compile(r"[A-Za-z]:")
MAX_NAME_CHARS = 1_000


@dataclass(frozen=True)
class Member:
    """One member. `flaw` is a reason code and a reason why it cannot be opened; `uri` replaces the name in the archive."""

    name: str
    open: Callable[[], AbstractContextManager[BinaryIO]]
    flaw: tuple[str, str] | None = None
    uri: str | None = None
    media_type: str | None = None
    charset: str | None = None
    received_at: datetime | None = None


@dataclass(frozen=True)
class Passed:
    """A member that holds no story by its nature; only counted."""

    name: str
    reason_code: str


def shown(name: str) -> str:
    """Return the name as it can be stored: valid Unicode, slashes between folders, no "." among them."""
    slashed = name if "/" in name else name.replace("\\", "/")
    text = slashed.encode("utf-8", "backslashreplace").decode()
    is_absolute = text.startswith("/")
    parts = [part for part in text.split("/") if part not in ("", ".")]
    return ("/" if is_absolute else "") + "/".join(parts)


def unsafe(name: str) -> tuple[str, str] | None:
    """Return why a member is refused for its shown name: it points out of the archive, or is no name."""
    parts = name.split("/")
    if name.startswith("/") or DRIVE.match(name) or ".." in parts:
        return "unsafe_name", "its name points out of the archive; pack it again with names below one folder"
    if not name or len(name) > MAX_NAME_CHARS:
        return "unsafe_name", f"its name has {len(name):,} characters; pack it again with a name of 1 to {MAX_NAME_CHARS:,}"
    return None
