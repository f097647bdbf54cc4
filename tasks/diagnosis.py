"""What `doctor` looks at: everything that has broken an installation before, with its mend."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tasks.readers.page_parts.newspapers import newspaper_distribution
from warehouse.connect import probe_writer
from warehouse.errors import WarehouseError
from warehouse.search import probe_search_extension
from warehouse.survey import survey

MIN_FREE_BYTES = 1_000_000_000
PINNED = {  # package: (first version that works, first that does not, what goes wrong)
    "prefect": ((3, 8, 8), (3, 9), "3.9 needs a certifi that is not published"),
    "fastapi": ((0, 139), (0, 151), "from 0.151 Prefect's list calls answer 422"),
    "sqlalchemy": ((2, 0, 40), (2, 1), "with 2.1 Prefect's scheduler dies in silence"),
    "great-expectations": ((1, 24, 1), (1, 25), "the result format may differ"),
    "duckdb": ((1, 5, 5), (1, 5, 6), "the extension packages fit one release only"),
    "duckdb-extension-fts": ((1, 5, 5), (1, 5, 6), "it must equal the DuckDB release"),
    "spacy": ((3, 8, 18), (3, 9), "the model is of the 3.8 line"),
}


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is well, what was seen, and what to do if not."""

    name: str
    ok: bool
    seen: str
    mend: str = ""


def diagnose(home: Path, warehouse: Path, model: str) -> list[Finding]:
    """Look at everything; never raises for what is wrong with the installation."""
    return [
        _python(),
        *(_package(name) for name in PINNED),
        _newspaper(),
        _model(model),
        _search_extension(),
        _folder(home),
        _warehouse(warehouse),
        *(Finding(one.name, one.ok, one.seen, one.mend) for one in survey(warehouse, every_block=False)),
    ]


def _python() -> Finding:
    seen = ".".join(map(str, sys.version_info[:3]))
    return Finding("python", (3, 11) <= sys.version_info[:2] < (3, 14), seen, "install Python 3.11, 3.12 or 3.13")


def _package(name: str) -> Finding:
    low, high, trouble = PINNED[name]
    wanted = f"{'.'.join(map(str, low))} or newer, below {'.'.join(map(str, high))}"
    try:
        seen = version(name)
    except PackageNotFoundError:
        return Finding(name, False, "not installed", f"pip install -r requirements.lock (wanted: {wanted})")
    found = tuple(int(part) for part in seen.split(".")[:3] if part.isdecimal())
    return Finding(name, low <= found < high, seen, f"pip install -r requirements.lock (wanted: {wanted}; {trouble})")


def _newspaper() -> Finding:
    found = newspaper_distribution()
    return Finding(
        "newspaper", found.is_usable, found.verdict, "pip uninstall newspaper3k newspaper4k, then pip install newspaper4k"
    )


def _model(model: str) -> Finding:
    try:
        return Finding("language model", True, f"{model} {version(model)}")
    except PackageNotFoundError:
        mend = "pip install -r requirements.lock, or name an installed model in SANCTIONWIRE_MODEL"
        return Finding("language model", Path(model).is_dir(), f"{model} is not an installed package", mend)


def _search_extension() -> Finding:
    return _tried("full-text search", probe_search_extension, "loads without a network", "pip install -r requirements.lock")


def _folder(home: Path) -> Finding:
    place = next(folder for folder in (home, *home.parents) if folder.is_dir())
    free = shutil.disk_usage(place).free
    mend = "free some space, or set SANCTIONWIRE_HOME to another disk"
    return Finding("disk", free >= MIN_FREE_BYTES, f"{free / 1e9:.1f} GB free for {home}", mend)


def _warehouse(warehouse: Path) -> Finding:
    return _tried("warehouse", lambda: probe_writer(warehouse), f"{warehouse} can be written", "do what the message says")


def _tried(name: str, attempt: Callable[[], None], well: str, mend: str) -> Finding:
    try:
        attempt()
    except WarehouseError as error:
        return Finding(name, False, str(error), mend)
    return Finding(name, True, well)
