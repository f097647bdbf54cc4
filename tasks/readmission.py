"""What is asked of the quarantine: which bytes to read again, and what has become of each row then."""

import glob
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from tasks.sources.addresses import url_scheme
from tasks.sources.archive import reference_of, reopen
from tasks.sources.containers.kinds import HEAD_BYTES, kind_of
from tasks.sources.delivery import Item, Refusal
from tasks.sources.errors import ArchiveError
from tasks.sources.find import STDIN, find
from tasks.sources.limits import Limits
from tasks.sources.spool import Spool
from warehouse.errors import UsageError
from warehouse.quarantine import Resolution, Waiting
from warehouse.records import Quarantined

INSIDE = "!/"  # between a container and its member
Columns = tuple[tuple[str, str], ...] | None


@dataclass(frozen=True)
class Telling:
    """What the user tells of the bytes, where they do not tell it themselves."""

    format_hint: str | None = None
    columns: Columns = None


@dataclass(frozen=True)
class Fate:
    """What has become of one row: closed, as `resolution` says, or open if that is null; `reason` is why, as told today."""

    row: Waiting
    resolution: Resolution | None
    reason_code: str
    reason: str


@dataclass(frozen=True)
class Came:
    """What came in a run: items by name, documents by id (those with stories too), and containers, by name, that were opened."""

    items: Collection[str]
    documents: Collection[str]
    with_stories: Collection[str]
    opened: Collection[str]

    def holds(self, row: Waiting) -> bool:
        """Tell whether what the row is about came."""
        if row.document_id is None:
            return row.record_key in self.items
        return row.document_id in self.documents or (row.document_uri or row.source_uri) in self.opened


def chosen(waiting: Sequence[Waiting], ids: Sequence[str], reason_code: str | None) -> list[Waiting]:
    """Return the rows that are named, or all with the reason, or all; raise UsageError for what is not open."""
    known = {row.quarantine_id for row in waiting}
    missing = [one for one in ids if one not in known]
    if missing:
        raise UsageError(
            f"no open row {', '.join(missing)} is in quarantine: `sanctionwire quarantine list` has the open ones,"
            " with --all the closed ones too"
        )
    rows = [row for row in waiting if not ids or row.quarantine_id in ids]
    return [row for row in rows if reason_code in (None, row.reason_code)]


def with_siblings(waiting: Sequence[Waiting], asked: Sequence[Waiting]) -> list[Waiting]:
    """Return the rows asked for, and all others of the same documents: they are read again with them."""
    ids = {row.quarantine_id for row in asked}
    documents = {row.document_id for row in asked if row.document_id}
    return [row for row in waiting if row.quarantine_id in ids or row.document_id in documents]


def items_of(
    rows: Iterable[Waiting], telling: Telling, limits: Limits, archive: Path, spool: Spool
) -> tuple[list[Item], list[Refusal]]:
    """Return an item for each document, container or source that the rows are about, and what cannot be had.

    Kept bytes go into the spool, as if a container had held them; what was never received is found again by its name.
    """
    items: dict[str, Item] = {}
    refused: dict[str, Refusal] = {}
    for row in rows:
        target = row.document_id or row.kept or _outermost(row.source_uri)
        if target in items or target in refused:
            continue
        for found in _received_again(row, telling, limits, archive, spool):
            if isinstance(found, Item):
                items[target] = found
            else:
                refused[target] = found
    return list(items.values()), list(refused.values())


def fates(rows: Sequence[Waiting], offered: Sequence[Quarantined], came: Came, not_received: Sequence[Refusal]) -> list[Fate]:
    """Return what has become of each row, after a run over what they are about. `offered` is what the run refused."""
    by_id = {row.quarantine_id: row for row in offered}
    silent = {refusal.uri: refusal for refusal in not_received}
    return [_fate(row, by_id, came, silent) for row in rows]


def _fate(row: Waiting, offered: dict[str, Quarantined], came: Came, silent: dict[str, Refusal]) -> Fate:
    same = offered.get(row.quarantine_id)
    if same is not None:
        return Fate(row, None, same.reason_code, same.reason)
    other = _successor(row, offered.values(), came)
    if other is not None:
        return Fate(row, Resolution.REPLACED, other.reason_code, other.reason)
    if came.holds(row):
        return Fate(row, Resolution.REPLAYED, row.reason_code, "it is refused no more")
    refusal = silent.get(row.source_uri) or silent.get(_outermost(row.source_uri))
    if refusal is not None:
        return Fate(row, None, refusal.reason_code, refusal.reason)
    return Fate(row, None, row.reason_code, "its source does not hold it any more: discard it, or ingest it from where it is now")


def _successor(row: Waiting, offered: Iterable[Quarantined], came: Came) -> Quarantined | None:
    """Return the row that now stands for what the row is about, if there is one."""
    for other in offered:
        if (other.record_kind, other.record_key) == (row.record_kind, row.record_key):
            return other
        if row.record_kind == "item" and other.record_kind in ("document", "item") and other.source_uri == row.source_uri:
            return other
        is_part = other.record_kind == "document" and other.record_key.startswith(f"{row.record_key}#")
        if row.is_whole and is_part and row.record_key not in came.with_stories:
            return other
    return None


def _received_again(row: Waiting, telling: Telling, limits: Limits, archive: Path, spool: Spool) -> Iterable[Item | Refusal]:
    try:
        if row.sha256 is not None:
            return [_spooled(row, row.document_uri or row.source_uri, reference_of(row.sha256, archive), telling, archive, spool)]
        if row.kept is not None:
            return [_spooled(row, row.container_uri or row.source_uri, row.kept, telling, archive, spool)]
    except ArchiveError as error:
        if row.source_uri == STDIN:
            return [Refusal(row.source_uri, "fetch", "not_kept", str(error))]
    source = _outermost(row.source_uri)
    if source == STDIN:
        return [Refusal(STDIN, "fetch", "not_kept", "standard input cannot be read again; pipe it to `sanctionwire ingest -`")]
    if glob.has_magic(source) and not Path(source).exists() and url_scheme(source) is None:  # the name of one file, no pattern
        return [Refusal(row.source_uri, "find", "missing", f"no file or folder is named {source}; check the path")]
    found = find([source], limits, telling.format_hint, telling.columns)
    return [*found.items, *(replace(refusal, uri=row.source_uri) for refusal in found.refused)]


def _spooled(row: Waiting, uri: str, reference: str, telling: Telling, archive: Path, spool: Spool) -> Item:
    """Return the item of kept bytes, under the name and with the time they came first."""
    kept = reopen(reference, archive)
    alone = kind_of(kept.content[:HEAD_BYTES]) is not None
    stored = spool.put(b"", BytesIO(kept.content), len(kept.content), alone=alone)
    if stored is None:
        raise ArchiveError(f"{reference} is longer than itself")
    spooled, size = stored
    return Item(
        uri=uri,
        format_hint=telling.format_hint,
        columns=telling.columns,
        byte_size=size,
        spooled=spooled,
        media_type=row.media_type or kept.media_type,
        charset=kept.charset,
        received_at=row.fetched_at or kept.fetched_at,
        nesting=uri.count(INSIDE),
    )


def _outermost(uri: str) -> str:
    return uri.split(INSIDE, 1)[0]
