"""An ingest without flow engine and language model that can be killed at any moment, and ways to damage what it leaves.

`python -m tests.warehouse.crashing FOLDER` says "open" when it begins to write.
"""

import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb

from tasks.readers.draft import Draft
from tests.factories import NOW, a_run
from tests.warehouse.rehearsal import a_draft, take_in
from warehouse.connect import open_writer
from warehouse.files import WarehouseFiles
from warehouse.notices import Tell, log_notice
from warehouse.publish import publish_now
from warehouse.settle import settle
from warehouse.store import close_crashed_runs, finish_run

BATCHES, DRAFTS = 5, 10
GOODS = ("timber", "copper", "wheat", "glass", "salt", "tin")
PAGE = 4_096


def batches() -> Iterator[list[Draft]]:
    """Yield the same batches each time: bans, copies of earlier stories, new versions of them."""
    chance = random.Random(7)
    told: list[str] = []
    for batch in range(BATCHES):
        drafts = []
        for number in range(DRAFTS):
            goods, day = chance.choice(GOODS), chance.randrange(1, 28)
            filler = " ".join(chance.choices(GOODS, k=40))
            text = f"Ruritania banned imports of {goods} from Syldavia on day {day}. Talk {batch}-{number}: {filler}."
            if told and chance.random() < 0.2:
                text = f"{chance.choice(told)} More was to come."
            told.append(text)
            key = f"key-{chance.randrange(BATCHES * DRAFTS)}"
            drafts.append(a_draft(text, provider="Meridian", provider_key=key, version_key=str(len(told))))
        yield drafts


def ingest(folder: Path, tell: Tell = log_notice) -> None:
    """Take all batches in as one run, publish after each, and checkpoint as often as DuckDB can."""
    with open_writer(folder / "warehouse.duckdb", "a rehearsal", tell=tell) as writer:
        writer.execute("SET checkpoint_threshold = '16KB'")
        close_crashed_runs(writer, NOW)
        for number, drafts in enumerate(batches()):
            take_in(writer, drafts, NOW + timedelta(hours=number), settles=False)
            publish_now(writer, WarehouseFiles(folder / "warehouse.duckdb"))
        settle(writer)
        finish_run(writer, replace(a_run(), state="completed", finished_at=NOW))


def contents(published: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of every table of a snapshot, those of `runs` without state and times of the runs."""
    with duckdb.connect(str(published), read_only=True) as connection:
        tables = connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()
        kept = sorted({name for (name,) in tables} - {"warehouse_settings", "runs"})
        return {name: sorted(connection.execute(f"FROM {name}").fetchall(), key=repr) for name in kept}


def tear_log(files: WarehouseFiles, chance: random.Random) -> None:
    _cut(files.log, chance)


def lose_log(files: WarehouseFiles, _: random.Random) -> None:
    files.log.unlink(missing_ok=True)


def tear_page(files: WarehouseFiles, chance: random.Random) -> None:
    size = files.writer.stat().st_size if files.writer.exists() else 0
    if size >= PAGE:
        with files.writer.open("r+b") as file:
            file.seek(chance.randrange(size // PAGE) * PAGE)
            file.write(chance.randbytes(PAGE // 2))


def cut_file(files: WarehouseFiles, chance: random.Random) -> None:
    _cut(files.writer, chance)


def lose_file(files: WarehouseFiles, _: random.Random) -> None:
    files.writer.unlink(missing_ok=True)


def spare(files: WarehouseFiles, _: random.Random) -> None:
    """Leave the files as the kill left them."""


DAMAGES: tuple[Callable[[WarehouseFiles, random.Random], None], ...] = (spare, tear_log, lose_log, tear_page, cut_file, lose_file)


def _cut(path: Path, chance: random.Random) -> None:
    if path.exists() and path.stat().st_size:
        with path.open("r+b") as file:
            file.truncate(chance.randrange(path.stat().st_size))


if __name__ == "__main__":
    sys.stdout.write("open\n")
    sys.stdout.flush()
    ingest(Path(sys.argv[1]))
