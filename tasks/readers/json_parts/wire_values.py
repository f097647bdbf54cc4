"""Values that all wire JSON writes alike, as the fields of a draft. What cannot be read is unknown, never guessed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from tasks.readers.agreement import WORD
from tasks.readers.errors import UnreadableError
from tasks.readers.json_parts.json_text import string
from tasks.readers.values.front_matter import stamp
from warehouse.codes import Precision, PublishStatus

FEW_WORDS = 3  # less is refused as a scrap of a line
LEAST_URGENT = 9  # IPTC: 1 is the most urgent

# IPTC publication status, with the spellings and further states that desks' systems send.
STATUSES = {
    "usable": PublishStatus.USABLE,
    "withheld": PublishStatus.WITHHELD,
    "hold": PublishStatus.WITHHELD,
    "embargoed": PublishStatus.WITHHELD,
    **dict.fromkeys(("canceled", "cancelled", "killed", "kill", "recalled", "withdrawn"), PublishStatus.CANCELED),
}


def publish_status(written: str | None) -> PublishStatus | None:
    """Return the status that a word or code such as `stat:usable` means.

    Raises UnreadableError for an unknown one: a story that must not be shown would be.
    """
    if written is None:
        return None
    status = STATUSES.get(written.rpartition(":")[2].strip().lower())
    if status is None:
        known = ", ".join(sorted(STATUSES))
        raise UnreadableError("unknown_status", f"the publishing status is {written!r}, not one of: {known}")
    return status


def embargo(value: object) -> tuple[datetime | None, PublishStatus | None]:
    """Return the end of an embargo; where there is one that names no time, the status that holds the story back."""
    written = string({"": value}, "")
    read = stamp(written) if written else None
    if read:
        return read[0], None
    return None, PublishStatus.WITHHELD if written or value is True else None


def shown_as(status: PublishStatus | None, held: PublishStatus | None) -> PublishStatus | None:
    """Return the status that counts: what is usable may still be held back by an embargo."""
    return status if status not in (None, PublishStatus.USABLE) else held or status


def words_of_kill(*words: str | None, key: str | None) -> str:
    """Return what a message says that takes a story back: the first words it has, with its key where they are too few.

    Such a message often has no text, and must take effect all the same.
    """
    said = next(filter(None, words), "")
    return said if len(WORD.findall(said)) >= FEW_WORDS else f"{said}\n\n{key}: pubstatus {PublishStatus.CANCELED}".strip()


def published(*written: str | None) -> tuple[datetime | None, Precision | None]:
    """Return the first time that can be read, with its precision."""
    read = next((found for text in written if text and (found := stamp(text))), None)
    return read or (None, None)


def urgency(written: str | None) -> int | None:
    """Return an urgency of 1 to 9; other numbers mean something else."""
    digits = (written or "").rpartition(":")[2].removesuffix(".0")
    return int(digits) if digits.isdecimal() and len(digits) == 1 and 1 <= int(digits) <= LEAST_URGENT else None


def subject_codes(entries: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the codes of subjects, each as `scheme:code` where the scheme is named; what has only a name has no code."""
    return tuple(dict.fromkeys(filter(None, map(_code, entries))))


def names_without_code(entries: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the names of subjects that have no code: free keywords."""
    return tuple(name for entry in entries if _code(entry) is None and (name := string(entry, "name")))


def unique(words: Iterable[str | None]) -> tuple[str, ...]:
    """Return each word once, in order."""
    return tuple(dict.fromkeys(word for word in words if word))


def _code(entry: Mapping[str, Any]) -> str | None:
    whole = string(entry, "uri") or string(entry, "qcode")
    code = string(entry, "code") or string(entry, "literal")
    if whole or code is None:
        return whole
    scheme = string(entry, "scheme")
    if scheme is None:
        return code
    return scheme + code if scheme.endswith(("/", "#", ":")) else f"{scheme}:{code}"
