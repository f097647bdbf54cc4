"""What the files of a warehouse look like to somebody who wants to know whether it would survive: for `recover` and `doctor`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from warehouse.errors import WarehouseError
from warehouse.files import WarehouseFiles
from warehouse.inspection import inspect
from warehouse.lease import lease_holder
from warehouse.ledger import Account, Ledger
from warehouse.publish import published_sequence
from warehouse.recovery import find_damage, unloaded, verified_snapshots

RECOVER = "run `sanctionwire recover`"


@dataclass(frozen=True)
class Looked:
    """One thing looked at: whether it is well, what was seen, and what to do if not."""

    name: str
    ok: bool
    seen: str
    mend: str = ""


def survey(published: Path, *, every_block: bool) -> Iterator[Looked]:
    """Look at lock, files, ledger, parts and received items; changes nothing. `every_block` reads the snapshots whole."""
    files = WarehouseFiles(published)
    account = Ledger(files.ledger).account()
    holder, is_held = lease_holder(files.lease)
    yield _lock(str(holder or ""), is_held)
    if not is_held:
        yield _writer(files, account)
    yield from _snapshots(files, account, every_block)
    yield _run_folders(files, account)
    yield _received(files, account)
    damaged = files.damaged()
    if damaged:
        size = sum(path.stat().st_size for path in damaged)
        yield Looked(
            "set aside", True, f"{len(damaged)} damaged files, {_size(size)}: {damaged[-1]}", "delete them if nobody needs them"
        )


def _lock(holder: str, is_held: bool) -> Looked:
    if is_held:
        return Looked("lock", True, f"held by {holder or 'another process'}")
    return Looked("lock", True, f"left by {holder}, which was killed: the next run closes it" if holder else "free")


def _writer(files: WarehouseFiles, account: Account) -> Looked:
    try:
        damage, _ = find_damage(files, account)
    except WarehouseError as error:
        return Looked("ledger and tables", False, str(error), "do what the message says")
    told = f"agree after {account.committed} changes" if files.writer.exists() else "no warehouse yet"
    return Looked("ledger and tables", damage is None, damage or told, f"{RECOVER}; the next run does it too")


def _snapshots(files: WarehouseFiles, account: Account, every_block: bool) -> Iterator[Looked]:
    if every_block:
        sound = {path: found.sequence for path, found in verified_snapshots(files, account)}
    else:
        sound = {path: number for path in (files.published, files.previous) if (number := published_sequence(path))}
    for name, path in (("snapshot", files.published), ("previous snapshot", files.previous)):
        if path in sound:
            yield Looked(name, True, f"{path} holds {sound[path]} changes, {_size(path.stat().st_size)}")
        elif path.exists():
            trouble = inspect(path).trouble or "it holds other numbers of rows than the ledger tells of"
            yield Looked(
                name, False, f"{path}: {trouble}", RECOVER if path == files.published else "the second run from now replaces it"
            )
        elif path == files.published and account.committed:
            yield Looked(name, False, f"{path} is missing", RECOVER)


def _run_folders(files: WarehouseFiles, account: Account) -> Looked:
    parts = list(files.runs.glob("*/*/*.parquet"))
    behind = published_sequence(files.published) or published_sequence(files.previous) or 0
    wanted = [change for number, change in account.changes.items() if behind < number <= account.committed]
    named = [files.runs / change["arguments"]["part"] for change in wanted if "part" in change.get("arguments", {})]
    missing = [str(part) for part in named if not part.exists()]
    folders = len({part.parents[1] for part in parts})
    seen = f"{folders} with {len(parts)} parts, {_size(sum(part.stat().st_size for part in parts))}"
    lost = f"; missing: {', '.join(missing)}"
    mend = "publish before the writer's file is lost too: run any ingest"
    return Looked("run folders", not missing, seen + (lost if missing else ""), mend)


def _received(files: WarehouseFiles, account: Account) -> Looked:
    left = unloaded(files, account)
    if not left:
        return Looked("received items", True, "all are loaded or in quarantine")
    first = f"{left[0]['uri']} (kept as deliveries/{left[0]['kept']})"
    seen = f"{len(left)} were received by a run that died and are not loaded: {first}{' and more' if left[1:] else ''}"
    return Looked("received items", False, seen, "ingest their sources again, or the kept files themselves")


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
